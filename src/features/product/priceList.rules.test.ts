import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp } from '#kernel/money.ts'
import { isInForce, type PriceCandidate, type PriceFor, priceFor } from './priceList.rules.ts'

const product = {
  id: 'p',
  unit: '件',
  units: [{ unit: '箱', factor: '12' }],
  price: '100',
  floorPrice: '80',
  currency: 'CNY',
  taxRate: '13',
}
const list = (more: Partial<PriceCandidate> = {}): PriceCandidate => ({
  listId: 'l',
  listName: '标准',
  currency: 'CNY',
  taxMode: 'inclusive',
  levels: [],
  region: null,
  validFrom: null,
  validUntil: null,
  priority: 0,
  productId: 'p',
  unit: '件',
  minQty: '0',
  price: '95',
  floorPrice: null,
  ...more,
})
const who: PriceFor = {
  currency: 'CNY',
  taxMode: 'inclusive',
  level: 'A',
  region: '浙江省 杭州市',
  now: '2026-11-25T06:00:00Z',
  base: { currency: 'CNY', rate: '1', taxMode: 'inclusive' },
}
const ask = (lists: PriceCandidate[], more: Partial<PriceFor> = {}, qty = '1', unit = '件') =>
  priceFor(product, lists, { ...who, ...more }, { unit, unitQty: qty })

describe('the one price of many', () => {
  test.each<[string, PriceCandidate[], string, string]>([
    ['no list: the standard price', [], '100', 'price.why.product'],
    ['a list for everyone', [list()], '95', 'price.why.list'],
    [
      'the level of the customer is nearer',
      [list(), list({ listId: 'a', levels: ['A'], price: '90' })],
      '90',
      'price.why.list',
    ],
    ['another level is not meant', [list({ levels: ['B', 'C'] })], '100', 'price.why.product'],
    [
      'the closer region, where both are of one',
      [
        list({ region: '浙江省', closeness: 2 }),
        list({ listId: 'a', region: '浙江省杭州市', closeness: 4, price: '90' }),
      ],
      '90',
      'price.why.list',
    ],
    [
      'priority goes before nearness',
      [list({ priority: 1 }), list({ listId: 'a', levels: ['A'], price: '90' })],
      '95',
      'price.why.list',
    ],
    ['another currency is not asked', [list({ currency: 'USD' })], '100', 'price.why.product'],
    ['not yet', [list({ validFrom: '2026-11-25T06:00:00.001Z' })], '100', 'price.why.product'],
    [
      'of two, the one that began later',
      [
        list({ validFrom: '2026-01-01T00:00:00Z' }),
        list({ listId: 'b', validFrom: '2026-06-01T00:00:00Z', price: '93' }),
      ],
      '93',
      'price.why.list',
    ],
  ])('%s', (_, lists, price, why) => {
    expect(ask(lists)).toMatchObject({ price, why: { key: why } })
  })

  test('quantity breaks, said in words', () => {
    const steps = [list(), list({ minQty: '100', price: '88' }), list({ minQty: '500', price: '80' })]
    const priced = (qty: string) => ask(steps, {}, qty)
    expect(priced('99.999')?.price).toBe('95')
    expect(priced('100')).toMatchObject({
      price: '88',
      why: { key: 'price.why.step', values: { list: '标准', qty: '100', unit: '件' } },
    })
    expect(priced('10000')?.price).toBe('80')
  })

  test('a higher list without a step for so few leaves it to the next', () => {
    expect(ask([list(), list({ listId: 'v', priority: 9, minQty: '50', price: '70' })], {}, '10')?.price).toBe('95')
  })

  test('a price per box counts for pieces, and steps count in the base unit', () => {
    const box = list({ unit: '箱', price: '1080', minQty: '2' })
    expect(ask([box], {}, '24')?.price).toBe('90')
    expect(ask([box], {}, '23')?.price).toBe('100')
    expect(ask([list({ price: '95' })], {}, '1', '箱')?.price).toBe('1140')
    expect(ask([list(), list({ unit: '箱', price: '1100' })], {}, '1', '箱')?.price).toBe('1100')
    expect(ask([list()], {}, '1', '托')).toBeUndefined()
  })

  test('a list without tax on a document with it, and the other way', () => {
    expect(ask([list({ taxMode: 'exclusive', price: '100' })])?.price).toBe('113')
    expect(ask([list({ price: '113' })], { taxMode: 'exclusive' })?.price).toBe('100')
  })

  test('the product’s own price and floor stand in the company’s usual mode, like a list of it', () => {
    expect(ask([], { taxMode: 'exclusive' })).toMatchObject({ price: '88.495575', floorPrice: '70.79646' })
    expect(ask([list({ price: '100' })], { taxMode: 'exclusive' })?.price).toBe('88.495575')
    const plain = { base: { ...who.base, taxMode: 'exclusive' } } as const
    expect(ask([], plain)).toMatchObject({ price: '113', floorPrice: '90.4' })
    expect(ask([], { ...plain, taxMode: 'exclusive' })).toMatchObject({ price: '100', floorPrice: '80' })
  })

  test('the floor is the list’s, else the product’s', () => {
    expect(ask([list({ floorPrice: '91' })])?.floorPrice).toBe('91')
    expect(ask([list()])?.floorPrice).toBe('80')
    expect(ask([], {}, '1', '箱')?.floorPrice).toBe('960')
  })

  test('the standard price of another currency takes the rate, and without one there is none', () => {
    const usd: Partial<PriceFor> = { currency: 'USD', base: { ...who.base, rate: '7.2' } }
    expect(ask([], usd)?.price).toBe('13.888889')
    expect(
      priceFor({ ...product, currency: 'EUR' }, [], { ...who, ...usd }, { unit: '件', unitQty: '1' }),
    ).toBeUndefined()
  })
})

