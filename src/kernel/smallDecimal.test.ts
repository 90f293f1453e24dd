import { Decimal as Big } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addSmall,
  canonicalSmall,
  cmpSmall,
  divSmall,
  fitsSmall,
  mulSmall,
  roundSmall,
  subSmall,
} from './smallDecimal.ts'

const Exact = Big.clone({ precision: 200, rounding: Big.ROUND_HALF_UP, toExpNeg: -1e6, toExpPos: 1e6 })
const show = (value: Big): string => (value.isZero() ? '0' : value.toString())
const digits = fc.oneof(fc.bigInt({ min: 0n, max: 2000n }), fc.bigInt({ min: 0n, max: 10n ** 16n }))
const decimal = fc.tuple(digits, fc.nat(8), fc.boolean()).map(([n, places, isMinus]) => {
  const text = n.toString().padStart(places + 1, '0')
  return `${isMinus ? '-' : ''}${places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text}`
})
const places = fc.integer({ min: 0, max: 30 })

test('what is answered is exactly what decimal.js says', () => {
  let answered = 0
  fc.assert(
    fc.property(decimal, decimal, places, (a, b, at) => {
      const [x, y] = [new Exact(a), new Exact(b)]
      const pairs: (readonly [string | number | undefined, string | number])[] = [
        [addSmall(a, b), show(x.plus(y))],
        [subSmall(a, b), show(x.minus(y))],
        [mulSmall(a, b), show(x.times(y))],
        [mulSmall(a, b, 2), show(x.times(y).dividedBy(100))],
        [cmpSmall(a, b), x.comparedTo(y)],
        [canonicalSmall(a), show(x)],
        [roundSmall(a, at), show(x.toDecimalPlaces(at))],
        [y.isZero() ? undefined : divSmall(a, b, at), y.isZero() ? '' : show(x.dividedBy(y).toDecimalPlaces(at))],
      ]
      for (const [small, right] of pairs) if (small !== undefined) expect(small).toBe(right)
      answered += pairs.filter(([small]) => small !== undefined).length
    }),
    { numRuns: 5000 },
  )
  expect(answered).toBeGreaterThan(10_000)
})

test('halves go away from zero, on both sides', () => {
  expect(['2.345', '-2.345', '0.005', '-0.005', '2.3449'].map(text => roundSmall(text, 2))).toEqual([
    '2.35',
    '-2.35',
    '0.01',
    '-0.01',
    '2.34',
  ])
  expect([divSmall('1', '8', 2), divSmall('-1', '8', 2), divSmall('1', '-8', 2)]).toEqual(['0.13', '-0.13', '-0.13'])
})

test('what a column can hold', () => {
  expect([
    fitsSmall('0.12', 2, 2),
    fitsSmall('1.2', 2, 2),
    fitsSmall('0.5000', 20, 1),
    fitsSmall('0.55', 20, 1),
  ]).toEqual([true, false, true, false])
})

test('no answer rather than a wrong one: too large, no decimal, nothing to divide by', () => {
  for (const bad of ['', '-', '.5', '5.', '1.2.3', '+1', '1e3', '１', '1234567890123456'])
    expect([addSmall(bad, '1'), canonicalSmall(bad), fitsSmall(bad, 20, 6)]).toEqual([undefined, undefined, undefined])
  expect(mulSmall('123456789', '987654321')).toBeUndefined()
  expect(addSmall('999999999999999', '0.1')).toBeUndefined()
  expect(divSmall('1', '0', 2)).toBeUndefined()
})
