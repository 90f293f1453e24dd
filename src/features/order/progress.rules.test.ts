import { describe, expect, test } from 'vitest'
import type { OrderLine } from './order.schema.ts'
import { withCounters } from './order.totals.ts'
import { billingProblems, standingOf } from './progress.rules.ts'

const blank: OrderLine = {
  id: 'l',
  no: 1,
  parts: null,
  kitLineId: null,
  perKit: null,
  kitShare: null,
  productId: null,
  kind: 'goods',
  fulfil: 'ship',
  stockKept: true,
  code: null,
  name: 'machine',
  spec: null,
  unit: 'pc',
  unitQty: '10',
  factor: '1',
  price: '10',
  listPrice: null,
  discountKind: null,
  discountValue: null,
  taxRate: '13',
  base: '100',
  lineDiscount: '0',
  share: '0',
  amount: '100',
  net: '88.5',
  tax: '11.5',
  gross: '100',
  note: null,
  promisedDate: null,
  warehouseId: null,
  quoteLineId: null,
  contractLineId: null,
  ordered: '10',
  cancelled: '0',
  reserved: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  reship: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
  overTolerance: '0',
  billTolerance: '0',
  toShip: '10',
  due: '10',
}
const line = (to: Partial<OrderLine>): OrderLine => withCounters(blank, to)
const now = '2026-03-02T01:00:00.000Z'
const books = { baseCurrency: 'CNY', counts: 'due', now } as const
const head = {
  state: 'confirmed',
  type: 'standard',
  noReturn: false,
  currency: 'CNY',
  rate: '1',
  paidAmount: '0',
  supply: 'notNeeded',
  fulfilment: 'notNeeded',
  billing: 'notNeeded',
  payment: 'notNeeded',
  returned: 'none',
  writtenOff: '0',
  nextDue: null,
  issuingInvoices: 0,
  advanceInvoiced: '0',
  liveReturns: 0,
  liveChanges: 0,
  revision: 1,
  billBasis: 'order',
  completedAt: null,
} as const
const all = { shipped: '10', delivered: '10', invoiced: '10', invoicedAmount: '100' }

describe('completed', () => {
  test('when every axis is full, stamped once', () => {
    const paid = { ...head, paidAmount: '100' }
    expect(standingOf(paid, [line(all)], books)).toMatchObject({
      supply: 'full',
      fulfilment: 'delivered',
      billing: 'full',
      payment: 'full',
      completedAt: now,
    })
    const earlier = '2026-03-01T01:00:00.000Z'
    expect(standingOf({ ...paid, completedAt: earlier }, [line(all)], books).completedAt).toBe(earlier)
  })
  test('not while it is on the way, not all paid, or a return is live', () => {
    const paid = { ...head, paidAmount: '100' }
    expect(standingOf(paid, [line({ ...all, delivered: '9' })], books).completedAt).toBeNull()
    expect(standingOf({ ...head, paidAmount: '99' }, [line(all)], books).completedAt).toBeNull()
    expect(standingOf({ ...paid, liveReturns: 1 }, [line(all)], books).completedAt).toBeNull()
    expect(standingOf({ ...paid, state: 'on_hold' }, [line(all)], books).completedAt).toBeNull()
  })
  test('an order without invoices completes without one', () => {
    const rest = { shipped: '10', delivered: '10' }
    expect(standingOf({ ...head, paidAmount: '100', billBasis: 'none' }, [line(rest)], books).completedAt).toBe(now)
  })
  test('short close 52.5 of 100 with 5 % tolerance: what went out is all that is due', () => {
    const half = line({ ordered: '100', cancelled: '47.5', shipped: '52.5', delivered: '52.5', invoiced: '52.5' })
    const closed = { ...head, state: 'closed', paidAmount: '52.5' } as const
    expect(standingOf(closed, [{ ...half, invoicedAmount: '52.5' }], books)).toMatchObject({
      fulfilment: 'delivered',
      payment: 'full',
      completedAt: now,
    })
  })
  test('all returned and the money back: whole again, with nothing due', () => {
    const back = line({ ...all, returned: '10', credited: '10', creditedAmount: '100' })
    expect(standingOf(head, [back], books)).toMatchObject({
      returned: 'full',
      payment: 'notNeeded',
      billing: 'notNeeded',
      exposure: '0',
      completedAt: now,
    })
  })
  test('closed before anything left is closed, not completed', () => {
    expect(standingOf({ ...head, state: 'closed' }, [line({ cancelled: '10' })], books).completedAt).toBeNull()
  })
})

test('a draft needs nothing yet', () => {
  expect(standingOf({ ...head, state: 'draft' }, [line({})], books)).toMatchObject({
    supply: 'notNeeded',
    payment: 'notNeeded',
    exposure: '0',
  })
})

test('part of what was delivered came back', () => {
  expect(standingOf(head, [line({ ...all, returned: '2' })], books).returned).toBe('part')
})

describe('what was sent beyond the order and invoiced', () => {
  const over = line({ overTolerance: '0.2', shipped: '12', delivered: '11', invoiced: '12', invoicedAmount: '120' })
  const keys = (after: OrderLine, issuing = { before: 0, after: 0 }, before = over) =>
    billingProblems([before], [after], issuing).map(one => one.key)

  test('cannot be lost from under its invoice, neither its quantity nor its amount', () => {
    expect(keys(withCounters(over, { shipped: '11' }))).toEqual(['order.invoicedBeyond'])
    const byAmount = line({ overTolerance: '0.2', shipped: '12', delivered: '11', invoicedAmount: '120' })
    expect(keys(withCounters(byAmount, { shipped: '11' }), { before: 0, after: 0 }, byAmount)).toEqual([
      'order.invoicedBeyond',
    ])
    const credited = withCounters(over, { credited: '1', creditedAmount: '10' })
    expect(keys(withCounters(credited, { shipped: '11' }), { before: 0, after: 0 }, credited)).toEqual([])
  })

  test('waits while an invoice is being issued, and not for the one that was', () => {
    const unbilled = line({ overTolerance: '0.2', shipped: '12', delivered: '11' })
    const less = withCounters(unbilled, { shipped: '11' })
    expect(keys(less, { before: 1, after: 1 }, unbilled)).toEqual(['order.issuingInvoice'])
    expect(keys(less, { before: 1, after: 0 }, unbilled)).toEqual([])
    // within what was ordered nothing depends on what went out
    expect(keys(line({ shipped: '5' }), { before: 1, after: 1 }, line({ shipped: '9' }))).toEqual([])
  })

  test('of a credit line the amounts count by their size', () => {
    const tradeIn = line({ gross: '-100', fulfil: 'none', invoicedAmount: '-101' })
    expect(keys(withCounters(tradeIn, { invoiced: '1' }), { before: 0, after: 0 }, tradeIn)).toEqual([
      'order.invoicedBeyond',
    ])
  })
})
