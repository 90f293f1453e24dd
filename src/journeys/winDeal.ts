// The hand-off: a deal is won, its order stands there as a draft with all that was agreed, and a packet waits
// for operations. All of it in one transaction, or a list of what is missing.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { contractsInForce, holdInForce } from '#features/contract/server/contract.service.ts'
import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import type { Deal } from '#features/deal/deal.schema.ts'
import { fillDeal, getDeal } from '#features/deal/server/deal.service.ts'
import { findDealRow, lockDeal, setDealWon, wonProblems } from '#features/deal/server/move.service.ts'
import { holdStageRequest } from '#features/deal/server/stageRequest.service.ts'
import { WinBody, type WinInput, type WinPreview, type Won } from '#features/handoff/handoff.schema.ts'
import { handoffOf, readable, writePacket } from '#features/handoff/server/handoff.service.ts'
import { draftCallOff } from '#features/order/server/callOff.service.ts'
import { draftOf, type Fresh, nextOrderNumber, writeNewOrder } from '#features/order/server/create.service.ts'
import { linesFromQuote } from '#features/order/server/line.service.ts'
import { liveOrdersOf } from '#features/order/server/order.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import type { QuoteLine } from '#features/quote/quote.schema.ts'
import { acceptedQuoteOf, lockQuote } from '#features/quote/server/quote.service.ts'
import { lineKeyOf } from '#features/registration/registration.rules.ts'
import { wonRegistrations } from '#features/registration/server/move.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import { newStamp, ownFields } from '#meta/server/record.service.ts'
import { type Agreement, signedFor, sourceOf } from './dealAgreement.ts'
import { promiseOf } from './promiseCheck.ts'
import type { winDealApi } from './winDeal.api.ts'
import { type DealPacket, packetFor, packetLacks, wishedValues } from './winPacket.ts'

type DealRow = NonNullable<Awaited<ReturnType<typeof lockDeal>>>
type QuoteRow = NonNullable<Awaited<ReturnType<typeof lockQuote>>>

/** A second win of the same deal answers the first one's order: two at once make one. */
export async function winDeal(tx: Tx, actor: Actor, id: string, input: WinInput): Promise<Won> {
  const [request, deal] = await Promise.all([holdStageRequest(tx, id), lockDeal(tx, id), getDeal(tx, actor, id)])
  if (!deal) throw missing('deal')
  if (deal.state === 'won') {
    const made = await wonAlready(tx, deal)
    if (made) return made
  } else if (input.version !== undefined && input.version !== deal.version) {
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  }
  refuseAll(beginProblems(deal))
  if (!can(actor, 'deal.win', deal)) throw new Refusal({ key: 'flow.notAllowed', values: { permission: 'deal.win' } })
  const { row: filled, fields } = await filledDeal(tx, actor, deal, input)
  const quote = deal.acceptedQuoteId ? await lockQuote(tx, deal.acceptedQuoteId) : undefined
  const signed = signedFor(deal, await holdInForce(tx, id), actor.lang)
  const noOrderReason = input.noOrderReason?.trim() || signed.awaits
  if (deal.state === 'open' && noOrderReason) {
    await setDealWon(tx, actor, filled, { ...whyOf(input), noOrderReason, request, fields })
    await wonRegistrations(tx, actor, wonOf(filled))
    return { dealId: id, orderId: null, handoffId: null }
  }
  const from = await sourceOf(tx, quote, signed.contract)
  const agreed = await agreedOf(tx, actor, filled, { from, input })
  refuseAll(problemsOf(actor, filled, agreed, input))
  if (!from) throw missing('quote')
  const facts = { ...whyOf(input), signedContract: from.contractId !== null, request, fields }
  if (deal.state === 'open') await setDealWon(tx, actor, filled, facts)
  const fresh = await orderOf(tx, actor, { deal: filled, quote, from, agreed, input })
  if (deal.state === 'open') await wonRegistrations(tx, actor, wonOf(filled))
  return {
    dealId: id,
    orderId: fresh.row.id,
    handoffId: await writePacket(tx, actor, fresh.row, { ...agreed.packet, note: input.note }),
  }
}

