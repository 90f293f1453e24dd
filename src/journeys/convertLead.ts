// A lead becomes customer, contact and deal in one transaction. Who comes second gets what the first one made.
import { contactsOf, matchContacts } from '#features/contact/server/contact.service.ts'
import { createContact } from '#features/contact/server/create.service.ts'
import { createCustomer, findCustomers } from '#features/customer/server/customer.service.ts'
import { matchCustomers } from '#features/customer/server/likeness.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { carryFile, listFiles } from '#features/file/server/file.service.ts'
import { moveToDeal } from '#features/followup/server/followup.service.ts'
import { remindOfDeal } from '#features/followup/server/reminder.service.ts'
import type { Lead } from '#features/lead/lead.schema.ts'
import { getLead } from '#features/lead/server/lead.service.ts'
import {
  convertedLead,
  type LeadBecame,
  leadOffers,
  lockLeadToConvert,
} from '#features/lead/server/leadMove.service.ts'
import { registeredFor, verdictOf } from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { emailKey, fold } from '#kernel/keys.ts'
import { phoneKey } from '#kernel/phone.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import { ConvertBody, type Converted, type ConvertPreview, type convertLeadApi } from './convertLead.api.ts'

type Person = Pick<
  Lead,
  | 'name'
  | 'company'
  | 'phone'
  | 'email'
  | 'title'
  | 'source'
  | 'campaign'
  | 'region'
  | 'address'
  | 'need'
  | 'productLine'
  | 'ownerId'
  | 'nextStep'
  | 'nextStepAt'
>

export const convertLeadHandlers: Handlers<typeof convertLeadApi> = {
  preview: (db, actor, { id }) => previewConversion(db, actor, id),
  convert: (tx, actor, { id, ...input }) => convertLead(tx, actor, id, input),
}

async function previewConversion(db: Db, actor: Actor, id: string): Promise<ConvertPreview> {
  const [lead, offers] = await Promise.all([getLead(db, actor, id), leadOffers(db, actor, id)])
  const { customers, contacts } = await matchesOf(db, actor, lead)
  const [fresh, ...known] = await heldBeforehand(db, actor, lead, customers)
  const offer = offers.find(one => one.move === 'convert')
  const closed = [reason('flow.notFromHere', undefined, { state: lead.state })]
  return {
    suggested: { customerName: customerNameOf(lead), contactName: lead.name, dealName: dealNameOf(lead) },
    customers: customers.map((one, i) => ({ ...one, ...(known[i] ?? unheld) })),
    ...(fresh ?? unheld),
    contacts: contacts
      .filter(contact => customers.some(one => one.id === contact.customerId && one.mayUse))
      .map(({ title: name, ...contact }) => ({ ...contact, name })),
    reasons: [...(offer?.reasons ?? closed)],
  }
}

type Verdict = ReturnType<typeof verdictOf>
const unheld: Verdict = { held: [], problems: [] }

/** The verdict on the deal to be, of a new customer first and then of each that may be the same. */
async function heldBeforehand(
  db: Db,
  actor: Actor,
  lead: Person,
  customers: readonly { readonly id: string; readonly mayUse: boolean }[],
): Promise<Verdict[]> {
  const wanted = customers.map(({ id, mayUse }) => (mayUse ? { customerId: id } : {}))
  const held = await registeredFor(db, actor, [{ company: customerNameOf(lead) }, ...wanted])
  const owned = { ownerId: lead.ownerId ?? actor.userId, productLine: lead.productLine }
  return held.map(one => verdictOf(actor, owned, one, { subject: 'customerId', line: 'productLine' }))
}

export async function convertLead(tx: Tx, actor: Actor, id: string, input: ConvertBody): Promise<Converted> {
  const { row, became } = await lockLeadToConvert(tx, actor, id)
  if (became) return { lead: await getLead(tx, actor, id), ...became, held: [] }
  const customerId = await customerFor(tx, actor, row, input)
  const contactId = await contactFor(tx, actor, row, { customerId, input })
  const { id: dealId, held } = await dealFor(tx, actor, row, { customerId, contactId, input })
  const made: LeadBecame = { customerId, contactId, dealId }
  await carryCards(tx, actor, row, contactId)
  convertedLead(tx, actor, row, made)
  await moveToDeal(tx, id, { ...made, followupAt: row.lastFollowupAt })
  remindOfDeal(tx, id, dealId)
  return { lead: await getLead(tx, actor, id), ...made, held }
}

/** The card of a lead is the contact's from now on; the lead keeps its own. */
async function carryCards(
  tx: Tx,
  actor: Actor,
  { id, threadId }: { readonly id: string; readonly threadId: string },
  contactId: string,
): Promise<void> {
  const files = await listFiles(tx, actor, { entity: 'lead', recordId: id })
  for (const file of files)
    if (file.kind === 'card')
      await carryFile(tx, actor, file, { entity: 'contact', recordId: contactId, threadId, kind: 'card' })
}

