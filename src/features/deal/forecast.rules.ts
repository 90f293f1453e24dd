// The forecast as rows: by person, by department with those below it, by month. Pure: the cells come from the server.
import { add, cmp, type Decimal, div, isZero, mul, round, sub, sum } from '#kernel/money.ts'
import type { Dept, Figures, ForecastReply, Target } from './forecast.schema.ts'

type Sums = Omit<Figures, 'unpriced'>
export type ForecastRow = Figures & {
  readonly key: string
  /** Nothing: neither a person nor a department. */
  readonly name: string | null
  /** How far below the top. */
  readonly depth: number
  readonly target: Decimal | null
  /** Whose deals these are: owners or departments. */
  readonly ids: readonly string[]
}
export type Forecasted = Pick<ForecastReply, 'cells' | 'targets' | 'people' | 'departments'>

const keys = ['won', 'commit', 'best', 'pipeline', 'omitted', 'weighted'] as const satisfies (keyof Sums)[]

function sumFigures(parts: readonly Figures[]): Figures {
  const of = (key: keyof Sums): Decimal => sum(parts.map(part => part[key]))
  const [won, commit, best, pipeline, omitted, weighted] = keys.map(of)
  return {
    won: won ?? '0',
    commit: commit ?? '0',
    best: best ?? '0',
    pipeline: pipeline ?? '0',
    omitted: omitted ?? '0',
    weighted: weighted ?? '0',
    unpriced: parts.reduce((all, part) => all + part.unpriced, 0),
  }
}

/** Nothing where nobody said anything. */
const sumKnown = (amounts: readonly (Decimal | null)[]): Decimal | null => {
  const known = amounts.filter(amount => amount !== null)
  return known.length > 0 ? sum(known) : null
}

const monthsOf = (f: Forecasted): string[] => [...new Set([...f.cells, ...f.targets].map(one => one.month))].sort()
const belowOf = (f: Forecasted, id: string): readonly Dept[] => f.departments.filter(one => one.parentId === id)
const rootsOf = (f: Forecasted): readonly Dept[] => {
  const known = new Set(f.departments.map(one => one.id))
  return f.departments.filter(one => one.parentId === null || !known.has(one.parentId))
}
const find = (f: Forecasted, month: string, whose: Partial<Target>): Decimal | null =>
  f.targets.find(
    one => one.month === month && (whose.userId ? one.userId === whose.userId : one.deptId === whose.deptId),
  )?.amount ?? null

/** A person's own. */
export const targetOfPerson = (f: Forecasted, userId: string, month: string): Decimal | null =>
  find(f, month, { userId })

/** A department's own, else what its people and the departments below are to win together. */
export function targetIn(f: Forecasted, dept: string, month: string): Decimal | null {
  const own = find(f, month, { deptId: dept })
  if (own !== null) return own
  const people = f.people.filter(one => one.deptId === dept).map(one => targetOfPerson(f, one.id, month))
  return sumKnown([...people, ...belowOf(f, dept).map(one => targetIn(f, one.id, month))])
}

/** Of everybody: the departments at the top, and people who are in none. */
function targetOfAll(f: Forecasted, month: string): Decimal | null {
  const known = new Set(f.departments.map(one => one.id))
  const loose = f.people.filter(one => one.deptId === null || !known.has(one.deptId))
  return sumKnown([
    ...rootsOf(f).map(one => targetIn(f, one.id, month)),
    ...loose.map(one => targetOfPerson(f, one.id, month)),
  ])
}

export function totalRow(f: Forecasted): ForecastRow {
  const target = sumKnown(monthsOf(f).map(month => targetOfAll(f, month)))
  return { key: 'total', name: null, depth: 0, target, ids: [], ...sumFigures(f.cells) }
}

export function rowsByMonth(f: Forecasted): ForecastRow[] {
  return monthsOf(f).map(month => {
    const cells = f.cells.filter(cell => cell.month === month)
    return { key: month, name: month, depth: 0, target: targetOfAll(f, month), ids: [], ...sumFigures(cells) }
  })
}

/** Those who have most won or committed first. */
export function rowsByPerson(f: Forecasted): ForecastRow[] {
  const owners = f.people.map(({ id, name }): ForecastRow => {
    const target = sumKnown(monthsOf(f).map(month => targetOfPerson(f, id, month)))
    return { key: id, name, depth: 0, target, ids: [id], ...sumFigures(f.cells.filter(cell => cell.ownerId === id)) }
  })
  const sure = (row: ForecastRow): Decimal => add(row.won, row.commit)
  return [
    ...owners.sort((a, b) => cmp(sure(b), sure(a)) || a.key.localeCompare(b.key)),
    ...restRow(f.cells.filter(cell => cell.ownerId === null)),
  ]
}

/** Every department with what lies below it, itself before those. */
export function rowsByDepartment(f: Forecasted): ForecastRow[] {
  const known = new Set(f.departments.map(one => one.id))
  const walk = (dept: Dept, depth: number): ForecastRow[] => {
    const below = belowOf(f, dept.id).flatMap(one => walk(one, depth + 1))
    const ids = [dept.id, ...below.map(row => row.key)]
    const cells = f.cells.filter(cell => cell.deptId !== null && ids.includes(cell.deptId))
    const target = sumKnown(monthsOf(f).map(month => targetIn(f, dept.id, month)))
    return [{ key: dept.id, name: dept.name, depth, target, ids, ...sumFigures(cells) }, ...below]
  }
  const rest = f.cells.filter(cell => cell.deptId === null || !known.has(cell.deptId))
  return [...rootsOf(f).flatMap(one => walk(one, 0)), ...restRow(rest)]
}

const restRow = (cells: readonly Figures[]): ForecastRow[] =>
  cells.length > 0 ? [{ key: 'rest', name: null, depth: 0, target: null, ids: [], ...sumFigures(cells) }] : []

/** Won ÷ target in whole percent; nothing without a target. */
export const attained = ({ won, target }: Pick<ForecastRow, 'won' | 'target'>): number | null =>
  target === null || isZero(target) ? null : Number(round(mul(div(won, target), '100'), 0))

/** What is still to be found: target less won and commit, never below nothing. */
export function gapOf({ won, commit, target }: Pick<ForecastRow, 'won' | 'commit' | 'target'>): Decimal | null {
  if (target === null) return null
  const left = sub(target, add(won, commit))
  return cmp(left, '0') > 0 ? left : '0'
}
