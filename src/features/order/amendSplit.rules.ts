// A line that is invoiced in part and got another price: two lines, of which a change still speaks as of one. Pure.
import { add } from '#kernel/money.ts'
import type { AmendLine } from './amend.schema.ts'
import { openOf } from './amend.totals.ts'

export type Splitting = {
  lines: AmendLine[]
  /** A line that is invoiced in part, and the one that takes its new price or discount. */
  readonly splits: Map<string, string>
}

/** What of a line that is invoiced in part took another price in this very change. */
export const splitOf = (work: Splitting, line: AmendLine): AmendLine | undefined =>
  work.lines.find(one => one.id === work.splits.get(line.id))
/** All that is wanted of it, whatever it costs. */
export const totalOf = (work: Splitting, line: AmendLine): string => {
  const split = splitOf(work, line)
  return split ? add(openOf(line), openOf(split)) : openOf(line)
}

export function dropSplit(work: Splitting, line: AmendLine): void {
  const id = work.splits.get(line.id)
  work.splits.delete(line.id)
  work.lines = work.lines.filter(one => one.id !== id)
}
