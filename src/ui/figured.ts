// A reason's plain decimals as people write them, where its figures are named for what they are.
import { formatMoney, formatPrice, formatQty } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'

const money = new Set(['limit', 'used', 'own', 'over', 'overdue', 'deposit'])
const prices = new Set(['each', 'floor', 'price'])
const amounts = new Set(['free', 'short', 'qty'])

export function figured(reason: Reason, locale: string): Reason {
  const { values = {} } = reason
  const currency = typeof values.currency === 'string' ? values.currency : 'CNY'
  const said = (name: string, value: string | number): string | number => {
    if (typeof value === 'number') return value
    if (money.has(name)) return formatMoney(value, currency, locale)
    if (prices.has(name)) return formatPrice(value, locale)
    return amounts.has(name) ? formatQty(value, locale) : value
  }
  return { ...reason, values: Object.fromEntries(Object.entries(values).map(([name, one]) => [name, said(name, one)])) }
}
