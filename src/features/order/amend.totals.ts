// What an amended order adds up to: lines that nobody touched keep their stored amounts, and nothing that is invoiced
// is priced anew. Pure.
import { allocate, currencyExponent, div, isZero, min, mul, signOf, sub, sum } from '#kernel/money.ts'
import { type Discount, type LineTotals, nothingTaken, priceProblems, shareFor, totals } from '#kernel/tax.ts'
import type { AmendLine } from './amend.schema.ts'
import { isPart, partsOf } from './kit.rules.ts'
import type { Order } from './order.schema.ts'

export type AmendHead = Pick<
  Order,
  'currency' | 'taxMode' | 'taxRound' | 'discountKind' | 'discountValue' | 'promisedDate' | 'address'
> &
  Pick<Order, 'net' | 'tax' | 'gross'>
export type Amending = {
  readonly head: AmendHead
  readonly lines: readonly AmendLine[]
  /** Lines whose money is worked out anew. */
  readonly touched: ReadonlySet<string>
  /** The order's own discount is another: every line bears it anew. */
  readonly anew: boolean
}

export const openOf = (line: Pick<AmendLine, 'ordered' | 'cancelled'>): string => sub(line.ordered, line.cancelled)
/** Nothing of it is wanted, and nothing of it ever went out: it is worth nothing. */
export const isGone = (line: AmendLine): boolean =>
  signOf(openOf(line)) <= 0 && signOf(sub(line.shipped, line.reship)) <= 0
const moneyOf = ({ base, lineDiscount, share, amount, net, tax, gross }: AmendLine): LineTotals => ({
  base,
  lineDiscount,
  share,
  amount,
  net,
  tax,
  gross,
})
const { qty: _, ...nothing } = nothingTaken

/** As much of the stored amounts as stands for `qty`: invoices are worked out in the same way. */
export function cutTo(head: AmendHead, line: AmendLine, qty: string): LineTotals {
  const { currency, taxMode } = head
  return shareFor({ ...moneyOf(line), qty: line.ordered }, qty, nothingTaken, { currency, taxMode })
}

const discountOf = (of: Pick<Order, 'discountKind' | 'discountValue'>): Discount | undefined => {
  if (!of.discountKind || !of.discountValue) return undefined
  return of.discountKind === 'percent' ? { percent: of.discountValue } : { amount: of.discountValue }
}

function documentOf({ head, touched, anew }: Amending, lines: readonly AmendLine[]) {
  const { currency, taxMode, taxRound } = head
  const keepsShare = head.discountKind === 'amount' && !anew
  const priced = lines.map(line => ({
    qty: line.unitQty,
    price: line.price,
    taxRate: line.taxRate,
    discount: discountOf(line),
    ...(keepsShare && { share: capped(line) }),
  }))
  const stored = lines.map(line => (anew || touched.has(line.id) ? undefined : moneyOf(line)))
  const discount = keepsShare ? undefined : discountOf(head)
  return { doc: { currency, taxMode, taxRound, discount, lines: priced }, stored }
}

/** An agreed share is never more than what the line still comes to. */
function capped(line: AmendLine): string {
  const base = mul(line.unitQty, line.price)
  return signOf(base) <= 0 ? '0' : min(line.share, base)
}

/** Keys of what cannot be added up, by line; the order's own discount has no line. */
export function amendProblems(work: Amending): { readonly key: string; readonly lineId: string | undefined }[] {
  const counted = work.lines.filter(line => !isPart(line) && !isGone(line))
  const { doc } = documentOf(work, counted)
  return priceProblems(doc).map(({ key, path }) => ({ key, lineId: counted[indexIn(path)]?.id }))
}
const indexIn = (path: string): number => Number(/^lines\.(\d+)/.exec(path)?.[1] ?? -1)

/** Header and lines with their money; `amendProblems` has found none. */
export function retotalled(work: Amending): Pick<Amending, 'head' | 'lines'> {
  const counted = work.lines.filter(line => !isPart(line) && !isGone(line))
  const { doc, stored } = documentOf(work, counted)
  const found = totals(doc, stored)
  const money = new Map(counted.map((line, i) => [line.id, found.lines[i]]))
  const priced = work.lines.map(line => {
    if (isPart(line)) return line
    const next = money.get(line.id) ?? nothing
    return isSame(line, next) ? line : { ...line, ...next }
  })
  const lines = withKitShares(priced, work.head.currency)
  const own = lines.filter(line => !isPart(line))
  const header = { net: sum(own.map(l => l.net)), tax: sum(own.map(l => l.tax)), gross: sum(own.map(l => l.gross)) }
  return { head: { ...work.head, ...header, ...agreedOf(work, own) }, lines }
}

const isSame = (line: AmendLine, next: LineTotals): boolean =>
  (Object.keys(nothing) as (keyof LineTotals)[]).every(key => isZero(sub(line[key], next[key]))) // its very keys

/** What was agreed in money stays with the lines that it was for (C067): the header says what is left of it. */
function agreedOf({ head, anew }: Amending, lines: readonly AmendLine[]) {
  if (head.discountKind !== 'amount' || anew) return {}
  const left = sum(lines.map(line => line.share))
  return isZero(left) ? { discountKind: null, discountValue: null } : { discountValue: left }
}

/** A kit's total lies on its parts, in the proportion in which it did. */
function withKitShares(lines: readonly AmendLine[], currency: string): readonly AmendLine[] {
  const kits = partsOf(lines)
  if (kits.size === 0) return lines
  const shares = new Map<string, string>()
  for (const [kitId, parts] of kits) {
    const kit = lines.find(line => line.id === kitId)
    if (!kit || isZero(sub(kit.gross, sum(parts.map(part => part.kitShare ?? '0'))))) continue
    const weights = parts.map(part => part.kitShare ?? '0')
    const fair = weights.some(one => signOf(one) > 0) ? weights : parts.map(part => part.ordered)
    const found = allocate(kit.gross, fair, currencyExponent(currency))
    for (const [i, part] of parts.entries()) shares.set(part.id, found[i] ?? '0')
  }
  return lines.map(line => (shares.has(line.id) ? { ...line, kitShare: shares.get(line.id) ?? '0' } : line))
}

/** Of an amount agreed for `ordered`, what stands for `qty`. */
export const partOf = (amount: string, qty: string, ordered: string): string => div(mul(amount, qty), ordered)
