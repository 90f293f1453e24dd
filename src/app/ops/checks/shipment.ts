import type { Check } from '../check.ts'

const posted = "t.state in ('shipped', 'delivered') and t.deleted_at is null"
const sums = `select s.org_id, s.order_line_id, sum(s.qty - s.came_back - s.lost) as shipped, sum(s.delivered) as delivered
  from shipment_lines s join shipments t on t.org_id = s.org_id and t.id = s.shipment_id where ${posted} group by 1, 2`

export const shipmentChecks: readonly Check[] = [
  {
    name: 'shipment.counters',
    text: {
      en: 'D2: what an order line has shipped and delivered is the sum of its posted shipments',
      zh: 'D2：订单明细的已发与已签收数量等于其已过账发货单之和',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what,
        'shipped ' || l.shipped || ' delivered ' || l.delivered || ', its shipments come to ' || coalesce(s.shipped, 0) || ' and ' || coalesce(s.delivered, 0) as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id left join (${sums}) s on s.org_id = l.org_id and s.order_line_id = l.id
      where l.parts is null and (l.shipped <> coalesce(s.shipped, 0) or l.delivered <> coalesce(s.delivered, 0))`,
  },
  {
    name: 'shipment.stock',
    text: {
      en: 'S7: a posted shipment took out of stock what its lines say, or moved it to its site; others moved nothing',
      zh: 'S7：已过账发货单的出库（或移至寄售点）流水与明细一致，其他发货单没有流水',
    },
    sql: `select t.org_id, t.number || ' line ' || s.no as what, t.state || ', moved ' || coalesce(m.qty, 0) || ' of ' || s.qty as detail
      from shipments t join shipment_lines s on s.org_id = t.org_id and s.shipment_id = t.id
      left join (select org_id, record_id, line_no, sum(qty) as qty from stock_moves where entity = 'shipment' group by 1, 2, 3) m
        on m.org_id = t.org_id and m.record_id = t.id and m.line_no = s.no
      where coalesce(m.qty, 0) <> case when ${posted} and s.stock_kept and not t.is_opening then case when t.site_id is null then s.came_back - s.qty else -s.lost end else 0 end`,
  },
  {
    name: 'shipment.arrived',
    text: {
      en: 'Nothing of a delivered shipment is on the way, nothing arrived of one that has not left',
      zh: '已签收的发货单没有在途，未发出的没有签收',
    },
    sql: `select t.org_id, t.number || ' line ' || s.no as what, t.state || ', of ' || s.qty || ' arrived ' || (s.delivered + s.came_back + s.lost) as detail
      from shipments t join shipment_lines s on s.org_id = t.org_id and s.shipment_id = t.id
      where t.deleted_at is null and ((t.state = 'delivered' and s.delivered + s.came_back + s.lost <> s.qty)
        or (t.state in ('draft', 'ready', 'cancelled') and s.delivered + s.came_back + s.lost <> 0))`,
  },
  {
    name: 'shipment.carrierState',
    text: {
      en: 'What the carrier says of a shipment is its newest trace',
      zh: '发货单的物流状态与最新一条物流记录一致',
    },
    sql: `select t.org_id, t.number as what, 'carrier state ' || coalesce(t.carrier_state, 'none') || ', its newest trace says ' || coalesce(n.state, 'none') as detail
      from shipments t left join lateral (select c.state from carrier_traces c where c.org_id = t.org_id and c.shipment_id = t.id order by c.at desc, c.id desc limit 1) n on true
      where t.carrier_state is distinct from n.state`,
  },
  {
    name: 'shipment.customer',
    text: { en: 'A shipment goes to the customer of its orders', zh: '发货单的客户与其订单一致' },
    sql: `select distinct t.org_id, t.number as what, 'its order ' || o.number || ' is of another customer' as detail
      from shipments t join shipment_lines s on s.org_id = t.org_id and s.shipment_id = t.id join orders o on o.org_id = s.org_id and o.id = s.order_id
      where o.customer_id <> t.customer_id`,
  },
]
