// A row that names another row of its file comes after it: a branch after its parent, wherever they stand.
import { nameKey } from '#kernel/keys.ts'
import type { PlannedRow } from '../exchange.schema.ts'

type Names = {
  /** The field that names a record, and those by which a row names another of its kind. */
  readonly title: string
  readonly above: readonly string[]
}

/** File order otherwise. Rows that name each other in a circle stay as they are: one of them will find nothing. */
export function parentsFirst<R extends PlannedRow>(rows: readonly R[], { title, above }: Names): readonly R[] {
  if (above.length === 0) return rows
  const byName = Map.groupBy(rows, row => keyOf(row.values[title]))
  const named = (value: unknown): readonly R[] => {
    const found = value === undefined ? [] : (byName.get(keyOf(value)) ?? [])
    // a name that so many share means none of them
    return found.length > mostTwins ? [] : found
  }
  const parents = (row: R): R[] => above.flatMap(field => named(row.values[field]))
  const placed = new Set<R>()
  const ordered: R[] = []
  for (const row of rows) {
    const begun = new Set<R>()
    const waiting = [row]
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const first = placed.has(next) ? [] : parents(next).filter(one => !placed.has(one) && !begun.has(one))
      begun.add(next)
      if (first.length > 0) {
        waiting.push(...first)
        continue
      }
      waiting.pop()
      if (placed.has(next)) continue
      placed.add(next)
      ordered.push(next)
    }
  }
  return ordered
}

/** Rows that tell of one record stand together, in the order in which each record is first told of. */
export function together<R extends PlannedRow>(rows: readonly R[], by: string | undefined): readonly (readonly R[])[] {
  if (by === undefined) return rows.map(row => [row])
  const groups = new Map<string, R[]>()
  for (const [at, row] of rows.entries()) {
    // without the name of its record a row is alone
    const key = row.values[by] === undefined ? `#${at}` : ` ${keyOf(row.values[by])}`
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

const mostTwins = 10
const keyOf = (value: unknown): string => (typeof value === 'string' ? nameKey(value) : '')
