import { expect, test } from 'vitest'
import { mapHref, metresBetween } from './checkIn.rules.ts'

test('metres along the surface: none, a street, a country, over the date line', () => {
  const bund = { lat: 31.2397, lng: 121.4909 }
  expect(metresBetween(bund, bund)).toBe(0)
  expect(metresBetween(bund, { lat: 31.2397, lng: 121.4998 })).toBeGreaterThan(800)
  expect(metresBetween(bund, { lat: 31.2397, lng: 121.4998 })).toBeLessThan(900)
  expect(Math.round(metresBetween(bund, { lat: 39.9042, lng: 116.4074 }) / 1000)).toBe(1067)
  expect(metresBetween({ lat: 0, lng: 179.999 }, { lat: 0, lng: -179.999 })).toBeLessThan(250)
  expect(mapHref({ lat: 31.2, lng: -0.5 })).toBe('geo:31.2,-0.5?q=31.2,-0.5')
})
