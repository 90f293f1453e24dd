import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { numbersOf } from '#kernel/numbers.ts'
import { type NumberedKind, patternOf } from '../numberKinds.ts'

/** The next number of the kind by the company's pattern. Asked before the first reads, so that it runs beside them. */
export function numberOf(tx: Db, actor: Pick<Actor, 'org'>, kind: NumberedKind, date: string): Promise<string> {
  return numbersOf(tx)(kind, patternOf(actor.org, kind), date)
}
