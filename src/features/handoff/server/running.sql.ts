// What runs after confirmation: goods, invoices, money, service; and the orders on which nothing moves any more.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import { clocksOf } from '../handoff.rules.ts'
import type { BoardColumn, Find, Found } from '../handoff.schema.ts'
import { most, orderCols, orderFrom } from './card.sql.ts'
import { lastSettled, toBill, toPay } from './site.sql.ts'

export type RunningColumn = Extract<BoardColumn, 'supply' | 'shipment' | 'invoice' | 'collection' | 'service'>

const standing = `o.org_id = $1 and o.deleted_at is null and o.state in ('confirmed', 'on_hold')`
const afterwards = `o.org_id = $1 and o.deleted_at is null and o.state in ('confirmed', 'on_hold', 'closed')`
const isOut = `o.fulfilment in ('full', 'delivered', 'notNeeded')`
// what lies at a customer's site is billed and paid as it is settled
const isToBill = `case when o.site_id is null then ${isOut} else ${toBill('o')} end`
const isToPay = `case when o.site_id is null then ${isOut} else ${toPay('o')} end`
const left = `greatest(o.gross - o.paid_amount - o.written_off, 0)`
// what never left has no shipment to look for
const lastSent = `case when o.fulfilment not in ('none', 'notNeeded') then (select max(s.shipped_at) from shipment_lines x join shipments s on s.org_id = x.org_id and s.id = x.shipment_id where x.org_id = o.org_id and x.order_id = o.id and s.state in ('shipped', 'delivered')) end`
const onHold = `case when o.state = 'on_hold' then 'handoff.note.onHold'`
const missing = `(select string_agg(l.name || ' ' || trim_scale(l.to_ship - l.reserved), ', ' order by l.no) from order_lines l where l.org_id = o.org_id and l.order_id = o.id and l.stock_kept and l.reserved < l.to_ship)`

type Row = {
  readonly where: (today: string) => string
  readonly since: string
  readonly note: (today: string) => string
  readonly role: string
  readonly detail?: string
  /** What is counted of it, in its own currency; without one, all. */
  readonly amount?: string
}
const rows: Record<Exclude<RunningColumn, 'service'>, Row> = {
  supply: {
    where: () => `${standing} and o.fulfilment in ('none', 'part') and o.supply in ('none', 'part')`,
    since: 'o.confirmed_at',
    note: () => `${onHold} else 'handoff.note.short' end`,
    role: `case when o.state = 'on_hold' then 'orderDesk' else 'warehouse' end`,
    detail: missing,
  },
  shipment: {
    where: () =>
      `${standing} and ((o.fulfilment = 'full' and o.site_id is null) or (o.fulfilment in ('none', 'part') and o.supply in ('full', 'notNeeded')))`,
    since: `coalesce(${lastSent}, o.confirmed_at)`,
    note: () =>
      `${onHold} when o.fulfilment = 'full' then 'handoff.note.onTheWay' when o.fulfilment = 'part' then 'handoff.note.partShipped' end`,
    role: `case when o.state = 'on_hold' then 'orderDesk' when o.fulfilment = 'full' then 'logistics' else 'warehouse' end`,
  },
  invoice: {
    where: () => `${afterwards} and ((${isToBill} and o.billing in ('none', 'part')) or o.billing = 'over')`,
    since: `coalesce(case when o.site_id is not null then ${lastSettled('o')} end, ${lastSent}, o.confirmed_at, o.updated_at)`,
    note: () =>
      `${onHold} when o.billing = 'over' then 'handoff.note.creditOwed' when o.billing = 'part' then 'handoff.note.partInvoiced' end`,
    role: `'finance'`,
  },
  collection: {
    where: day => `${afterwards} and o.payment in ('none', 'part') and (${isToPay} or o.next_due < ${day}::date)`,
    since: `coalesce(o.next_due::timestamptz, ${lastSent}, o.confirmed_at, o.updated_at)`,
    note: day =>
      `case when o.next_due < ${day}::date then 'handoff.note.overdue' when o.payment = 'part' then 'handoff.note.partPaid' end`,
    role: `'finance'`,
    amount: left,
  },
}

const service = (
  ticket: string,
  goods: string,
): string => `select x.*, count(*) over ()::integer as total, '0' as sum from (
    select 'ticket' as entity, k.id as record_id, k.title, k.number, c.name as customer_name, null as amount, g.currency, k.created_at as since,
      case when k.state = 'waiting' then 'handoff.note.waiting' end as note, '/tickets/' || k.id as href, k.handler_id as user_id, u.name, 'service' as role
    from tickets k join orgs g on g.org_id = k.org_id join customers c on c.org_id = k.org_id and c.id = k.customer_id left join users u on u.org_id = k.org_id and u.id = k.handler_id
    where k.org_id = $1 and k.deleted_at is null and k.state in ('open', 'in_progress', 'waiting') and ${ticket}
    union all
    select 'goodsReturn', r.id, o.number, r.number, c.name, null, o.currency, r.created_at, 'state.goodsReturn.' || r.state, '/goods-returns/' || r.id, null, null,
      case when r.state in ('approved', 'in_transit') then 'warehouse' when r.state = 'inspected' then 'finance' else 'service' end
    from goods_returns r join orders o on o.org_id = r.org_id and o.id = r.order_id join customers c on c.org_id = r.org_id and c.id = r.customer_id
    where r.org_id = $1 and r.deleted_at is null and r.state in ('requested', 'approved', 'in_transit', 'received', 'inspected') and ${goods}) x
  order by x.since, x.record_id`

