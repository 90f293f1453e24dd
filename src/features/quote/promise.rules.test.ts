import { expect, test } from 'vitest'
import { shortfalls } from './promise.rules.ts'

const line = (more = {}) => ({
  id: 'a',
  name: 'A',
  productId: 'p',
  unit: '台',
  unitQty: '2',
  qty: '2',
  amount: '200',
  floorPrice: '90',
  optional: false,
  chosen: false,
  ...more,
})
const known = (free: Record<string, string> = {}) => ({ currency: 'CNY', free: new Map(Object.entries(free)) })

test('a price is under the floor with all its discounts, and the least that passes is named', () => {
  expect(shortfalls([line()], known())).toEqual([])
  expect(shortfalls([line({ amount: '180' })], known())).toEqual([])
  const [found] = shortfalls([line({ amount: '170.5' })], known())
  expect(found).toMatchObject({ kind: 'floor', each: '85.25', floor: '90', more: '9.5' })
  expect(shortfalls([line({ amount: '180' })], known())).toEqual([])
  expect(shortfalls([line({ amount: '1', floorPrice: null })], known())).toEqual([])
})

test('goods are only there once, however many lines want them; what nobody knows is not short', () => {
  const stock = shortfalls([line(), line(), line()], known({ p: '3' }))
  expect(stock.map(one => one.kind === 'stock' && [one.free, one.short])).toEqual([
    ['1', '1'],
    ['0', '2'],
  ])
  expect(shortfalls([line({ optional: true })], known({ p: '0' }))).toEqual([])
  expect(shortfalls([line({ optional: true, chosen: true })], known({ p: '0' }))).toHaveLength(1)
  expect(shortfalls([line({ productId: 'other' })], known({ p: '0' }))).toEqual([])
})
