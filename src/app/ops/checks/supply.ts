import type { SqlCheck } from '../check.ts'

const moved = `select m.org_id, m.record_id, m.line_no, sum(m.qty) as qty from stock_moves m where m.entity = 'supply' group by 1, 2, 3`

export const supplyChecks: readonly SqlCheck[] = [
  {
    name: 'supply.received',
    text: { en: 'A supply has received what its receipts come to', zh: '备货单的已到数量等于收货合计' },
    sql: `select t.org_id, t.number as what, 'received ' || t.received || ', its receipts come to ' || coalesce(r.qty, 0) as detail
      from supplies t left join (select org_id, supply_id, sum(qty) as qty from supply_receipts where reversed_at is null group by 1, 2) r on r.org_id = t.org_id and r.supply_id = t.id
      where t.received <> coalesce(r.qty, 0)`,
  },
  {
    name: 'supply.stock',
    text: {
      en: 'A receipt of a supply moved stock by what came, and by nothing once it is taken back',
      zh: '备货收货的库存变动等于收货数量，撤销后为零',
    },
    sql: `select r.org_id, t.number || ' receipt ' || r.no as what, 'received ' || case when r.reversed_at is null then r.qty else 0 end || ', moved ' || coalesce(m.qty, 0) as detail
      from supply_receipts r join supplies t on t.org_id = r.org_id and t.id = r.supply_id left join (${moved}) m on m.org_id = r.org_id and m.record_id = r.supply_id and m.line_no = r.no
      where r.shipment_id is null and coalesce(m.qty, 0) <> case when r.reversed_at is null then r.qty else 0 end
      union all select m.org_id, 'stock move', 'of receipt ' || m.line_no || ' of a supply that has none' from (${moved}) m
      left join supply_receipts r on r.org_id = m.org_id and r.supply_id = m.record_id and r.no = m.line_no where r.id is null`,
  },
  {
    name: 'supply.direct',
    text: {
      en: 'What a supplier delivered to a customer is a posted shipment of as much, and moved no stock',
      zh: '供应商直发的收货对应已发货的发货单，数量一致且无库存变动',
    },
    sql: `select r.org_id, t.number || ' receipt ' || r.no as what, case when r.shipment_id is null then 'of no shipment' else 'delivered ' || r.qty || ', shipped ' || coalesce(s.qty, 0) || ', moved ' || coalesce(m.qty, 0) end as detail
      from supply_receipts r join supplies t on t.org_id = r.org_id and t.id = r.supply_id
      left join lateral (select sum(l.qty) as qty from shipment_lines l join shipments f on f.org_id = l.org_id and f.id = l.shipment_id and f.state in ('shipped', 'delivered')
        where l.org_id = r.org_id and l.shipment_id = r.shipment_id) s on true
      left join (${moved}) m on m.org_id = r.org_id and m.record_id = r.supply_id and m.line_no = r.no
      where r.reversed_at is null and t.direct and (r.shipment_id is null or coalesce(s.qty, 0) <> r.qty or coalesce(m.qty, 0) <> 0)`,
  },
  {
    name: 'supply.allots',
    text: {
      en: 'A receipt was held for lines of its product, at most as much as came',
      zh: '收货预留的订单行是同一产品，且不超过收货数量',
    },
    sql: `select r.org_id, t.number || ' receipt ' || r.no as what, 'of ' || r.qty || ' held ' || a.qty || case when a.strange > 0 then ', for other products' else '' end as detail
      from supply_receipts r join supplies t on t.org_id = r.org_id and t.id = r.supply_id
      join (select a.org_id, a.receipt_id, sum(a.qty) as qty, count(*) filter (where l.product_id <> s.product_id or l.order_id <> a.order_id) as strange
        from supply_allots a join supply_receipts x on x.org_id = a.org_id and x.id = a.receipt_id join supplies s on s.org_id = x.org_id and s.id = x.supply_id
        join order_lines l on l.org_id = a.org_id and l.id = a.order_line_id group by 1, 2) a on a.org_id = r.org_id and a.receipt_id = r.id
      where a.qty > r.qty or a.strange > 0`,
  },
  {
    name: 'supply.wants',
    text: {
      en: 'What a supply is for comes to no more than it, and is of its product',
      zh: '备货单指定的订单行是同一产品，且合计不超过备货数量',
    },
    sql: `select t.org_id, t.number as what, 'of ' || t.qty || ' wanted ' || w.qty || case when w.strange > 0 then ', for other products' else '' end as detail
      from supplies t join (select w.org_id, w.supply_id, sum(w.qty) as qty, count(*) filter (where l.product_id <> s.product_id or l.order_id <> w.order_id) as strange
        from supply_wants w join supplies s on s.org_id = w.org_id and s.id = w.supply_id join order_lines l on l.org_id = w.org_id and l.id = w.order_line_id group by 1, 2) w
        on w.org_id = t.org_id and w.supply_id = t.id where w.qty > t.qty or w.strange > 0`,
  },
  {
    name: 'supply.freed',
    text: { en: 'Nothing is on its way for an order that has ended', zh: '没有为已结束的订单备货' },
    sql: `select w.org_id, t.number as what, 'for ' || o.number || ', which is ' || o.state as detail
      from supply_wants w join supplies t on t.org_id = w.org_id and t.id = w.supply_id join orders o on o.org_id = w.org_id and o.id = w.order_id
      where t.state in ('planned', 'in_progress') and t.deleted_at is null and (o.state in ('cancelled', 'closed') or o.deleted_at is not null)
        and w.qty > coalesce((select sum(a.qty) from supply_allots a join supply_receipts r on r.org_id = a.org_id and r.id = a.receipt_id
          where a.org_id = w.org_id and r.supply_id = w.supply_id and a.order_line_id = w.order_line_id and r.reversed_at is null), 0)`,
  },
  {
    name: 'supply.thread',
    text: { en: 'A supply of one order is on its thread', zh: '单一订单的备货单在其主线上' },
    sql: `select t.org_id, t.number as what, 'its order ' || o.number || ' is of another thread' as detail
      from supplies t join orders o on o.org_id = t.org_id and o.id = t.order_id where t.thread_id is distinct from o.thread_id`,
  },
]
