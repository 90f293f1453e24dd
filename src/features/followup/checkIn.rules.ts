// Checking in: how far two places are apart. Pure.

type Place = { readonly lat: number; readonly lng: number }

const earth = 6_371_000
const rad = (degrees: number): number => (degrees * Math.PI) / 180

/** Whole metres along the surface. */
export function metresBetween(a: Place, b: Place): number {
  const lat = rad(b.lat - a.lat)
  const lng = rad(b.lng - a.lng)
  const h = Math.sin(lat / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(lng / 2) ** 2
  return Math.round(2 * earth * Math.asin(Math.min(1, Math.sqrt(h))))
}

/** Opens whatever map the phone has; nothing is loaded from anywhere before somebody presses it. */
export const mapHref = ({ lat, lng }: Place): string => `geo:${lat},${lng}?q=${lat},${lng}`
