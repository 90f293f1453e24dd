// Shipments as documents: lists, drafts, edits. What moves goods is `post.service.ts`.

import type { WholeOrder } from '#features/order/order.schema.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type OfKit, ofKit } from '#kernel/parts.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords, termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import type { NewShipment, Shipment, ShipmentEdit, ShipmentKind, WholeShipment } from '../shipment.schema.ts'
import { type Planned, planLines } from './draft.service.ts'
import {
  billedBound,
  dropLinesBound,
  lockShipmentRows,
  selectLineRows,
  selectOfOrder,
  selectShownLines,
  shipmentSource,
  trashBound,
} from './shipment.sql.ts'
import { type ShipmentLineRow, type ShipmentRow, shipmentLines, shipments } from './shipment.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...shipmentSource,
  entity: await entityFor(db, actor, shipmentEntity),
})
export const listShipments = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Shipment>> =>
  listRecords<Shipment>(db, actor, await sourceFor(db, actor), query)
export const summariseShipments = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)

export async function getShipment(db: Db, actor: Actor, id: string): Promise<WholeShipment> {
  const [lines, head] = await Promise.all([
    selectShownLines(db, id),
    getRecord<Shipment>(db, actor, shipmentSource, id),
  ])
  return { ...head, lines }
}

export async function readBackShipment(tx: Tx, actor: Actor, id: string): Promise<WholeShipment> {
  const [head, lines] = await Promise.all([readBack<Shipment>(tx, actor, shipmentSource, id), selectShownLines(tx, id)])
  return { ...head, lines }
}

/** Of one order, newest first; at most a hundred. */
export async function shipmentsOf(db: Db, actor: Actor, orderId: string): Promise<Shipment[]> {
  const ids = await selectOfOrder(db, orderId)
  const rows = await Promise.all(ids.map(id => readBack<Shipment>(db, actor, shipmentSource, id)))
  return rows.filter(row => can(actor, 'shipment.read', row))
}

