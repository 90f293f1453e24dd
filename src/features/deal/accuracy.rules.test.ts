import { expect, test } from 'vitest'
import { accuracyRows, totalOf } from './accuracy.rules.ts'
import type { Compared } from './accuracy.schema.ts'

const [jan, feb] = ['2026-01-01', '2026-02-01'] as const
type Given = { readonly month?: string; readonly who?: string; readonly onDay?: string | null }
const cell = (commit: string, actual: string, { month = jan, who = 'ann', onDay = month }: Given = {}): Compared => ({
  ...{ month, userId: who, deptId: 'east', onDay },
  ...{ commit, best: commit, weighted: '0', actual },
})
const commit = (...cells: Compared[]) => totalOf({ cells }).accuracy.commit

test('1 − |won − forecast| ÷ won; too much here does not make good for too little there', () => {
  expect(commit(cell('80', '100'))).toBe(80)
  expect(commit(cell('120', '100'))).toBe(80)
  expect(commit(cell('150', '100'), cell('50', '100', { month: feb }))).toBe(50)
  expect(commit(cell('300', '100'))).toBe(-100)
  // of a group it is the sums of a month that count
  expect(commit(cell('150', '100'), cell('50', '100', { who: 'bo' }))).toBe(100)
})

test('nothing won, or nothing kept: no accuracy', () => {
  expect(commit(cell('10', '0'))).toBeNull()
  expect(commit(cell('0', '10', { onDay: null }))).toBeNull()
  expect(commit(cell('0', '10', { onDay: null }), cell('10', '10', { month: feb }))).toBe(100)
})

test('rows by month in order, by person by what was won; the total is of all', () => {
  const cells = [cell('1', '2', { month: feb, who: 'bo' }), cell('5', '9')]
  const people = [{ id: 'ann', name: 'Ann', deptId: 'east' }]
  const departments = [{ id: 'east', name: 'East', parentId: null }]
  const all = { cells, people, departments }
  expect(accuracyRows(all, 'month').map(row => row.key)).toEqual([jan, feb])
  expect(accuracyRows(all, 'person').map(row => row.name)).toEqual(['Ann', null])
  expect(accuracyRows(all, 'dept').map(row => [row.name, row.actual])).toEqual([['East', '11']])
  expect(totalOf(all)).toMatchObject({ actual: '11', commit: '6', isKnown: true })
})
