// What a move of an invoice touches, locked in the order of levels, and the facts that its guards judge.
import { lockCredit } from '#features/customer/server/credit.service.ts'
import { holdOrders, seeOrders } from '#features/order/server/progress.service.ts'
import { lockShipments } from '#features/shipment/server/shipment.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type Claim, type InvoiceFacts, stuckMinutes } from '../invoice.rules.ts'
import type { Invoice } from '../invoice.schema.ts'
import { advanceClaims, claimsOf, redClaims } from './claims.service.ts'
import { type SentLine, selectBilled, selectHeldAdvances, selectSent, selectTakenBack } from './count.sql.ts'
import type { Orders } from './draw.service.ts'
import { invoiceSource, lockInvoices, selectInvoices, selectLineRows, selectPlaces } from './invoice.sql.ts'
import type { InvoiceLineRow, InvoiceRow } from './invoice.table.ts'
import { invoicingOf } from './settings.service.ts'

export type Held = {
  readonly row: InvoiceRow
  readonly lines: readonly InvoiceLineRow[]
  readonly orders: Orders
  /** Of a red letter: what it takes back. */
  readonly original: InvoiceRow | undefined
  readonly claims: readonly Claim[]
  readonly sent: readonly SentLine[]
}

type Needs = {
  /** The answer of the tax service, or time: whatever the reader may see. */
  readonly principal?: 'service'
  /** Locks between the goods and the invoice: plans 14, receipts 15. */
  readonly between?: (orderIds: readonly string[]) => Promise<unknown>
}

/** Credit 4, orders 8, lines 10, shipments 11, then what is between, invoices 16: found before it is locked. */
export async function holdInvoice(tx: Tx, actor: Actor, id: string, needs: Needs = {}): Promise<Held> {
  const [places, [seen]] = await Promise.all([
    selectPlaces(tx, id),
    selectInvoices(tx, [id]),
    needs.principal ? undefined : getRecord<Invoice>(tx, actor, invoiceSource, id),
  ])
  if (!seen) throw missing('invoice')
  const orderIds = [...new Set(places.flatMap(one => one.orderId ?? []))].toSorted()
  if (orderIds.length === 0) await lockCredit(tx, [seen.payerId])
  const orders = await holdOrders(tx, orderIds)
  const shipmentIds = [...new Set(places.flatMap(one => one.shipmentId ?? []))].toSorted()
  if (shipmentIds.length > 0) await lockShipments(tx, shipmentIds)
  await needs.between?.(orderIds)
  const [rows, lines] = await Promise.all([
    lockInvoices(tx, [id, ...(seen.originalId ? [seen.originalId] : [])]),
    selectLineRows(tx, id),
  ])
  if (lines.some(line => line.orderId !== null && !orders.has(line.orderId)))
    throw new Refusal('invoice.moved', 'conflict')
  return together(tx, { rows, lines, orders, id })
}

/** The same without locks, for offers. */
export async function seeInvoice(db: Db, actor: Actor, id: string): Promise<Held> {
  const [[seen], lines] = await Promise.all([
    selectInvoices(db, [id]),
    selectLineRows(db, id),
    getRecord<Invoice>(db, actor, invoiceSource, id),
  ])
  if (!seen) throw missing('invoice')
  const orders = await seeOrders(
    db,
    lines.flatMap(line => line.orderId ?? []),
  )
  const rows = seen.originalId ? [seen, ...(await selectInvoices(db, [seen.originalId]))] : [seen]
  return together(db, { rows, lines, orders, id })
}

type Read = Pick<Held, 'lines' | 'orders'> & { readonly rows: readonly InvoiceRow[]; readonly id: string }

async function together(db: Db, { rows, lines, orders, id }: Read): Promise<Held> {
  const row = rows.find(one => one.id === id)
  if (!row) throw missing('invoice')
  const original = rows.find(one => one.id === row.originalId)
  const lineIds = lines.flatMap(line => line.shipmentLineId ?? [])
  const sent = lineIds.length > 0 ? await selectSent(db, { lineIds, besides: id }) : []
  return { row, lines, orders, original, sent, claims: await claims(db, { row, lines, orders }) }
}

async function claims(db: Db, { row, lines, orders }: Pick<Held, 'row' | 'lines' | 'orders'>): Promise<Claim[]> {
  if (row.kind === 'red' && row.originalId) {
    const [originals, taken] = await Promise.all([
      selectLineRows(db, row.originalId),
      selectTakenBack(db, row.originalId, row.id),
    ])
    return redClaims(lines, originals, taken)
  }
  if (row.kind === 'advance')
    return advanceClaims(lines, orders, await selectHeldAdvances(db, [...orders.keys()], row.id))
  const billed = await selectBilled(
    db,
    lines.flatMap(line => line.orderLineId ?? []),
    row.id,
  )
  return claimsOf(lines, orders, billed)
}

export function factsOf(
  db: Db,
  actor: Actor,
  { row, lines, orders, original, claims: asked, sent }: Held,
  date?: string,
): InvoiceFacts {
  const day = today(db.database.clock, actor.org.zone)
  const { lineOff, totalOff } = invoicingOf(actor.org)
  const open = sent.filter(one => !['shipped', 'delivered'].includes(one.state)).map(one => one.number)
  return {
    state: row.state,
    kind: row.kind,
    taxKind: row.taxKind,
    currency: row.currency,
    buyer: row.buyer,
    lines,
    claims: asked,
    orders: [...orders.values()].map(one => one.row),
    shipmentsOpen: row.kind === 'red' ? [] : [...new Set(open)],
    channel: row.channel,
    answered: isStuck(row, db.now),
    lineOff,
    totalOff,
    originalDate: original?.date ?? null,
    date: date ?? day,
    today: day,
    booksClosedUntil: actor.org.booksClosedUntil,
  }
}

const isStuck = ({ state, sentAt }: InvoiceRow, now: string): boolean =>
  state === 'issuing' && sentAt !== null && Date.parse(now) - Date.parse(sentAt) > stuckMinutes * 60_000
