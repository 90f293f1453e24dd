// What bounds an amended order: what was sent, what is invoiced, what can be added up at all. Pure.
import { add, cmp, fits, isZero, mul, signOf, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import type { AmendLine } from './amend.schema.ts'
import { type AmendHead, type Amending, amendProblems, isGone, openOf } from './amend.totals.ts'
import { isPart } from './kit.rules.ts'
import { worthOf } from './order.rules.ts'

/** `about`: the last action about a line, where what is wrong with it is said; under '' the order's own discount. */
export type Standing = Amending & { readonly about: ReadonlyMap<string, number> }

export const invoicedOf = (line: AmendLine): string => sub(line.invoiced, line.credited)
export const said = (line: AmendLine, qty: string): string => fromBaseUnit(qty, line.factor) ?? qty

export function moneyProblems(work: Standing): Reason[] {
  const huge = work.lines.find(
    line => !fits(mul(line.unitQty, line.price), 60, 40) || cmp(mul(line.unitQty, line.price), '1000000000000000') >= 0,
  )
  if (huge) return [reason('change.tooMuch', `actions.${work.about.get(huge.id) ?? 0}`)]
  return amendProblems(work).map(({ key, lineId }) =>
    reason(key, `actions.${work.about.get(lineId ?? '') ?? work.about.get('') ?? 0}.discountValue`),
  )
}

/** `domain.md` §6: what is open covers what went out and what is invoiced; money covers what was invoiced of it. */
export function boundProblems({ about, head, anew }: Standing, lines: readonly AmendLine[]): Reason[] {
  if (lines.every(line => isPart(line) || signOf(openOf(line)) <= 0)) return [reason('change.nothingLeft', 'actions')]
  return lines.flatMap(line => {
    const at = about.get(line.kitLineId ?? line.id) ?? (anew ? about.get('') : undefined)
    return at === undefined ? [] : lineProblems(head, line, `actions.${at}`)
  })
}

/** What is worth less than nothing is no order; one that was so before may become worth more. */
export function belowZero(old: AmendHead, { gross, currency }: AmendHead, last: number): Reason[] {
  const isBelow = signOf(gross) < 0 && cmp(gross, old.gross) <= 0
  return isBelow ? [reason('change.belowZero', `actions.${last}`, { amount: gross, currency })] : []
}

function lineProblems({ currency }: AmendHead, line: AmendLine, at: string): Reason[] {
  const { no, name, unit } = line
  const open = openOf(line)
  const sent = sub(line.shipped, line.returned)
  const billed = invoicedOf(line)
  const covers = (tolerance: string, qty: string) => cmp(mul(open, add('1', tolerance)), qty) >= 0
  if (!covers(line.overTolerance, sent))
    return [reason('change.belowShipped', `${at}.unitQty`, { no, name, least: said(line, sent), unit })]
  if (!covers(line.billTolerance, billed))
    return [reason('change.belowInvoiced', `${at}.unitQty`, { no, name, least: said(line, billed), unit })]
  const amount = sub(line.invoicedAmount, line.creditedAmount)
  const values = { no, name, amount, currency }
  return isBeyond(line, { amount, billed }) ? [reason('change.belowAmount', at, values)] : []
}

/** In the line's own direction. By quantity its share is rounded: half a unit of the coarsest currency is no difference. */
function isBeyond(line: AmendLine, { amount, billed }: { readonly amount: string; readonly billed: string }): boolean {
  if (isZero(amount)) return false
  const up = signOf(line.gross) < 0 || signOf(amount) < 0 ? '-1' : '1'
  const asked = mul(amount, up)
  const most = (value: string) => mul(mul(value, up), add('1', line.billTolerance))
  if (cmp(asked, most(line.gross)) > 0) return true
  const open = isGone(line) ? '0' : worthOf(line, openOf(line))
  return cmp(asked, add(most(open), isZero(billed) ? '0' : '0.5')) > 0
}
