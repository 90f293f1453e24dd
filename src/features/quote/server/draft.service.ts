// From what people give to what a draft holds: usual values, product facts, sums; and the preview of all that.
import { findCustomers, getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { needsOf } from '#features/followup/server/need.service.ts'
import { findPriced } from '#features/product/server/price.service.ts'
import type { Actor } from '#kernel/access.ts'
import { capitalOf } from '#kernel/capital.ts'
import { addDays, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { isCurrency } from '#kernel/money.ts'
import { namedBy, type Reason, reason } from '#kernel/refusal.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { noTerms } from '#kernel/terms.ts'
import type { Answer, LineInput, Preview, QuoteDraft, QuoteEdit, QuoteLine } from '../quote.schema.ts'
import { moneyProblems } from '../quote.totals.ts'
import { addUp, anyone, type Bare, type Buyer, type PricedIn, resolveLines, type Summed } from './line.service.ts'
import type { QuoteRow } from './quote.table.ts'

type Given = {
  readonly buyer: Buyer
  readonly inputs: readonly LineInput[]
  readonly old?: readonly QuoteLine[] | 'unknown'
  readonly anew?: boolean
}

export async function sumUp(
  db: Db,
  actor: Actor,
  head: PricedIn & { readonly customerId: string },
  { reasons, ...given }: Omit<Given, 'buyer'> & { readonly reasons: readonly Reason[] },
): Promise<Summed> {
  const [buyer, products] = await Promise.all([buyerOf(db, head.customerId), productsOf(db, given.inputs)])
  const { lines, reasons: found } = resolved(actor, head, { ...given, buyer, products })
  return addUp(head, lines, [...reasons, ...found])
}

async function buyerOf(db: Db, customerId: string): Promise<Buyer> {
  const customer = (await findCustomers(db, [customerId])).get(customerId)
  return { ...anyone(db.now), ...(customer && { level: customer.level, region: customer.region }) }
}

const productsOf = (db: Db, inputs: readonly LineInput[]) =>
  findPriced(db, [...new Set(inputs.flatMap(line => (line.productId ? [line.productId] : [])))])

function resolved(
  { org }: Actor,
  head: PricedIn,
  { inputs, old = [], anew, buyer, products }: Given & { readonly products: Awaited<ReturnType<typeof productsOf>> },
): { lines: Bare[]; reasons: Reason[] } {
  const before = old === 'unknown' ? old : new Map(old.map(line => [line.id, line]))
  return resolveLines(inputs, { org, head, buyer, products, old: before, anew })
}

/** What the lines would add up to; problems are answered, not thrown. */
export async function previewQuote(db: Db, actor: Actor, input: QuoteDraft): Promise<Preview> {
  const day = today(db.database.clock, actor.org.zone)
  const currency = input.currency ?? actor.org.currency
  const [rate, customer, products] = await Promise.all([
    isCurrency(currency) ? rateOn(db, actor, currency, day) : undefined,
    input.customerId ? namedBy('customerId', getCustomerFacts(db, actor, input.customerId)) : undefined,
    productsOf(db, input.lines),
  ])
  const head: PricedIn = { ...headOf(actor, input, day), currency, rate: rate ?? '1' }
  const buyer = { ...anyone(db.now), ...(customer && { level: customer.level, region: customer.region }) }
  const { lines, reasons } = resolved(actor, head, { inputs: input.lines, old: 'unknown', buyer, products })
  if (!rate) reasons.push(reason('quote.noRate', 'currency', { currency }))
  const problems = reasons.length > 0 ? reasons : moneyProblems(head, lines)
  if (problems.length > 0) return { net: '0', tax: '0', gross: '0', lines: [], capital: null, reasons: problems }
  const summed = addUp(head, lines)
  const money = summed.lines.map(({ base, lineDiscount, share, amount, net, tax, gross }) => ({
    base,
    lineDiscount,
    share,
    amount,
    net,
    tax,
    gross,
  }))
  return { ...summed.sums, lines: money, capital: capitalOf(summed.sums.gross, currency), reasons: [] }
}

type HeadKey = 'taxMode' | 'taxRound' | 'discountKind' | 'discountValue' | 'validUntil' | 'terms' | 'answers' | 'note'
type Head = { readonly [key in HeadKey]?: QuoteEdit[key] | undefined }

export function headOf(actor: Actor, input: Head, day: string) {
  const { taxMode, taxRound } = taxDefaultsOf(actor.org.settings)
  return {
    taxMode: input.taxMode ?? taxMode,
    taxRound: input.taxRound ?? taxRound,
    ...reducedOf(input),
    validUntil: input.validUntil ?? addDays(day, 30),
    terms: input.terms ?? noTerms,
    answers: input.answers ?? [],
    note: input.note?.trim() || null,
  }
}

/** A discount without a value is none. */
function reducedOf({ discountKind, discountValue }: Head) {
  if (!discountValue) return { discountKind: null, discountValue: null }
  return { discountKind: discountKind ?? ('percent' as const), discountValue }
}

export function givenOf(input: Head & { contactId?: string | null | undefined }): Partial<QuoteRow> {
  const { discountKind, discountValue, note, ...rest } = input
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const reduced = discountKind === undefined && discountValue === undefined ? {} : reducedOf(input)
  return { ...plain, ...reduced, ...(note !== undefined && { note: note?.trim() || null }) }
}

/** A proposal answers the needs of its own deal, and keeps what it has answered. */
export async function answerProblems(
  db: Db,
  dealId: string,
  answers: readonly Answer[],
  old: readonly Answer[] = [],
): Promise<Reason[]> {
  const known = new Set([...old.map(one => one.needId), ...(await needsOf(db, dealId)).map(need => need.id)])
  return answers.flatMap(({ needId }, at) =>
    known.has(needId.toLowerCase()) ? [] : [reason('quote.unknownNeed', `answers.${at}.needId`)],
  )
}
