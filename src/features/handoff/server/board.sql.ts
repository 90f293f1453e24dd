// What runs between a won deal and a confirmed order, one statement a column; rights are part of each. What runs
// before is `front.sql.ts`, what runs after `running.sql.ts`.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import { type BoardCard, type BoardColumn, boardParts } from '../handoff.schema.ts'
import { dealInOurs, most, orderCols, orderFrom, totals } from './card.sql.ts'
import { type FrontColumn, frontTexts } from './front.sql.ts'
import { type Asked, runningText } from './running.sql.ts'

export type CardRow = Pick<
  BoardCard,
  'entity' | 'recordId' | 'title' | 'number' | 'customerName' | 'amount' | 'currency' | 'since' | 'note' | 'href'
> & {
  readonly baseAmount?: string | null
  readonly detail?: string | null
  readonly userId: string | null
  readonly name: string | null
  readonly role: string | null
  readonly total: number
  readonly sum: string
  /** Of all of its column, where that was gone through anyway. */
  readonly late?: number
  readonly middle?: string
}

type Writer = (actor: Actor, params: Params) => string
const columns: Record<HandoffColumn, Writer> = {
  wonNoOrder: (
    actor,
    params,
  ) => `select 'deal' as entity, d.id as record_id, d.name as title, d.number, c.name as customer_name, d.amount::text as amount, d.currency,
      (${dealInOurs})::text as base_amount, d.won_at as since, null as note, '/deals/' || d.id as href, d.owner_id as user_id, u.name, 'sales' as role, ${totals(dealInOurs)}
    from deals d join orgs g on g.org_id = d.org_id join customers c on c.org_id = d.org_id and c.id = d.customer_id left join users u on u.org_id = d.org_id and u.id = d.owner_id
    where d.org_id = $1 and d.deleted_at is null and d.state = 'won' and d.no_order_reason is null and d.live_orders = 0 and ${reachableSql('deal', 'd.id', actor, params)}
    order by d.won_at, d.id`,
  packet: (
    actor,
    params,
  ) => `select ${orderCols.replace("'order' as entity, o.id as record_id", "'handoff' as entity, h.id as record_id")}, h.since,
      case when h.state = 'sent_back' then 'handoff.note.sentBack' end as note, '/handoffs/' || h.id as href,
      case when h.state = 'sent_back' then h.owner_id end as user_id, case when h.state = 'sent_back' then u.name end as name,
      case when h.state = 'sent_back' then 'sales' else 'orderDesk' end as role, ${totals('o.base_gross')}
    from handoffs h join ${orderFrom.replace('orders o join', 'orders o on o.org_id = h.org_id and o.id = h.order_id join')} left join users u on u.org_id = h.org_id and u.id = h.owner_id
    where h.org_id = $1 and h.deleted_at is null and h.state in ('complete', 'sent_back') and o.state = 'draft' and o.deleted_at is null and ${reachableSql('handoff', 'h.id', actor, params)}
    order by h.since, h.id`,
  submit: (
    actor,
    params,
  ) => `select ${orderCols}, coalesce(h.since, o.created_at) as since, null as note, '/orders/' || o.id as href,
      coalesce(h.accepted_by, o.owner_id) as user_id, u.name, case when h.id is null then 'sales' else 'orderDesk' end as role, ${totals('o.base_gross')}
    from ${orderFrom} left join handoffs h on h.org_id = o.org_id and h.order_id = o.id left join users u on u.org_id = o.org_id and u.id = coalesce(h.accepted_by, o.owner_id)
    where o.org_id = $1 and o.deleted_at is null and o.state = 'draft' and (o.packet_state is null or o.packet_state = 'accepted') and ${reachableSql('order', 'o.id', actor, params)}
    order by 9, o.id`,
  review: (actor, params) => `select ${orderCols}, coalesce(o.approved_at, o.submitted_at, o.updated_at) as since,
      case when o.approved_hash is not null then 'handoff.note.reviewed' end as note, '/orders/' || o.id as href,
      w.user_id, w.name, case when o.approved_hash is not null and w.name is null then 'orderDesk' else w.role end as role, ${totals('o.base_gross')}
    from ${orderFrom} left join lateral (
      select case when count(*) = 1 then min(s.user_id::text)::uuid end as user_id, string_agg(x.name, ', ' order by x.name) as name, min(r.nodes -> s.node ->> 'role') as role
      from approval_requests r join approval_steps s on s.org_id = r.org_id and s.request_id = r.id and s.state = 'live' join users x on x.org_id = s.org_id and x.id = s.user_id
      where r.org_id = o.org_id and r.entity = 'order' and r.record_id = o.id and r.state = 'pending'
        and r.purpose = case when o.approved_hash is not null then 'creditRelease' else 'review' end) w on true
    where o.org_id = $1 and o.deleted_at is null and o.state = 'in_review' and ${reachableSql('order', 'o.id', actor, params)}
    order by 9, o.id`,
}

type HandoffColumn = (typeof boardParts.handoff)[number]
const isFront = (column: BoardColumn): column is FrontColumn => boardParts.followup.some(one => one === column)
const isHandoff = (column: BoardColumn): column is HandoffColumn => boardParts.handoff.some(one => one === column)

function textOf(db: Db, actor: Actor, params: Params, ...[column, asked]: [BoardColumn, Asked]): string {
  if (isFront(column)) return frontTexts[column]((entity, id) => reachableSql(entity, id, actor, params))
  return isHandoff(column) ? columns[column](actor, params) : runningText({ db, actor }, params, column, asked)
}

export function selectColumn(db: Db, actor: Actor, column: BoardColumn, asked: Asked): Promise<CardRow[]> {
  const params = new Params([actor.orgId])
  const text = `${textOf(db, actor, params, column, asked)} limit ${most}`
  return db.query<CardRow>({ text, values: params.values })
}

export type ColumnAges = { readonly late: number; readonly middle: string }
/** Of a column with more cards than are shown: how many of all stand since before then, and since when the middle one. */
export async function selectAges(db: Db, actor: Actor, column: BoardColumn, asked: Asked): Promise<ColumnAges> {
  const params = new Params([actor.orgId])
  const all = textOf(db, actor, params, column, asked)
  const text = `select count(*) filter (where x.since <= ${params.add(asked.before())}::timestamptz)::integer as late,
      percentile_disc(0.5) within group (order by x.since desc) as middle from (${all}) x`
  const row = await db.one<ColumnAges>({ text, values: params.values })
  return row ?? { late: 0, middle: db.now }
}
