import { expect, test } from 'vitest'
import { namedSpans, spanOf, spanParts } from './spans.ts'

// a Wednesday, the last day of a quarter's second month
test.each([
  ['today', '2026-11-25', '2026-11-25'],
  ['yesterday', '2026-11-24', '2026-11-24'],
  ['tomorrow', '2026-11-26', '2026-11-26'],
  ['thisWeek', '2026-11-23', '2026-11-29'],
  ['lastWeek', '2026-11-16', '2026-11-22'],
  ['nextWeek', '2026-11-30', '2026-12-06'],
  ['thisMonth', '2026-11-01', '2026-11-30'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['nextMonth', '2026-12-01', '2026-12-31'],
  ['thisQuarter', '2026-10-01', '2026-12-31'],
  ['lastQuarter', '2026-07-01', '2026-09-30'],
  ['thisYear', '2026-01-01', '2026-12-31'],
  ['lastYear', '2025-01-01', '2025-12-31'],
  ['past', undefined, '2026-11-24'],
  ['future', '2026-11-26', undefined],
  ['last:1', '2026-11-25', '2026-11-25'],
  ['last:7', '2026-11-19', '2026-11-25'],
  ['next:7', '2026-11-25', '2026-12-01'],
  ['ago:30', undefined, '2026-10-26'],
])('%s is %s to %s', (word, from, to) => {
  expect(spanOf(word, '2026-11-25')).toEqual({ ...(from && { from }), ...(to && { to }) })
})

test('every name is a span on any day, the end of February and of the year included', () => {
  for (const today of ['2024-02-29', '2026-01-31', '2026-12-31', '2026-03-01'])
    for (const name of namedSpans) {
      const { from = '0001-01-01', to = '9999-12-31' } = spanOf(name, today) ?? {}
      expect([name, today, from <= to]).toEqual([name, today, true])
    }
})

test('the month before one with more days is whole', () => {
  expect(spanOf('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(spanOf('nextMonth', '2026-01-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

test('what is no span is none', () => {
  const words = [
    '',
    'someday',
    'last',
    'last:0',
    'last:-1',
    'last:99999',
    'last:1.5',
    'next:x',
    'constructor',
    'ago:3661',
  ]
  expect(words.map(word => spanOf(word, '2026-11-25'))).toEqual(words.map(() => undefined))
  expect(spanParts('ago:14')).toEqual({ kind: 'ago', days: 14 })
})
