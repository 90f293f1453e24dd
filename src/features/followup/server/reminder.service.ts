// Reminders: one per subject, kind, time and person. `fireReminders` is for the job: exactly once across processes.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import type { NewReminder, Reminder, ReminderKind } from '../reminder.schema.ts'
import {
  addRemindersBound,
  doneBound,
  finishBound,
  finishPromiseBound,
  fireRows,
  lockReminderRow,
  selectDue,
  toDealBound,
} from './reminder.sql.ts'
import { subjectOf } from './subject.service.ts'

export type Remind = {
  readonly userId: string
  readonly entity: string
  readonly id: string
  readonly kind: ReminderKind
  readonly text: string
  readonly at: string
}

export function addReminder(tx: Tx, ...wanted: readonly Remind[]): void {
  if (wanted.length === 0) return
  tx.write(
    addRemindersBound(
      tx.orgId,
      wanted.map(({ userId, entity, id, kind, text, at }) => ({
        id: newId(),
        userId,
        subjectEntity: entity,
        subjectId: id,
        kind,
        text: text.slice(0, 1000),
        fireAt: at,
        createdAt: tx.now,
      })),
    ),
  )
}

/** A next step that was taken or replaced rings no more; `before`: only those due until then. */
export function finishNextSteps(tx: Tx, entity: string, id: string, before: string | null): void {
  tx.write(finishBound(tx.orgId, tx.now, { entity, id, kind: 'nextStep', before }))
}

/** A task that is done, or due at another time, rings no more. */
export const finishTaskReminders = (tx: Tx, id: string): void =>
  tx.write(finishBound(tx.orgId, tx.now, { entity: 'task', id, kind: 'task', before: null }))

/** For the conversion of a lead. */
export const remindOfDeal = (tx: Tx, leadId: string, dealId: string): void =>
  tx.write(toDealBound(tx.orgId, leadId, dealId))

/** A promise that was kept or broken rings no more, on whatever record it was made. */
export const finishPromise = (tx: Tx, subjectIds: readonly string[], what: string): void =>
  tx.write(finishPromiseBound(tx.orgId, tx.now, subjectIds, what.slice(0, 1000)))

/** Mine, not done, due before the instant. */
export const dueReminders = (db: Db, actor: Actor, until: string): Promise<Reminder[]> =>
  selectDue(db, actor.userId, until)

const tells = { nextStep: 'stepDue', promise: 'promiseDue', own: 'reminder', task: 'reminder' } as const

/** Marks what is due as fired, tells the people, and returns it. */
export async function fireReminders(tx: Tx, limit = 200): Promise<Reminder[]> {
  const fired = await fireRows(tx, limit)
  for (const { id, userId, kind, subjectEntity: entity, subjectId: recordId, text } of fired)
    notifyAll(tx, { userIds: [userId], kind: tells[kind], values: { text }, entity, recordId, key: `reminder:${id}` })
  return fired
}

export async function createReminder(tx: Tx, actor: Actor, input: NewReminder): Promise<Record<never, never>> {
  await namedBy('subjectId', subjectOf(tx, actor, input.subjectEntity, input.subjectId))
  if (input.fireAt <= tx.now) throw new Refusal(reason('reminder.past', 'fireAt'))
  const { subjectEntity: entity, subjectId: id, text, fireAt: at } = input
  addReminder(tx, { userId: actor.userId, entity, id, kind: 'own', text, at })
  return {}
}

export async function snoozeReminder(tx: Tx, actor: Actor, id: string, until: string): Promise<Record<never, never>> {
  const row = await lockReminderRow(tx, id, actor.userId)
  if (!row || row.doneAt) throw missing('reminder')
  if (until <= tx.now) throw new Refusal(reason('reminder.past', 'until'))
  tx.write(doneBound(tx.orgId, id, tx.now))
  const { userId, subjectEntity, subjectId, kind, text } = row
  addReminder(tx, { userId, entity: subjectEntity, id: subjectId, kind, text, at: until })
  return {}
}
