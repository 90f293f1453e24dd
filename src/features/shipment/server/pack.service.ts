// The packing check: what is counted by one phone is seen by the other. One scan after the other, under the
// shipment's lock; counting moves no goods and changes no version, so nobody's press of *ship* goes stale by it.
import { matchProduct } from '#features/product/server/product.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type Check, counted, unchecked } from '../pack.rules.ts'
import type { Shipment, WholeShipment } from '../shipment.schema.ts'
import { readBackShipment, tellShipment } from './shipment.service.ts'
import { checkedBound, lockShipmentRows, selectLineRows, shipmentSource } from './shipment.sql.ts'

export async function checkPacking(tx: Tx, actor: Actor, id: string, check: Check): Promise<WholeShipment> {
  const [[row], lines] = await Promise.all([
    lockShipmentRows(tx, [id]),
    selectLineRows(tx, id),
    getRecord<Shipment>(tx, actor, shipmentSource, id),
  ])
  if (!row) throw missing('shipment')
  if (!can(actor, 'shipment.edit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'shipment.edit' } }, 'forbidden')
  if (row.kind !== 'delivery' || (row.state !== 'draft' && row.state !== 'ready'))
    throw new Refusal('shipment.scan.notNow')
  const { code, no } = check
  if ((code === undefined) === (no === undefined)) throw new Refusal({ key: 'shipment.scan.which', path: 'code' })
  const isOnIt = code === undefined || lines.some(line => line.code === code)
  const found = counted(lines, check, isOnIt ? undefined : (await matchProduct(tx, code))?.name)
  if ('problem' in found) throw new Refusal(found.problem)
  const { line, checked } = found
  tx.write(checkedBound(tx.orgId, line.id, checked))
  const rest = unchecked(lines.map(one => (one === line ? { ...one, checked } : one)))
  // forty scans are not forty lines of history
  if (rest.length === 0) tellShipment(tx, actor, row, [], { kind: 'shipment.packed' })
  return readBackShipment(tx, actor, id)
}
