import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cmp, sum } from '#kernel/money.ts'
import {
  attained,
  type Forecasted,
  gapOf,
  rowsByDepartment,
  rowsByMonth,
  rowsByPerson,
  totalRow,
} from './forecast.rules.ts'
import type { Cell } from './forecast.schema.ts'
import { editOf, monthsOf, spread, subjectsOf, typedOver } from './targets.rules.ts'

const jan = '2026-01-01'
const feb = '2026-02-01'
const none = { won: '0', commit: '0', best: '0', pipeline: '0', omitted: '0', weighted: '0', unpriced: 0 }
const cell = (more: Partial<Cell>): Cell => ({ month: jan, ownerId: 'ann', deptId: 'east', ...none, ...more })
const departments = [
  { id: 'house', name: 'House', parentId: null },
  { id: 'sales', name: 'Sales', parentId: 'house' },
  { id: 'east', name: 'East', parentId: 'sales' },
  { id: 'south', name: 'South', parentId: 'sales' },
]
const people = [
  { id: 'ann', name: 'Ann', deptId: 'east' },
  { id: 'bo', name: 'Bo', deptId: 'south' },
]
const of = (userId: string, month: string, amount: string) => ({ month, userId, deptId: null, amount })
const ofDept = (deptId: string, month: string, amount: string) => ({ month, userId: null, deptId, amount })
const whole = (f: Partial<Forecasted>): Forecasted => ({ cells: [], targets: [], people, departments, ...f })

test('a department is to win its own target, else what its people and those below are to win', () => {
  const targets = [of('ann', jan, '100'), of('bo', jan, '50'), ofDept('south', jan, '80'), of('bo', feb, '70')]
  const rows = rowsByDepartment(whole({ targets }))
  expect(rows.map(row => [row.key, row.depth, row.target])).toEqual([
    ['house', 0, '250'],
    ['sales', 1, '250'],
    ['east', 2, '100'],
    ['south', 2, '150'],
  ])
  expect(totalRow(whole({ targets })).target).toBe('250')
  expect(rowsByMonth(whole({ targets })).map(row => [row.key, row.target])).toEqual([
    [jan, '180'],
    [feb, '70'],
  ])
  expect(rowsByPerson(whole({ targets })).map(row => [row.key, row.target])).toEqual([
    ['ann', '100'],
    ['bo', '120'],
  ])
})

test('who has most won and committed stands first, what nobody owns last', () => {
  const cells = [
    cell({ won: '5' }),
    cell({ ownerId: 'bo', commit: '6' }),
    cell({ ownerId: null, deptId: null, won: '9' }),
  ]
  expect(rowsByPerson(whole({ cells })).map(row => row.key)).toEqual(['bo', 'ann', 'rest'])
})

test('attained is won of the target, and the gap never below nothing', () => {
  expect(attained({ won: '150', target: '200' })).toBe(75)
  expect(attained({ won: '1', target: null })).toBeNull()
  expect(attained({ won: '1', target: '0' })).toBeNull()
  expect(gapOf({ won: '50', commit: '30', target: '100' })).toBe('20')
  expect(gapOf({ won: '90', commit: '30', target: '100' })).toBe('0')
  expect(gapOf({ won: '90', commit: '30', target: null })).toBeNull()
})

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(n => `${n / 100n}.${String(n % 100n).padStart(2, '0')}`)
const anyCell = fc
  .tuple(
    fc.constantFrom(jan, feb),
    fc.constantFrom('ann', 'bo', null),
    fc.constantFrom('house', 'east', 'south', 'gone', null),
    amount,
    amount,
  )
  .map(([month, ownerId, deptId, won, commit]) => cell({ month, ownerId, deptId, won, commit }))

test('however it is cut, the parts add up to the whole', () => {
  fc.assert(
    fc.property(fc.array(anyCell, { maxLength: 30 }), cells => {
      const f = whole({ cells })
      const total = totalRow(f)
      const tops = rowsByDepartment(f).filter(row => row.depth === 0)
      for (const rows of [rowsByPerson(f), rowsByMonth(f), tops])
        for (const key of ['won', 'commit'] as const) expect(cmp(sum(rows.map(row => row[key])), total[key])).toBe(0)
    }),
  )
})

const year = { year: 2026, items: [of('ann', jan, '100')], people, departments }

test('only cells that say something else are sent; an emptied one takes its target away', () => {
  const typed = new Map([
    [`${jan} ann`, ''],
    [`${feb} ann`, '70'],
    [`${feb} bo`, ''],
    [`${jan} east`, '12.'],
  ])
  expect(editOf(year, typed)).toEqual([
    { month: jan, deptId: 'east', amount: '12.' },
    { month: jan, userId: 'ann', amount: null },
    { month: feb, userId: 'ann', amount: '70' },
  ])
  expect(typedOver(year, typed).items).toEqual([of('ann', feb, '70')])
  expect(editOf(year, new Map([[`${jan} ann`, '100']]))).toEqual([])
  expect(subjectsOf(year).map(one => one.id)).toEqual(['house', 'sales', 'east', 'ann', 'south', 'bo'])
})

test('a year spread over its months is that year again', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), n => {
      const parts = spread(String(n))
      expect([parts.length, sum(parts)]).toEqual([12, String(n)])
    }),
  )
  expect(spread('')).toEqual(monthsOf(2026).map(() => ''))
})
