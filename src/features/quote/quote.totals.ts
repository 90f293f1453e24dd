// What a quote adds up to. The same function fills the editor's foot and what is stored; nothing recomputes a
// sent quote but the choice of its optional lines at acceptance.
import { cmp, fits, mul } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import {
  type Discount,
  type DocumentTotals,
  type LineTotals,
  type PricedLine,
  priceProblems,
  type TaxMode,
  type TaxRound,
  totals,
} from '#kernel/tax.ts'

type Reduced = { readonly discountKind: 'percent' | 'amount' | null; readonly discountValue: string | null }
export type MoneyHead = Reduced & { readonly currency: string; readonly taxMode: TaxMode; readonly taxRound: TaxRound }
/** `price` is of one `unit`, so `unitQty` counts. */
export type MoneyLine = Reduced & {
  readonly unitQty: string
  readonly price: string
  readonly taxRate: string
  readonly optional: boolean
  readonly chosen: boolean
}

/** An optional line is shown with its own amount, and is in the total once the customer has chosen it. */
export const isCounted = (line: Pick<MoneyLine, 'optional' | 'chosen'>): boolean => !line.optional || line.chosen

export function quoteTotals(head: MoneyHead, lines: readonly MoneyLine[]): DocumentTotals {
  const counted = totals({ ...docOf(head), discount: discountOf(head), lines: lines.filter(isCounted).map(pricedOf) })
  let next = 0
  const all = lines.map((line): LineTotals => {
    const found = isCounted(line) ? counted.lines[next++] : aside(head, line)
    if (!found) throw new RangeError('a line without totals')
    return found
  })
  return { lines: all, net: counted.net, tax: counted.tax, gross: counted.gross }
}

const aside = (head: MoneyHead, line: MoneyLine): LineTotals | undefined =>
  totals({ ...docOf(head), lines: [pricedOf(line)] }).lines[0]

/** What cannot be added up, at its field. */
export function moneyProblems(head: MoneyHead, lines: readonly MoneyLine[]): Reason[] {
  const huge = lines.flatMap((line, i) =>
    fits(mul(line.unitQty, line.price), 60, 40) && cmp(mul(line.unitQty, line.price), '1000000000000000') < 0
      ? []
      : [reason('quote.tooMuch', `lines.${i}.unitQty`)],
  )
  if (huge.length > 0) return huge
  const at = lines.flatMap((line, i) => (isCounted(line) ? [i] : []))
  const whole = priceProblems({
    ...docOf(head),
    discount: discountOf(head),
    lines: lines.filter(isCounted).map(pricedOf),
  })
  const alone = lines.flatMap((line, i) =>
    isCounted(line)
      ? []
      : priceProblems({ ...docOf(head), lines: [pricedOf(line)] }).map(one => reason(one.key, movedTo(one.path, i))),
  )
  return [...whole.map(one => reason(one.key, movedTo(one.path, at[indexIn(one.path)] ?? 0))), ...alone]
}

const indexIn = (path: string): number => Number(/^lines\.(\d+)/.exec(path)?.[1] ?? 0)
const movedTo = (path: string, line: number): string =>
  path.replace(/^lines\.\d+/, `lines.${line}`).replace(/discount$/, 'discountValue')

const docOf = ({ currency, taxMode, taxRound }: MoneyHead) => ({ currency, taxMode, taxRound })
const pricedOf = (line: MoneyLine): PricedLine => ({
  qty: line.unitQty,
  price: line.price,
  taxRate: line.taxRate,
  discount: discountOf(line),
})

function discountOf({ discountKind, discountValue }: Reduced): Discount | undefined {
  // absent where it is hidden from the reader
  if (!discountKind || !discountValue) return undefined
  return discountKind === 'percent' ? { percent: discountValue } : { amount: discountValue }
}
