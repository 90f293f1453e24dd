import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cmp, mul, sub } from './money.ts'
import { fromBaseUnit, isFactor, isQty, toBaseUnit, wholeUnits } from './unit.ts'

test('C167 one piece of a product sold by the dozen is one piece: it is no exact part of a dozen', () => {
  expect(toBaseUnit('1', '1')).toBe('1')
  expect(fromBaseUnit('1', '12')).toBeUndefined()
})

test('C168 five boxes of twelve are sixty', () => {
  expect(toBaseUnit('5', '12')).toBe('60')
  expect(fromBaseUnit('60', '12')).toBe('5')
})

test('C169 200 pieces are 17 whole dozen, or stay pieces', () => {
  expect(fromBaseUnit('200', '12')).toBeUndefined()
  expect(wholeUnits('200', '12')).toBe('17')
  expect(wholeUnits('204', '12')).toBe('17')
  expect(wholeUnits('205', '12')).toBe('18')
  expect(wholeUnits('0.000001', '2.5')).toBe('1')
})

test('a factor below one would make another unit the finest', () => {
  expect(['1', '12', '2.5', '1000000'].every(isFactor)).toBe(true)
  expect(['0', '-1', '0.5', '1.0000001', 'x', '9999999999999'].some(isFactor)).toBe(false)
  expect(() => toBaseUnit('1', '0.5')).toThrow(RangeError)
})

test('a quantity is positive and fits its column', () => {
  expect(['0.000001', '999999999999.999999'].every(isQty)).toBe(true)
  expect(['0', '-1', '0.0000001', '1000000000000', '', 'NaN'].some(isQty)).toBe(false)
  expect(toBaseUnit('999999999999', '12')).toBeUndefined()
})

test('any quantity goes to the base unit and back without loss, and whole units cover by less than one', () => {
  const qty = fc.integer({ min: 1, max: 10 ** 9 }).map(n => (n / 1000).toFixed(3))
  const factor = fc.integer({ min: 100, max: 10 ** 5 }).map(n => (n / 100).toFixed(2))
  fc.assert(
    fc.property(qty, factor, (q, f) => {
      const base = toBaseUnit(q, f)
      expect(base).toBe(mul(q, f))
      expect(cmp(fromBaseUnit(mul(q, f), f) ?? '-1', q)).toBe(0)
      const over = sub(mul(wholeUnits(q, f), f), q)
      expect(cmp(over, '0')).toBeGreaterThanOrEqual(0)
      expect(cmp(over, f)).toBeLessThan(0)
    }),
  )
})
