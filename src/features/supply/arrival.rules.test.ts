import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, cmp, min, sub, sum } from '#kernel/money.ts'
import {
  allotArrival,
  allotFree,
  type Claim,
  cutClaims,
  inTurn,
  openOf,
  spread,
  type Waiting,
} from './arrival.rules.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const qty = (most: number) => fc.integer({ min: 0, max: most * 100 }).map(n => String(n / 100))
const line = (orderLineId: string): fc.Arbitrary<Waiting> =>
  fc.record({
    orderLineId: fc.constant(orderLineId),
    orderId: fc.constantFrom('o1', 'o2', 'o3'),
    warehouseId: fc.constantFrom(null, 'main', 'other'),
    lacks: qty(20),
    urgency: fc.integer({ min: 0, max: 2 }),
    promisedDate: fc.constantFrom(null, '2026-12-01', '2026-12-02', '2026-12-03'),
    since: fc.constantFrom(null, '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    no: fc.integer({ min: 1, max: 3 }),
  })
const waitings = fc.tuple(...ids.map(line)).chain(all => fc.subarray(all))
const owns = fc.dictionary(fc.constantFrom(...ids), qty(20)).map(found => new Map(Object.entries(found)))
const fits = (one: Waiting) => one.warehouseId === null || one.warehouseId === 'main'

describe('who gets what arrives', () => {
  const cases = fc.record({ qty: qty(40), own: owns, waiting: waitings })
  const run = ({ qty, own, waiting }: { qty: string; own: Map<string, string>; waiting: Waiting[] }) =>
    allotArrival({ qty, warehouseId: 'main', own }, waiting)

  test('never more than came, never more than a line lacks, never to another warehouse', () => {
    fc.assert(
      fc.property(cases, one => {
        const allots = run(one)
        expect(cmp(sum(allots.map(allot => allot.qty)), one.qty)).toBeLessThanOrEqual(0)
        for (const allot of allots) {
          const line = one.waiting.find(waits => waits.orderLineId === allot.orderLineId)
          expect(line && fits(line)).toBe(true)
          expect(cmp(allot.qty, line?.lacks ?? '0')).toBeLessThanOrEqual(0)
          expect(cmp(allot.qty, '0')).toBe(1)
        }
        expect(new Set(allots.map(allot => allot.orderLineId)).size).toBe(allots.length)
      }),
    )
  })

  test('nothing stays free while somebody it fits still lacks it', () => {
    fc.assert(
      fc.property(cases, one => {
        const lacking = sum(one.waiting.filter(fits).map(waits => waits.lacks))
        expect(cmp(sum(run(one).map(allot => allot.qty)), min(one.qty, lacking))).toBe(0)
      }),
    )
  })

  test('the lines it was asked for come first, each up to what was asked', () => {
    fc.assert(
      fc.property(cases, one => {
        const given = new Map(run(one).map(allot => [allot.orderLineId, allot.qty]))
        const due = (waits: Waiting) => min(waits.lacks, one.own.get(waits.orderLineId) ?? '0')
        const own = one.waiting.filter(fits)
        const isEachServed = own.every(waits => cmp(given.get(waits.orderLineId) ?? '0', due(waits)) >= 0)
        if (cmp(one.qty, sum(own.map(due))) >= 0) expect(isEachServed).toBe(true)
        else
          for (const waits of own) expect(cmp(given.get(waits.orderLineId) ?? '0', due(waits))).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('among those it was not asked for, nobody gets any before whoever stands ahead has all', () => {
    fc.assert(
      fc.property(fc.record({ qty: qty(40), waiting: waitings }), ({ qty, waiting }) => {
        const allots = run({ qty, own: new Map(), waiting })
        const given = new Map(allots.map(allot => [allot.orderLineId, allot.qty]))
        const queue = waiting.filter(fits).toSorted(inTurn)
        const firstShort = queue.findIndex(one => cmp(given.get(one.orderLineId) ?? '0', one.lacks) < 0)
        const behind = firstShort < 0 ? [] : queue.slice(firstShort + 1)
        for (const one of behind) expect(given.get(one.orderLineId)).toBeUndefined()
      }),
    )
  })

  test('does not depend on the order in which the lines were found', () => {
    fc.assert(
      fc.property(cases, one => {
        expect(run({ ...one, waiting: one.waiting.toReversed() })).toEqual(run(one))
      }),
    )
  })

  test('in parts comes to the same as at once', () => {
    fc.assert(
      fc.property(cases, qty(40), (one, first) => {
        const part = min(first, one.qty)
        const taken = new Map(run({ ...one, qty: part }).map(allot => [allot.orderLineId, allot.qty]))
        const less = (id: string, from: string) => sub(from, min(from, taken.get(id) ?? '0'))
        const rest = run({
          qty: sub(one.qty, part),
          own: new Map([...one.own].map(([id, own]) => [id, less(id, own)])),
          waiting: one.waiting.map(waits => ({ ...waits, lacks: less(waits.orderLineId, waits.lacks) })),
        })
        const both = new Map(taken)
        for (const { orderLineId, qty } of rest) both.set(orderLineId, add(both.get(orderLineId) ?? '0', qty))
        expect(cmp(sum(both.values()), sum(run(one).map(allot => allot.qty)))).toBe(0)
      }),
    )
  })

  test('urgent before early, early before long waiting', () => {
    const base = { orderId: 'o', warehouseId: null, lacks: '5', urgency: 0, since: '2026-11-01T00:00:00Z', no: 1 }
    const late = { ...base, orderLineId: 'late', promisedDate: '2026-12-09' }
    const early = { ...base, orderLineId: 'early', promisedDate: '2026-12-01', since: '2026-11-05T00:00:00Z' }
    const never = { ...base, orderLineId: 'never', promisedDate: null }
    const urgent = { ...base, orderLineId: 'urgent', promisedDate: '2026-12-30', urgency: 1 }
    const queue = [never, late, early, urgent].toSorted(inTurn).map(one => one.orderLineId)
    expect(queue).toEqual(['urgent', 'early', 'late', 'never'])
  })
})

describe('what is asked for too much', () => {
  const claims = fc.array(
    fc.record({
      supplyId: fc.constantFrom('s1', 's2', 's3'),
      orderLineId: fc.constantFrom('a', 'b'),
      qty: qty(20),
      given: qty(20),
      createdAt: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'),
    }),
    { maxLength: 5 },
  )
  test('is cut exactly, and never below what has come', () => {
    fc.assert(
      fc.property(claims, qty(20), (found: Claim[], need) => {
        const needs = new Map([['a', need]])
        const cuts = cutClaims(found, needs)
        for (const id of ['a', 'b']) {
          const open = sum(found.filter(one => one.orderLineId === id).map(openOf))
          const cut = sum(cuts.filter(one => one.orderLineId === id).map(one => one.by))
          expect(cmp(sub(open, cut), min(open, needs.get(id) ?? '0'))).toBe(0)
        }
      }),
    )
  })
  test('the newest gives way first', () => {
    const claim = { orderLineId: 'a', qty: '5', given: '0' }
    const found = [
      { ...claim, supplyId: 'old', createdAt: '2026-11-01' },
      { ...claim, supplyId: 'new', createdAt: '2026-11-02' },
    ]
    expect(cutClaims(found, new Map([['a', '3']]))).toEqual([
      { supplyId: 'new', orderLineId: 'a', by: '5' },
      { supplyId: 'old', orderLineId: 'a', by: '2' },
    ])
  })
})

test('a request is for those who stand first, as far as it goes', () => {
  const lines = [
    { orderLineId: 'a', open: '3' },
    { orderLineId: 'b', open: '0' },
    { orderLineId: 'c', open: '4' },
  ]
  expect([...spread('5', lines)]).toEqual([
    ['a', '3'],
    ['c', '2'],
  ])
})

describe('what lies free', () => {
  const product = fc.constantFrom('p', 'q')
  const row = fc.record({
    productId: product,
    warehouseId: fc.constantFrom('main', 'other'),
    batch: fc.constantFrom('', 'b'),
    onHand: qty(20),
    reserved: qty(20),
    backorderLimit: qty(5),
  })
  const rows = fc.uniqueArray(row, {
    maxLength: 5,
    selector: ({ productId, warehouseId, batch }) => `${productId} ${warehouseId} ${batch}`,
  })
  const those = waitings.chain(all => fc.tuple(...all.map(one => product.map(productId => ({ ...one, productId })))))
  const freeOf = ({ onHand, reserved, backorderLimit }: { onHand: string; reserved: string; backorderLimit: string }) =>
    sub(add(onHand, backorderLimit), min(reserved, add(onHand, backorderLimit)))

  test('never more than is free of a row nor than a line lacks, and nobody is passed over', () => {
    fc.assert(
      fc.property(rows, those, (all, waiting) => {
        const picks = allotFree(all, waiting)
        for (const one of all) {
          const own = picks.filter(
            pick =>
              pick.productId === one.productId && pick.warehouseId === one.warehouseId && pick.batch === one.batch,
          )
          expect(cmp(sum(own.map(pick => pick.qty)), freeOf(one))).toBeLessThanOrEqual(0)
        }
        const queue = waiting.toSorted(inTurn)
        for (const [at, line] of queue.entries()) {
          const got = sum(picks.filter(pick => pick.orderLineId === line.orderLineId).map(pick => pick.qty))
          expect(cmp(got, line.lacks)).toBeLessThanOrEqual(0)
          // what it could have had, went to those before it
          const mine = all.filter(
            one =>
              one.productId === line.productId && (line.warehouseId === null || line.warehouseId === one.warehouseId),
          )
          const before = new Set(queue.slice(0, at + 1).map(one => one.orderLineId))
          const taken = picks.filter(
            pick =>
              before.has(pick.orderLineId) &&
              mine.some(
                one =>
                  one.productId === pick.productId && one.warehouseId === pick.warehouseId && one.batch === pick.batch,
              ),
          )
          if (cmp(got, line.lacks) < 0) expect(cmp(sum(taken.map(pick => pick.qty)), sum(mine.map(freeOf)))).toBe(0)
        }
      }),
    )
  })
})
