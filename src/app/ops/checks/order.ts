import type { Check } from '../check.ts'

const idle = "('draft', 'in_review', 'closed', 'cancelled')"

const milestones = (column: string, state: string): string =>
  `select o.org_id, o.number as what, '${state} at ' || o.${column} || ', no event says so' as detail from orders o where o.${column} is not null
     and not exists (select from event e where e.org_id = o.org_id and e.entity = 'order' and e.record_id = o.id and e.to_state = '${state}' and e.at = o.${column})`

export const orderChecks: readonly Check[] = [
  {
    name: 'order.sums',
    text: {
      en: "O2: an order's net, tax and total are the sums of its lines",
      zh: 'O2：订单的不含税、税额与合计等于明细之和',
    },
    sql: `select o.org_id, o.number as what, 'total ' || o.gross || ', its lines come to ' || coalesce(l.gross, 0) as detail from orders o
      left join (select org_id, order_id, sum(net) as net, sum(tax) as tax, sum(gross) as gross from order_lines group by 1, 2) l on l.org_id = o.org_id and l.order_id = o.id
      where o.net <> coalesce(l.net, 0) or o.tax <> coalesce(l.tax, 0) or o.gross <> coalesce(l.gross, 0) or o.gross <> o.net + o.tax`,
  },
  {
    name: 'order.base',
    text: {
      en: "The order's total in the organisation's currency is its total at the frozen rate",
      zh: '订单的本位币合计等于合计乘以冻结汇率',
    },
    sql: `select org_id, number as what, 'says ' || base_gross || ', ' || gross || ' at ' || rate || ' comes to ' || round(gross * rate, 4) as detail
      from orders where abs(base_gross - gross * rate) > 0.5`,
  },
  {
    name: 'order.reserved',
    text: {
      en: 'S2: what a line has reserved is the sum of its live reservations',
      zh: 'S2：明细的预留数量等于其有效预留之和',
    },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'reserved ' || l.reserved || ', its reservations come to ' || coalesce(r.qty, 0) as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
      left join (select org_id, order_line_id, sum(qty - consumed - released) as qty from reservations group by 1, 2) r on r.org_id = l.org_id and r.order_line_id = l.id
      where l.reserved <> coalesce(r.qty, 0)`,
  },
  {
    name: 'order.idle',
    text: {
      en: 'C054: orders that are not live reserve nothing and use no credit',
      zh: 'C054：未生效、已关闭或已取消的订单不占库存',
    },
    sql: `select o.org_id, o.number || ' line ' || l.no as what, o.state || ', and reserves ' || l.reserved as detail
        from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id where o.state in ${idle} and l.reserved <> 0
      union all select org_id, number, state || ', and uses credit of ' || exposure from orders where state in ('draft', 'in_review', 'cancelled') and exposure <> 0`,
  },
  {
    name: 'order.bounds',
    text: { en: 'No counter of a line leaves its bounds', zh: '明细的各数量均在允许范围内' },
    sql: `select l.org_id, o.number || ' line ' || l.no as what, 'ordered ' || ordered || ', cancelled ' || cancelled || ', reserved ' || reserved || ', shipped ' || shipped
          || ', delivered ' || delivered || ', returned ' || l.returned || ', invoiced ' || invoiced as detail
      from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
      where ordered <= 0 or cancelled < 0 or cancelled > ordered or least(reserved, shipped, delivered, l.returned, reship, invoiced, credited) < 0
        or (fulfil = 'ship' and (delivered > shipped or l.returned > delivered or reship > l.returned))
        or shipped - l.returned > (ordered - cancelled) * (1 + over_tolerance) or shipped - reship > ordered * (1 + over_tolerance)
        or reserved > greatest(ordered - cancelled - shipped + reship, 0) or credited > invoiced
        or invoiced - credited > greatest(ordered - cancelled, shipped - reship) * (1 + bill_tolerance)`,
  },
  {
    name: 'order.reservations',
    text: { en: 'Every reservation is held by an order line', zh: '每条预留都属于存在的订单明细' },
    sql: `select r.org_id, 'reservation ' || r.id as what, 'its order line does not exist' as detail from reservations r
      where r.consumed + r.released < r.qty and not exists (select from order_lines l where l.org_id = r.org_id and l.id = r.order_line_id)`,
  },
  {
    name: 'order.kit',
    text: {
      en: 'C040: a confirmed kit is as many whole ones as its parts make, and its total lies on them',
      zh: 'C040：已确认套件的数量由其组成推出，金额由组成分摊',
    },
    sql: `select k.org_id, o.number || ' line ' || k.no as what, 'shipped ' || k.shipped || ' of ' || k.ordered || ', its parts make ' || p.whole || ' of ' || p.ordered || ', share ' || p.share as detail
      from order_lines k join orders o on o.org_id = k.org_id and o.id = k.order_id join lateral (
        select count(*) as n, sum(l.kit_share) as share, bool_and(l.ordered = k.ordered * l.per_kit) as exact, min(l.ordered / l.per_kit) as ordered,
          coalesce(floor(min(l.shipped / l.per_kit) filter (where l.fulfil <> 'none')), 0) as whole
        from order_lines l where l.org_id = k.org_id and l.kit_line_id = k.id) p on p.n > 0
      where not p.exact or p.share <> k.gross or p.n <> jsonb_array_length(k.parts) or k.shipped > p.whole
        or (k.shipped < p.whole and k.shipped - k.returned < k.ordered - k.cancelled)`,
  },
  {
    name: 'order.quote',
    text: {
      en: 'No more is ordered from a quote line than was quoted, but by a change of the order; and its quote exists',
      zh: '除订单变更外，订单数量不超过报价明细数量，且报价存在',
    },
    sql: `select q.org_id, 'quote line ' || q.id as what, 'quoted ' || q.qty || ', ordered ' || sum(l.ordered - l.cancelled) as detail
        from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id join quote_lines q on q.org_id = l.org_id and q.id = l.quote_line_id
        where o.state <> 'cancelled' and o.deleted_at is null group by q.org_id, q.id, q.qty having sum(l.ordered - l.cancelled) > q.qty and bool_and(o.revision = 1)
      union all select o.org_id, o.number, 'its quote does not exist' from orders o
        where o.quote_id is not null and not exists (select from quotes q where q.org_id = o.org_id and q.id = o.quote_id)`,
  },
  {
    name: 'order.milestones',
    text: { en: 'The times stamped on an order are its events', zh: '订单上的里程碑时间与事件一致' },
    sql: [
      milestones('submitted_at', 'in_review'),
      milestones('confirmed_at', 'confirmed'),
      milestones('closed_at', 'closed'),
      milestones('cancelled_at', 'cancelled'),
    ].join(' union all '),
  },
  {
    name: 'order.wonDeal',
    text: { en: 'A won deal has an order or says why not', zh: '赢单的商机必有订单或注明无订单原因' },
    sql: `select d.org_id, d.number as what, 'won without an order and without a reason' as detail from deals d
      where d.state = 'won' and d.no_order_reason is null and not exists (select from orders o where o.org_id = d.org_id and o.deal_id = d.id)`,
  },
  {
    name: 'credit.used',
    text: {
      en: "A payer's used credit is its orders' exposure less what it paid and did not get back, and what was written off",
      zh: '付款方已用额度等于其订单敞口减去已收未退款项与已核销坏账',
    },
    sql: `select c.org_id, n.name as what, 'used ' || c.used || ', its orders and payments come to ' || (coalesce(o.used, 0) + coalesce(i.used, 0) - coalesce(r.received, 0) + coalesce(f.refunded, 0) - coalesce(x.fx, 0) - coalesce(w.off, 0)) as detail from customer_credit c
      join customers n on n.org_id = c.org_id and n.id = c.customer_id
      left join (select org_id, payer_id, sum(exposure) as used from orders group by 1, 2) o on o.org_id = c.org_id and o.payer_id = c.customer_id
      left join (select org_id, payer_id, sum(base_gross) as used from invoices t where state = 'issued' and deleted_at is null
        and not exists (select from invoice_lines l where l.org_id = t.org_id and l.invoice_id = t.id and l.order_id is not null) group by 1, 2) i on i.org_id = c.org_id and i.payer_id = c.customer_id
      left join (select org_id, customer_id, sum(base_amount) as received from receipts where state = 'received' and counted group by 1, 2) r on r.org_id = c.org_id and r.customer_id = c.customer_id
      left join (select org_id, customer_id, sum(base_amount) as refunded from refunds where state = 'succeeded' group by 1, 2) f on f.org_id = c.org_id and f.customer_id = c.customer_id
      left join (select r.org_id, r.customer_id, sum(a.fx) as fx from allocations a join receipts r on r.org_id = a.org_id and r.id = a.receipt_id group by 1, 2) x
        on x.org_id = c.org_id and x.customer_id = c.customer_id
      left join (select org_id, customer_id, sum(credit) as off from write_offs group by 1, 2) w on w.org_id = c.org_id and w.customer_id = c.customer_id
      where c.used <> coalesce(o.used, 0) + coalesce(i.used, 0) - coalesce(r.received, 0) + coalesce(f.refunded, 0) - coalesce(x.fx, 0) - coalesce(w.off, 0)`,
  },
]
