// What is on its way and promised to nobody: from which day more can be sold.
import type { Db } from '#kernel/db.ts'
import { min, signOf, sub } from '#kernel/money.ts'
import { selectArriving, selectUnasked } from './shortage.sql.ts'

type Arriving = { readonly expectedOn: string; readonly qty: string }
/** By product, the nearest day first, from that day on; less what orders wait for that came before. */
export async function arrivingOf(
  db: Db,
  productIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Arriving[]>> {
  if (productIds.length === 0) return new Map()
  const [rows, unasked] = await Promise.all([selectArriving(db, productIds, day), selectUnasked(db, productIds)])
  const waiting = new Map(unasked.map(one => [one.productId, one.qty]))
  const left = rows.map(row => {
    const taken = min(row.qty, waiting.get(row.productId) ?? '0')
    if (signOf(taken) <= 0) return row
    waiting.set(row.productId, sub(waiting.get(row.productId) ?? '0', taken))
    return { ...row, qty: sub(row.qty, taken) }
  })
  return Map.groupBy(
    left.filter(row => signOf(row.qty) > 0),
    row => row.productId,
  )
}
