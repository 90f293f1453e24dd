import { describe, expect, test } from 'vitest'
import type { OrderLine } from './order.schema.ts'
import { axesOf, exposureOf, sketchTotals, withCancelled } from './order.totals.ts'

const line = (more: Partial<OrderLine> = {}): OrderLine => {
  const blank = {
    listPrice: null,
    discountKind: null,
    discountValue: null,
    note: null,
    promisedDate: null,
    warehouseId: null,
    quoteLineId: null,
    contractLineId: null,
    spec: null,
    code: null,
    productId: null,
    parts: null,
    kitLineId: null,
    perKit: null,
    kitShare: null,
  }
  const zero = {
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
  }
  const base: OrderLine = {
    ...blank,
    ...zero,
    id: '',
    no: 1,
    kind: 'goods',
    fulfil: 'ship',
    stockKept: true,
    name: 'x',
    unit: '台',
    unitQty: '10',
    factor: '1',
    price: '10',
    taxRate: '13',
    base: '100',
    lineDiscount: '0',
    share: '0',
    amount: '100',
    net: '88.5',
    tax: '11.5',
    gross: '100',
    ordered: '10',
    toShip: '10',
    due: '10',
    ...more,
  }
  return withCancelled(base, base.cancelled)
}
const money = { currency: 'CNY', rate: '1', baseCurrency: 'CNY', counts: 'due' as const }
const axes = (lines: OrderLine[], paidAmount = '0') =>
  axesOf('confirmed', lines, { paidAmount, writtenOff: '0', billBasis: 'order', currency: 'CNY' })

describe('exposure', () => {
  test('what is due counts, or what was invoiced when that is more; nothing before confirming and after cancelling', () => {
    expect(exposureOf('confirmed', [line()], money)).toBe('100')
    expect(exposureOf('in_review', [line()], money)).toBe('0')
    expect(exposureOf('cancelled', [line()], money)).toBe('0')
    expect(exposureOf('closed', [line({ cancelled: '4', shipped: '6' })], money)).toBe('60')
    expect(exposureOf('closed', [line({ cancelled: '10', invoiced: '0', invoicedAmount: '100' })], money)).toBe('100')
  })
  test('at the document’s rate, in base currency', () => {
    expect(exposureOf('confirmed', [line()], { ...money, currency: 'USD', rate: '7.1234' })).toBe('712.34')
  })
  test('order 100, shipped 60, nothing invoiced: 100, or 60 where only what has gone out counts', () => {
    expect(exposureOf('confirmed', [line({ shipped: '6' })], money)).toBe('100')
    expect(exposureOf('confirmed', [line({ shipped: '6' })], { ...money, counts: 'shipped' })).toBe('60')
    expect(exposureOf('confirmed', [line({ invoicedAmount: '100' })], { ...money, counts: 'shipped' })).toBe('100')
  })
  test('a trade-in lowers nothing below zero', () => {
    expect(exposureOf('confirmed', [line(), line({ gross: '-30', kind: 'fee', fulfil: 'none' })], money)).toBe('100')
  })
})

describe('axes', () => {
  test('C038 by lines, never by a rounded percentage of unlike quantities', () => {
    const wire = line({ ordered: '250000', toShip: '0', shipped: '250000', delivered: '250000', unitQty: '250000' })
    const found = axes([wire, line({ ordered: '2', unitQty: '2' })])
    expect(found.fulfilment).toEqual({ value: 'part', share: 50 })
  })
  test('C039 by quantity: an overrun in price leaves nothing stranded', () => {
    expect(axes([line({ invoiced: '6', invoicedAmount: '100' })]).billing).toEqual({ value: 'part', share: 60 })
  })
  test('C043 delivered and all returned, never invoiced: nothing to invoice', () => {
    expect(
      axes([line({ ordered: '3', unitQty: '3', shipped: '3', delivered: '3', returned: '3' })]).billing.value,
    ).toBe('notNeeded')
  })
  test('C045 more invoiced than due is flagged', () => {
    expect(
      axes([line({ ordered: '6', unitQty: '6', shipped: '6', delivered: '6', invoiced: '7' })]).billing.value,
    ).toBe('over')
  })
  test('fees need neither stock nor shipping', () => {
    const fee = line({ kind: 'fee', fulfil: 'none', stockKept: false })
    expect(axes([fee])).toMatchObject({
      supply: { value: 'notNeeded' },
      fulfilment: { value: 'notNeeded' },
      billing: { value: 'none' },
    })
  })
  test('what was written off is settled; an order that is not invoiced needs no invoice', () => {
    const stand = (writtenOff: string, billBasis: 'order' | 'none') =>
      axesOf('confirmed', [line()], { paidAmount: '90', writtenOff, billBasis, currency: 'CNY' })
    expect(stand('0', 'order').payment.value).toBe('part')
    expect(stand('10', 'order').payment.value).toBe('full')
    expect(stand('0', 'order').billing.value).toBe('none')
    expect(stand('0', 'none').billing.value).toBe('notNeeded')
  })
  test('supply is what is reserved or already out', () => {
    expect(axes([line({ reserved: '4' })]).supply).toEqual({ value: 'part', share: 40 })
    expect(axes([line({ reserved: '4', shipped: '6' })]).supply.value).toBe('full')
    expect(axes([line()], '100').payment.value).toBe('full')
    expect(axes([line()], '101').payment.value).toBe('over')
  })
})

test('the editor’s foot is what will be stored, and nothing while it cannot be added up', () => {
  const head = {
    currency: 'CNY',
    taxMode: 'inclusive' as const,
    taxRound: 'line' as const,
    discountKind: 'percent' as const,
    discountValue: '10',
  }
  const priced = { unitQty: '3', price: '33.33', taxRate: '13', discountKind: null, discountValue: null }
  expect(sketchTotals(head, [priced])?.gross).toBe('89.99')
  expect(sketchTotals({ ...head, discountValue: '110' }, [priced])).toBeUndefined()
})
