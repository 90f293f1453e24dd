// From what people give to what a draft holds: usual values, product facts, sums; and the preview of all that.
import { rateOn } from '#features/deal/server/rate.service.ts'
import { needsOf } from '#features/followup/server/need.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import { capital } from '#kernel/capital.ts'
import { addDays, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { cmp, isCurrency } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { noTerms } from '#kernel/terms.ts'
import type { Answer, LineInput, Preview, QuoteDraft, QuoteEdit, QuoteLine } from '../quote.schema.ts'
import { moneyProblems } from '../quote.totals.ts'
import { addUp, type Bare, type PricedIn, resolveLines, type Summed } from './line.service.ts'
import type { QuoteRow } from './quote.table.ts'

type Given = { readonly inputs: readonly LineInput[]; readonly old?: readonly QuoteLine[] | 'unknown' }

export async function sumUp(
  db: Db,
  actor: Actor,
  head: PricedIn,
  { reasons, ...given }: Given & { readonly reasons: readonly Reason[] },
): Promise<Summed> {
  const { lines, reasons: found } = await resolved(db, actor, head, given)
  return addUp(head, lines, [...reasons, ...found])
}

async function resolved(
  db: Db,
  actor: Actor,
  head: PricedIn,
  { inputs, old = [] }: Given,
): Promise<{ lines: Bare[]; reasons: Reason[] }> {
  const ids = [...new Set(inputs.flatMap(line => (line.productId ? [line.productId] : [])))]
  const products = ids.length > 0 ? await findProducts(db, ids) : new Map()
  const before = old === 'unknown' ? old : new Map(old.map(line => [line.id, line]))
  return resolveLines(inputs, { org: actor.org, head, products, old: before })
}

/** What the lines would add up to; problems are answered, not thrown. */
export async function previewQuote(db: Db, actor: Actor, input: QuoteDraft): Promise<Preview> {
  const day = today(db.database.clock, actor.org.zone)
  const currency = input.currency ?? actor.org.currency
  const rate = isCurrency(currency) ? await rateOn(db, actor, currency, day) : undefined
  const head: PricedIn = { ...headOf(actor, input, day), currency, rate: rate ?? '1' }
  const { lines, reasons } = await resolved(db, actor, head, { inputs: input.lines, old: 'unknown' })
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

export const capitalOf = (gross: string, currency: string): string | null =>
  currency === 'CNY' && cmp(gross, '10000000000000000') < 0 ? capital(gross) : null

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
