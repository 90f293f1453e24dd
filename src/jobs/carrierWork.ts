import { followParcels } from '#features/shipment/server/follow.service.ts'
import type { PermissionRows } from '#kernel/access.ts'
import type { Work } from './work.ts'

/** Where parcels are, asked of their carrier's service: each parcel's news is a transaction of its own. */
export const carrierWork = (permissions: PermissionRows): Work => ({
  kind: 'followParcels',
  everySeconds: 60,
  runAlone: (db, orgId) => followParcels(db, orgId, permissions),
})
