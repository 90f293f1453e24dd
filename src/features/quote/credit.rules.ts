// A line with a negative price gives something back, whatever it is called: a trade-in, or a discount by another name. Pure.
import { add, type Decimal, div, mul, roundMoney, signOf, sum } from '#kernel/money.ts'
import type { QuoteLine } from './quote.schema.ts'
import { isCounted } from './quote.totals.ts'

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
