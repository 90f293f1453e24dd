// What Home asks of leads, deals and reminders: one's own, by time.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import type { Label } from '#kernel/text.ts'
import { reachableSql } from '#meta/server/sources.ts'

export type DueRow = {
  readonly entity: 'lead' | 'deal'
  readonly id: string
  readonly who: string
  readonly text: string | null
  readonly at: string | null
  readonly phone: string | null
  /** Whose phone it is, where it is a person's. */
  readonly callee: string | null
  readonly note: string | null
}

const steps = stmt(
  'home.steps',
  `(select 'lead' as entity, l.id, coalesce(l.company, l.name) as who, l.next_step as text, l.next_step_at as at, l.phone, l.name as callee, case when l.company is not null then l.name end as note
    from leads l where l.org_id = $1 and l.owner_id = $2 and l.deleted_at is null and l.state in ('assigned', 'following') and l.next_step_at < $3 order by l.next_step_at limit 50)
   union all
   (select 'deal', d.id, c.name, d.next_step, d.next_step_at, coalesce(k.phone, c.phone), case when k.phone is not null then k.name end, d.name
    from deals d join customers c on c.org_id = d.org_id and c.id = d.customer_id left join contacts k on k.org_id = d.org_id and k.id = d.contact_id
    where d.org_id = $1 and d.owner_id = $2 and d.deleted_at is null and d.state = 'open' and d.next_step_at < $3 order by d.next_step_at limit 50)
   order by at`,
)
export const selectSteps = (db: Db, userId: string, until: string): Promise<DueRow[]> =>
  db.query<DueRow>(steps(db.orgId, userId, until))

const fresh = stmt(
  'home.fresh',
  `select 'lead' as entity, l.id, coalesce(l.company, l.name) as who, null as text, coalesce(l.respond_by, l.assigned_at) as at, l.respond_by is not null as timed, l.phone, l.name as callee, coalesce(l.need, l.source) as note
   from leads l where l.org_id = $1 and l.owner_id = $2 and l.deleted_at is null and l.state = 'assigned' and l.next_step_at is null order by l.respond_by nulls last, l.assigned_at limit 50`,
)
/** Assigned, not yet spoken to. */
/** `timed`: it is due at that time; else that is when it was given. */
export type FreshRow = DueRow & { readonly timed: boolean }
export const selectFresh = (db: Db, userId: string): Promise<FreshRow[]> => db.query<FreshRow>(fresh(db.orgId, userId))

const stalled = stmt(
  'home.stalled',
  `select 'deal' as entity, d.id, c.name as who, null as text, d.stage_since as at, coalesce(k.phone, c.phone) as phone, case when k.phone is not null then k.name end as callee, d.name as note,
     s.label as stage, d.amount, d.currency
   from deals d join customers c on c.org_id = d.org_id and c.id = d.customer_id join deal_stages s on s.org_id = d.org_id and s.id = d.stage_id left join contacts k on k.org_id = d.org_id and k.id = d.contact_id
   where d.org_id = $1 and d.owner_id = $2 and d.deleted_at is null and d.state = 'open' and d.next_step_at is null order by d.stage_since limit 50`,
)
/** Open deals without a next step. */
export type StalledRow = DueRow & {
  readonly stage: Label
  readonly amount: string | null
  readonly currency: string
}
export const selectStalled = (db: Db, userId: string): Promise<StalledRow[]> =>
  db.query<StalledRow>(stalled(db.orgId, userId))

/** Leads that wait for someone, as far as the actor reaches. */
export function selectUnassigned(db: Db, actor: Actor): Promise<DueRow[]> {
  const params = new Params([db.orgId])
  const may = reachableSql('lead', 'l.id', actor, params)
  const text = `select 'lead' as entity, l.id, coalesce(l.company, l.name) as who, null as text, l.created_at as at, l.phone, l.name as callee, coalesce(l.need, l.source) as note
    from leads l where l.org_id = $1 and l.deleted_at is null and l.state = 'unassigned' and ${may} order by l.created_at limit 50`
  return db.query<DueRow>({ text, values: params.values })
}

const week = stmt(
  'home.week',
  `select (x.at at time zone $4)::date as day, count(*)::integer as count from (
     select l.next_step_at as at from leads l where l.org_id = $1 and l.owner_id = $2 and l.deleted_at is null and l.state in ('assigned', 'following') and l.next_step_at >= $3 and l.next_step_at < $5
     union all
     select d.next_step_at from deals d where d.org_id = $1 and d.owner_id = $2 and d.deleted_at is null and d.state = 'open' and d.next_step_at >= $3 and d.next_step_at < $5
     union all
     select r.fire_at from reminders r where r.org_id = $1 and r.user_id = $2 and r.done_at is null and r.fire_at >= $3 and r.fire_at < $5 and r.kind <> 'task' and not (r.kind = 'nextStep' and r.subject_entity in ('lead', 'deal'))
     union all
     select t.due_by from tasks t where t.org_id = $1 and t.owner_id = $2 and t.deleted_at is null and t.state = 'open' and t.due_by >= $3 and t.due_by < $5
   ) x group by 1`,
)
export type Week = { readonly from: string; readonly to: string; readonly zone: string }
export const selectWeek = (
  db: Db,
  userId: string,
  { from, to, zone }: Week,
): Promise<{ day: string; count: number }[]> => db.query(week(db.orgId, userId, from, zone, to))
