// Rows of a kind whose verb makes many at once: judged as one after the other would be, written in as many statements as
// one. What cannot be told that way is told one by one.

import { Refusal } from '#kernel/refusal.ts'
import type { Unit } from './group.service.ts'
import type { ReadyRow } from './reference.service.ts'
import { countIn, type Desk, refusedUnit, refuseForeign, twinReasons, type Work } from './sketch.service.ts'
import { inputOf } from './target.service.ts'

/** Nothing hangs on a row's own record: no row of the same file, no file. */
export const mayGoTogether = ({ row }: Work, units: readonly Unit[]): boolean =>
  row.verbs.createAll !== undefined &&
  !row.group &&
  units.length > 1 &&
  units.flat().every(one => one.above.length === 0 && (one.files ?? []).length === 0)

/** A refused row leaves its keys to the next, which by then was refused for them. */
class Unsure extends Error {}

export async function writeTogether(desk: Desk, rows: readonly ReadyRow[]): Promise<void> {
  const { work, tx, actor, sketch } = desk
  const told = toldApart(work, rows)
  const good = told.filter(row => row.reasons.length === 0)
  const made = await work.row.verbs.createAll?.(
    tx,
    actor,
    good.map(row => inputOf(work.fields, row.values)),
  )
  const answers = (made ?? []).values()
  for (const row of told) {
    const answer = row.reasons.length > 0 ? undefined : answers.next().value
    if (answer === undefined || answer instanceof Refusal) {
      if (answer && row.twins.length > 0 && sharesKey(row, rows)) throw new Unsure()
      const [refused = row] = answer ? refusedUnit(work, [row], answer) : []
      sketch.refused.push({ line: row.line, cells: row.cells, reasons: refused.reasons })
      continue
    }
    refuseForeign(actor, work.row.permission, answer)
    countIn(work, sketch, row, answer)
  }
}

/** With the reasons that the file itself knows; a row that has none takes its keys. */
function toldApart(work: Work, rows: readonly ReadyRow[]): ReadyRow[] {
  const taken = new Map<string, number>()
  return rows.map(row => {
    if (row.reasons.length > 0) return row
    const reasons = twinReasons(work, taken, row)
    if (reasons.length > 0) return { ...row, reasons }
    for (const { key } of row.twins) taken.set(key, row.line)
    return row
  })
}

const sharesKey = (row: ReadyRow, rows: readonly ReadyRow[]): boolean =>
  rows.some(other => other.line !== row.line && other.twins.some(({ key }) => row.twins.some(one => one.key === key)))
