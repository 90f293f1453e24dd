// Levels change here, and whoever shares out what is free hears of it once the transaction holds.
import type { Tx } from '#kernel/db.ts'
import { cmp } from '#kernel/money.ts'
import { changeLevelsBound, type LevelChange } from './stock.sql.ts'

/** A hint, after COMMIT: of these products more lies free than before. */
type FreedListener = (orgId: string, productIds: readonly string[]) => void
let listener: FreedListener | undefined
/** Set once, by the process that works at what runs by itself; without it the job finds them a little later. */
export function onFreed(listen: FreedListener | undefined): void {
  listener = listen
}

/** One statement for all rows, which are locked and appear once each. */
export function changeLevels(tx: Tx, rows: readonly LevelChange[]): void {
  tx.write(changeLevelsBound(tx.orgId, rows, tx.now))
  const more = rows.filter(row => cmp(row.moved, row.held) > 0).map(row => row.productId)
  if (more.length > 0) noteFreed(tx, more)
}

function noteFreed(tx: Tx, productIds: readonly string[]): void {
  const known = tx.bag.get('freed') as Set<string> | undefined // the bag is untyped; only this file uses the key
  const freed = known ?? new Set<string>()
  for (const id of productIds) freed.add(id)
  if (known) return
  tx.bag.set('freed', freed)
  tx.afterCommit(() => listener?.(tx.orgId, [...freed]))
}
