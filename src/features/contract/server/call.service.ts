// Orders count against their contract; the contract is locked (level 7) and the order has judged that it is there.
import type { Tx } from '#kernel/db.ts'
import { add, isZero } from '#kernel/money.ts'
import { calledBound, calledLinesBound } from './contract.sql.ts'

type Standing = {
  readonly id: string
  readonly calledOff: string
  readonly lines: readonly { readonly id: string; readonly calledQty: string }[]
}
/** Differences: an amount in the contract's currency, quantities by line. */
type Move = { readonly amount: string; readonly lines: ReadonlyMap<string, string> }

export function countCall(tx: Tx, { id, calledOff, lines }: Standing, move: Move): void {
  const moved = lines.flatMap(line => {
    const by = move.lines.get(line.id)
    return by === undefined ? [] : [{ id: line.id, qty: add(line.calledQty, by) }]
  })
  if (moved.length > 0) tx.write(calledLinesBound(tx.orgId, moved))
  if (!isZero(move.amount)) tx.write(calledBound(tx.orgId, id, add(calledOff, move.amount)))
}
