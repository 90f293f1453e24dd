// Consignment (docs/adr/0140): what lies at a site, what was settled of it, and whose it is.
import type { SqlCheck } from '../check.ts'

const ofSites = 'shipments t join shipment_lines s on s.org_id = t.org_id and s.shipment_id = t.id'
const settled = `select l.org_id, l.shipment_line_id, sum(l.qty) as qty from settlement_lines l join settlements t on t.org_id = l.org_id and t.id = l.settlement_id
  where t.state = 'posted' and t.deleted_at is null group by 1, 2`

export const consignmentChecks: readonly SqlCheck[] = [
  {
    name: 'consignment.lying',
    text: {
      en: 'What stands at a site is what shipments brought there and is neither settled nor gone',
      zh: '寄售点的库存等于已发往该点、未结算也未退回或遗失的数量',
    },
    sql: `select coalesce(v.org_id, x.org_id) as org_id, w.name || ' product ' || coalesce(v.product_id, x.product_id) as what,
        'on hand ' || coalesce(v.on_hand, 0) || ', lying there ' || coalesce(x.qty, 0) as detail
      from (select v.org_id, v.warehouse_id, v.product_id, v.batch, v.on_hand from stock_levels v join warehouses w on w.org_id = v.org_id and w.id = v.warehouse_id where w.customer_id is not null) v
      full join (select t.org_id, t.site_id as warehouse_id, s.product_id, coalesce(s.batch, '') as batch, sum(s.qty - s.delivered - s.came_back - s.lost) as qty
        from ${ofSites} where t.site_id is not null and t.state = 'shipped' and t.deleted_at is null and s.stock_kept group by 1, 2, 3, 4) x using (org_id, warehouse_id, product_id, batch)
      join warehouses w on w.org_id = coalesce(v.org_id, x.org_id) and w.id = warehouse_id
      where coalesce(v.on_hand, 0) <> coalesce(x.qty, 0)`,
  },
  {
    name: 'consignment.site',
    text: {
      en: 'Consignment orders and their shipments alone have a site: their customer’s, the same one',
      zh: '只有寄售订单及其发货单有寄售点，且为该客户的同一寄售点',
    },
    sql: `select t.org_id, t.number as what, 'goes to ' || coalesce(w.name, 'no site') || ', its order ' || o.number || ' to another' as detail
        from ${ofSites} join orders o on o.org_id = s.org_id and o.id = s.order_id left join warehouses w on w.org_id = t.org_id and w.id = t.site_id
        where t.kind = 'delivery' and t.deleted_at is null and t.state <> 'cancelled' and t.site_id is distinct from o.site_id
      union all select t.org_id, t.number, 'lies at ' || w.name || ', which is another customer’s' from shipments t join warehouses w on w.org_id = t.org_id and w.id = t.site_id
        where t.state = 'shipped' and t.deleted_at is null and w.customer_id is distinct from t.customer_id
      union all select o.org_id, o.number, 'goes to ' || w.name || ', which is no site' from orders o join warehouses w on w.org_id = o.org_id and w.id = o.site_id
        where o.state in ('confirmed', 'on_hold') and o.fulfilment <> 'delivered' and w.customer_id is null`,
  },
  {
    name: 'consignment.settled',
    text: {
      en: 'What is delivered of goods at a site is what posted settlements say, and nothing else',
      zh: '寄售发货的签收数量等于已过账结算单的合计',
    },
    sql: `select t.org_id, t.number || ' line ' || s.no as what, 'delivered ' || s.delivered || ', its settlements come to ' || coalesce(x.qty, 0) as detail
      from ${ofSites} left join (${settled}) x on x.org_id = s.org_id and x.shipment_line_id = s.id
      where t.site_id is not null and t.deleted_at is null and s.delivered <> coalesce(x.qty, 0)`,
  },
  {
    name: 'consignment.stock',
    text: {
      en: 'A posted settlement took out of its site what its lines say; others moved nothing',
      zh: '已过账结算单的出库流水与明细一致，其他结算单没有流水',
    },
    sql: `select t.org_id, t.number || ' line ' || l.no as what, t.state || ', moved ' || coalesce(m.qty, 0) || ' of ' || l.qty as detail
        from settlements t join settlement_lines l on l.org_id = t.org_id and l.settlement_id = t.id join shipment_lines s on s.org_id = l.org_id and s.id = l.shipment_line_id
        left join (select org_id, record_id, line_no, sum(qty) as qty from stock_moves where entity = 'settlement' group by 1, 2, 3) m on m.org_id = t.org_id and m.record_id = t.id and m.line_no = l.no
        where coalesce(m.qty, 0) <> case when t.state = 'posted' and s.stock_kept then -l.qty else 0 end
      union all select m.org_id, 'settlement ' || m.record_id, 'moved ' || sum(m.qty) || ' for a line that it does not have' from stock_moves m
        left join settlement_lines l on l.org_id = m.org_id and l.settlement_id = m.record_id and l.no = m.line_no
        where m.entity = 'settlement' and l.id is null group by m.org_id, m.record_id, m.line_no having sum(m.qty) <> 0`,
  },
  {
    name: 'consignment.parties',
    text: {
      en: 'A settlement is of goods at its own site, of its customer, for one payer and in one currency',
      zh: '结算单的货物属于其客户与寄售点，付款方与币种唯一',
    },
    sql: `select t.org_id, t.number as what, 'settles goods of ' || string_agg(distinct h.number, ', ') || ', or for several payers' as detail
      from settlements t join settlement_lines l on l.org_id = t.org_id and l.settlement_id = t.id join shipment_lines s on s.org_id = l.org_id and s.id = l.shipment_line_id
      join shipments h on h.org_id = s.org_id and h.id = s.shipment_id join orders o on o.org_id = l.org_id and o.id = l.order_id
      where t.deleted_at is null and t.state <> 'cancelled' group by t.org_id, t.id, t.number
      having bool_or(h.site_id is distinct from t.site_id or h.customer_id <> t.customer_id or s.order_line_id <> l.order_line_id or s.order_id <> l.order_id)
        or count(distinct o.payer_id) > 1 or count(distinct o.currency) > 1`,
  },
]
