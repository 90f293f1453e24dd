// How near the forecast came: 1 − |won − forecast| ÷ won, month by month, so that too much here does not make good for too
// little there. Pure.
import { add, cmp, type Decimal, div, isZero, mul, round, sub, sum } from '#kernel/money.ts'
import type { AccuracyReply, Compared } from './accuracy.schema.ts'

export const said = ['commit', 'best', 'weighted'] as const
export type Said = (typeof said)[number]
export const cuts = ['month', 'person', 'dept'] as const
export type Cut = (typeof cuts)[number]

const abs = (amount: Decimal): Decimal => (cmp(amount, '0') < 0 ? sub('0', amount) : amount)
/** Only months that were looked at beforehand. */
const known = (cells: readonly Compared[]): readonly Compared[] => cells.filter(one => one.onDay !== null)

/** In whole percent, below nothing where more was missed than won; nothing where nothing was won or kept. */
function accuracyOf(cells: readonly Compared[], key: Said): number | null {
  const months = [...Map.groupBy(known(cells), one => one.month).values()]
  const won = sum(known(cells).map(one => one.actual))
  if (isZero(won)) return null
  const missed = months.reduce(
    (all, own) => add(all, abs(sub(sum(own.map(one => one.actual)), sum(own.map(one => one[key]))))),
    '0',
  )
  return Number(round(mul(sub('1', div(missed, won)), '100'), 0))
}

export type AccuracyRow = Readonly<Record<Said | 'actual', Decimal>> & {
  readonly key: string
  /** Of nobody, of no department. */
  readonly name: string | null
  /** Whether anything was kept of it. */
  readonly isKnown: boolean
  readonly accuracy: Readonly<Record<Said, number | null>>
}

function rowOf(key: string, name: string | null, cells: readonly Compared[]): AccuracyRow {
  const of = (one: Said | 'actual') => sum(cells.map(cell => cell[one]))
  const accuracy = {
    commit: accuracyOf(cells, 'commit'),
    best: accuracyOf(cells, 'best'),
    weighted: accuracyOf(cells, 'weighted'),
  }
  const sums = { commit: of('commit'), best: of('best'), weighted: of('weighted'), actual: of('actual') }
  return { key, name, isKnown: known(cells).length > 0, accuracy, ...sums }
}

export const totalOf = ({ cells }: Pick<AccuracyReply, 'cells'>): AccuracyRow => rowOf('total', null, cells)

export function accuracyRows(
  { cells, people, departments }: Pick<AccuracyReply, 'cells' | 'people' | 'departments'>,
  by: Cut,
): AccuracyRow[] {
  const keyOf = (cell: Compared) => (by === 'month' ? cell.month : by === 'person' ? cell.userId : (cell.deptId ?? ''))
  const names = new Map((by === 'person' ? people : departments).map(one => [one.id, one.name]))
  const rows = [...Map.groupBy(cells, keyOf)].map(([key, own]) =>
    rowOf(key, by === 'month' ? key : (names.get(key) ?? null), own),
  )
  return by === 'month'
    ? rows.toSorted((a, b) => a.key.localeCompare(b.key))
    : rows.toSorted((a, b) => cmp(b.actual, a.actual) || a.key.localeCompare(b.key))
}
