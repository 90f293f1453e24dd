import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp, sum } from '#kernel/money.ts'
import type { Consigned } from './consigned.schema.ts'
import { filled, keptOf, piecesOf, sketchOf, withGone } from './pieces.rules.ts'
import type { SettlementLine, WholeSettlement } from './settlement.schema.ts'

const lies = (id: string, qty: string, more: Partial<Consigned> = {}): Consigned => ({
  ...{ id, qty, productId: 'p', name: 'Motor', code: 'M', spec: null, unit: 'pc', batch: null, drafted: '0' },
  ...{ siteId: 's', siteName: 'Site', customerId: 'c', customerName: 'Acme', orderId: 'o', orderNumber: 'SO1' },
  ...{ orderLineId: 'l', shipmentId: `f${id}`, shipmentNumber: `FH${id}`, shippedOn: '2026-11-01', days: 9 },
  ...{ value: `${Number(qty) * 10}`, currency: 'CNY', baseValue: '0' },
  ...more,
})
const line = (shipmentLineId: string, qty: string) =>
  ({ shipmentLineId, qty, productId: 'p', batch: null, name: 'Motor', baseUnit: 'pc' }) as SettlementLine // what the page reads of a line

describe('what lies there, as the customer’s list counts it', () => {
  test('one row a product and batch, from whichever shipment, as old as its oldest', () => {
    const pieces = piecesOf([lies('1', '3'), lies('2', '4', { days: 2 }), lies('3', '5', { batch: 'B1' })])
    expect(pieces.map(one => [one.batch, one.qty, one.days, one.rows.length])).toEqual([
      [null, '7', 9, 2],
      ['B1', '5', 9, 1],
    ])
  })

  test('what is typed is taken from the oldest first, and worth its share', () => {
    const pieces = piecesOf([lies('1', '3'), lies('2', '4')])
    const sketch = sketchOf(pieces, { 'p ': '5' })
    expect(sketch.lines).toEqual([
      { shipmentLineId: '1', qty: '3' },
      { shipmentLineId: '2', qty: '2' },
    ])
    expect(sketch.sums).toEqual([['CNY', '50']])
    expect(sketch.isWrong).toBe(false)
  })

  test('more than lies there and what is no number are said at their product; nothing typed is nothing settled', () => {
    const pieces = piecesOf([lies('1', '3')])
    const wrong = (text: string) => sketchOf(pieces, { 'p ': text }).rows[0]?.wrong?.key
    expect([wrong('4'), wrong('x'), wrong('3'), wrong(''), wrong('0')]).toEqual([
      'settlement.lessThere',
      'consign.noNumber',
      undefined,
      undefined,
      undefined,
    ])
    expect(sketchOf(pieces, { 'p ': '4' }).isWrong).toBe(true)
    expect(sketchOf(pieces, {}).lines).toEqual([])
  })

  test('all that lies there comes to all that it is worth, in each currency', () => {
    const qty = fc.integer({ min: 1, max: 50 }).map(String)
    fc.assert(
      fc.property(fc.array(fc.tuple(qty, fc.constantFrom('CNY', 'USD')), { minLength: 1, maxLength: 8 }), many => {
        const rows = many.map(([of, currency], at) => lies(`${at}`, of, { currency, value: '33.33' }))
        const sketch = sketchOf(piecesOf(rows), filled(piecesOf(rows)))
        expect(sketch.lines).toHaveLength(rows.length)
        for (const [currency, amount] of sketch.sums) {
          const own = rows.filter(row => row.currency === currency)
          expect(cmp(amount, sum(own.map(row => row.value)))).toBe(0)
        }
      }),
    )
  })

  test('amounts that are hidden from the reader are no sum of nothing', () => {
    const { value: _, ...told } = lies('1', '3')
    expect(sketchOf(piecesOf([told as Consigned]), { 'p ': '2' }).sums).toEqual([]) // as the server leaves it out
  })
})

describe('a draft', () => {
  test('keeps its lines as they are until somebody types over them', () => {
    const pieces = piecesOf([lies('1', '3'), lies('2', '4')])
    const kept = keptOf([line('2', '1')])
    expect(sketchOf(pieces, {}, kept).lines).toEqual([{ shipmentLineId: '2', qty: '1' }])
    expect(sketchOf(pieces, {}, kept).rows[0]?.text).toBe('1')
    expect(sketchOf(pieces, { 'p ': '1' }, kept).lines).toEqual([{ shipmentLineId: '1', qty: '1' }])
    expect(sketchOf(pieces, { 'p ': '' }, kept).lines).toEqual([])
  })

  test('says where less lies there by now than it names', () => {
    const draft = { siteId: 's', siteName: 'S', customerId: 'c', customerName: 'A', currency: 'CNY' }
    const gone = { ...draft, lines: [line('9', '2')] } as unknown as WholeSettlement // what is read of it
    const sketch = sketchOf(piecesOf(withGone([], gone)), {}, keptOf(gone.lines))
    expect(sketch.rows[0]?.wrong?.key).toBe('settlement.lessThere')
    expect(sketch.rows[0]?.piece.name).toBe('Motor')
  })
})