export function nextNumber(tx: Tx, actor: Actor, kind: ShipmentKind, date: string): Promise<string> {
  const number = numberOf(tx, actor, `shipment.${kind}`, date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  return number
}

const blank = {
  state: 'draft',
  date: null,
  signedBy: null,
  shippedAt: null,
  deliveredAt: null,
  isOpening: false,
} as const

const clean = (text: string | null | undefined): string | null => text?.trim() || null

export async function createShipment(tx: Tx, actor: Actor, input: NewShipment): Promise<WholeShipment> {
  const { kind = 'delivery', custom, orderIds: _, lines: __, plannedDate = null, ...given } = input
  const number = nextNumber(tx, actor, kind, today(tx.database.clock, actor.org.zone))
  const stamp = newStamp(tx, actor, { ownerId: null, deptId: null })
  const [planned, fields] = await Promise.all([
    planLines(tx, actor, { kind, shipmentId: stamp.id }, input),
    ownFields(tx, actor, 'shipment'),
  ])
  const [first] = planned.orders
  if (!first) throw missing('order')
  const row: ShipmentRow = {
    ...blank,
    ...stamp,
    ownerId: first.ownerId,
    deptId: first.deptId,
    custom: takeCustom(fields, custom),
    number: await number,
    kind,
    customerId: first.customerId,
    siteId: planned.siteId,
    plannedDate,
    ...textsOf(given, first),
  }
  tx.write(shipments.insert(tx.orgId, [row]))
  tx.write(shipmentLines.insert(tx.orgId, planned.lines))
  index(tx, fields, row, true)
  linkOrders(tx, row.id, planned)
  const after = {
    number: row.number,
    orders: planned.orders.map(one => one.number).join(', '),
    lines: said(planned.lines),
  }
  tellShipment(tx, actor, row, planned.orders, { kind: 'shipment.created', to: 'draft', after })
  return asMade(row, first, planned)
}

/** Where nothing is said, it goes where its first order says. */
const textsOf = (given: Partial<NewShipment>, first: WholeOrder) => ({
  address: clean(given.address) ?? first.address,
  contactName: clean(given.contactName) ?? first.contactName,
  phone: clean(given.phone),
  carrier: clean(given.carrier),
  trackingNumber: clean(given.trackingNumber),
  supplierNote: clean(given.supplierNote),
  note: clean(given.note),
})

/** As it would be read back. */
function asMade(row: ShipmentRow, { customerName, siteName, ownerName }: WholeOrder, planned: Planned): WholeShipment {
  const { createdBy: _, updatedBy: __, deletedAt: ___, ...head } = row
  const numbers = new Map(planned.orders.map(one => [one.id, one.number]))
  return {
    ...head,
    customerName,
    siteName: row.siteId ? siteName : null,
    ownerName,
    orderNumbers: [...new Set(planned.lines.map(line => numbers.get(line.orderId) ?? ''))].toSorted().join(', '),
    lineCount: planned.lines.length,
    carrierState: null,
    lines: planned.lines.map(({ shipmentId: _, ...line }) => ({
      ...line,
      orderNumber: numbers.get(line.orderId) ?? '',
      warehouseName: planned.places.get(line.warehouseId ?? '') ?? null,
      kit: kitOf(planned.orders, line.orderLineId),
    })),
  }
}

const kitOf = (orders: readonly WholeOrder[], lineId: string): OfKit | null => {
  const { lines = [] } = orders.find(order => order.lines.some(line => line.id === lineId)) ?? {}
  return ofKit(
    lines,
    lines.find(line => line.id === lineId),
  )
}

/** A shipment may serve several threads: each of its orders'. */
function linkOrders(tx: Tx, recordId: string, { orders }: Planned): void {
  for (const { threadId } of orders) linkThread(tx, threadId, [{ entity: 'shipment', recordId }])
}

function index(tx: Tx, fields: readonly Field[], row: ShipmentRow, fresh: boolean): void {
  const terms = [
    ...termsOf(row.number, 'number'),
    ...(row.trackingNumber ? termsIn('trackingNumber', termsOf(row.trackingNumber, 'number')) : []),
    ...(row.supplierNote ? termsIn('supplierNote', termsOf(row.supplierNote, 'number')) : []),
  ]
  writeSearchTerms(tx, 'shipment', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'shipment', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

const said = (lines: readonly Pick<ShipmentLineRow, 'no' | 'name' | 'unitQty' | 'unit'>[]): string =>
  lines.map(line => `${line.no} ${line.name} ${line.unitQty} ${line.unit}`).join('\n')

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
  /** Its own day, where it happened before it was written down. */
  readonly at?: string | null
  /** Other records whose timeline shows it, too. */
  readonly also?: readonly { readonly entity: string; readonly recordId: string }[]
}
type OrderRef = { readonly id: string; readonly threadId: string }

/** One event a change, on every thread it serves, seen from its orders and its customer. */
export function tellShipment(
  tx: Tx,
  actor: Actor,
  row: ShipmentRow,
  ...[orders, { at, also = [], ...event }]: readonly [readonly OrderRef[], Told]
): void {
  const about = [
    ...also,
    { entity: 'customer', recordId: row.customerId },
    ...orders.map(order => ({ entity: 'order', recordId: order.id })),
  ]
  const threads = orders.map(order => order.threadId)
  const place = { actor, entity: 'shipment', recordId: row.id, threads, about, version: row.version }
  tell(tx, { ...place, ...event, ...(at && { at }) })
}

/** Its lines while it is a draft; what is written on the parcel until it has arrived. */
export async function editShipment(tx: Tx, actor: Actor, id: string, input: ShipmentEdit): Promise<WholeShipment> {
  const [old, current, fields] = await Promise.all([
    lockToEdit(tx, actor, id),
    selectLineRows(tx, id),
    ownFields(tx, actor, 'shipment'),
  ])
  const { version, lines, custom, plannedDate = old.plannedDate, ...given } = input
  await refuseStale(tx, 'shipment', old, { ...given, ...(version !== undefined && { version }) })
  if (lines && old.state !== 'draft') throw new Refusal('shipment.linesFrozen')
  const planned = lines && (await planLines(tx, actor, { kind: old.kind, shipmentId: id }, { lines }))
  // it goes to whom it was made for, whatever it brings
  if (planned?.orders.some(one => one.customerId !== old.customerId))
    throw new Refusal(reason('shipment.twoCustomers', 'lines'))
  if (planned && planned.lines.length > 0 && planned.siteId !== old.siteId)
    throw new Refusal(
      reason('shipment.mixedSites', 'lines', { numbers: planned.orders.map(one => one.number).join(', ') }),
    )
  const texts = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, clean(value)]))
  const row: ShipmentRow = {
    ...old,
    ...texts,
    plannedDate,
    custom: takeCustom(fields, custom, old.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, old),
  }
  const { before, after } = changes(
    { ...old, ...(planned && { lines: said(current) }) },
    { ...row, ...(planned && { lines: said(planned.lines) }) },
  )
  if (Object.keys(after).length === 0) return readBackShipment(tx, actor, id)
  tx.write(shipments.update(tx.orgId, row))
  if (planned) {
    tx.write(dropLinesBound(tx.orgId, id))
    tx.write(shipmentLines.insert(tx.orgId, planned.lines))
    linkOrders(tx, id, planned)
  }
  index(tx, fields, row, false)
  tellShipment(tx, actor, row, planned?.orders ?? [], { kind: 'shipment.edited', before, after })
  return readBackShipment(tx, actor, id)
}

async function lockToEdit(tx: Tx, actor: Actor, id: string): Promise<ShipmentRow> {
  const [[row]] = await Promise.all([lockShipmentRows(tx, [id]), getRecord<Shipment>(tx, actor, shipmentSource, id)])
  if (!row) throw missing('shipment')
  if (!can(actor, 'shipment.edit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'shipment.edit' } }, 'forbidden')
  if (row.state === 'cancelled' || row.state === 'delivered') throw new Refusal('shipment.frozen')
  return row
}

export async function trashShipment(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockToEdit(tx, actor, id)
  if (row.state !== 'draft') throw new Refusal('shipment.onlyDrafts')
  tx.write(trashBound(tx, id, actor.userId))
  forgetRecords(tx, 'shipment', [id])
  tellShipment(tx, actor, { ...row, version: row.version + 1 }, [], { kind: 'shipment.deleted' })
}

/** For what follows a shipment: level 11. */
export const lockShipments = (tx: Tx, ids: readonly string[]): Promise<unknown> => lockShipmentRows(tx, ids)
/** What is invoiced of its lines, by so much more or less; the shipments must be locked. */
export const billShipments = (tx: Tx, rows: readonly { readonly id: string; readonly qty: string }[]): void =>
  tx.write(billedBound(tx.orgId, rows))
