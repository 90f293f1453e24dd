import { expect, test } from 'vitest'
import { mondayOf, rowsBy, shareOk, spanOf, weeksTo } from './spotCheck.rules.ts'
import type { WeekCell } from './spotCheck.schema.ts'

const cell = (userId: string, deptId: string | null, ok: number, flawed: number): WeekCell => ({
  ...{ week: '2026-06-08', userId, userName: userId, deptId, deptName: deptId },
  ...{ ok, flawed, mended: 0 },
})

test('a week begins on Monday; eight of them, the newest last', () => {
  expect(['2026-06-07', '2026-06-08', '2026-06-14'].map(mondayOf)).toEqual(['2026-06-01', '2026-06-08', '2026-06-08'])
  expect([weeksTo('2026-06-08').length, weeksTo('2026-06-08')[0], weeksTo('2026-06-08').at(-1)]).toEqual([
    8,
    '2026-04-20',
    '2026-06-08',
  ])
  expect(spanOf('lastWeek', '2026-06-10')).toEqual({ from: '2026-06-01', to: '2026-06-07' })
  expect(spanOf('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

test('the share in order is of what was judged; whoever has most flaws stands first', () => {
  expect([shareOk([]), shareOk([cell('a', null, 2, 1)])]).toEqual([null, 67])
  const cells = [cell('ann', 'east', 9, 1), cell('bo', 'east', 1, 1), cell('cy', null, 3, 1)]
  expect(rowsBy(cells, 'person').map(row => row.key)).toEqual(['bo', 'cy', 'ann'])
  expect(rowsBy(cells, 'dept').map(row => [row.name, shareOk(row.cells)])).toEqual([
    [null, 75],
    ['east', 83],
  ])
})
