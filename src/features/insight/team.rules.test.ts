import { expect, test } from 'vitest'
import { paceOf } from './team.rules.ts'

test.each([
  ['half the month is gone', '100', { total: 20, left: 10 }, '200'],
  ['two of twenty-one days', '100', { total: 21, left: 19 }, '1050'],
  ['to the cent', '100', { total: 22, left: 19 }, '733.33'],
  ['the first day says nothing', '100', { total: 20, left: 19 }, null],
  ['on the last day it is what it is', '100', { total: 20, left: 0 }, null],
] as const)('what the month comes to: %s', (_, won, days, pace) => {
  expect(paceOf(won, days, 'CNY')).toBe(pace)
})
