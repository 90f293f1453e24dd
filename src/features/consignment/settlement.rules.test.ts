import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '#kernel/flow.ts'
import { add, cmp, sum } from '#kernel/money.ts'
import { settlementFlow } from './settlement.flow.ts'
import { type Lying, periodProblems, type SettlementFacts, shareOf, spread, wayProblems } from './settlement.rules.ts'

const lie = (id: string, qty: string, more: Partial<Lying> = {}): Lying => ({
  shipmentLineId: id,
  productId: 'p',
  name: '封切刀',
  batch: null,
  qty,
  ...more,
})
const keys = (found: readonly { key: string; path?: string }[]) =>
  found.map(({ key, path }) => (path ? `${key}@${path}` : key))

describe('spread', () => {
  const there = [lie('a', '2'), lie('b', '3', { batch: 'B7' }), lie('c', '4', { productId: 'q', name: '加热片' })]
  test.each([
    [
      'the oldest first',
      [{ productId: 'p', qty: '4' }],
      [
        ['a', '2'],
        ['b', '2'],
      ],
      [],
    ],
    ['a batch that is named, alone', [{ productId: 'p', qty: '2', batch: 'B7' }], [['b', '2']], []],
    ['no batch, where none is meant', [{ productId: 'p', qty: '2', batch: '' }], [['a', '2']], []],
    [
      'twice the same product: what the first left',
      [
        { productId: 'p', qty: '1' },
        { productId: 'p', qty: '3' },
      ],
      [
        ['a', '2'],
        ['b', '2'],
      ],
      [],
    ],
    ['more than lies there', [{ productId: 'q', qty: '5' }], [['c', '4']], ['settlement.lessThere@products.0.qty']],
    [
      'together more than lies there',
      [
        { productId: 'q', qty: '3' },
        { productId: 'q', qty: '2' },
      ],
      [['c', '4']],
      ['settlement.lessThere@products.1.qty'],
    ],
    [
      'what does not lie there at all',
      [{ productId: 'x', qty: '1' }],
      [],
      ['settlement.noneThere@products.0.productId'],
    ],
    ['nothing', [{ productId: 'p', qty: '0' }], [], ['settlement.noQty@products.0.qty']],
  ] as const)('%s', (_name, products, lines, reasons) => {
    const found = spread(there, products)
    expect(found.lines.map(one => [one.shipmentLineId, one.qty])).toEqual(lines)
    expect(keys(found.reasons)).toEqual(reasons)
  })
  test('never takes more of a line than lies there, and all that was asked or says so', () => {
    const qty = fc.integer({ min: 1, max: 9 }).map(String)
    fc.assert(
      fc.property(fc.array(qty, { maxLength: 6 }), fc.array(qty, { maxLength: 4 }), (lying, asked) => {
        const rows = lying.map((one, i) => lie(`l${i}`, one))
        const { lines, reasons } = spread(
          rows,
          asked.map(one => ({ productId: 'p', qty: one })),
        )
        for (const line of lines)
          expect(
            cmp(line.qty, rows.find(one => one.shipmentLineId === line.shipmentLineId)?.qty ?? '0'),
          ).toBeLessThanOrEqual(0)
        if (reasons.length === 0) expect(sum(lines.map(one => one.qty))).toBe(sum(asked))
      }),
    )
  })
})

test('parts of a line add up to it, in whatever parts it is settled', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      (cents, parts) => {
        const worth = { gross: String(cents / 100), ordered: sum(parts.map(String)), currency: 'CNY' }
        let before = '0'
        const shares = parts.map(part => {
          const share = shareOf(worth, before, String(part))
          before = add(before, String(part))
          return share
        })
        expect(cmp(sum(shares), worth.gross)).toBe(0)
      },
    ),
  )
})

describe('the flow', () => {
  const line = {
    no: 1,
    name: '封切刀',
    qty: '2',
    lying: '2',
    shippedOn: '2026-11-02',
    shipmentNumber: 'FH1',
    orderNumber: 'SO1',
    orderState: 'confirmed',
  }
  const facts: SettlementFacts = {
    ...{ state: 'draft', date: '2026-11-05', today: '2026-11-25', booksClosedUntil: null },
    ...{ lines: [line], invoiced: [], returned: [] },
  }
  const posted = { state: 'posted' } as const
  test.each([
    ['post', {}, []],
    ['post', { lines: [] }, ['settlement.noLines@lines']],
    ['post', { lines: [line, { ...line, no: 2, qty: '3' }] }, ['settlement.moreThanLies@lines.1.qty']],
    ['post', { date: '2026-11-26' }, ['settlement.inFuture@date']],
    ['post', { date: '2026-11-01' }, ['settlement.beforeShipped@date']],
    ['post', { booksClosedUntil: '2026-11-05' }, ['settlement.booksClosed@date']],
    ['post', { lines: [{ ...line, orderState: 'on_hold' }] }, []],
    ['unpost', posted, []],
    ['unpost', { ...posted, booksClosedUntil: '2026-11-30' }, ['settlement.booksClosed@date']],
    ['unpost', { ...posted, lines: [{ ...line, orderState: 'closed' }] }, ['settlement.orderClosed']],
    ['unpost', { ...posted, invoiced: [{ name: 'x', numbers: 'KP1' }] }, ['settlement.invoicedAbove']],
    ['unpost', { ...posted, returned: [{ name: 'x', numbers: '' }] }, ['settlement.returnedAbove']],
    ['cancel', {}, []],
    ['cancel', posted, ['flow.notFromHere']],
  ] as const)('%s %j', (move, more, reasons) => {
    const verdict = judge(settlementFlow, move, { ...facts, ...more }, () => true)
    expect(verdict.ok ? [] : keys(verdict.reasons)).toEqual(reasons)
  })
})

test('one way says what is settled, and a period ends after it begins', () => {
  expect(keys(wayProblems({ lines: [], all: true }))).toEqual(['settlement.oneWay@lines'])
  expect(wayProblems({ all: true })).toEqual([])
  expect(keys(periodProblems('2026-11-02', '2026-11-01'))).toEqual(['settlement.turned@periodTo'])
  expect(periodProblems('2026-11-01', '2026-11-01')).toEqual([])
})
