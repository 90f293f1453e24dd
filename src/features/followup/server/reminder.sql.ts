// Every statement about reminders.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Reminder, ReminderKind } from '../reminder.schema.ts'
import { reminders } from './reminder.table.ts'

const columns = reminders.select('t').replace(', t.created_at', '')

// once per subject, kind, time and person: set again it is open again, and rings again only if it was done
const add = stmt(
  'reminder.add',
  `insert into reminders as r (org_id, id, user_id, subject_entity, subject_id, kind, text, fire_at, created_at)
   select $1::uuid, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[])
   on conflict (org_id, subject_entity, subject_id, kind, fire_at, user_id) do update
     set text = excluded.text, done_at = null, fired_at = case when r.done_at is null then r.fired_at end`,
)

export type ReminderRow = Omit<Reminder, 'firedAt' | 'doneAt'> & { readonly createdAt: string }

export function addRemindersBound(orgId: string, rows: readonly ReminderRow[]): Bound {
  const column = <K extends keyof ReminderRow>(key: K) => rows.map(row => row[key])
  const keys = ['id', 'userId', 'subjectEntity', 'subjectId', 'kind', 'text', 'fireAt', 'createdAt'] as const
  return add(orgId, ...keys.map(column))
}

const finish = stmt(
  'reminder.finish',
  `update reminders set done_at = $2 where org_id = $1 and subject_entity = $3 and subject_id = $4 and kind = $5 and done_at is null and ($6::timestamptz is null or fire_at < $6)`,
)
export type Finished = {
  readonly entity: string
  readonly id: string
  readonly kind: ReminderKind
  readonly before: string | null
}
export const finishBound = (orgId: string, now: string, { entity, id, kind, before }: Finished): Bound =>
  finish(orgId, now, entity, id, kind, before)

// a deactivated person is not reminded; rows that another process is firing are left to it
const fire = stmt(
  'reminder.fire',
  `update reminders r set fired_at = $2 where r.org_id = $1 and r.id in (
     select t.id from reminders t join users u on u.org_id = t.org_id and u.id = t.user_id and u.active
     where t.org_id = $1 and t.fire_at <= $2 and t.fired_at is null and t.done_at is null
     order by t.fire_at, t.id limit $3 for no key update of t skip locked)
   returning r.id, r.user_id, r.subject_entity, r.subject_id, r.kind, r.text, r.fire_at, r.fired_at, r.done_at`,
)
export const fireRows = (tx: Tx, limit: number): Promise<Reminder[]> =>
  tx.query<Reminder>(fire(tx.orgId, tx.now, limit))

const due = stmt(
  'reminder.due',
  `select ${columns} from reminders t where t.org_id = $1 and t.user_id = $2 and t.done_at is null and t.fire_at < $3 order by t.fire_at, t.id limit 200`,
)
export const selectDue = (db: Db, userId: string, until: string): Promise<Reminder[]> =>
  db.query<Reminder>(due(db.orgId, userId, until))

const lock = stmt(
  'reminder.lock',
  `select ${columns} from reminders t where t.org_id = $1 and t.id = $2 and t.user_id = $3 for no key update`,
)
/** One's own only: another's reminder does not exist. */
export async function lockReminderRow(tx: Tx, id: string, userId: string): Promise<Reminder | undefined> {
  tx.level(lockLevel.record)
  return tx.one<Reminder>(lock(tx.orgId, id, userId))
}

const done = stmt(
  'reminder.done',
  'update reminders set done_at = $3 where org_id = $1 and id = $2 and done_at is null',
)
export const doneBound = (orgId: string, id: string, now: string): Bound => done(orgId, id, now)

const handOver = stmt(
  'reminder.handOver',
  `update reminders set subject_entity = 'deal', subject_id = $3 where org_id = $1 and subject_entity = 'lead' and subject_id = $2 and done_at is null`,
)
/** What rings about a lead rings about the deal it became. */
export const toDealBound = (orgId: string, leadId: string, dealId: string): Bound => handOver(orgId, leadId, dealId)

const finishPromise = stmt(
  'reminder.finishPromise',
  `update reminders set done_at = $2 where org_id = $1 and subject_id = any($3) and kind = 'promise' and text = $4 and done_at is null`,
)
export const finishPromiseBound = (orgId: string, now: string, subjectIds: readonly string[], what: string): Bound =>
  finishPromise(orgId, now, subjectIds, what)
