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
import {
  type Billed,
  type SentLine,
  selectBilledBeside,
  selectHeldAdvances,
  selectSent,
  selectTakenBack,
} from './count.sql.ts'
import type { Orders } from './draw.service.ts'
import {
  invoiceSource,
  lockInvoices,
  lockShownInvoice,
  selectInvoices,
  selectLineRows,
  selectPlaces,
} from './invoice.sql.ts'
import type { InvoiceRow, NamedLine } from './invoice.table.ts'
import { invoicingOf } from './settings.service.ts'

export type Held = {
  readonly row: InvoiceRow
  /** As its reader saw it before; the tax service sees nothing. */
  readonly shown: Invoice | undefined
  readonly lines: readonly NamedLine[]
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
  const places = await selectPlaces(tx, id)
  const [seen] = places
  if (!seen) throw missing('invoice')
  const orderIds = [...new Set(places.flatMap(one => one.orderId ?? []))].toSorted()
  const shipmentIds = [...new Set(places.flatMap(one => one.shipmentId ?? []))].toSorted()
  // one trip, in the order of the locks
  const [, orders, , , { rows, shown }, lines, billed] = await Promise.all([
    orderIds.length === 0 ? lockCredit(tx, [seen.payerId]) : undefined,
    holdOrders(tx, orderIds),
    shipmentIds.length > 0 ? lockShipments(tx, shipmentIds) : undefined,
    needs.between?.(orderIds),
    lockRows(tx, actor, { id, originalId: seen.originalId, isUnseen: needs.principal !== undefined }),
    selectLineRows(tx, id),
    seen.kind === 'normal' ? selectBilledBeside(tx, id) : undefined,
  ])
  if (lines.some(line => line.orderId !== null && !orders.has(line.orderId)))
    throw new Refusal('invoice.moved', 'conflict')
  return together(tx, { rows, lines, orders, id, shown, billed })
}

type Which = { readonly id: string; readonly originalId: string | null; readonly isUnseen: boolean }
type Rows = { readonly rows: readonly InvoiceRow[]; readonly shown: Invoice | undefined }
/** A red letter and what it takes back by their ids, in one statement. */
async function lockRows(tx: Tx, actor: Actor, { id, originalId, isUnseen }: Which): Promise<Rows> {
  if (isUnseen) return { rows: await lockInvoices(tx, [id, ...(originalId ? [originalId] : [])]), shown: undefined }
  if (!originalId) {
    const { row, shown } = await lockShownInvoice(tx, actor, id)
    return { rows: [row], shown }
  }
  const [rows, shown] = await Promise.all([
    lockInvoices(tx, [id, originalId]),
    getRecord<Invoice>(tx, actor, invoiceSource, id),
  ])
  return { rows, shown }
}

/** The same without locks, for offers. */
export async function seeInvoice(db: Db, actor: Actor, id: string): Promise<Held> {
  const [[seen], lines, shown] = await Promise.all([
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
  return together(db, { rows, lines, orders, id, shown, billed: undefined })
}

type Read = Pick<Held, 'lines' | 'orders' | 'shown'> & {
  readonly rows: readonly InvoiceRow[]
  readonly id: string
  readonly billed: ReadonlyMap<string, Billed> | undefined
}

async function together(db: Db, { rows, lines, orders, id, shown, billed }: Read): Promise<Held> {
  const row = rows.find(one => one.id === id)
  if (!row) throw missing('invoice')
  const original = rows.find(one => one.id === row.originalId)
  const lineIds = lines.flatMap(line => line.shipmentLineId ?? [])
  const sent = lineIds.length > 0 ? await selectSent(db, { lineIds, besides: id }) : []
  return { row, shown, lines, orders, original, sent, claims: await claims(db, { row, lines, orders, billed }) }
}

type Claiming = Pick<Held, 'row' | 'lines' | 'orders'> & Pick<Read, 'billed'>
async function claims(db: Db, { row, lines, orders, billed }: Claiming): Promise<Claim[]> {
  if (row.kind === 'red' && row.originalId) {
    const [originals, taken] = await Promise.all([
      selectLineRows(db, row.originalId),
      selectTakenBack(db, row.originalId, row.id),
    ])
    return redClaims(lines, originals, taken)
  }
  if (row.kind === 'advance')
    return advanceClaims(lines, orders, await selectHeldAdvances(db, [...orders.keys()], row.id))
  return claimsOf(lines, orders, billed ?? (await selectBilledBeside(db, row.id)))
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
