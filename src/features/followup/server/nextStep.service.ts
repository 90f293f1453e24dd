// The next step of a lead or a deal: stands on the record, rings its owner, is taken by the next follow-up.
import { lockDeal, setDealNextStep } from '#features/deal/server/move.service.ts'
import { followLead, planLead } from '#features/lead/server/leadMove.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { dayOf, dayRange } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import type { StepListener } from '#meta/server/nextStep.ts'
import type { FollowupKind, NextStep } from '../followup.schema.ts'
import { addReminder, finishNextSteps } from './reminder.service.ts'
import { type Subject, subjectOf } from './subject.service.ts'

export type Step = { readonly step: string | null; readonly at: string | null }
type Followed = { readonly at: string; readonly kind: FollowupKind; readonly next?: Step }

/** A step due by the end of today is taken by a follow-up; one of next week still stands. */
const endOfToday = (tx: Tx, actor: Actor): string =>
  dayRange(dayOf(new Date(tx.now), actor.org.zone), actor.org.zone).end.toISOString()

/** Locks and moves what the follow-up is about. A note tells something and does nothing. */
export async function followSubject(tx: Tx, actor: Actor, subject: Subject, followed: Followed): Promise<void> {
  const note = followed.kind === 'note'
  const end = endOfToday(tx, actor)
  if (subject.entity === 'lead')
    await followLead(tx, actor, subject.id, { at: followed.at, note, next: followed.next, takesBefore: end })
  if (subject.entity === 'deal') {
    const deal = await lockDeal(tx, subject.id)
    if (!deal) throw missing('deal')
    if (followed.next) setDealNextStep(tx, deal.id, followed.next.step, followed.next.at)
    else if (!note && deal.nextStepAt && deal.nextStepAt < end) setDealNextStep(tx, deal.id, null, null)
  }
  if (followed.next) ring(tx, actor, subject, followed.next)
  else if (!note) finishNextSteps(tx, subject.entity, subject.id, end)
}

type Ringing = Pick<Subject, 'entity' | 'id' | 'ownerId'>

/** One open next step a record: an older one rings no more. */
function ring(tx: Tx, actor: Doer, subject: Ringing, { step, at }: Step): void {
  finishNextSteps(tx, subject.entity, subject.id, null)
  const userId = subject.ownerId ?? actor.userId
  if (!step || !at || !userId) return
  addReminder(tx, { userId, entity: subject.entity, id: subject.id, kind: 'nextStep', text: step, at })
}

/** A step that was set, moved or handed over on the record itself, without a follow-up. */
export const ringNextStep: StepListener = (tx, actor, entity, { id, ownerId, nextStep, nextStepAt }) =>
  ring(tx, actor, { entity, id, ownerId }, { step: nextStep, at: nextStepAt })

/** After the author mended it. */
export async function setReminder(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  { nextStep, nextStepAt }: { readonly nextStep: string | null; readonly nextStepAt: string | null },
): Promise<void> {
  const next = { step: nextStep, at: nextStep ? nextStepAt : null }
  if (subject.entity === 'lead') await planLead(tx, actor, subject.id, next)
  if (subject.entity === 'deal') setDealNextStep(tx, subject.id, next.step, next.at)
  ring(tx, actor, subject, next)
}

/** From Home: put off, or decided without a follow-up. */
export async function setNextStep(tx: Tx, actor: Actor, input: NextStep): Promise<Record<never, never>> {
  const { subjectEntity: entity, subjectId: id, nextStepAt: at } = input
  const subject = await namedBy('subjectId', subjectOf(tx, actor, entity, id))
  const step = input.nextStep?.trim() || null
  if (at && !step) throw new Refusal(reason('followup.stepMissing', 'nextStep'))
  if (entity !== 'lead' && entity !== 'deal') throw new Refusal(reason('followup.noStep', 'subjectEntity'))
  if (entity === 'lead') await planLead(tx, actor, id, { step, at })
  else {
    const deal = await lockDeal(tx, id)
    if (!deal) throw missing('deal')
    if (!can(actor, 'deal.edit', deal))
      throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'deal.edit' } }, 'forbidden')
    setDealNextStep(tx, id, step, at)
  }
  ring(tx, actor, subject, { step, at })
  return {}
}