/** For the registry: by the move's name, answering the lead. */
export const convertNamed = async (
  tx: Tx,
  actor: Actor,
  id: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Lead> => (await convertLead(tx, actor, id, accept(ConvertBody, input))).lead

const customerNameOf = ({ company, name }: Person): string => company?.trim() || name
const dealNameOf = (lead: Person): string => {
  const need = lead.need?.trim().split('\n')[0]?.slice(0, 80)
  return need ? `${customerNameOf(lead)} · ${need}`.slice(0, 200) : customerNameOf(lead)
}

/** Customers that may be the same, by their own keys or by a contact that has the lead's phone or e-mail. */
async function matchesOf(db: Db, actor: Actor, lead: Person) {
  const { phone, email } = lead
  const [alike, contacts] = await Promise.all([
    matchCustomers(db, actor, { name: customerNameOf(lead), phone, email }),
    matchContacts(db, actor, { phone, email }),
  ])
  const why = new Map<string, ConvertPreview['customers'][number]['why']>([
    ...contacts.map(one => [one.customerId, 'contact'] as const),
    ...alike.map(one => [one.id, one.why] as const),
  ])
  const facts = await findCustomers(db, [...why.keys()])
  const customers = [...why].flatMap(([id, reasonWhy]) => {
    const found = facts.get(id)
    if (!found) return []
    const mayUse = can(actor, 'customer.read', found)
    const { name, level, phone: called, address } = found
    const known = mayUse ? { level, phone: called, address } : { level: null, phone: null, address: null }
    return [{ id, name, why: reasonWhy, ...known, mayUse }]
  })
  return { customers, contacts }
}

/** A similar trade name is a hint to look; the rest must be answered before a twin is made. */
async function customerFor(tx: Tx, actor: Actor, lead: Person, input: ConvertBody): Promise<string> {
  if (input.customerId) return input.customerId
  if (!input.newCustomer) {
    const { customers } = await matchesOf(tx, actor, lead)
    const same = customers.filter(one => one.why !== 'company')
    if (same.length > 0)
      throw new Refusal(reason('convertLead.chooseCustomer', 'customerId', { count: same.length }), 'invalid', {
        customers: same,
      })
  }
  mustMay(actor, 'customer.create')
  const alone = lead.company ? {} : { phone: lead.phone, email: lead.email }
  const { source, region, address, ownerId } = lead
  const name = input.customerName ?? customerNameOf(lead)
  const wished = { name, source, region, address, ...alone, ...(ownerId && { ownerId }) }
  // its deal asks for the line, too, who else has a right to it
  const made = await createCustomer(tx, actor, wished, { asks: false })
  return made.id
}

type Chosen = { readonly customerId: string; readonly input: ConvertBody }

/** C104: one person stays one contact, found by phone, e-mail or name among those of the customer. */
async function contactFor(tx: Tx, actor: Actor, lead: Person, { customerId, input }: Chosen): Promise<string> {
  const known = await contactsOf(tx, customerId)
  if (input.contactId) {
    if (known.some(one => one.id === input.contactId)) return input.contactId
    throw new Refusal(reason('convertLead.otherContact', 'contactId'))
  }
  const phone = lead.phone ? phoneKey(lead.phone, actor.org.country) : undefined
  const email = lead.email ? emailKey(lead.email) : undefined
  const same =
    known.find(one => (phone && one.phoneKey === phone) || (email && one.emailKey === email)) ??
    known.find(one => fold(one.name) === fold(lead.name) && !(one.phoneKey && phone))
  if (same) return same.id
  const { name, title, phone: called, email: written } = lead
  const isPrimary = known.length === 0
  const made = await createContact(tx, actor, { customerId, name, title, phone: called, email: written, isPrimary })
  return made.id
}

type Joined = Chosen & { readonly contactId: string }

async function dealFor(
  tx: Tx,
  actor: Actor,
  lead: Person & { threadId: string },
  { customerId, contactId, input }: Joined,
): Promise<{ id: string; held: Reason[] }> {
  mustMay(actor, 'deal.create')
  const { source, campaign, need, productLine, ownerId, nextStep, nextStepAt } = lead
  const { pipelineId, amount, expectedClose } = input
  const deal = {
    name: input.dealName ?? dealNameOf(lead),
    customerId,
    contactId,
    source,
    productLine,
    campaign,
    note: need,
    nextStep,
    nextStepAt,
    ...(ownerId && { ownerId }),
    ...(pipelineId && { pipelineId }),
    ...(amount && { amount }),
    ...(expectedClose && { expectedClose }),
  }
  return createDeal(tx, actor, deal, { threadId: lead.threadId })
}

function mustMay(actor: Actor, permission: string): void {
  if (!can(actor, permission)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}
