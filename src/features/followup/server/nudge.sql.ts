// What of leads and deals lies still, and what a day holds: by the owners' rows, without anybody asking.
import { type Db, stmt } from '#kernel/db.ts'

export type StillRow = {
  readonly entity: 'lead' | 'deal'
  readonly id: string
  readonly name: string
  readonly ownerId: string
  /** Since when, or what was due then. */
  readonly at: string
  readonly text: string | null
  readonly days: number
}

// a step of yesterday is one day late, by the organisation's days
const late = stmt(
  'nudge.late',
  `select x.* from (
     select 'lead' as entity, l.id, coalesce(l.company, l.name) as name, l.owner_id, l.next_step_at as at, l.next_step as text,
       ($2::date - (l.next_step_at at time zone $3)::date) as days
     from leads l where l.org_id = $1 and l.deleted_at is null and l.owner_id is not null and l.state in ('assigned', 'following') and l.next_step_at < $4
     union all
     select 'deal', d.id, c.name || ' · ' || d.name, d.owner_id, d.next_step_at, d.next_step, ($2::date - (d.next_step_at at time zone $3)::date)
     from deals d join customers c on c.org_id = d.org_id and c.id = d.customer_id
     where d.org_id = $1 and d.deleted_at is null and d.owner_id is not null and d.state = 'open' and d.next_step_at < $4
   ) x order by x.at desc limit $5`,
)
export type Look = { readonly day: string; readonly zone: string; readonly before: string; readonly limit: number }
export const selectLate = (db: Db, { day, zone, before, limit }: Look): Promise<StillRow[]> =>
  db.query<StillRow>(late(db.orgId, day, zone, before, limit))

// counted from when its step was last heard of: its stage, or the last follow-up
const noStep = stmt(
  'nudge.noStep',
  `select 'deal' as entity, d.id, c.name || ' · ' || d.name as name, d.owner_id, s.at, null as text, ($2::date - (s.at at time zone $3)::date) as days
   from deals d join customers c on c.org_id = d.org_id and c.id = d.customer_id
   cross join lateral (select greatest(d.stage_since, (select max(f.at) from followups f where f.org_id = d.org_id and f.deal_id = d.id and f.deleted_at is null)) as at) s
   where d.org_id = $1 and d.deleted_at is null and d.owner_id is not null and d.state = 'open' and d.next_step_at is null and s.at < $4 order by s.at desc limit $5`,
)
export const selectNoStep = (db: Db, { day, zone, before, limit }: Look): Promise<StillRow[]> =>
  db.query<StillRow>(noStep(db.orgId, day, zone, before, limit))

const rotting = stmt(
  'nudge.rotting',
  `select 'deal' as entity, d.id, c.name || ' · ' || d.name as name, d.owner_id, d.stage_since as at, s.label ->> $4 as text,
     ($2::date - (d.stage_since at time zone $3)::date) as days
   from deals d join deal_stages s on s.org_id = d.org_id and s.id = d.stage_id join customers c on c.org_id = d.org_id and c.id = d.customer_id
   where d.org_id = $1 and d.deleted_at is null and d.owner_id is not null and d.state = 'open'
     and $2::date - (d.stage_since at time zone $3)::date > s.rotting_days order by d.stage_since desc limit $5`,
)
export const selectRotting = (
  db: Db,
  { day, zone, lang, limit }: Omit<Look, 'before'> & { readonly lang: string },
): Promise<StillRow[]> => db.query<StillRow>(rotting(db.orgId, day, zone, lang, limit))

// what stands on leads and deals, and one's own reminders of anything else
const steps = stmt(
  'nudge.steps',
  `select x.user_id, count(*)::integer as count, (array_agg(x.line order by x.at))[1:5] as lines from (
     select l.owner_id as user_id, coalesce(l.company, l.name) || coalesce(' · ' || l.next_step, '') as line, l.next_step_at as at
     from leads l where l.org_id = $1 and l.deleted_at is null and l.state in ('assigned', 'following') and l.next_step_at >= $2 and l.next_step_at < $3
     union all
     select d.owner_id, c.name || coalesce(' · ' || d.next_step, ''), d.next_step_at
     from deals d join customers c on c.org_id = d.org_id and c.id = d.customer_id
     where d.org_id = $1 and d.deleted_at is null and d.state = 'open' and d.next_step_at >= $2 and d.next_step_at < $3
     union all
     select r.user_id, r.text, r.fire_at from reminders r
     where r.org_id = $1 and r.done_at is null and r.fire_at >= $2 and r.fire_at < $3 and not (r.kind = 'nextStep' and r.subject_entity in ('lead', 'deal'))
   ) x where x.user_id is not null group by x.user_id`,
)
export type CountedRow = { readonly userId: string; readonly count: number; readonly lines: string[] }
/** Due in [from, to). */
export const selectStepsOf = (db: Db, from: string, to: string): Promise<CountedRow[]> =>
  db.query<CountedRow>(steps(db.orgId, from, to))

const fresh = stmt(
  'nudge.fresh',
  `select l.owner_id as user_id, count(*)::integer as count, (array_agg(coalesce(l.company, l.name) order by l.assigned_at))[1:5] as lines
   from leads l where l.org_id = $1 and l.deleted_at is null and l.state = 'assigned' and l.owner_id is not null group by 1`,
)
/** Given, not yet spoken to. */
export const selectFreshOf = (db: Db): Promise<CountedRow[]> => db.query<CountedRow>(fresh(db.orgId))
