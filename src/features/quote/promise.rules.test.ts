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

test('a kit is there as often as all of its parts, which other lines may want too', () => {
  const part = (productId: string, qty: string, stockKept = true) => ({ productId, qty, stockKept })
  const kit = line({
    floorPrice: null,
    productId: 'kit',
    qty: '5',
    unitQty: '5',
    parts: [part('b', '2'), part('c', '1'), part('work', '1', false)],
  })
  expect(shortfalls([kit], known({ b: '10', c: '5' }))).toEqual([])
  expect(shortfalls([kit], known({ b: '9', c: '5' }))).toMatchObject([{ kind: 'stock', free: '4', short: '1' }])
  const both = shortfalls([line({ productId: 'c' }), kit], known({ b: '10', c: '5' }))
  expect(both).toMatchObject([{ kind: 'stock', free: '3', short: '2' }])
})
