// Where a parcel is by its carrier's word, what that suggests, and where the carrier shows it. Pure.
import type { CarrierState } from './carrier.schema.ts'

const byCode: Readonly<Record<number, CarrierState>> = {
  0: 'in_transit',
  1: 'picked_up',
  2: 'problem',
  3: 'signed',
  4: 'refused',
  5: 'out_for_delivery',
  6: 'returned',
  7: 'transferred',
  10: 'customs',
  11: 'customs',
  12: 'customs',
  13: 'customs',
  14: 'rejected',
}
/** 8 and 9 are nobody's. */
export const stateOfCode = (code: number): CarrierState | undefined => byCode[code]

const back: readonly CarrierState[] = ['refused', 'returned', 'rejected']
const ends: readonly CarrierState[] = ['signed', ...back]
export const isEnd = (state: CarrierState): boolean => ends.includes(state)
export const isTrouble = (state: CarrierState): boolean => state === 'problem' || back.includes(state)

/** The carrier says; people decide: nothing is delivered or back by a carrier's word alone. */
export function suggested(carrierState: CarrierState | null, state: string): 'deliver' | 'cameBack' | undefined {
  if (carrierState === null || state !== 'shipped') return undefined
  if (carrierState === 'signed') return 'deliver'
  return back.includes(carrierState) ? 'cameBack' : undefined
}

/** Of the setting's lines the one of this carrier; a line with an address alone is for all others. */
export function linkOf(links: string | null, carrier: string | null, trackingNumber: string | null): string | null {
  if (!links || !trackingNumber) return null
  const rows = links.split('\n').flatMap(line => {
    const [, name = '', address = ''] = /^(.*?)\s*(https?:\/\/\S+)$/.exec(line.trim()) ?? []
    return address ? [{ name: name.replace(/[=：:]$/, '').trim(), address }] : []
  })
  const row = rows.find(one => one.name !== '' && one.name === carrier?.trim()) ?? rows.find(one => one.name === '')
  return row ? row.address.replaceAll('{number}', encodeURIComponent(trackingNumber)) : null
}

type Step = { readonly state: CarrierState; readonly afterMinutes: number }
const road: readonly Step[] = [
  { state: 'picked_up', afterMinutes: 1 },
  { state: 'in_transit', afterMinutes: 3 },
  { state: 'out_for_delivery', afterMinutes: 6 },
]
/** A number that ends in 9 is refused, in 8 is a problem, any other is signed for. */
const lastStep = (trackingNumber: string): Step => {
  const digit = trackingNumber.trim().at(-1)
  return { state: digit === '9' ? 'refused' : digit === '8' ? 'problem' : 'signed', afterMinutes: 10 }
}

/** The stand-in's parcels are quick: what has happened to this one until now. */
export function standinRoad(
  trackingNumber: string,
  shippedAt: string,
  now: Date,
): { readonly state: CarrierState; readonly at: string }[] {
  return [...road, lastStep(trackingNumber)].flatMap(({ state, afterMinutes }) => {
    const at = new Date(Date.parse(shippedAt) + afterMinutes * 60_000)
    return at <= now ? [{ state, at: at.toISOString() }] : []
  })
}
