// What a sheet asks for, put into the words of the endpoint; and what of an order is owed back. Pure.

import type { OrderLine } from '#features/order/order.schema.ts'
import { cmp, div, isDecimal, isZero, max, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import type { BillableLine, NewInvoice, NewInvoiceLine } from './invoice.schema.ts'

export const ways = ['quantity', 'amount', 'sum', 'instalment', 'advance'] as const
/** By line a quantity or an amount; of one order a sum, an instalment, an advance. */
export type Way = (typeof ways)[number]
export type Typed = Readonly<Record<string, string>>

export type Sketch = {
  readonly way: Way
  readonly orderIds: readonly string[]
  readonly lines: readonly BillableLine[]
  /** By order line; what was not touched begins with all that is left. */
  readonly typed: Typed
  readonly amount: string
  readonly instalmentNo: number | undefined
}

/** What a line begins with. */
export const startOf = (way: Way, line: BillableLine): string =>
  way === 'quantity' ? (line.unitQty ?? line.qty) : signOf(line.amount) > 0 ? line.amount : line.roomAmount

export const isOpen = (way: Way, line: BillableLine): boolean =>
  way === 'quantity' ? signOf(line.qty) > 0 : signOf(line.roomAmount) > 0

/** Nothing where nothing is asked for yet. */
export function wishOf({ way, orderIds, lines, typed, amount, instalmentNo }: Sketch): NewInvoice | undefined {
  const [first] = orderIds
  if (first === undefined) return undefined
  if (way === 'instalment') return instalmentNo === undefined ? undefined : { orderIds: [first], instalmentNo }
  if (way === 'sum' || way === 'advance') {
    if (!isDecimal(amount) || isZero(amount)) return undefined
    return { ...(way === 'advance' && { kind: 'advance' as const }), orderIds: [first], amount }
  }
  const wanted = lines
    .filter(line => isOpen(way, line))
    .flatMap((line): NewInvoiceLine[] => {
      const value = (typed[line.orderLineId] ?? startOf(way, line)).trim()
      if (value === '' || (isDecimal(value) && isZero(value))) return []
      if (way === 'amount') return [{ orderLineId: line.orderLineId, amount: value }]
      const { orderLineId } = line
      // what does not come out even in its unit is said in the base unit
      return [line.unitQty === null ? { orderLineId, qty: value } : { orderLineId, unitQty: value }]
    })
  return wanted.length > 0 ? { lines: wanted } : undefined
}

type Billed = Pick<
  OrderLine,
  'ordered' | 'due' | 'gross' | 'invoiced' | 'credited' | 'invoicedAmount' | 'creditedAmount'
>

/** Invoiced beyond what is due, after a return or a short close: a red letter is owed for it. */
export function creditOwed(lines: readonly Billed[], currency: string): string {
  return sum(
    lines.map(line => {
      if (cmp(sub(line.invoiced, line.credited), line.due) <= 0) return '0'
      const worth = isZero(line.ordered) ? '0' : roundMoney(div(mul(line.gross, line.due), line.ordered), currency)
      return max(sub(sub(line.invoicedAmount, line.creditedAmount), worth), '0')
    }),
  )
}
