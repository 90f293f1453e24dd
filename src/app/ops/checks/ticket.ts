import type { Check } from '../check.ts'

const came = 'l.good + l.damaged'
const live = "('requested', 'approved', 'in_transit', 'received', 'inspected')"
const by = (what: string, where: string): string =>
  `(select l.org_id, l.order_line_id, sum(${what}) as qty from goods_return_lines l
    join goods_returns t on t.org_id = l.org_id and t.id = l.return_id where t.deleted_at is null and ${where} group by 1, 2)`

export const ticketChecks: readonly Check[] = [
  {
    name: 'ticket.customer',
    text: { en: 'What a ticket is about belongs to its customer', zh: '工单关联的订单、发货单与退货单均属于其客户' },
    sql: `select t.org_id, t.number as what, 'its order ' || o.number || ' is of another customer' as detail
        from tickets t join orders o on o.org_id = t.org_id and o.id = t.order_id where o.customer_id <> t.customer_id
      union all select t.org_id, t.number, 'its shipment ' || s.number || ' is of another customer'
        from tickets t join shipments s on s.org_id = t.org_id and s.id = t.shipment_id where s.customer_id <> t.customer_id
      union all select t.org_id, t.number, 'its return ' || r.number || ' is of another customer'
        from tickets t join goods_returns r on r.org_id = t.org_id and r.ticket_id = t.id where r.customer_id <> t.customer_id`,
  },
  {
    name: 'ticket.clock',
    text: {
      en: 'A ticket is answered and settled after it was opened, its clock runs from then on',
      zh: '工单的响应、解决与时限均不早于其创建时间',
    },
    sql: `select org_id, number as what, 'opened ' || created_at || ', due ' || due_at as detail from tickets
      where due_at < clock_from or response_due_at < created_at or clock_from < created_at or first_response_at < created_at or resolved_at < created_at`,
  },
  {
    name: 'ticket.over',
    text: { en: 'No goods are to come back for a ticket that is done with', zh: '已结束的工单没有进行中的退货' },
    sql: `select t.org_id, t.number as what, 'is ' || t.state || ', its return ' || r.number || ' is ' || r.state as detail
      from tickets t join goods_returns r on r.org_id = t.org_id and r.ticket_id = t.id
      where t.state in ('resolved', 'closed', 'cancelled') and r.state in ('requested', 'approved', 'in_transit', 'received') and r.deleted_at is null`,
  },
  {
    name: 'goodsReturn.returned',
    text: {
      en: 'D2: what an order line got back is the sum of its received returns',
      zh: 'D2：订单明细的已退数量等于其已收退货之和',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'returned ' || l.returned || ', its returns come to ' || coalesce(r.qty, 0) as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id left join ${by(came, 't.received_at is not null')} r on r.org_id = l.org_id and r.order_line_id = l.id
      where l.parts is null and l.returned <> coalesce(r.qty, 0)`,
  },
  {
    name: 'goodsReturn.again',
    text: {
      en: 'D2: what is to be sent again of an order line is what was decided so',
      zh: 'D2：订单明细的重发数量等于已决定重发与维修的数量之和',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'to send again ' || l.reship || ', decided ' || coalesce(r.qty, 0) as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
      left join ${by('l.decided_qty', "l.decision in ('send_again', 'repair') and t.inspected_at is not null")} r on r.org_id = l.org_id and r.order_line_id = l.id
      where l.parts is null and l.reship <> coalesce(r.qty, 0)`,
  },
  {
    name: 'goodsReturn.live',
    text: {
      en: 'No more is asked back or came back of an order line than was delivered',
      zh: '订单明细的申请退货与已退数量之和不超过已签收数量',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'delivered ' || l.delivered || ', its returns come to ' || r.qty as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
      join ${by(`case when t.received_at is null then l.qty else ${came} end`, `t.state in ('requested', 'approved', 'in_transit', 'received', 'inspected', 'closed')`)} r
        on r.org_id = l.org_id and r.order_line_id = l.id where r.qty > l.delivered`,
  },
  {
    name: 'goodsReturn.count',
    text: { en: 'D9: an order knows how many of its returns are not done', zh: 'D9：订单上的未完成退货数与实际一致' },
    sql: `select o.org_id, o.number as what, 'says ' || o.live_returns || ' live returns, there are ' || coalesce(r.n, 0) as detail
      from orders o left join (select org_id, order_id, count(*) as n from goods_returns where state in ${live} and deleted_at is null group by 1, 2) r
        on r.org_id = o.org_id and r.order_id = o.id where o.live_returns <> coalesce(r.n, 0)`,
  },
  {
    name: 'goodsReturn.stock',
    text: {
      en: 'S7: a received return brought into stock what its lines say; others moved nothing',
      zh: 'S7：已收退货的入库流水与明细一致，其他退货单没有入库',
    },
    sql: `select t.org_id, t.number || ' line ' || l.no as what, t.state || ', moved ' || coalesce(m.qty, 0) || ', good ' || l.good || ', damaged ' || l.damaged as detail
      from goods_returns t join goods_return_lines l on l.org_id = t.org_id and l.return_id = t.id
      left join (select org_id, record_id, line_no, sum(qty) as qty from stock_moves where entity = 'goodsReturn' group by 1, 2, 3) m
        on m.org_id = t.org_id and m.record_id = t.id and m.line_no = l.no
      where coalesce(m.qty, 0) <> case when t.received_at is null or not l.stock_kept then 0
        when t.damaged_warehouse_id is null then l.good else ${came} end`,
  },
  {
    name: 'goodsReturn.split',
    text: {
      en: 'What came of a return is told once it is received, and what is done about it once it is decided',
      zh: '已收货的退货必有良品、损坏、缺少的分拆，已处理的必有处理方式',
    },
    sql: `select t.org_id, t.number || ' line ' || l.no as what, t.state || ', of ' || l.qty || ' told ' || (${came} + l.missing) || ', decided ' || coalesce(l.decision, 'nothing') as detail
      from goods_returns t join goods_return_lines l on l.org_id = t.org_id and l.return_id = t.id
      where (t.received_at is not null) <> (${came} + l.missing > 0) or (t.inspected_at is null and l.decision is not null)
        or (t.inspected_at is not null and l.decision is null and ${came} > 0)`,
  },
  {
    name: 'goodsReturn.order',
    text: { en: 'A return is of the customer and of lines of its order', zh: '退货单的客户与明细均属于其订单' },
    sql: `select distinct t.org_id, t.number as what, 'is of another customer than ' || o.number as detail
        from goods_returns t join orders o on o.org_id = t.org_id and o.id = t.order_id where o.customer_id <> t.customer_id
      union all select distinct t.org_id, t.number, 'has a line of another order' from goods_returns t
        join goods_return_lines l on l.org_id = t.org_id and l.return_id = t.id join order_lines x on x.org_id = l.org_id and x.id = l.order_line_id
        where x.order_id <> t.order_id or l.order_id <> t.order_id`,
  },
  {
    name: 'goodsReturn.refunds',
    text: { en: 'A return gives back no more than its goods are worth', zh: '退货产生的退款不超过退货金额' },
    sql: `select t.org_id, t.number as what, 'worth ' || coalesce(l.amount, 0) || ', refunds ' || sum(r.amount) as detail
      from goods_returns t join goods_return_outcomes x on x.org_id = t.org_id and x.return_id = t.id and x.entity = 'refund'
      join refunds r on r.org_id = x.org_id and r.id = x.record_id
      left join (select org_id, return_id, sum(amount) as amount from goods_return_lines where decision = 'refund' group by 1, 2) l on l.org_id = t.org_id and l.return_id = t.id
      group by t.org_id, t.id, t.number, l.amount having sum(r.amount) > coalesce(l.amount, 0)`,
  },
]