test('C165 a list that ends at 15:30 of UTC+2 holds at 15:00 there and no longer at 15:30', () => {
  const ends = { validFrom: null, validUntil: '2026-11-25T15:30:00+02:00' }
  expect(isInForce(ends, '2026-11-25T15:00:00+02:00')).toBe(true)
  expect(isInForce(ends, '2026-11-25T13:29:59.999Z')).toBe(true)
  expect(isInForce(ends, '2026-11-25T13:30:00Z')).toBe(false)
  // ISO texts of other offsets do not sort by their letters
  expect(isInForce(ends, '2026-11-25T22:29:00+09:00')).toBe(true)
})

test('the answer does not hang on the order in which lists are read, and more never finds a worse priority', () => {
  const one = fc.record({
    listId: fc.constantFrom('a', 'b', 'c', 'd'),
    priority: fc.integer({ min: 0, max: 2 }),
    levels: fc.constantFrom<PriceCandidate['levels']>([], ['A'], ['B']),
    minQty: fc.integer({ min: 0, max: 20 }).map(String),
    price: fc.integer({ min: 1, max: 200 }).map(String),
  })
  // a list has one price for a step
  const lists = fc.uniqueArray(one, { maxLength: 8, selector: ({ listId, minQty }) => `${listId} ${minQty}` })
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 30 }), (found, qty) => {
      const byList = new Map(found.map(item => [item.listId, item]))
      const same = found.map(item =>
        list({
          ...item,
          priority: byList.get(item.listId)?.priority ?? 0,
          levels: byList.get(item.listId)?.levels ?? [],
        }),
      )
      const there = ask(same, {}, String(qty))
      expect(ask(same.toReversed(), {}, String(qty))).toEqual(there)
      const fits = same.filter(
        item => (item.levels.length === 0 || item.levels.includes('A')) && cmp(item.minQty, String(qty)) <= 0,
      )
      if (fits.length === 0) expect(there?.listId).toBeNull()
      else expect(there?.price).toBeDefined()
    }),
  )
})
