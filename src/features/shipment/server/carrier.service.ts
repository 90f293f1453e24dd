// Where parcels are by their carriers' word: recorded by people, pushed by a carrier's service, asked of one. What was
// told already is told once; the newest word stands on the shipment. No word moves goods: people do.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { linkOf, stateOfCode } from '../carrier.rules.ts'
import type { CarrierState, NewTrace, Push, Pushed, TraceSource, Tracking } from '../carrier.schema.ts'
import type { Shipment } from '../shipment.schema.ts'
import { carrierStateBound, selectNumbered, selectOrderRefs, selectTraces } from './carrier.sql.ts'
import { carrierTraces, type TraceRow } from './carrier.table.ts'
import { tellShipment } from './shipment.service.ts'
import { lockShipmentRows, shipmentSource } from './shipment.sql.ts'
import { shippingOf } from './shipping.service.ts'

export async function readTracking(db: Db, actor: Actor, id: string): Promise<Tracking> {
  const [items, shipment] = await Promise.all([
    selectTraces(db, id),
    getRecord<Shipment>(db, actor, shipmentSource, id),
  ])
  return { items, pageUrl: linkOf(shippingOf(actor.org).links, shipment.carrier, shipment.trackingNumber) }
}

export async function traceByHand(tx: Tx, actor: Actor, id: string, input: NewTrace): Promise<Tracking> {
  const { state, at = tx.now, place = null, text = null } = input
  await recordTraces(tx, actor, { id, source: 'person', told: [{ state, at, place, text }] })
  return readTracking(tx, actor, id)
}

type Said = {
  readonly state: CarrierState
  readonly at: string
  readonly place?: string | null | undefined
  readonly text?: string | null | undefined
}
type Told = { readonly id: string; readonly source: TraceSource; readonly told: readonly Said[] }

/** Answers how many were news. */
export async function recordTraces(tx: Tx, actor: Actor, { id, source, told }: Told): Promise<number> {
  const [[row], shipment, orders] = await Promise.all([
    lockShipmentRows(tx, [id]),
    getRecord<Shipment>(tx, actor, shipmentSource, id),
    selectOrderRefs(tx, id),
  ])
  if (!row) throw missing('shipment')
  if (!can(actor, 'shipment.track', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'shipment.track' } }, 'forbidden')
  if (row.state !== 'shipped' && row.state !== 'delivered') throw new Refusal('shipment.trace.notSent')
  // read under the lock: two pushes of the same words come one after the other
  const known = await selectTraces(tx, id)
  const fresh = told
    .map(one => ({ ...one, at: new Date(one.at).toISOString() }))
    .filter((one, i, all) => ![...known, ...all.slice(0, i)].some(other => isSame(one, other)))
  if (fresh.length === 0) return 0
  const rows = fresh.map(one => rowOf(tx, actor, { id, source }, one))
  tx.write(carrierTraces.insert(tx.orgId, rows))
  const newest = [...known, ...rows].toSorted(byTime).at(-1)
  if (!newest || newest.state === shipment.carrierState) return fresh.length
  tx.write(carrierStateBound(tx.orgId, id, newest.state))
  const { state, place, text } = newest
  tellShipment(tx, actor, row, orders, {
    kind: 'shipment.traced',
    ...(shipment.carrierState && { before: { carrierState: shipment.carrierState } }),
    after: { carrierState: state, ...(place && { place }), ...(text && { text }) },
  })
  return fresh.length
}

type Stamp = { readonly state: CarrierState; readonly at: string; readonly text?: string | null | undefined }
const isSame = (one: Stamp, other: Stamp): boolean =>
  one.state === other.state &&
  Date.parse(one.at) === Date.parse(other.at) &&
  (one.text ?? null) === (other.text ?? null)
const byTime = (a: { at: string; id: string }, b: { at: string; id: string }): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1)

function rowOf(tx: Tx, actor: Actor, { id, source }: Pick<Told, 'id' | 'source'>, one: Said): TraceRow {
  const { state, at, place, text } = one
  const by = source === 'person' ? actor.userId : null
  return {
    id: newId(),
    shipmentId: id,
    state,
    at,
    place: place?.trim() || null,
    text: text?.trim() || null,
    source,
    recordedAt: tx.now,
    recordedBy: by,
  }
}

/** One number may serve several shipments: they lie in one parcel. */
export async function takePush(tx: Tx, actor: Actor, { trackingNumber, traces }: Push): Promise<Pushed> {
  const told = traces.map(({ code, ...one }, i) => {
    const state = stateOfCode(code)
    if (!state) throw new Refusal(reason('shipment.trace.unknownCode', `traces.${i}.code`, { code }))
    return { ...one, state }
  })
  const ids = await selectNumbered(tx, trackingNumber.trim())
  if (ids.length === 0)
    throw new Refusal(reason('shipment.trace.unknownNumber', 'trackingNumber', { number: trackingNumber }))
  let count = 0
  for (const id of ids.toSorted()) count += await recordTraces(tx, actor, { id, source: 'interface', told })
  return { shipments: ids.length, traces: count }
}
