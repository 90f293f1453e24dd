import { expect, test } from 'vitest'
import { deductions } from './deduct.rules.ts'

const advance = (id: string, left: string, orderId = 'o') => ({ id, no: 1, orderId, left })

test('the oldest advance goes first, and never more than the invoice bills', () => {
  const room = new Map([['o', '50']])
  expect(deductions([advance('a', '30'), advance('b', '30')], room)).toEqual([
    { id: 'a', no: 1, amount: '30' },
    { id: 'b', no: 1, amount: '20' },
  ])
})

test('never more than stands, of its own order only; nothing where nothing is open', () => {
  expect(deductions([advance('a', '30'), advance('c', '10', 'p')], new Map([['o', '500']]))).toEqual([
    { id: 'a', no: 1, amount: '30' },
  ])
  expect(deductions([advance('a', '0')], new Map([['o', '500']]))).toEqual([])
  expect(deductions([advance('a', '30')], new Map([['o', '-5']]))).toEqual([])
})
