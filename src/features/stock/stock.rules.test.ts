import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, cmp, max, sub, sum } from '#kernel/money.ts'
import { planReservation } from './stock.rules.ts'
import type { StockRow, Want } from './stock.schema.ts'

const row = (productId: string, warehouseId: string, onHand: string, more: Partial<StockRow> = {}): StockRow => ({
  productId,
  warehouseId,
  batch: '',
  onHand,
  reserved: '0',
  backorderLimit: '0',
  ...more,
})
const want = (orderLineId: string, productId: string, qty: string, warehouseId: string | null = null): Want => ({
  orderLineId,
  productId,
  qty,
  warehouseId,
  holder: `SO-1 / ${orderLineId}`,
})

const free = (one: StockRow) => max(sub(add(one.onHand, one.backorderLimit), one.reserved), '0')

test('several lines of one product are counted together, and every short line is told', () => {
  const plan = planReservation(
    [row('p', 'a', '10'), row('q', 'a', '1')],
    [want('1', 'p', '6'), want('2', 'p', '6'), want('3', 'q', '2')],
    'all',
  )
  expect(plan.refused).toBe(true)
  expect(plan.picks).toEqual([])
  expect(plan.short).toEqual([
    expect.objectContaining({ orderLineId: '2', available: '4', missing: '2', qty: '6' }),
    expect.objectContaining({ orderLineId: '3', available: '1', missing: '1', qty: '2' }),
  ])
})

test('partial takes what there is and still tells what is missing; none takes nothing', () => {
  const rows = [row('p', 'a', '10')]
  const wants = [want('1', 'p', '6'), want('2', 'p', '6')]
  expect(planReservation(rows, wants, 'partial')).toMatchObject({
    refused: false,
    picks: [{ qty: '6' }, { qty: '4' }],
    short: [{ missing: '2' }],
  })
  expect(planReservation(rows, wants, 'none')).toMatchObject({ refused: false, picks: [], short: [{ missing: '2' }] })
})

test('a line that names its warehouse is not robbed by one that takes from anywhere', () => {
  const plan = planReservation(
    [row('p', 'a', '5'), row('p', 'b', '5')],
    [want('1', 'p', '5'), want('2', 'p', '5', 'a')],
    'all',
  )
  expect(plan.short).toEqual([])
  expect(plan.picks).toContainEqual(expect.objectContaining({ orderLineId: '2', warehouseId: 'a', qty: '5' }))
})

test('C051 what another order holds is not promised twice', () => {
  const plan = planReservation([row('p', 'a', '10', { reserved: '8' })], [want('1', 'p', '5')], 'all')
  expect(plan.short).toEqual([expect.objectContaining({ available: '2', missing: '3' })])
})

test('C064 without a backorder limit 93 are 93; with one of 7, hundred may be promised', () => {
  const hundred = [want('1', 'p', '100')]
  expect(planReservation([row('p', 'a', '93')], hundred, 'all').short).toEqual([
    expect.objectContaining({ missing: '7' }),
  ])
  expect(planReservation([row('p', 'a', '93', { backorderLimit: '7' })], hundred, 'all')).toMatchObject({
    refused: false,
    short: [],
  })
})

const places = ['a', 'b', 'c']
const qty = fc
  .integer({ min: 0, max: 30_000_000 })
  .map(n => sum([String(Math.floor(n / 1_000_000)), `0.${String(n % 1_000_000).padStart(6, '0')}`]))
const rows = fc.uniqueArray(
  fc.record({
    productId: fc.constantFrom('p', 'q'),
    warehouseId: fc.constantFrom(...places),
    batch: fc.constantFrom('', 'x'),
    onHand: qty,
    reserved: qty,
    backorderLimit: qty,
  }),
  { selector: one => `${one.productId}${one.warehouseId}${one.batch}` },
)
const wants = fc
  .array(
    fc.record({ productId: fc.constantFrom('p', 'q', 'r'), warehouseId: fc.option(fc.constantFrom(...places)), qty }),
    { maxLength: 8 },
  )
  .map(list =>
    list.map((one, i): Want => ({ ...one, orderLineId: String(i), holder: '' })).filter(one => cmp(one.qty, '0') > 0),
  )

test('no plan ever promises more than is free in a row, or more than a line wants', () => {
  fc.assert(
    fc.property(rows, wants, (stock, list) => {
      const { picks, short } = planReservation(stock, list, 'partial')
      for (const one of stock) {
        const taken = sum(
          picks
            .filter(
              pick =>
                pick.productId === one.productId && pick.warehouseId === one.warehouseId && pick.batch === one.batch,
            )
            .map(pick => pick.qty),
        )
        expect(cmp(taken, free(one))).not.toBe(1)
      }
      for (const line of list) {
        const got = sum(picks.filter(pick => pick.orderLineId === line.orderLineId).map(pick => pick.qty))
        const missing = short.find(one => one.orderLineId === line.orderLineId)?.missing ?? '0'
        expect(add(got, missing)).toBe(line.qty)
        if (line.warehouseId)
          expect(
            picks.every(pick => pick.orderLineId !== line.orderLineId || pick.warehouseId === line.warehouseId),
          ).toBe(true)
      }
    }),
  )
})

test('nothing is short where it could have been had: what a product lacks is what is truly missing', () => {
  fc.assert(
    fc.property(rows, wants, (stock, list) => {
      const { short } = planReservation(stock, list, 'partial')
      for (const productId of ['p', 'q', 'r']) {
        const mine = list.filter(one => one.productId === productId)
        const freeIn = (place?: string) =>
          sum(stock.filter(one => one.productId === productId && (!place || one.warehouseId === place)).map(free))
        const wanted = (place?: string | null) =>
          sum(mine.filter(one => place === undefined || one.warehouseId === place).map(one => one.qty))
        const over = (a: string, b: string) => (cmp(a, b) > 0 ? sub(a, b) : '0')
        const lost = places.map(place => over(wanted(place), freeIn(place)))
        const kept = sub(freeIn(), sum(places.map((place, i) => sub(wanted(place), lost[i] ?? '0'))))
        const missing = sum(short.filter(one => one.productId === productId).map(one => one.missing))
        expect(missing).toBe(add(sum(lost), over(wanted(null), kept)))
      }
    }),
  )
})
