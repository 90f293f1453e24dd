// What lies at a site is settled, or a settlement taken back: whoever settles holds the orders; the shipments follow here.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { add, signOf } from '#kernel/money.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { onTheWay } from '../shipment.rules.ts'
import { tellShipment } from './shipment.service.ts'
import { becameBound, lockShipmentsOfLines, selectLinesBeside, selectShipmentsOfLines } from './shipment.sql.ts'
import { type ShipmentLineRow, type ShipmentRow, shipments } from './shipment.table.ts'

export type AtSite = { readonly rows: readonly ShipmentRow[]; readonly lines: readonly ShipmentLineRow[] }

/** The shipments of these lines (level 11), with all their lines. */
export async function holdAtSite(tx: Tx, lineIds: readonly string[]): Promise<AtSite> {
  const [rows, lines] = await Promise.all([lockShipmentsOfLines(tx, lineIds), selectLinesBeside(tx, lineIds)])
  return { rows, lines }
}
/** The same without locks, for offers. */
export async function seeAtSite(db: Db, lineIds: readonly string[]): Promise<AtSite> {
  const [rows, lines] = await Promise.all([selectShipmentsOfLines(db, lineIds), selectLinesBeside(db, lineIds)])
  return { rows, lines }
}

/** Of a line, while its shipment is out: what is neither settled nor gone. */
export function lyingOf({ rows }: AtSite, line: ShipmentLineRow): string {
  const row = rows.find(one => one.id === line.shipmentId)
  return row?.state === 'shipped' && row.siteId !== null ? onTheWay(line) : '0'
}

type Settled = {
  readonly held: AtSite
  /** By line, so much more (or less) is settled. */
  readonly by: ReadonlyMap<string, string>
  readonly orders: readonly { readonly id: string; readonly threadId: string }[]
  readonly number: string
  readonly on: { readonly entity: string; readonly recordId: string }
}
/** A shipment of which nothing lies there any more is delivered; one of which something lies there again is not. */
export function settleShipments(tx: Tx, actor: Actor, { held, by, orders, number, on }: Settled): void {
  const lines = held.lines.map(line => ({ ...line, delivered: add(line.delivered, by.get(line.id) ?? '0') }))
  const moved = lines.filter(line => by.has(line.id))
  tx.write(becameBound(tx.orgId, moved))
  for (const row of held.rows) {
    const own = moved.filter(line => line.shipmentId === row.id)
    if (own.length === 0) continue
    const isDone = lines.every(line => line.shipmentId !== row.id || signOf(onTheWay(line)) <= 0)
    const ended = isDone
      ? { state: 'delivered' as const, deliveredAt: row.deliveredAt ?? tx.now }
      : { state: 'shipped' as const, deliveredAt: null }
    const next: ShipmentRow = { ...row, ...ended, ...editStamp(tx, actor, row) }
    tx.write(shipments.update(tx.orgId, next))
    const kind = own.every(line => signOf(by.get(line.id) ?? '0') > 0) ? 'shipment.settled' : 'shipment.unsettled'
    const after = {
      settlement: number,
      lines: own.map(line => `${line.no} ${line.name} ${by.get(line.id)}`).join('\n'),
    }
    const said = { kind, from: row.state, to: next.state, after, also: [on] }
    const mine = new Set(lines.filter(line => line.shipmentId === row.id).map(line => line.orderId))
    tellShipment(
      tx,
      actor,
      next,
      orders.filter(one => mine.has(one.id)),
      said,
    )
  }
}
