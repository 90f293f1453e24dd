// A line with a negative price gives something back, whatever it is called: a trade-in, or a discount by another name. Pure.
import { add, cmp, type Decimal, div, mul, roundMoney, signOf, sum } from '#kernel/money.ts'
import { groupsOf } from './alternative.rules.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted, type MoneyHead, type MoneyLine, moneyProblems, quoteTotals } from './quote.totals.ts'

type Sold = Pick<QuoteLine, 'amount' | 'net' | 'optional' | 'chosen'>

/**
 * As the lines stand for whoever judges them: what is given back is shared among what is paid for, like a discount of the
 * document; also where the customer may still choose it, for nobody judges again then.
 */
export function withCredits<L extends Sold>(lines: readonly L[], currency: string): readonly L[] {
  if (lines.every(line => signOf(line.amount) >= 0)) return lines
  const left = (key: 'amount' | 'net'): ((line: L) => Decimal) => {
    const given = sum(lines.filter(one => signOf(one[key]) < 0).map(one => one[key]))
    const paid = sum(lines.filter(one => isCounted(one) && signOf(one[key]) > 0).map(one => one[key]))
    const rest = add(paid, given)
    return line => {
      if (signOf(line[key]) < 0) return '0'
      if (!isCounted(line) || signOf(line[key]) === 0) return line[key]
      return signOf(rest) <= 0 ? '0' : roundMoney(div(mul(line[key], rest), paid), currency)
    }
  }
  const [amount, net] = [left('amount'), left('net')]
  return lines.map(line => ({ ...line, amount: amount(line), net: net(line) }))
}

type Chosen = MoneyLine & Pick<QuoteLine, 'id' | 'alternative'>
/**
 * A fixed discount weighs most where the customer takes the cheapest of each alternative: as the document would stand
 * then, where that is not how it stands.
 */
export function leastTaken<L extends Chosen & Sold>(head: MoneyHead, lines: readonly L[]): readonly L[] | undefined {
  if (head.discountKind !== 'amount') return undefined
  const cheapest = new Set(
    [...groupsOf(lines).values()].map(group => group.reduce((a, b) => (cmp(b.amount, a.amount) < 0 ? b : a)).id),
  )
  const next = lines.map(line => (line.alternative === null ? line : { ...line, chosen: cheapest.has(line.id) }))
  if (next.every((line, i) => line.chosen === lines[i]?.chosen)) return undefined
  // a discount that is more than all of it leaves nothing
  if (moneyProblems(head, next).length > 0) return next.map(line => ({ ...line, amount: '0', net: '0' }))
  const sums = quoteTotals(head, next).lines
  return next.map((line, i) => ({ ...line, ...sums[i] }))
}
