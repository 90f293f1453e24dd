// Contracts begin: typed in, or made of a quote, with what is usual for the company.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { findCustomers, getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import type { WholeQuote } from '#features/quote/quote.schema.ts'
import { getQuote } from '#features/quote/server/quote.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { isCurrency, isZero } from '#kernel/money.ts'
import { namedBy, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { headerOf, taxDefaultsOf } from '#kernel/tax.ts'
import { noTerms, termProblems } from '#kernel/terms.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { byActor, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { endsBefore } from '../contract.rules.ts'
import type { FromQuote, NewContract, WholeContract } from '../contract.schema.ts'
import { kindWords } from '../document.text.ts'
import { mustMay, readContract, writeNewContract } from './contract.service.ts'
import type { ContractRow } from './contract.table.ts'
import { buildLines, linesOfQuote, summed } from './line.service.ts'
import { contractingOf } from './settings.service.ts'
import { templateFor } from './template.service.ts'

export const blank = {
  versionNo: 1,
  state: 'draft',
  contactId: null,
  dealId: null,
  quoteId: null,
  amendsId: null,
  amendsVersion: null,
  changeReason: null,
  renewsId: null,
  templateVersion: null,
  clauses: null,
  discountKind: null,
  discountValue: null,
  net: '0',
  tax: '0',
  gross: '0',
  ceiling: null,
  amount: null,
  baseAmount: '0',
  calledOff: '0',
  address: null,
  theirSigner: null,
  effectiveFrom: null,
  effectiveUntil: null,
  note: null,
  contentHash: null,
  approvedHash: null,
  submittedAt: null,
  approvedAt: null,
  signedOn: null,
  effectiveAt: null,
  endedAt: null,
  endReason: null,
  toldUntil: null,
} as const

/** Asked before anything else is awaited, so that it runs beside the first reads. */
export const nextNumber = (tx: Tx, actor: Actor): Promise<string> =>
  numberOf(tx, actor, 'contract', today(tx.database.clock, actor.org.zone))

export async function createContract(tx: Tx, actor: Actor, input: NewContract): Promise<WholeContract> {
  const number = nextNumber(tx, actor)
  const found = await partiesOf(tx, actor, input)
  refuseAll(await partyProblems(tx, input, found))
  const { customer, deal, rate, fields, currency } = found
  const { lines: inputs = [], custom, customerId: _, dealId: __, ...given } = input
  const kind = input.kind ?? 'one_off'
  const lang = input.lang ?? actor.lang
  const { taxMode, taxRound } = taxDefaultsOf(actor.org.settings)
  const own = deal ? { ownerId: deal.ownerId, deptId: deal.deptId } : byActor(actor)
  mustMay(actor, 'contract.create', own)
  const row: ContractRow = {
    ...newStamp(tx, actor, own, takeCustom(fields, custom)),
    ...blank,
    taxMode,
    taxRound,
    ourSigner: contractingOf(actor.org).party.signer,
    ...tidy(given),
    ...discountIn(input),
    kind,
    lang,
    number: await number,
    title: input.title?.trim() || kindWords[kind][lang],
    customerId: customer.id,
    payerId: input.payerId ?? customer.payerId ?? customer.id,
    dealId: deal?.id ?? null,
    address: input.address?.trim() || customer.address,
    currency,
    rate: rate ?? '1',
    terms: input.terms ?? noTerms,
    templateId: input.templateId ?? (await templateFor(tx, { kind, lang }))?.id ?? null,
    // a framework begins a thread of its own; its orders link back
    threadId: deal && kind === 'one_off' ? deal.threadId : newId(),
  }
  const before = endsBefore(row)
  const built = await buildLines(tx, actor, row, { inputs, reasons: before ? [before] : [] })
  writeNewContract(tx, actor, { row: summed(actor, row, built), lines: built.lines }, fields)
  return readContract(tx, actor, row.id)
}

type Parties = Awaited<ReturnType<typeof partiesOf>>

async function partiesOf(tx: Tx, actor: Actor, input: Pick<NewContract, 'customerId' | 'dealId' | 'currency'>) {
  const currency = input.currency ?? actor.org.currency
  const named = <T>(key: string, path: string, reading: Promise<T>): Promise<T> =>
    reading.catch((error: unknown) => {
      throw error instanceof Refusal ? new Refusal(reason(key, path)) : error
    })
  const [customer, deal, contacts, rate, fields] = await Promise.all([
    named('contract.unknownCustomer', 'customerId', getCustomerFacts(tx, actor, input.customerId)),
    input.dealId ? named('contract.unknownDeal', 'dealId', getDeal(tx, actor, input.dealId)) : undefined,
    contactsOf(tx, input.customerId),
    isCurrency(currency) ? rateOn(tx, actor, currency, today(tx.database.clock, actor.org.zone)) : undefined,
    ownFields(tx, actor, 'contract'),
  ])
  return { customer, deal, contacts, rate, fields, currency }
}

type Asked = Pick<NewContract, 'payerId' | 'contactId' | 'terms' | 'templateId' | 'kind' | 'lang' | 'ceiling'>

async function partyProblems(
  tx: Tx,
  input: Asked,
  { customer, deal, contacts, currency, rate }: Parties,
): Promise<Reason[]> {
  const reasons = await givenProblems(tx, input, contacts)
  if (deal && deal.customerId !== customer.id) reasons.push(reason('contract.unknownDeal', 'dealId'))
  if (!isCurrency(currency)) reasons.push(reason('deal.badCurrency', 'currency'))
  else if (!rate) reasons.push(reason('quote.noRate', 'currency', { currency }))
  return reasons
}

/** What a field names must exist. */
export async function givenProblems(tx: Tx, input: Asked, contacts: readonly { id: string }[]): Promise<Reason[]> {
  const { payerId, contactId, templateId } = input
  const [payers, template] = await Promise.all([
    payerId ? findCustomers(tx, [payerId]) : undefined,
    templateId ? templateFor(tx, { id: templateId }) : undefined,
  ])
  return [
    ...(input.terms ? termProblems(input.terms) : []),
    ...(payers && payers.size === 0 ? [reason('contract.unknownPayer', 'payerId')] : []),
    ...(contactId && !contacts.some(one => one.id === contactId)
      ? [reason('contract.unknownContact', 'contactId')]
      : []),
    ...(templateId && !template ? [reason('contract.unknownTemplate', 'templateId')] : []),
    ...(input.ceiling && isZero(input.ceiling) ? [reason('contract.nothingAgreed', 'ceiling')] : []),
  ]
}

/** Empty text is no value; what was not given is not there. */
export function tidy(given: Readonly<Record<string, unknown>>): Partial<ContractRow> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
}

