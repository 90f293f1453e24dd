// An order is changed: its drafts follow. What they still hold is read under their lock (level 11).
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isZero } from '#kernel/money.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { type LivePart, readyAbove, shrunk, type Trim, trimsOf } from '../trim.rules.ts'
import { tellShipment } from './shipment.service.ts'
import { lockShipmentRows, selectLineRows, selectLiveOf, selectShipment } from './shipment.sql.ts'
import { type ShipmentRow, shipments } from './shipment.table.ts'
import { dropSomeBound, selectLiveParts, shrinkBound } from './trim.sql.ts'

export type { LivePart, Trim }
export { readyAbove, shrunk, trimsOf }

/** Drafts and ready ones of an order. */
export async function holdLiveParts(tx: Tx, orderId: string): Promise<LivePart[]> {
  const ids = await selectLiveOf(tx, orderId)
  if (ids.length === 0) return []
  await lockShipmentRows(tx, ids)
  return selectLiveParts(tx, orderId)
}
export const seeLiveParts = (db: Db, orderId: string): Promise<LivePart[]> => selectLiveParts(db, orderId)

/** `holdLiveParts` has locked them. A draft of which nothing is left is cancelled. */
export async function trimShipments(
  tx: Tx,
  actor: Actor,
  order: { readonly id: string; readonly threadId: string },
  trims: readonly Trim[],
): Promise<void> {
  if (trims.length === 0) return
  const byShipment = Map.groupBy(trims, trim => trim.shipmentId)
  for (const [id, own] of byShipment) {
    const row = await selectShipment(tx, id)
    if (!row) continue
    const gone = own.filter(trim => isZero(trim.left)).map(trim => trim.lineId)
    const isEmpty = (await selectLineRows(tx, row.id)).every(line => gone.includes(line.id))
    const less = own.filter(trim => !isZero(trim.left)).map(trim => ({ id: trim.lineId, qty: trim.left }))
    if (less.length > 0) tx.write(shrinkBound(tx.orgId, less))
    // what is cancelled keeps its lines: they say what it was
    if (gone.length > 0 && !isEmpty) tx.write(dropSomeBound(tx.orgId, gone))
    const next: ShipmentRow = { ...row, ...(isEmpty && { state: 'cancelled' }), ...editStamp(tx, actor, row) }
    tx.write(shipments.update(tx.orgId, next))
    const lines = own.map(trim => `${trim.name} ${trim.qty} → ${trim.left}`).join('\n')
    const event = { from: row.state, to: next.state, after: { orderChanged: true, lines } }
    tellShipment(tx, actor, next, [order], { kind: isEmpty ? 'shipment.cancelled' : 'shipment.edited', ...event })
  }
}
