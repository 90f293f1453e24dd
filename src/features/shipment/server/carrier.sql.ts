// What carriers say of parcels.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { CarrierState, CarrierTrace } from '../carrier.schema.ts'

const shown = stmt(
  'carrier_trace.shown',
  `select t.id, t.state, t.at, t.place, t.text, t.source, u.name as by_name from carrier_traces t
   left join users u on u.org_id = t.org_id and u.id = t.recorded_by where t.org_id = $1 and t.shipment_id = $2 order by t.at desc, t.id desc limit 500`,
)
export const selectTraces = (db: Db, shipmentId: string): Promise<CarrierTrace[]> =>
  db.query<CarrierTrace>(shown(db.orgId, shipmentId))

const stand = stmt('shipment.carrierState', 'update shipments set carrier_state = $3 where org_id = $1 and id = $2')
/** Pushed down, so that lists and boards can ask for it; it is no edit: nobody's version goes stale by it. */
export const carrierStateBound = (orgId: string, id: string, state: CarrierState | null): Bound =>
  stand(orgId, id, state)

const drop = stmt('carrier_trace.drop', 'delete from carrier_traces where org_id = $1 and shipment_id = $2')
export const dropTracesBound = (orgId: string, shipmentId: string): readonly Bound[] => [
  drop(orgId, shipmentId),
  carrierStateBound(orgId, shipmentId, null),
]

const orders = stmt(
  'carrier_trace.orders',
  `select distinct o.id, o.thread_id from shipment_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   where l.org_id = $1 and l.shipment_id = $2 order by o.id`,
)
export const selectOrderRefs = (db: Db, shipmentId: string): Promise<{ id: string; threadId: string }[]> =>
  db.query(orders(db.orgId, shipmentId))

const numbered = stmt(
  'carrier_trace.numbered',
  `select t.id from shipments t where t.org_id = $1 and t.tracking_number = $2 and t.deleted_at is null and t.state in ('shipped', 'delivered')
   order by t.shipped_at desc, t.id limit 20`,
)
export const selectNumbered = async (db: Db, trackingNumber: string): Promise<string[]> =>
  (await db.query<{ id: string }>(numbered(db.orgId, trackingNumber))).map(row => row.id)

export type Parcel = { readonly id: string; readonly trackingNumber: string; readonly shippedAt: string }
const followed = stmt(
  'carrier_trace.followed',
  `select t.id, t.tracking_number, t.shipped_at from shipments t where t.org_id = $1 and t.state = 'shipped' and t.tracking_number is not null
     and t.deleted_at is null and not t.is_opening and (t.carrier_state is null or t.carrier_state <> all($2)) order by t.shipped_at, t.id limit $3`,
)
export const selectParcels = (db: Db, ended: readonly CarrierState[], limit: number): Promise<Parcel[]> =>
  db.query<Parcel>(followed(db.orgId, ended, limit))
