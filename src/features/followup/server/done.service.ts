// A reminder that is done; a promise that rang is kept by it.
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import type { Reminder } from '../reminder.schema.ts'
import { movePromise } from './need.service.ts'
import { selectPromises } from './need.sql.ts'
import { doneBound, lockReminderRow } from './reminder.sql.ts'
import { subjectOf } from './subject.service.ts'

export async function doneReminder(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  const row = await lockReminderRow(tx, id, actor.userId)
  if (!row) throw missing('reminder')
  tx.write(doneBound(tx.orgId, id, tx.now))
  if (row.kind === 'promise' && can(actor, 'followup.create')) await keepPromise(tx, actor, row)
  return {}
}

async function keepPromise(tx: Tx, actor: Actor, { subjectEntity, subjectId, text }: Reminder): Promise<void> {
  const subject = await subjectOf(tx, actor, subjectEntity, subjectId)
  const parents = { deal: subject.dealId, lead: subject.leadId, customer: subject.customerId } as const
  const parent = (['deal', 'lead', 'customer'] as const).find(one => parents[one])
  const made = parent ? await selectPromises(tx, parent, parents[parent] ?? '') : []
  // a reminder's text may be cut, a promise's never is
  const meant = made.find(({ state, what }) => state === 'open' && what.startsWith(text))
  if (meant) await movePromise(tx, actor, meant.id, { move: 'keep' })
}
