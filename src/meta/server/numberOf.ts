import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { nextNumbers, numbersOf } from '#kernel/numbers.ts'
import { type NumberedKind, patternOf } from '../numberKinds.ts'

/** The next number of the kind by the company's pattern. Asked before the first reads, so that it runs beside them. */
export function numberOf(tx: Db, actor: Pick<Actor, 'org'>, kind: NumberedKind, date: string): Promise<string> {
  return numbersOf(tx)(kind, patternOf(actor.org, kind), date)
}

/** As many in one step, for rows that come together. */
export function numbersFor(
  tx: Db,
  actor: Pick<Actor, 'org'>,
  kind: NumberedKind,
  { date, count }: { readonly date: string; readonly count: number },
): Promise<string[]> {
  if (tx.rehearsal) return Promise.all(Array.from({ length: count }, () => numberOf(tx, actor, kind, date)))
  return nextNumbers(tx.database, tx.orgId, { kind, pattern: patternOf(actor.org, kind) }, { date, count })
}
