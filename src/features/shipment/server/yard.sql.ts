// The warehouse's board, one statement a column; rights are part of each.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { YardCard, YardColumn } from '../yard.schema.ts'

export type YardRow = Omit<YardCard, 'key' | 'days'> & { readonly total: number }
export type Asked = { readonly warehouseId: string | undefined; readonly today: string; readonly most: number }
type At = { readonly today: string; readonly warehouse: string | undefined; readonly most: string }

const troubled = `t.carrier_state in ('problem', 'refused', 'returned', 'rejected')`
/** What lies at a customer's site has arrived where it goes: it waits for a settlement, not for a carrier. */
const going = `t.state = 'shipped' and t.site_id is null`
/** On the way for so long that somebody should ask. */
const stale = (today: string) => `t.date < ${today}::date - 14`

type Column = { readonly when: (at: At) => string; readonly since: string; readonly order: string }
const columns: Record<Exclude<YardColumn, 'plan'>, Column> = {
  pick: {
    when: () => `t.state = 'draft'`,
    since: 't.created_at',
    order: 't.planned_date nulls last, t.created_at, t.id',
  },
  ready: {
    when: () => `t.state = 'ready'`,
    since: 't.updated_at',
    order: 't.planned_date nulls last, t.updated_at, t.id',
  },
  today: {
    when: at =>
      `t.state in ('shipped', 'delivered') and t.date = ${at.today}::date and not coalesce(${troubled}, false)`,
    since: 't.shipped_at',
    order: 't.shipped_at desc, t.id',
  },
  onTheWay: {
    when: at =>
      `${going} and t.date < ${at.today}::date and not coalesce(${troubled}, false) and not ${stale(at.today)}`,
    since: 't.shipped_at',
    order: 't.shipped_at, t.id',
  },
  problem: {
    when: at => `t.state = 'shipped' and (coalesce(${troubled}, false) or (t.site_id is null and ${stale(at.today)}))`,
    since: 't.shipped_at',
    order: 't.shipped_at, t.id',
  },
}

/** What neither the line's own hold nor free goods of its warehouse cover. */
const shortOfShipment = `select string_agg(l.name || ' ' || trim_scale(l.qty - coalesce(s.free, 0) - coalesce(r.held, 0)), ', ' order by l.no)
  from shipment_lines l
  left join lateral (select sum(v.on_hand - v.reserved) as free from stock_levels v where v.org_id = l.org_id and v.product_id = l.product_id and v.warehouse_id = l.warehouse_id) s on true
  left join lateral (select sum(x.qty - x.consumed - x.released) as held from reservations x where x.org_id = l.org_id and x.order_line_id = l.order_line_id and x.warehouse_id = l.warehouse_id) r on true
  where l.org_id = p.org_id and l.shipment_id = p.id and l.stock_kept and l.qty > coalesce(s.free, 0) + coalesce(r.held, 0)`

function shipmentsText(column: Column, at: At, reach: string): string {
  const here = at.warehouse
    ? `and exists (select from shipment_lines w where w.org_id = t.org_id and w.shipment_id = t.id and w.warehouse_id = ${at.warehouse}::uuid)`
    : ''
  return `select 'shipment' as entity, p.id as record_id, p.number, c.name as customer_name,
      (select string_agg(distinct o.number, ', ') from shipment_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = p.org_id and l.shipment_id = p.id) as order_numbers,
      (select string_agg(distinct w.name, ', ') from shipment_lines l join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id where l.org_id = p.org_id and l.shipment_id = p.id) as warehouses,
      n.lines, n.checked, p.since, coalesce(p.state in ('draft', 'ready') and p.planned_date < ${at.today}::date, false) as late,
      case when p.state in ('draft', 'ready') then (${shortOfShipment}) end as short, p.carrier, p.carrier_state, p.total
    from (select t.*, ${column.since} as since, count(*) over ()::integer as total, row_number() over (order by ${column.order}) as place from shipments t
      where t.org_id = $1 and t.kind = 'delivery' and t.deleted_at is null and not t.is_opening and ${column.when(at)} ${here} and ${reach} order by ${column.order} limit ${at.most}) p
    join customers c on c.org_id = p.org_id and c.id = p.customer_id
    cross join lateral (select count(*)::integer as lines, count(*) filter (where l.checked >= l.unit_qty)::integer as checked from shipment_lines l where l.org_id = p.org_id and l.shipment_id = p.id) n
    order by p.place`
}

/** Confirmed orders of which something is open that no draft or ready shipment has. */
function ordersText(at: At, reach: string): string {
  const here = at.warehouse
    ? `and (l.warehouse_id = ${at.warehouse}::uuid or exists (select from reservations r where r.org_id = l.org_id and r.order_line_id = l.id and r.warehouse_id = ${at.warehouse}::uuid and r.qty > r.consumed + r.released))`
    : ''
  return `select 'order' as entity, p.id as record_id, p.number, c.name as customer_name, null as order_numbers, null as warehouses, p.lines, 0 as checked,
      p.confirmed_at as since, coalesce(p.promised_date < ${at.today}::date, false) as late, p.short, null as carrier, null as carrier_state, p.total
    from (select t.*, n.lines, n.short, count(*) over ()::integer as total from orders t cross join lateral (
        select count(*)::integer as lines, string_agg(l.name || ' ' || trim_scale(l.to_ship - l.reserved), ', ' order by l.no) filter (where l.stock_kept and l.reserved < l.to_ship) as short
        from order_lines l where l.org_id = t.org_id and l.order_id = t.id and l.fulfil = 'ship' and l.parts is null and l.to_ship > coalesce((select sum(s.qty) from shipment_lines s join shipments x on x.org_id = s.org_id and x.id = s.shipment_id
          where s.org_id = l.org_id and s.order_line_id = l.id and x.state in ('draft', 'ready') and x.deleted_at is null), 0) ${here}) n
      where t.org_id = $1 and t.state = 'confirmed' and t.deleted_at is null and t.fulfilment in ('none', 'part') and n.lines > 0 and ${reach}
      order by t.promised_date nulls last, t.confirmed_at, t.id limit ${at.most}) p
    join customers c on c.org_id = p.org_id and c.id = p.customer_id order by p.promised_date nulls last, p.confirmed_at, p.id`
}

export function selectYard(db: Db, actor: Actor, column: YardColumn, asked: Asked): Promise<YardRow[]> {
  const params = new Params([actor.orgId])
  const at: At = {
    today: params.add(asked.today),
    warehouse: asked.warehouseId && params.add(asked.warehouseId),
    most: String(asked.most),
  }
  const text =
    column === 'plan'
      ? ordersText(at, reachableSql('order', 't.id', actor, params))
      : shipmentsText(columns[column], at, reachableSql('shipment', 't.id', actor, params))
  return db.query<YardRow>({ text, values: params.values })
}
