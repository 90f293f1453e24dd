// A visit is logged from somewhere: the phone says where, the server says when; nobody changes it afterwards.
import type { Tx } from '#kernel/db.ts'
import { metresBetween } from '../checkIn.rules.ts'
import type { NewCheckIn } from '../followup.schema.ts'
import { selectLastPlace } from './checkIn.sql.ts'
import { checkIns } from './checkIn.table.ts'

/** The first one at a customer says where the customer is, until a later one says so. */
export async function checkIn(
  tx: Tx,
  { id, customerId }: { readonly id: string; readonly customerId: string | null },
  { lat, lng, accuracy, place, isPlace }: NewCheckIn,
): Promise<void> {
  const known = customerId ? await selectLastPlace(tx, customerId) : undefined
  const distance = known ? metresBetween({ lat, lng }, { lat: Number(known.lat), lng: Number(known.lng) }) : null
  const row = {
    followupId: id,
    at: tx.now,
    lat: lat.toFixed(6),
    lng: lng.toFixed(6),
    accuracy: Math.round(accuracy),
    place: place?.trim() || null,
    isPlace: isPlace ?? (customerId !== null && !known),
    distance,
  }
  tx.write(checkIns.insert(tx.orgId, [row]))
}
