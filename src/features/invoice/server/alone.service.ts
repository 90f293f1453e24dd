// Debts of before that no order stands for: invoices alone. What settles them is counted on themselves, under their lock.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, sub, sum } from '#kernel/money.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { selectTakenBack } from './count.sql.ts'
import { lockInvoices } from './invoice.sql.ts'
import { type InvoiceRow, invoices } from './invoice.table.ts'

export type Alone = {
  readonly row: InvoiceRow
  /** Less what settles it, and less what red letters took or are about to take. */
  readonly open: string
}

/** Level 16, after the receipt that settles them; what is no such debt is not among them. */
export async function holdAlone(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Alone>> {
  if (ids.length === 0) return new Map()
  const rows = (await lockInvoices(tx, [...new Set(ids)])).filter(row => row.alone && row.state === 'issued')
  const held = await Promise.all(rows.map(async row => [row.id, { row, open: await openOf(tx, row) }] as const))
  return new Map(held)
}

export async function openOf(tx: Tx, row: InvoiceRow): Promise<string> {
  const taken = await selectTakenBack(tx, row.id)
  return sub(sub(row.gross, row.settled), sum([...taken.values()].map(one => one.gross)))
}

export function settleAlone(tx: Tx, actor: Actor, row: InvoiceRow, amount: string): void {
  const settled = add(row.settled, amount)
  tx.write(invoices.update(tx.orgId, { ...row, settled, ...editStamp(tx, actor, row) }))
}
