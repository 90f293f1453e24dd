// What had left before Baton, as shipments of its own day (domain §13): no stock moves, nobody is told. Their lines
// keep no stock, so that nothing can be put back that was never taken.
import type { LineRow, OrderRow } from '#features/order/server/order.table.ts'
import type { Actor } from '#kernel/access.ts'
import { instantOf } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { div, signOf } from '#kernel/money.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import { termsIn, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { newStamp } from '#meta/server/record.service.ts'
import type { ShipmentKind } from '../shipment.schema.ts'
import { nextNumber, tellShipment } from './shipment.service.ts'
import { becameBound } from './shipment.sql.ts'
import { type ShipmentLineRow, type ShipmentRow, shipmentLines, shipments } from './shipment.table.ts'

export type Gone = {
  readonly shippedOn: string
  readonly deliveredOn: string
  readonly carrier: string | null
  readonly trackingNumber: string | null
}
type Order = { readonly row: OrderRow; readonly lines: readonly LineRow[] }

/** Goods in a shipment, services in an acceptance; nothing where nothing had left. */
export async function bringShipments(tx: Tx, actor: Actor, order: Order, gone: Gone): Promise<void> {
  const out = order.lines.filter(line => signOf(line.shipped) > 0)
  for (const kind of ['delivery', 'acceptance'] as const) {
    const own = out.filter(line => (line.fulfil === 'accept') === (kind === 'acceptance'))
    if (own.length > 0) await bringOne(tx, actor, { ...order, lines: own }, { ...gone, kind })
  }
}

async function bringOne(
  tx: Tx,
  actor: Actor,
  { row: order, lines }: Order,
  gone: Gone & { readonly kind: ShipmentKind },
): Promise<void> {
  const { kind, shippedOn, deliveredOn, carrier, trackingNumber } = gone
  const number = await nextNumber(tx, actor, kind, shippedOn)
  const at = (date: string) => instantOf(date, '00:00', actor.org.zone).toISOString()
  const row: ShipmentRow = {
    ...newStamp(tx, actor, { ownerId: order.ownerId, deptId: order.deptId }),
    number,
    kind,
    state: 'delivered',
    customerId: order.customerId,
    siteId: null,
    address: order.address,
    contactName: null,
    phone: null,
    plannedDate: null,
    date: shippedOn,
    carrier,
    trackingNumber,
    supplierNote: null,
    signedBy: null,
    shippedAt: at(shippedOn),
    deliveredAt: at(deliveredOn),
    note: null,
    isOpening: true,
  }
  const own = lines.map((line, i) => lineOf(row.id, line, i + 1))
  tx.write(shipments.insert(tx.orgId, [row]), shipmentLines.insert(tx.orgId, own), becameBound(tx.orgId, own))
  const tracked = trackingNumber ? termsIn('trackingNumber', termsOf(trackingNumber, 'number')) : []
  writeSearchTerms(tx, 'shipment', [{ id: row.id, terms: [...termsOf(number, 'number'), ...tracked] }], true)
  linkThread(tx, order.threadId, [{ entity: 'shipment', recordId: row.id }])
  const after = { number, orders: order.number }
  tellShipment(tx, actor, row, [order], { kind: 'shipment.brought', to: 'delivered', after, at: row.deliveredAt })
}

function lineOf(shipmentId: string, line: LineRow, no: number): ShipmentLineRow {
  const { id, orderId, productId, code, name, spec, unit, factor, shipped } = line
  return {
    id: newId(),
    shipmentId,
    no,
    orderId,
    orderLineId: id,
    productId,
    stockKept: false,
    code,
    name,
    spec,
    unit,
    unitQty: div(shipped, factor, 6),
    factor,
    qty: shipped,
    warehouseId: null,
    batch: null,
    delivered: shipped,
    cameBack: '0',
    lost: '0',
    invoiced: '0',
    checked: '0',
  }
}
