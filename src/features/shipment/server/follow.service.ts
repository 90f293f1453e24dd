// Parcels are followed at a carrier's service that is asked again and again: no transaction waits for it.
import { holdersOf } from '#features/people/server/holder.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor, PermissionRows } from '#kernel/access.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { isEnd, standinRoad } from '../carrier.rules.ts'
import { type CarrierState, carrierStates } from '../carrier.schema.ts'
import { shipmentPermissions } from '../shipment.access.ts'
import { recordTraces } from './carrier.service.ts'
import { type Parcel, selectParcels } from './carrier.sql.ts'
import { shippingOf } from './shipping.service.ts'

/** What is asked of any carrier's service: all it knows of a parcel, told again or not. */
export type CarrierService = {
  readonly ask: (parcel: Parcel) => Promise<readonly { readonly state: CarrierState; readonly at: string }[]>
}
const standin = (db: Database): CarrierService => ({
  ask: async ({ trackingNumber, shippedAt }) => standinRoad(trackingNumber, shippedAt, db.clock.now()),
})

const atOnce = 200

/** One organisation's; answers how many parcels had news. */
export async function followParcels(db: Database, orgId: string, permissions: PermissionRows): Promise<number> {
  const found = await inOrg(db, orgId, { mode: 'read', plan: 'free' }, async tx => {
    const [holder] = await holdersOf(tx, 'shipment.track', shipmentPermissions, { ownerId: null, deptId: null })
    if (!holder) return undefined
    const actor = await loadActor(tx, permissions, holder, 'job')
    if (shippingOf(actor.org).tracking === 'manual') return undefined
    return { actor, parcels: await selectParcels(tx, carrierStates.filter(isEnd), atOnce) }
  })
  if (!found) return 0
  let news = 0
  for (const parcel of found.parcels) news += await followOne(db, found.actor, parcel)
  return news
}

async function followOne(db: Database, actor: Actor, parcel: Parcel): Promise<number> {
  const told = await standin(db).ask(parcel)
  if (told.length === 0) return 0
  const record = inOrg(db, actor.orgId, { mode: 'write' }, tx =>
    recordTraces(tx, actor, { id: parcel.id, source: 'standin', told }),
  )
  // taken back or deleted meanwhile
  return record.catch((error: unknown) => {
    if (error instanceof Refusal) return 0
    throw error
  })
}
