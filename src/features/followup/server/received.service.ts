// A follow-up that nobody typed: a mail that came or went about a record. What its kind asks for is not asked of it,
// and only one that is known to be of a colleague who may see the record counts as their follow-up.
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { type Actor, nobody, writerOf } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newStamp, tell } from '#meta/server/record.service.ts'
import type { SubjectEntity } from '../followup.schema.ts'
import { type FollowupRow, followups } from './followup.table.ts'
import { followSubject } from './nextStep.service.ts'
import { parentsOf, type Subject } from './subject.service.ts'

export type Received = {
  readonly subject: Subject & { readonly entity: SubjectEntity }
  readonly content: string
  readonly at: string
  readonly contactId: string | null
  /** Who of ours wrote it; null: the other side. */
  readonly userId: string | null
  /** Whether it is somebody's work: it takes the next step and stops clocks. */
  readonly counts: boolean
}

const unsaid = {
  result: null,
  painPoints: null,
  budget: null,
  decisionMaker: null,
  competitors: null,
  nextStep: null,
  nextStepAt: null,
}

/** Answers its id. `actor`: who does it, the writer themselves where it counts. */
export async function keepReceived(tx: Tx, actor: Actor, received: Received): Promise<string> {
  const { subject, content, at, userId, counts } = received
  if (counts) await followSubject(tx, actor, subject, { at, kind: 'email' })
  const { customerId, leadId, dealId, threadId, deptId } = subject
  const row: FollowupRow = {
    ...newStamp(tx, actor, { ownerId: writerOf(userId), deptId }),
    ...unsaid,
    subjectEntity: subject.entity,
    subjectId: subject.id,
    customerId,
    contactId: received.contactId ?? subject.contactId,
    leadId,
    dealId,
    threadId,
    kind: 'email',
    content,
    at,
  }
  tx.write(followups.insert(tx.orgId, [row]))
  if (customerId && (counts || userId === null)) touchCustomer(tx, customerId, { followupAt: at })
  const doer: Doer = { userId: userId === nobody ? null : userId, via: actor.via }
  const { id: recordId, version } = row
  const about = parentsOf({ ...row, entity: row.subjectEntity, id: row.subjectId })
  tell(tx, {
    actor: doer,
    entity: 'followup',
    recordId,
    kind: 'followup.logged',
    threads: [threadId],
    about,
    version,
    at,
    after: { kind: 'email' },
  })
  return recordId
}
