import { expect, test } from 'vitest'
import { concededIn, lineChanges } from './concession.rules.ts'

const line = (name: string, more = {}) => ({
  productId: null,
  code: null,
  name,
  unit: '台',
  unitQty: '2',
  price: '100',
  lineDiscount: '0',
  share: '0',
  taxRate: '13',
  optional: false,
  gross: '200',
  ...more,
})

test('a lower price and a higher discount are what was given away, each at its line', () => {
  const before = [line('A'), line('B'), line('C')]
  const after = [line('A', { price: '90', gross: '180' }), line('B', { lineDiscount: '15', gross: '185' }), line('C')]
  const found = lineChanges(before, after, 'CNY')
  expect(found.map(one => [one.name, one.kind, one.fields, one.conceded])).toEqual([
    ['A', 'changed', [{ field: 'price', before: '100', after: '90' }], '20'],
    ['B', 'changed', [{ field: 'discount', before: '0', after: '15' }], '15'],
  ])
  expect(concededIn(found)).toBe('35')
})

test('another quantity is a change and no concession; only what is cheaper per unit is', () => {
  const more = lineChanges([line('A')], [line('A', { unitQty: '3', gross: '300' })], 'CNY')
  expect(more).toMatchObject([{ fields: [{ field: 'unitQty', before: '2', after: '3' }], conceded: '0' }])
  const cheaper = lineChanges([line('A')], [line('A', { unitQty: '3', price: '90', gross: '270' })], 'CNY')
  expect(concededIn(cheaper)).toBe('30')
})

test('what became dearer gives nothing back; what came or went is named', () => {
  const before = [line('A'), line('B')]
  const after = [line('A', { price: '110', gross: '220' }), line('C')]
  const found = lineChanges(before, after, 'CNY')
  expect(found.map(one => [one.name, one.kind, one.conceded])).toEqual([
    ['A', 'changed', '-20'],
    ['C', 'added', '0'],
    ['B', 'removed', '0'],
  ])
  expect(concededIn(found)).toBe('0')
})

test('a product twice is paired in order, whatever its name; optional lines give nothing away', () => {
  const of = (price: string, more = {}) =>
    line('X', { productId: 'p', price, gross: String(Number(price) * 2), ...more })
  const found = lineChanges([of('100'), of('50')], [of('100', { name: 'Y' }), of('40')], 'CNY')
  expect(found.map(one => [one.before, one.after, one.conceded])).toEqual([['100', '80', '20']])
  expect(concededIn(lineChanges([of('100', { optional: true })], [of('90', { optional: true })], 'CNY'))).toBe('0')
})
