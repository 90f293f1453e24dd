// What a move of an invoice causes at its orders, its shipments and what it takes back, word by word.
import { moveExposure } from '#features/customer/server/credit.service.ts'
import {
  type Counters,
  type HeldOrder,
  type NextProgress,
  writeProgress,
} from '#features/order/server/progress.service.ts'
import { billShipments } from '#features/shipment/server/shipment.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, neg, sub, sum } from '#kernel/money.ts'
import { editStamp } from '#meta/server/record.service.ts'
import type { InvoiceEffect } from '../invoice.flow.ts'
import type { Orders } from './draw.service.ts'
import type { Held } from './facts.service.ts'
import { invoices } from './invoice.table.ts'

type Effect = (tx: Tx, actor: Actor, held: Held) => Held

export const invoiceEffects: Record<InvoiceEffect, Effect> = {
  /** From here on it may exist outside: the order may not end, the shipment not be taken back. */
  sent(tx, actor, held) {
    if (held.row.kind !== 'red') billSent(tx, held, '1')
    const orders = progress(tx, actor, held, ({ row }) => ({ row: { issuingInvoices: row.issuingInvoices + 1 } }))
    return { ...held, orders }
  },

  notIssued(tx, actor, held) {
    if (held.row.kind !== 'red') billSent(tx, held, '-1')
    const orders = progress(tx, actor, held, ({ row }) => ({ row: { issuingInvoices: row.issuingInvoices - 1 } }))
    return { ...held, orders }
  },

  issued(tx, actor, held) {
    const { row, original } = held
    if (row.kind === 'red') billSent(tx, held, '1')
    if (original) {
      const reversed = sub(original.reversed, row.gross)
      tx.write(invoices.update(tx.orgId, { ...original, reversed, ...editStamp(tx, actor, original) }))
    }
    const orders = progress(tx, actor, held, order => ({
      lines: countersOf(held, order),
      row: { issuingInvoices: order.row.issuingInvoices - 1, advanceInvoiced: advanceOf(held, order) },
    }))
    // without an order it is the payer's debt all the same
    if (orders.size === 0) moveExposure(tx, row.payerId, row.baseGross)
    return { ...held, orders }
  },
}

/** A red letter's quantities are below zero already. */
function billSent(tx: Tx, { lines }: Held, sign: '1' | '-1'): void {
  const moved = lines.flatMap(({ shipmentLineId: id, qty }) =>
    id && qty ? [{ id, qty: sign === '1' ? qty : neg(qty) }] : [],
  )
  if (moved.length > 0) billShipments(tx, moved)
}

/** The orders in the order of their ids: the same as their locks. */
function progress(tx: Tx, actor: Actor, { orders }: Held, next: (order: HeldOrder) => NextProgress): Orders {
  return new Map([...orders].map(([id, order]) => [id, writeProgress(tx, actor, order, next(order))]))
}

function countersOf({ row, lines }: Held, order: HeldOrder): ReadonlyMap<string, Partial<Counters>> {
  const own = Map.groupBy(
    lines.filter(line => line.orderId === order.row.id && line.orderLineId !== null),
    line => line.orderLineId ?? '',
  )
  return new Map(
    order.lines.flatMap(line => {
      const billed = own.get(line.id)
      if (!billed) return []
      const [qty, gross] = [sum(billed.flatMap(one => one.qty ?? [])), sum(billed.map(one => one.gross))]
      const to: Partial<Counters> =
        row.kind === 'red'
          ? { credited: sub(line.credited, qty), creditedAmount: sub(line.creditedAmount, gross) }
          : { invoiced: add(line.invoiced, qty), invoicedAmount: add(line.invoicedAmount, gross) }
      return [[line.id, to] as const]
    }),
  )
}

/** What bills no line: an advance, and the red letter that takes one back (below zero). */
const advanceOf = ({ lines }: Held, { row }: HeldOrder): string =>
  sum([
    row.advanceInvoiced,
    ...lines.filter(line => line.orderId === row.id && line.orderLineId === null).map(line => line.gross),
  ])