const wonOf = ({ customerId, ownerId, productLine }: DealRow) => ({
  customerId,
  ownerId,
  lineKey: lineKeyOf(productLine),
})

/** For the registry: by the move's name, answering the deal. */
export async function winNamed(
  tx: Tx,
  actor: Actor,
  id: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Deal> {
  await winDeal(tx, actor, id, accept(WinBody, input))
  return getDeal(tx, actor, id)
}

async function wonAlready(tx: Tx, deal: DealRow): Promise<Won | undefined> {
  const [order] = await liveOrdersOf(tx, deal.id)
  if (order) return { dealId: deal.id, orderId: order.id, handoffId: (await handoffOf(tx, order.id)) ?? null }
  return deal.noOrderReason ? { dealId: deal.id, orderId: null, handoffId: null } : undefined
}

/** A deal that is won already stays as it is. */
async function filledDeal(
  tx: Tx,
  actor: Actor,
  deal: DealRow,
  input: WinInput,
): Promise<{ row: DealRow; fields?: readonly Field[] }> {
  const values = deal.state === 'open' ? await wishedValues(tx, input) : {}
  return Object.keys(values).length === 0 ? { row: deal } : fillDeal(tx, actor, deal, values)
}

type Agreed = {
  readonly customer: CustomerFacts | undefined
  readonly payerId: string
  readonly payerKnown: boolean
  readonly contactId: string | null
  readonly signedContract: boolean
  readonly lines: readonly QuoteLine[]
  readonly address: string | null
  readonly promisedDate: string | null
  readonly packet: DealPacket
}
type Wished = { readonly from: Agreement | undefined; readonly input: WinInput }

/** What was agreed, with what was filled in just now on top: the same for the win and for its preview. */
async function agreedOf(db: Db, actor: Actor, deal: DealRow, { from, input }: Wished): Promise<Agreed> {
  const [customers, contacts] = await Promise.all([
    findCustomers(db, [deal.customerId, ...(input.payerId ? [input.payerId] : [])]),
    contactsOf(db, deal.customerId),
  ])
  const customer = customers.get(deal.customerId)
  const payerId = input.payerId ?? from?.payerId ?? customer?.payerId ?? deal.customerId
  const wished = input.contactId ?? from?.contactId ?? deal.contactId
  const contact = contacts.find(one => one.id === wished) ?? (wished ? undefined : contacts.find(one => one.isPrimary))
  const lines = from?.lines ?? []
  const address = input.address?.trim() || from?.address || customer?.address || null
  const promisedDate = input.promisedDate ?? null
  const said = { contactName: contact?.name ?? null, address, promisedDate, poNumber: input.poNumber?.trim() || null }
  const packet = await packetFor(db, actor, deal, { ...said, from, answers: input.answers ?? [] })
  return {
    customer,
    payerId,
    payerKnown: !input.payerId || customers.has(input.payerId),
    contactId: contact?.id ?? null,
    signedContract: from !== undefined && from.contractId !== null,
    lines,
    address,
    promisedDate,
    packet,
  }
}

/** A lost deal is opened again first: it would have an order and stay lost. One that is won may be given another. */
const beginProblems = ({ state }: Pick<DealRow, 'state'>): Reason[] =>
  state === 'lost' ? [reason('flow.notFromHere', undefined, { state })] : []

const whyOf = ({ wonReason, wonNote, note }: WinInput) => ({ wonReason, wonNote, note })

/** One list: what the deal lacks, what the packet lacks, who is blocked. */
function problemsOf(actor: Actor, deal: DealRow, agreed: Agreed, input: WinInput): Reason[] {
  const facts = { ...whyOf(input), signedContract: agreed.signedContract }
  const reasons = deal.state === 'open' ? wonProblems(actor, deal, facts) : []
  // the deal says itself that the quote is missing
  const also = packetLacks(actor, agreed.packet, input).filter(
    one => one.key !== 'handoff.missing.quote' || deal.state === 'won',
  )
  if (agreed.customer?.state === 'blocked') reasons.push(reason('handoff.customerBlocked', 'customerId'))
  if (!agreed.payerKnown) reasons.push(reason('order.unknownPayer', 'payerId'))
  return [...reasons, ...also]
}

type Work = {
  readonly deal: DealRow
  readonly quote: QuoteRow | undefined
  readonly from: Agreement
  readonly agreed: Agreed
  readonly input: WinInput
}

function orderOf(tx: Tx, actor: Actor, { deal, quote, from, agreed, input }: Work): Promise<Fresh> {
  const { contractId } = from
  if (contractId === null) {
    if (!quote) throw missing('quote')
    return orderOfQuote(tx, actor, { deal, quote, agreed, input })
  }
  const { payerId, contactId, address, promisedDate } = agreed
  const { id: dealId, threadId } = deal
  const more = { payerId, contactId, dealId, threadId, packetState: 'complete' as const }
  return draftCallOff(tx, actor, contractId, { address, promisedDate, poNumber: input.poNumber ?? null, more })
}

type Quoted = Pick<Work, 'deal' | 'agreed' | 'input'> & { readonly quote: QuoteRow }

async function orderOfQuote(tx: Tx, actor: Actor, { deal, quote, agreed, input }: Quoted): Promise<Fresh> {
  const date = today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, actor, date)
  const ids = agreed.lines.flatMap(line => (line.productId ? [line.productId] : []))
  const [products, fields] = await Promise.all([findProducts(tx, [...new Set(ids)]), ownFields(tx, actor, 'order')])
  const stamp = newStamp(tx, actor, { ownerId: deal.ownerId, deptId: deal.deptId })
  const { currency, rate, taxMode, taxRound, discountKind, discountValue, terms } = quote
  const draft = {
    number: await number,
    customerId: deal.customerId,
    payerId: agreed.payerId,
    contactId: agreed.contactId,
    dealId: deal.id,
    quoteId: quote.id,
    date,
    promisedDate: agreed.promisedDate,
    poNumber: input.poNumber?.trim() || null,
    address: agreed.address,
    currency,
    rate,
    taxMode,
    taxRound,
    discountKind,
    discountValue,
    terms,
    threadId: deal.threadId,
    packetState: 'complete' as const,
  }
  const fresh = draftOf(actor, stamp, draft, linesFromQuote(stamp.id, agreed.lines, products, agreed.promisedDate))
  writeNewOrder(tx, actor, fresh, fields)
  return fresh
}

