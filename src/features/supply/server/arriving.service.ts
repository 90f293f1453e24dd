// What is on its way and promised to nobody: from which day more can be sold.
import type { Db } from '#kernel/db.ts'
import { signOf } from '#kernel/money.ts'
import { selectArriving } from './shortage.sql.ts'

type Arriving = { readonly expectedOn: string; readonly qty: string }
/** By product, the nearest day first. */
export async function arrivingOf(db: Db, productIds: readonly string[]): Promise<ReadonlyMap<string, Arriving[]>> {
  if (productIds.length === 0) return new Map()
  const rows = (await selectArriving(db, productIds)).filter(row => signOf(row.qty) > 0)
  return Map.groupBy(rows, row => row.productId)
}
