import { expect, test } from 'vitest'
import type { BillableLine } from './invoice.schema.ts'
import { creditOwed, isOpen, wishOf } from './request.rules.ts'

// the rules read no more of a line than this
const line = (orderLineId: string, more: object) => ({ orderLineId, ...more }) as unknown as BillableLine
const goods = line('a', { qty: '24', unitQty: '2', amount: '1200', roomAmount: '1200' })
const odd = line('b', { qty: '7', unitQty: null, amount: '70', roomAmount: '80' })
const unshipped = line('c', { qty: '0', unitQty: '0', amount: '0', roomAmount: '300' })
const base = { orderIds: ['o1', 'o2'], lines: [goods, odd, unshipped], typed: {}, amount: '', instalmentNo: undefined }

test('untouched lines ask for all that is left, by quantity in their unit or the base unit', () => {
  expect(wishOf({ ...base, way: 'quantity' })).toEqual({
    lines: [
      { orderLineId: 'a', unitQty: '2' },
      { orderLineId: 'b', qty: '7' },
    ],
  })
})

test('by amount what has not left yet may be asked for too', () => {
  expect([isOpen('quantity', unshipped), isOpen('amount', unshipped)]).toEqual([false, true])
  expect(wishOf({ ...base, way: 'amount', typed: { a: '0', b: '10.5' } })).toEqual({
    lines: [
      { orderLineId: 'b', amount: '10.5' },
      { orderLineId: 'c', amount: '300' },
    ],
  })
})

test('a sum, an instalment and an advance are of one order, and of something', () => {
  expect(wishOf({ ...base, way: 'sum', amount: '500' })).toEqual({ orderIds: ['o1'], amount: '500' })
  expect(wishOf({ ...base, way: 'advance', amount: '500' })).toEqual({
    kind: 'advance',
    orderIds: ['o1'],
    amount: '500',
  })
  expect(wishOf({ ...base, way: 'instalment', instalmentNo: 2 })).toEqual({ orderIds: ['o1'], instalmentNo: 2 })
  expect([
    wishOf({ ...base, way: 'sum', amount: '0' }),
    wishOf({ ...base, way: 'advance' }),
    wishOf({ ...base, way: 'instalment' }),
    wishOf({ ...base, way: 'quantity', typed: { a: '', b: '0' } }),
  ]).toEqual([undefined, undefined, undefined, undefined])
})

test('credit is owed for what is invoiced beyond what is due, less what red letters took back', () => {
  const sold = { ordered: '10', due: '8', gross: '1000', invoiced: '10', credited: '0' }
  const money = { invoicedAmount: '1000', creditedAmount: '0' }
  expect(creditOwed([{ ...sold, ...money }], 'CNY')).toBe('200')
  expect(creditOwed([{ ...sold, ...money, credited: '2', creditedAmount: '200' }], 'CNY')).toBe('0')
  expect(creditOwed([{ ...sold, ...money, due: '10' }], 'CNY')).toBe('0')
})
