import { describe, expect, test } from 'vitest'
import { noTerms, planOf } from '#kernel/terms.ts'
import { withDeposit } from './fix.rules.ts'
import { checkPromise, type PromiseFacts } from './promiseCheck.rules.ts'
import type { QuoteLine } from './quote.schema.ts'
import { quoteTotals } from './quote.totals.ts'

const head = {
  currency: 'CNY',
  rate: '1',
  taxMode: 'inclusive',
  taxRound: 'line',
  discountKind: null,
  discountValue: null,
  terms: noTerms,
  baseCurrency: 'CNY',
} as const
const bareLine = {
  id: 'a',
  no: 1,
  name: 'A',
  productId: 'p',
  unitQty: '2',
  factor: '1',
  qty: '2',
  price: '100',
  listPrice: '100',
  floorPrice: '90',
  unitCost: null,
  discountKind: null,
  discountValue: null,
  taxRate: '13',
  optional: false,
  chosen: false,
}
type More = Partial<Omit<PromiseFacts, 'head' | 'lines'>> & { readonly head?: object; readonly lines?: object[] }
function facts({ head: own = {}, lines: given = [{}], ...more }: More = {}): PromiseFacts {
  const bare = given.map((one, i) => ({ ...bareLine, id: `line ${i}`, no: i + 1, ...one }))
  const whole = { ...head, ...own }
  const money = quoteTotals(whole, bare)
  const lines = bare.map((one, i) => ({ ...one, ...money.lines[i] })) as unknown as QuoteLine[] // what the check reads
  const sees = { credit: true, stock: true, floor: true, margin: true }
  const free = new Map([['p', '1000']])
  const usual = { credit: undefined, overdue: '0', lateDays: 0, free, leastMargin: undefined, sees }
  return { head: { ...whole, gross: money.gross }, lines, ...usual, ...more }
}
const said = (of: PromiseFacts) => checkPromise(of).map(one => `${one.say.key.split('.').at(-1)}${one.ok ? ' ok' : ''}`)

test('what is given back by a line of its own is taken off before floor and margin; the proposed price passes', () => {
  const back = { productId: null, unitQty: '1', price: '-30', listPrice: null, floorPrice: null, qty: '1' }
  const lines = [{ unitCost: '50' }, back]
  const [floor] = checkPromise(facts({ lines }))
  expect(floor?.say).toMatchObject({ key: 'quote.promise.floor', values: { each: '85.00', floor: '90.00' } })
  const price = floor?.fixes[0]?.price
  expect(price).toBe('105')
  expect(said(facts({ lines: [{ unitCost: '50', price }, back] }))).toEqual([])
  const [margin] = checkPromise(facts({ lines: [{ unitCost: '50', floorPrice: null }, back], leastMargin: '40' }))
  expect(margin?.ok).toBe(false)
  expect(said(facts({ lines: [{ unitCost: '50', floorPrice: null }, back], leastMargin: '30' }))).toEqual([
    'marginOk ok',
  ])
})

describe('credit', () => {
  const credit = { limit: '1000', used: '900', policy: 'warn' }

  test('what is used and what the quote adds stand against the limit', () => {
    expect(said(facts({ credit: { ...credit, used: '800' } }))).toEqual(['creditOk ok'])
    const [item] = checkPromise(facts({ credit }))
    expect(item?.say.values).toMatchObject({ limit: '1000', used: '900', own: '200', over: '100' })
    expect(said(facts({ credit: { ...credit, limit: null } }))).toEqual([])
    expect(said(facts({ credit: { ...credit, policy: 'pass' } }))).toEqual([])
  })

  test('the deposit that passes is just enough: with it the check passes, a cent less does not', () => {
    const [item] = checkPromise(facts({ credit }))
    const terms = item?.fixes[0]?.terms
    expect(item?.fixes[0]?.say.values).toMatchObject({ deposit: '100' })
    expect(said(facts({ credit, head: { terms } }))).toEqual(['creditOk ok'])
    const less = { ...noTerms, gates: { ...noTerms.gates, confirm: '49.99' } }
    expect(said(facts({ credit, head: { terms: less } }))).toEqual(['credit'])
  })

  test('a deposit that stands is raised, the last instalment takes the rest', () => {
    const terms = {
      instalments: [
        { kind: 'deposit', percent: '30', on: 'signed' },
        { kind: 'balance', percent: '70', on: 'delivered', days: 30 },
      ],
      gates: noTerms.gates,
    } as const
    const total = { gross: '1000', currency: 'CNY' }
    const next = withDeposit({ ...terms, instalments: [...terms.instalments] }, total, '450')
    expect(next && planOf(next, total).amounts).toEqual(['450', '550'])
    expect(next?.instalments[1]).toMatchObject({ on: 'delivered', days: 30 })
    expect(withDeposit(noTerms, total, '1000.01')).toBeUndefined()
  })

  test('who may not see it learns that there is a problem, and no figure', () => {
    const sees = { credit: false, stock: false, floor: false, margin: false }
    const found = checkPromise(
      facts({ credit, overdue: '5', lateDays: 3, free: new Map([['p', '0']]), lines: [{ price: '80' }], sees }),
    )
    expect(found.map(one => one.say)).toEqual([
      { key: 'quote.promise.creditPlain' },
      { key: 'quote.promise.overduePlain' },
      { key: 'quote.promise.floorPlain' },
      { key: 'quote.promise.stockPlain' },
    ])
    expect(found.flatMap(one => one.fixes)).toEqual([])
  })
})

