// An invoice is issued: what its orders were paid before moves to it, oldest first; taken back by a red letter it moves
// away again, newest first. Rows only: no sum of a receipt or an order changes.
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { getInvoice } from '#features/invoice/server/invoice.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, max, min, neg, signOf, sub, sum } from '#kernel/money.ts'
import { tell } from '#meta/server/record.service.ts'
import type { InvoiceCollection } from '../collection.schema.ts'
import { type BillShare, selectBills } from './bill.sql.ts'
import { type LiveAllocation, selectLiveOf, selectOfInvoice } from './collection.sql.ts'
import { allocations } from './collection.table.ts'

export type OrderMoney = { readonly live: readonly LiveAllocation[]; readonly bills: readonly BillShare[] }

/** Whoever allocates holds the orders: under their locks nothing of this changes. */
export async function moneyOf(tx: Tx, orderIds: readonly string[]): Promise<OrderMoney> {
  const [live, bills] = await Promise.all([selectLiveOf(tx, orderIds), selectBills(tx, orderIds)])
  return { live, bills }
}

type Issued = Pick<WholeInvoice, 'id' | 'number' | 'kind' | 'originalId'> & {
  readonly lines: readonly { readonly orderId: string | null; readonly gross: string }[]
}

export function settleInvoice(tx: Tx, actor: Actor, money: OrderMoney, issued: Issued): void {
  const byOrder = Map.groupBy(issued.lines, line => line.orderId ?? '')
  const moved = [...byOrder].flatMap(([orderId, lines]) => {
    const gross = sum(lines.map(line => line.gross))
    return issued.kind === 'red' ? freed(money, issued, { orderId, gross }) : taken(money, issued, { orderId, gross })
  })
  if (moved.length === 0) return
  const date = today(tx.database.clock, actor.org.zone)
  const by = { date, madeAt: tx.now, madeBy: actor.userId, fx: '0' }
  const rows = moved.flatMap(({ one, part, to }) => {
    const { receiptId, orderId, instalmentNo, invoiceId } = one
    const own = { receiptId, orderId, instalmentNo, ...by }
    return [
      { ...own, id: newId(), invoiceId, amount: neg(part), reversesId: one.id },
      { ...own, id: newId(), invoiceId: to, amount: part, reversesId: null },
    ]
  })
  tx.write(allocations.insert(tx.orgId, rows))
  for (const [recordId, parts] of Map.groupBy(moved, ({ one }) => one.receiptId)) {
    const about = [{ entity: 'invoice', recordId: issued.id }]
    const after = { invoice: issued.number, amount: sum(parts.map(one => one.part)) }
    tell(tx, { actor, entity: 'receipt', recordId, kind: 'receipt.billed', about, after })
  }
}

type Moved = { readonly one: LiveAllocation; readonly part: string; readonly to: string | null }
type Share = { readonly orderId: string; readonly gross: string }

function taken({ live }: OrderMoney, { id, kind }: Issued, { orderId, gross }: Share): Moved[] {
  if (kind !== 'normal') return []
  return parts(
    live.filter(one => one.orderId === orderId && one.invoiceId === null),
    gross,
  ).map(({ one, part }) => ({ one, part, to: id }))
}

function freed({ live, bills }: OrderMoney, { originalId }: Issued, { orderId, gross }: Share): Moved[] {
  const bill = bills.find(one => one.invoiceId === originalId && one.orderId === orderId)
  if (!bill) return []
  const own = live.filter(one => one.orderId === orderId && one.invoiceId === originalId)
  return parts(own.toReversed(), sub(bill.paid, add(bill.share, gross))).map(({ one, part }) => ({
    one,
    part,
    to: null,
  }))
}

function parts(from: readonly LiveAllocation[], amount: string): { one: LiveAllocation; part: string }[] {
  let left = amount
  return from.flatMap(one => {
    const part = min(one.left, left)
    if (signOf(part) <= 0) return []
    left = sub(left, part)
    return [{ one, part }]
  })
}

/** For whoever may see the invoice. */
export async function invoiceCollection(db: Db, actor: Actor, id: string): Promise<InvoiceCollection> {
  const [invoice, allocated] = await Promise.all([getInvoice(db, actor, id), selectOfInvoice(db, id)])
  const { currency, gross, reversed, state, kind } = invoice
  const settled = sum(allocated.map(one => one.amount))
  const open = state === 'issued' && kind === 'normal' ? max(sub(sub(gross, reversed), settled), '0') : '0'
  return { currency, settled, open, allocations: allocated }
}