/** Nothing has moved since then: neither the order itself nor a shipment of it. */
const isStill = (before: string): string => `o.updated_at < ${before}::timestamptz and not exists (
    select from shipment_lines x join shipments s on s.org_id = x.org_id and s.id = x.shipment_id where x.org_id = o.org_id and x.order_id = o.id and s.updated_at >= ${before}::timestamptz)`
const untouched = `o.fulfilment in ('none', 'notNeeded') and o.payment in ('none', 'notNeeded')`

/** 死单, 烂尾, and what is invoiced beyond what is due. */
function foundSql(find: Find, { db, actor }: Asker, params: Params): string {
  if (find === 'creditOwed') return `${afterwards} and o.billing = 'over'`
  const { deadDays, unfinishedDays } = clocksOf(actor.org.settings)
  const days = find === 'dead' ? deadDays : unfinishedDays
  const before = params.add(new Date(Date.parse(db.now) - days * 86_400_000).toISOString())
  const still = `o.completed_at is null and ${isStill(before)}`
  return find === 'dead'
    ? `o.org_id = $1 and o.deleted_at is null and o.state = 'confirmed' and ${untouched} and ${still}`
    : `${afterwards} and not (${untouched}) and ${still}`
}

const inOrder = ['supply', 'shipment', 'invoice', 'collection'] as const
/** What nobody moves stands on the board once, where it is held up first; what is in no step is in the last. */
function onceIn(column: (typeof inOrder)[number], find: Find): string {
  if (find === 'creditOwed') return column === 'invoice' ? 'true' : 'false'
  const before = inOrder.slice(0, inOrder.indexOf(column)).map(one => `not (${rows[one].where('')})`)
  return [column === 'collection' ? 'true' : rows[column].where(''), ...before].join(' and ')
}

export type Asker = { readonly db: Db; readonly actor: Actor }

export type Asked = { readonly find?: Find | undefined; readonly before: () => string }

/**
 * All of a column is gone through once: counted, added up, its ages told, and the oldest taken; only these are named.
 * `before`: who stands since then is late; found out only where it is asked.
 */
export function runningText(asker: Asker, params: Params, column: RunningColumn, { find, before }: Asked): string {
  const { db, actor } = asker
  const reach = (entity: string, id: string) => reachableSql(entity, id, actor, params)
  if (column === 'service') return service(reach('ticket', 'k.id'), reach('goodsReturn', 'r.id'))
  const { where, since, note, role, detail, amount } = rows[column]
  // a value that no word of the statement names is refused
  const day = column === 'collection' ? params.add(today(db.database.clock, actor.org.zone)) : ''
  const cols = amount ? orderCols.replace('o.gross::text as amount', `(${amount})::text as amount`) : orderCols
  const here = find ? `${onceIn(column, find)} and ${foundSql(find, asker, params)}` : where(day)
  return `with stands as materialized (
      select o.id, ${since} as since, ${amount ? `(${amount}) * o.rate` : 'o.base_gross'} as worth from orders o where ${here} and ${reach('order', 'o.id')}
    ), told as (
      select count(*)::integer as total, coalesce(sum(worth), 0)::text as sum, (count(*) filter (where since <= ${params.add(before())}::timestamptz))::integer as late,
        percentile_disc(0.5) within group (order by since desc) as middle from stands
    )
    select ${cols}, p.since, ${note(day)} as note, ${detail ?? 'null'} as detail, '/orders/' || o.id as href,
      null::uuid as user_id, null as name, ${role} as role, told.*
    from (select id, since from stands order by since, id limit ${most}) p cross join told join ${orderFrom.replace('orders o', 'orders o on o.org_id = $1 and o.id = p.id')}
    order by p.since, o.id`
}

export async function selectFound(db: Db, actor: Actor, find: Find): Promise<Found> {
  const params = new Params([actor.orgId])
  const text = `select count(*)::integer as count, coalesce(sum(o.base_gross), 0)::text as amount from orders o
    where ${foundSql(find, { db, actor }, params)} and ${reachableSql('order', 'o.id', actor, params)}`
  const row = await db.one<{ count: number; amount: string }>({ text, values: params.values })
  return { key: find, count: row?.count ?? 0, amount: row?.amount ?? '0' }
}