test('the price that passes keeps the floor with every discount in it, and a cent less does not', () => {
  const own = { discountKind: 'percent', discountValue: '5' }
  const line = { price: '95', discountKind: 'percent', discountValue: '3', unitQty: '7', qty: '7' }
  const [item] = checkPromise(facts({ head: own, lines: [line, { floorPrice: null, price: '11' }] }))
  const price = item?.fixes[0]?.price ?? ''
  expect(
    said(
      facts({
        head: own,
        lines: [
          { ...line, price },
          { floorPrice: null, price: '11' },
        ],
      }),
    ),
  ).toEqual([])
  const less = String((Number(price) - 0.01).toFixed(2))
  expect(
    said(
      facts({
        head: own,
        lines: [
          { ...line, price: less },
          { floorPrice: null, price: '11' },
        ],
      }),
    ),
  ).toEqual(['floor'])
})

test('the quantity that passes is what is free, in the unit of the line', () => {
  const short = facts({ free: new Map([['p', '47']]), lines: [{ unitQty: '5', factor: '12', qty: '60' }] })
  const [item] = checkPromise(short)
  expect(item).toMatchObject({ kind: 'stock', fixes: [{ unitQty: '3', say: { values: { no: 1, qty: '3' } } }] })
  expect(checkPromise(facts({ free: new Map([['p', '0']]) }))[0]?.fixes).toEqual([])
})

test('what comes says from which day; each line needs what the lines before it left', () => {
  const coming = new Map([
    [
      'p',
      [
        { expectedOn: '2026-12-01', qty: '3' },
        { expectedOn: '2026-12-09', qty: '2' },
      ],
    ],
  ])
  const dayOf = (lines: object[], more: More = {}) =>
    checkPromise(facts({ coming, free: new Map([['p', '1']]), lines, ...more })).map(one => one.say.values?.date)
  expect(dayOf([{ qty: '4', unitQty: '4' }])).toEqual(['2026-12-01'])
  expect(dayOf([{ qty: '5', unitQty: '5' }])).toEqual(['2026-12-09'])
  // more than all that comes: there is no day to promise
  expect(dayOf([{ qty: '7', unitQty: '7' }])).toEqual([undefined])
  const two = [
    { qty: '3', unitQty: '3' },
    { qty: '2', unitQty: '2' },
  ]
  expect(dayOf(two)).toEqual(['2026-12-01', '2026-12-09'])
  const [item] = checkPromise(facts({ coming, free: new Map([['p', '1']]) }))
  expect(item?.say).toEqual({
    key: 'quote.promise.stockFrom',
    values: { name: 'A', free: '1', short: '1', date: '2026-12-01' },
  })
  // who may not see stock hears of no day
  const sees = { credit: true, stock: false, floor: true, margin: true }
  expect(dayOf([{ qty: '4', unitQty: '4' }], { sees })).toEqual([undefined])
})

test('a margin below the least of the policy is met by the line that earns least', () => {
  const lines = [
    { unitCost: '80', floorPrice: null, taxRate: '0' },
    { unitCost: '60', floorPrice: null, taxRate: '0', id: 'b' },
  ]
  const [item] = checkPromise(facts({ leastMargin: '35', lines }))
  expect(item?.say).toMatchObject({ key: 'quote.promise.margin', values: { margin: '30', least: '35' } })
  const price = item?.fixes[0]?.price
  expect(item?.fixes[0]?.lineId).toBe('line 0')
  expect(said(facts({ leastMargin: '35', lines: [{ ...lines[0], price }, { ...lines[1] }] }))).toEqual(['marginOk ok'])
})
