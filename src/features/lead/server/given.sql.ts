// Every statement about who was given a lead; nobody else writes the table.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Given } from '#meta/given.ts'
import { type AssignmentRow, leadAssignments } from './lead.table.ts'

export const insertGivenBound = (orgId: string, rows: readonly AssignmentRow[]): Bound =>
  leadAssignments.insert(orgId, rows)

const end = stmt(
  'lead_assignments.end',
  'update lead_assignments set ended_at = $3, next_at = null where org_id = $1 and lead_id = $2 and ended_at is null',
)
export const endGivenBound = (orgId: string, leadId: string, now: string): Bound => end(orgId, leadId, now)

const answer = stmt(
  'lead_assignments.answer',
  `update lead_assignments set responded_at = $3, minutes = $4, next_at = null
   where org_id = $1 and lead_id = $2 and ended_at is null and responded_at is null`,
)
type Answered = { readonly at: string; readonly minutes: number }
export const answerGivenBound = (orgId: string, leadId: string, { at, minutes }: Answered): Bound =>
  answer(orgId, leadId, at, minutes)

const open = 'a.ended_at is null and a.responded_at is null'
const due = stmt(
  'lead_assignments.due',
  `select a.id, a.lead_id from lead_assignments a join leads l on l.org_id = a.org_id and l.id = a.lead_id and l.deleted_at is null
   where a.org_id = $1 and a.next_at <= $2 and ${open} order by a.next_at, a.id limit $3`,
)
/** Unlocked: to know which leads to lock. */
export const selectDueGiven = (db: Db, limit: number): Promise<{ id: string; leadId: string }[]> =>
  db.query(due(db.orgId, db.now, limit))

const openOf = stmt(
  'lead_assignments.openOf',
  `select ${leadAssignments.select('a')} from lead_assignments a where a.org_id = $1 and a.lead_id = any($2) and ${open} order by a.id`,
)
/** The lead's lock is theirs. */
export const selectOpenGiven = (tx: Tx, leadIds: readonly string[]): Promise<AssignmentRow[]> =>
  tx.query<AssignmentRow>(openOf(tx.orgId, leadIds))

const climb = stmt(
  'lead_assignments.climb',
  'update lead_assignments set step = $3, next_at = $4 where org_id = $1 and id = $2',
)
type Climbed = { readonly step: number; readonly nextAt: string | null }
export const climbBound = (orgId: string, id: string, { step, nextAt }: Climbed): Bound =>
  climb(orgId, id, step, nextAt)

const recount = stmt(
  'lead_assignments.recount',
  `update lead_assignments a set next_at = $2 where a.org_id = $1 and ${open} and a.how in ('hand', 'claim', 'rule', 'ladder') and a.step < 3`,
)
/** The settings are others: each is looked at anew. */
export const recountBound = (orgId: string, now: string): Bound => recount(orgId, now)

const allOpen = stmt(
  'lead_assignments.open',
  `select a.id, a.at from lead_assignments a where a.org_id = $1 and ${open} and a.next_at is not null order by a.id`,
)
export const selectClimbing = (db: Db): Promise<{ id: string; at: string }[]> => db.query(allOpen(db.orgId))

const still = stmt(
  'lead_assignments.still',
  `update lead_assignments a set paused = a.paused + i.minutes from unnest($2::uuid[], $3::integer[]) as i(id, minutes)
   where a.org_id = $1 and a.id = i.id`,
)
export const stillBound = (orgId: string, rows: readonly { id: string; minutes: number }[]): Bound =>
  still(
    orgId,
    rows.map(one => one.id),
    rows.map(one => one.minutes),
  )

const ofLead = stmt(
  'lead_assignments.of',
  `select a.id, a.lead_id, a.user_id, u.name as user_name, a.how, a.rule_id, b.name as by_name, a.facts, a.at, a.respond_by, a.responded_at, a.minutes, a.ended_at, a.step
   from lead_assignments a join users u on u.org_id = a.org_id and u.id = a.user_id left join users b on b.org_id = a.org_id and b.id = a.by_id
   where a.org_id = $1 and a.lead_id = $2 order by a.at desc, a.id desc limit 50`,
)
export const selectGivenOf = (db: Db, leadId: string): Promise<Given[]> => db.query<Given>(ofLead(db.orgId, leadId))

const had = stmt(
  'lead_assignments.had',
  'select distinct user_id from lead_assignments where org_id = $1 and lead_id = $2 and at >= $3',
)
/** Who had it since: they are not given it once more by the ladder. */
export const selectHad = async (db: Db, leadId: string, since: string): Promise<string[]> =>
  (await db.query<{ userId: string }>(had(db.orgId, leadId, since))).map(row => row.userId)