async function previewWin(db: Db, actor: Actor, id: string, input: WinInput): Promise<WinPreview> {
  const asked = [
    findDealRow(db, id),
    getDeal(db, actor, id),
    acceptedQuoteOf(db, id),
    contractsInForce(db, id),
  ] as const
  const [deal, , quote, inForce] = await Promise.all(asked)
  if (!deal) throw missing('deal')
  const { custom, ...values } = await wishedValues(db, input)
  const filled: DealRow = { ...deal, ...values, custom: { ...deal.custom, ...custom } }
  const signed = signedFor(deal, inForce, actor.lang)
  const from = await sourceOf(db, quote, signed.contract)
  const agreed = await agreedOf(db, actor, filled, { from, input })
  const noOrderReason = input.noOrderReason?.trim() || signed.awaits
  const noOrder = noOrderReason !== null
  const lacks = noOrder
    ? wonProblems(actor, filled, { ...whyOf(input), noOrderReason })
    : problemsOf(actor, filled, agreed, input)
  const begin = beginProblems(deal)
  const reasons = begin.length > 0 ? begin : lacks
  const promised =
    quote && !noOrder ? await promiseOf(db, actor, { ...quote, payerId: agreed.payerId }, agreed.lines) : []
  const [shown] = await readable(db, actor, [{ items: [...agreed.packet.items] }])
  return {
    ok: reasons.length === 0,
    reasons,
    warnings: promised.filter(one => !one.ok).map(one => one.say),
    items: shown?.items ?? [],
    checklist: agreed.packet.checklist,
    lines: agreed.lines.length,
    gross: from?.gross ?? null,
    currency: from?.currency ?? null,
    contactId: agreed.contactId,
    address: agreed.address,
    promisedDate: agreed.promisedDate,
  }
}

export const winDealHandlers: Handlers<typeof winDealApi> = {
  win: (tx, actor, { id, ...input }) => winDeal(tx, actor, id, input),
  previewWin: (db, actor, { id, ...input }) => previewWin(db, actor, id, input),
}
