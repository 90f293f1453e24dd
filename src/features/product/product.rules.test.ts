import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromBaseUnit, toBaseUnit, wholeUnits } from '#kernel/unit.ts'
import {
  defaultTaxRates,
  factorOf,
  notForSale,
  productProblems,
  ratesOn,
  unknownRate,
  usualFor,
} from './product.rules.ts'
import { Product } from './product.schema.ts'

const chair = {
  code: 'C-1',
  name: 'Chair',
  kind: 'goods',
  fulfil: 'ship',
  stockKept: true,
  unit: 'piece',
  units: [{ unit: 'dozen', factor: '12' }],
  overTolerance: '0',
  taxCode: null,
  price: '100',
  floorPrice: '80',
} as const

const keysOf = (product: Parameters<typeof productProblems>[0]) => productProblems(product).map(one => one.key)

test('the database knows the same kinds, ways of fulfilment and states', () => {
  const sql = readFileSync('db/migrations/0004_product_stock.sql', 'utf8')
  // the choices of a shape are its JSON schema's enum, which its type does not say
  const listed = (shape: unknown) => (shape as { enum: string[] }).enum.map(one => `'${one}'`).join(', ')
  for (const key of ['kind', 'fulfil', 'state'] as const)
    expect(sql).toContain(`check (${key} in (${listed(Product.properties[key])}))`)
})

test('a plain product has no problem', () => expect(productProblems(chair)).toEqual([]))

test.each([
  [{ ...chair, fulfil: 'accept' as const }, 'product.badFulfil'],
  [{ ...chair, kind: 'service' as const, fulfil: 'none' as const }, 'product.onlyGoodsInStock'],
  [{ ...chair, price: '-1', floorPrice: null }, 'product.negativePrice'],
  [{ ...chair, floorPrice: '100.000001' }, 'product.floorAbovePrice'],
  [{ ...chair, taxCode: '109022999' }, 'product.badTaxCode'],
  [{ ...chair, units: [{ unit: 'piece', factor: '2' }] }, 'product.unitTwice'],
  [{ ...chair, units: [{ unit: 'half', factor: '0.5' }] }, 'product.badFactor'],
  [{ ...chair, overTolerance: '100.01' }, 'product.overTooMuch'],
  [{ ...chair, ...usualFor('service'), kind: 'service' as const, overTolerance: '5' }, 'product.onlyShippedOver'],
  [{ ...chair, code: '  ' }, 'field.required'],
])('what is wrong is named: %#', (product, key) => expect(keysOf(product)).toEqual([key]))

test('all problems are told at once', () => {
  expect(keysOf({ ...chair, code: '', unit: ' ', floorPrice: '200' })).toEqual([
    'field.required',
    'field.required',
    'product.floorAbovePrice',
  ])
})

test('a credit is a fee with a negative price', () => {
  expect(keysOf({ ...chair, kind: 'fee', ...usualFor('fee'), price: '-500', floorPrice: null })).toEqual([])
})

test('a kit and an inactive product are not for sale, and it is said why', () => {
  const set = { kind: 'kit', state: 'active', name: 'Set' } as const
  expect(notForSale({ ...set, leaves: [] })?.key).toBe('kit.empty')
  const old = { product: { kind: 'goods', state: 'inactive', name: 'Old' } } as const
  expect(notForSale({ ...set, leaves: [old] })).toMatchObject({ key: 'kit.partInactive', values: { part: 'Old' } })
  expect(notForSale({ kind: 'goods', state: 'inactive', name: 'Old' }, 'lines.0.productId')).toEqual({
    key: 'product.inactive',
    path: 'lines.0.productId',
    values: { name: 'Old' },
  })
  expect(notForSale({ kind: 'goods', state: 'active', name: 'New' })).toBeUndefined()
})

describe('units', () => {
  const dozen = factorOf(chair, 'dozen') ?? ''
  test('C167 one piece stays one piece, though the product is also sold by the dozen', () => {
    expect(factorOf(chair, 'piece')).toBe('1')
    expect(toBaseUnit('1', factorOf(chair, 'piece') ?? '')).toBe('1')
    expect(fromBaseUnit('1', dozen)).toBeUndefined()
  })
  test('C168 five boxes of twelve are sixty pieces', () => expect(toBaseUnit('5', dozen)).toBe('60'))
  test('C169 two hundred pieces are seventeen dozen, or stay two hundred', () => {
    expect(fromBaseUnit('200', dozen)).toBeUndefined()
    expect(wholeUnits('200', dozen)).toBe('17')
    expect(toBaseUnit('17', dozen)).toBe('204')
  })
  test('a unit the product does not have has no factor', () => expect(factorOf(chair, 'ton')).toBeUndefined())
})

describe('tax rates', () => {
  test('those of the day hold, both ends included', () => {
    const rates = [
      { percent: '16', label: { en: '16', zh: '16' }, validFrom: '2018-05-01', validUntil: '2019-03-31' },
      { percent: '13', label: { en: '13', zh: '13' }, validFrom: '2019-04-01', validUntil: null },
    ]
    expect(ratesOn(rates, '2019-03-31').map(one => one.percent)).toEqual(['16'])
    expect(ratesOn(rates, '2019-04-01').map(one => one.percent)).toEqual(['13'])
  })
  test('China’s are there from the start', () => {
    expect(ratesOn(defaultTaxRates, '2026-11-25').map(one => one.percent)).toEqual(['13', '9', '6', '5', '3', '1', '0'])
  })
  test('a rate is the same however it is written, and an unknown one names the known', () => {
    expect(unknownRate(defaultTaxRates, '13.0')).toBeUndefined()
    expect(unknownRate(defaultTaxRates, '17')?.values?.rates).toContain('13%')
  })
})
