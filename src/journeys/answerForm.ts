// Somebody outside answers a form: a new lead by the same verb as every other, or a word on one who is known. The
// visitor is told the same in either case.

import { campaignNamed } from '#features/campaign/server/campaign.service.ts'
import { belongsTo, leadOf } from '#features/capture/capture.rules.ts'
import type { FormAnswer } from '#features/capture/capture.schema.ts'
import { capturedText } from '#features/capture/captured.text.ts'
import {
  type AnswerRow,
  type FormRow,
  holdAnswer,
  keepAnswer,
  lockHeld,
  readAnswer,
  type Sent,
  takeAnswer,
  type Whose,
} from '#features/capture/server/answer.service.ts'
import { getContact } from '#features/contact/server/contact.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { isStrict } from '#features/customer/server/strict.service.ts'
import { type LeadDuplicate, NewLead } from '#features/lead/lead.schema.ts'
import { matchLead } from '#features/lead/server/likeness.service.ts'
import { leadRowsOf } from '#features/lead/server/pooled.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { accept } from '#kernel/validate.ts'
import { tell } from '#meta/server/record.service.ts'
import type { answerFormApi } from './answerForm.api.ts'
import { receiveAimed } from './receiveLead.ts'

export async function answerForm(
  tx: Tx,
  visitor: Actor,
  form: FormRow,
  sent: Sent,
): Promise<'taken' | 'held' | 'again'> {
  const row = await keepAnswer(tx, form, sent)
  if (!row) return 'again'
  if (row.why.length > 0) {
    holdAnswer(tx, row, row.why)
    return 'held'
  }
  await settle(tx, visitor, form, row)
  return 'taken'
}

async function settle(tx: Tx, actor: Actor, form: FormRow, row: AnswerRow): Promise<AnswerRow> {
  const input = leadOf(Object.fromEntries(row.given.map(({ key, value }) => [key, value])))
  const campaign = row.campaignId && (await campaignNamed(tx, row.campaignId))?.name
  const lead = accept(NewLead, { ...input, source: form.source, ...(campaign && { campaign }) })
  const known = await knownBy(tx, actor, belongsTo(await matchLead(tx, actor, lead), isStrict(actor)))
  if (known) return attach(tx, actor, { form, row, known, name: lead.name })
  const reason = render(capturedText['form.byForm'], actor.lang, { form: form.name })
  const made = await receiveAimed(tx, actor, lead, { poolId: form.poolId, ruleId: form.ruleId, reason })
  tellForm(tx, actor, form, { entity: 'lead', recordId: made.id })
  return takeAnswer(tx, row, { leadId: made.id, made: true })
}

type Known = { readonly whose: Whose; readonly ownerId: string | null }

/** A lead that became a customer leads to them; one that was invalid is begun anew. */
async function knownBy(tx: Tx, actor: Actor, alike: readonly LeadDuplicate[]): Promise<Known | undefined> {
  const found = await Promise.all(
    alike.map(one => (one.entity === 'lead' ? ofLead(tx, one.id) : ofOther(tx, actor, one))),
  )
  return found.find(one => one !== undefined)
}

async function ofLead(tx: Tx, id: string): Promise<Known | undefined> {
  const [row] = await leadRowsOf(tx, [id])
  if (!row || row.state === 'invalid') return undefined
  if (row.state !== 'converted') return { whose: { leadId: id }, ownerId: row.ownerId }
  return row.customerId ? ofCustomer(tx, row.customerId, row.contactId) : undefined
}

async function ofOther(tx: Tx, actor: Actor, { entity, id }: LeadDuplicate): Promise<Known | undefined> {
  if (entity === 'customer') return ofCustomer(tx, id, null)
  const contact = await getContact(tx, actor, id).catch(() => undefined)
  return contact && ofCustomer(tx, contact.customerId, id)
}

async function ofCustomer(tx: Tx, id: string, contactId: string | null): Promise<Known | undefined> {
  const customer = (await findCustomers(tx, [id])).get(id)
  return customer && { whose: { customerId: id, contactId }, ownerId: customer.ownerId }
}

type Attached = {
  readonly form: FormRow
  readonly row: AnswerRow
  readonly known: Known
  readonly name: string
}

function attach(tx: Tx, actor: Actor, { form, row, known, name }: Attached): AnswerRow {
  const { leadId, customerId } = known.whose
  const place = leadId ? { entity: 'lead', recordId: leadId } : { entity: 'customer', recordId: customerId ?? '' }
  tellForm(tx, actor, form, place)
  notify(tx, actor, { userIds: [known.ownerId], kind: 'formAnswered', values: { name, form: form.name }, ...place })
  return takeAnswer(tx, row, known.whose)
}

type Place = { readonly entity: string; readonly recordId: string }
function tellForm(tx: Tx, actor: Actor, form: FormRow, { entity, recordId }: Place): void {
  const about = [{ entity: 'form', recordId: form.id }]
  tell(tx, { actor, entity, recordId, kind: `${entity}.formAnswered`, after: { form: form.name }, about })
}

/** Somebody has looked at it: it goes the way of all others. */
async function takeHeld(tx: Tx, actor: Actor, id: string): Promise<FormAnswer> {
  if (!can(actor, 'lead.create'))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'lead.create' } }, 'forbidden')
  const { row, form } = await lockHeld(tx, actor, id)
  await settle(tx, actor, form, row)
  return readAnswer(tx, actor, id)
}

export const answerFormHandlers: Handlers<typeof answerFormApi> = {
  take: (tx, actor, { id }) => takeHeld(tx, actor, id),
}
