import type { PlannedRow, RowFile } from '../exchange.schema.ts'
import type { Warning } from '../import.schema.ts'

export type PlannedLine = PlannedRow & { readonly cells: readonly string[]; readonly files?: readonly RowFile[] }

const shownLines = 5

/** What is taken and yet may be damaged, told once for its column with the first lines. */
export function warningsOf(rows: readonly PlannedRow[]): Warning[] {
  const found = new Map<string, Warning>()
  for (const { line, warnings } of rows)
    for (const { key, path = '', values } of warnings) {
      const known = found.get(`${key} ${path}`) ?? {
        key,
        path,
        column: String(values?.column ?? ''),
        count: 0,
        lines: [],
      }
      known.count++
      if (known.lines.length < shownLines) known.lines.push(line)
      found.set(`${key} ${path}`, known)
    }
  return [...found.values()]
}