/** A discount without a value is none. */
export const discountIn = ({
  discountKind,
  discountValue,
}: Pick<NewContract, 'discountKind' | 'discountValue'>): Partial<ContractRow> =>
  discountValue === undefined
    ? {}
    : {
        discountValue: discountValue || null,
        discountKind: discountValue ? (discountKind ?? 'percent') : null,
      }

const ready = ['approved', 'sent', 'accepted']

/** With what was offered, as it was offered. */
export async function contractOfQuote(tx: Tx, actor: Actor, input: FromQuote): Promise<WholeContract> {
  const number = nextNumber(tx, actor)
  const quote = await namedBy('quoteId', getQuote(tx, actor, input.quoteId))
  if (!ready.includes(quote.state) || !quote.isCurrent)
    throw new Refusal(reason('contract.quoteNotReady', 'quoteId', { state: quote.state }))
  const own = { ownerId: quote.ownerId, deptId: quote.deptId }
  mustMay(actor, 'contract.create', own)
  const kind = input.kind ?? 'one_off'
  const [customer, deal, template, fields] = await Promise.all([
    getCustomerFacts(tx, actor, quote.customerId),
    getDeal(tx, actor, quote.dealId),
    templateFor(tx, { kind, lang: actor.lang }),
    ownFields(tx, actor, 'contract'),
  ])
  const row: ContractRow = {
    ...newStamp(tx, actor, own),
    ...blank,
    ...offeredIn(quote),
    ourSigner: contractingOf(actor.org).party.signer,
    kind,
    lang: actor.lang,
    number: await number,
    title: deal.name,
    payerId: customer.payerId ?? quote.customerId,
    address: customer.address,
    templateId: template?.id ?? null,
    threadId: kind === 'one_off' ? quote.threadId : newId(),
  }
  const lines = linesOfQuote(row.id, quote.lines)
  writeNewContract(tx, actor, { row: summed(actor, row, { lines, sums: headerOf(lines) }), lines }, fields)
  return readContract(tx, actor, row.id)
}

function offeredIn(quote: WholeQuote) {
  const { id: quoteId, dealId, customerId, contactId, currency, rate, taxMode, taxRound, terms } = quote
  const { discountKind, discountValue } = quote
  const who = { quoteId, dealId, customerId, contactId }
  return { ...who, currency, rate, taxMode, taxRound, discountKind, discountValue, terms }
}
