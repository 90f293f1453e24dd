import { expect, test } from 'vitest'
import { daysBetween } from '#kernel/clock.ts'
import { daysOf, spanProblems, turned } from './agenda.rules.ts'

test('a month shows whole weeks: four, five or six of them', () => {
  const shape = (day: string) => {
    const days = daysOf('month', day)
    return [days.length / 7, days[0], days.at(-1)]
  }
  expect(shape('2026-11-26')).toEqual([6, '2026-10-26', '2026-12-06'])
  expect(shape('2027-02-14')).toEqual([4, '2027-02-01', '2027-02-28'])
  expect(shape('2026-12-31')).toEqual([5, '2026-11-30', '2027-01-03'])
})

test('a week begins on Monday, a list on its day', () => {
  expect([daysOf('week', '2026-11-29')[0], daysOf('week', '2026-11-29').length]).toEqual(['2026-11-23', 7])
  expect([daysOf('list', '2026-11-29')[0], daysOf('list', '2026-11-29').length]).toEqual(['2026-11-29', 14])
})

test('turning goes through every month, also from its last day', () => {
  const months = ['2026-01-31']
  while (months.length <= 12) months.push(turned('month', months.at(-1) ?? '', 1))
  expect([months[1], months[2], months.at(-1)]).toEqual(['2026-02-01', '2026-03-01', '2027-01-01'])
  expect(turned('month', '2026-03-31', -1)).toBe('2026-02-01')
  expect(turned('week', '2026-12-28', 1)).toBe('2027-01-04')
  expect(turned('list', '2026-12-28', -1)).toBe('2026-12-14')
})

test('a span is forward and no longer than two months and their edges', () => {
  const keys = (from: string, to: string) => spanProblems(from, to).map(one => one.key)
  expect(keys('2026-11-02', '2026-11-01')).toEqual(['agenda.backwards'])
  expect(keys('2026-01-01', '2026-04-30')).toEqual(['agenda.tooLong'])
  const days = daysOf('month', '2026-11-26')
  expect(keys(days[0] ?? '', days.at(-1) ?? '')).toEqual([])
  expect(daysBetween(days[0] ?? '', days.at(-1) ?? '')).toBe(41)
})
