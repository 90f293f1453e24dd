// What an invoice asks for beside how much there is: the facts that its guards judge.
import type { HeldOrder } from '#features/order/server/progress.service.ts'
import { dueValueOf } from '#features/order/server/progress.service.ts'
import { mul, neg, signOf, sub, sum } from '#kernel/money.ts'
import { type Claim, roomOf } from '../invoice.rules.ts'
import type { Billed, TakenBack } from './count.sql.ts'
import type { InvoiceLineRow } from './invoice.table.ts'
import { heldOf } from './line.service.ts'

type Orders = ReadonlyMap<string, HeldOrder>
const upOf = (gross: string): string => (signOf(gross) < 0 ? '-1' : '1')

/** By order line, all lines of it together. */
export function claimsOf(
  lines: readonly InvoiceLineRow[],
  orders: Orders,
  billed: ReadonlyMap<string, Billed>,
): Claim[] {
  const byLine = Map.groupBy(lines, line => line.orderLineId ?? '')
  return [...byLine].flatMap(([id, own]): Claim[] => {
    const order = [...orders.values()].find(one => one.lines.some(line => line.id === id))
    const line = order?.lines.find(one => one.id === id)
    if (!order || !line) return []
    const room = roomOf(line, order.row.billBasis, { held: heldOf(billed.get(id)), currency: order.row.currency })
    return [
      {
        nos: own.map(one => one.no),
        name: line.name,
        qty: sum(own.flatMap(one => one.qty ?? [])),
        amount: mul(sum(own.map(one => one.gross)), upOf(line.gross)),
        room,
      },
    ]
  })
}

/** An advance: of the order as a whole. */
export const advanceClaims = (
  lines: readonly InvoiceLineRow[],
  orders: Orders,
  held: ReadonlyMap<string, string>,
): Claim[] =>
  [...Map.groupBy(lines, line => line.orderId ?? '')].flatMap(([id, own]): Claim[] => {
    const order = orders.get(id)
    if (!order) return []
    const billed = sum(order.lines.map(line => sub(line.invoicedAmount, line.creditedAmount)))
    const left = sub(dueValueOf(order), sum([order.row.advanceInvoiced, held.get(id) ?? '0', billed]))
    const amount = sum(own.map(one => one.gross))
    return [{ nos: own.map(one => one.no), name: order.row.number, qty: '0', amount, room: { qty: '0', amount: left } }]
  })

/** A red letter: line by line of what it takes back. */
export const redClaims = (
  lines: readonly InvoiceLineRow[],
  originals: readonly InvoiceLineRow[],
  taken: ReadonlyMap<string, TakenBack>,
): Claim[] =>
  lines.flatMap((line): Claim[] => {
    const original = originals.find(one => one.id === line.originalLineId)
    if (!original) return []
    const up = upOf(original.gross)
    const back = taken.get(original.id)
    const qty = sub(original.qty ?? '0', back?.qty ?? '0')
    const amount = mul(sub(original.gross, back?.gross ?? '0'), up)
    return [
      {
        nos: [line.no],
        name: line.name,
        qty: neg(line.qty ?? '0'),
        amount: mul(neg(line.gross), up),
        room: { qty, amount },
      },
    ]
  })
