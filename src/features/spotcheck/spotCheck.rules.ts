// Weeks, and what came of them as shares. Pure.
import { addDays, addMonths, type Day, endOfMonth, startOfMonth, weekday } from '#kernel/clock.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { FlawAnswer, WeekCell } from './spotCheck.schema.ts'

export const weeksShown = 8
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day))

/** The newest last. */
export const weeksTo = (monday: Day): Day[] =>
  Array.from({ length: weeksShown }, (_, at) => addDays(monday, 7 * (at + 1 - weeksShown)))

export const answerProblems = ({ answer, mended }: FlawAnswer): Reason[] =>
  answer?.trim() || mended ? [] : [reason('spotCheck.saySomething', 'answer')]

type Counts = Pick<WeekCell, 'ok' | 'flawed'>
/** Those found in order, in whole percent; null where nothing was judged. */
export function shareOk(all: readonly Counts[]): number | null {
  const ok = all.reduce((sum, one) => sum + one.ok, 0)
  const judged = all.reduce((sum, one) => sum + one.ok + one.flawed, 0)
  return judged === 0 ? null : Math.round((ok * 100) / judged)
}

export type WeekRow = { readonly key: string; readonly name: string | null; readonly cells: readonly WeekCell[] }
/** One row a person or department, whoever has most flaws first. */
export function rowsBy(cells: readonly WeekCell[], by: 'person' | 'dept'): WeekRow[] {
  const keyOf = (cell: WeekCell) => (by === 'person' ? cell.userId : (cell.deptId ?? ''))
  const nameOf = (cell: WeekCell | undefined) => (by === 'person' ? cell?.userName : cell?.deptName) ?? null
  const rows = [...Map.groupBy(cells, keyOf)].map(([key, own]) => ({ key, name: nameOf(own[0]), cells: own }))
  return rows.toSorted((a, b) => (shareOk(a.cells) ?? 101) - (shareOk(b.cells) ?? 101) || a.key.localeCompare(b.key))
}

export const spanKeys = ['thisWeek', 'lastWeek', 'thisMonth', 'lastMonth', 'ever', 'own'] as const
export type SpanKey = (typeof spanKeys)[number]
type Days = { readonly from: Day | null; readonly to: Day | null }
export function spanOf(key: Exclude<SpanKey, 'own'>, today: Day): Days {
  if (key === 'ever') return { from: null, to: null }
  if (key === 'thisWeek' || key === 'lastWeek') {
    const monday = addDays(mondayOf(today), key === 'thisWeek' ? 0 : -7)
    return { from: monday, to: addDays(monday, 6) }
  }
  const from = addMonths(startOfMonth(today), key === 'thisMonth' ? 0 : -1)
  return { from, to: endOfMonth(from) }
}
