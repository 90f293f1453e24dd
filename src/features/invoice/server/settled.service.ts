// What stands against taking a settlement back: more would be invoiced, or asked for, than is settled.
import type { HeldOrder } from '#features/order/server/progress.service.ts'
import type { Db } from '#kernel/db.ts'
import { signOf } from '#kernel/money.ts'
import { roomOf } from '../invoice.rules.ts'
import { selectBilled, selectNumbersOf } from './count.sql.ts'
import { heldOf } from './line.service.ts'

export type Above = { readonly name: string; readonly numbers: string }

/** Orders as they would stand, locked: their lines of which more is billed or asked for then, with the invoices' numbers. */
export async function billedBeyond(db: Db, after: readonly Pick<HeldOrder, 'row' | 'lines'>[]): Promise<Above[]> {
  const lineIds = after.flatMap(one => one.lines.map(line => line.id))
  if (lineIds.length === 0) return []
  const billed = await selectBilled(db, lineIds)
  const beyond = after.flatMap(({ row, lines }) =>
    lines.filter(line => {
      const held = heldOf(billed.get(line.id))
      return signOf(roomOf(line, row.billBasis, { held, currency: row.currency }).qty) < 0
    }),
  )
  if (beyond.length === 0) return []
  const numbers = await selectNumbersOf(
    db,
    beyond.map(line => line.id),
  )
  return beyond.map(line => ({ name: `${line.no} ${line.name}`, numbers: numbers.get(line.id) ?? '' }))
}
