// What was asked for lines of an order that is still written: its lines may go or shrink, and the order itself. Who asks
// for them comes after the order, so it is wired in `app/server/orderEntities.ts`.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { LineRow, OrderRow } from './order.table.ts'

type Order = Pick<OrderRow, 'id' | 'number' | 'threadId'>
type Line = Pick<LineRow, 'id' | 'toShip' | 'reserved'>
/** The order and its lines are locked; a line that is not named needs nothing. */
type FreeClaims = (tx: Tx, actor: Actor, order: Order, lines: readonly Line[]) => Promise<void>

let free: FreeClaims | undefined
export function freeClaimsBy(fn: FreeClaims): void {
  free = fn
}

/** Before the lines are written: nobody may ask for one that is gone. Another product is another line. */
export async function freeClaims(
  tx: Tx,
  actor: Actor,
  { row, lines: old }: { readonly row: Order; readonly lines: readonly LineRow[] },
  next: readonly LineRow[],
): Promise<void> {
  const same = next.filter(
    line => line.stockKept && old.some(was => was.id === line.id && was.productId === line.productId),
  )
  await free?.(tx, actor, row, same)
}
