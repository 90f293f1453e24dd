// What nobody does by hand: people are told what is due soon and what is late, once for each instalment; bills mature.
import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { notifyAll } from '#features/notice/server/notice.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { Tx } from '#kernel/db.ts'
import { neg } from '#kernel/money.ts'
import { tell } from '#meta/server/record.service.ts'
import { collectionPermissions } from '../collection.access.ts'
import { lockReceipts } from './collection.sql.ts'
import { type ReceiptRow, receipts } from './collection.table.ts'
import { selectMaturing, takeBills, takeDue } from './remind.sql.ts'

const finance = (tx: Tx): Promise<readonly string[]> =>
  holdersOf(tx, 'receipt.allocate', collectionPermissions, { ownerId: null, deptId: null })

/** For the job, again and again: the rows say what was told already. Answers how many were. */
export async function remindDue(tx: Tx, limit: number): Promise<number> {
  const due = await takeDue(tx, limit)
  if (due.length === 0) return 0
  const desk = await finance(tx)
  for (const { id, orderId, no, dueDate, open, late, days, number, ownerId, currency, customer } of due)
    notifyAll(tx, {
      userIds: [ownerId, ...desk],
      kind: late ? 'instalmentLate' : 'instalmentSoon',
      values: { number, customer, no, amount: open, currency, date: dueDate, days },
      entity: 'order',
      recordId: orderId,
      key: `instalment:${id}:${late ? 'late' : 'soon'}:${dueDate}`,
    })
  return due.length
}

/** That a bill has to be presented soon. */
export async function remindBills(tx: Tx, limit: number): Promise<number> {
  const bills = await takeBills(tx, limit)
  if (bills.length === 0) return 0
  const desk = await finance(tx)
  for (const { id, number, customer, amount, currency, billDueDate } of bills)
    notifyAll(tx, {
      userIds: desk,
      kind: 'billMatures',
      values: { number, customer, amount, currency, date: billDueDate ?? '' },
      entity: 'receipt',
      recordId: id,
      key: `bill:${id}:${billDueDate}`,
    })
  return bills.length
}

/** From its day on a bill is money: it frees its payer's credit. One that bounced meanwhile does not. */
export async function matureBills(tx: Tx, limit: number): Promise<number> {
  const found = await selectMaturing(tx, limit)
  if (found.length === 0) return 0
  await lockCredit(tx, [...new Set(found.map(one => one.customerId))])
  const rows = await lockReceipts(
    tx,
    found.map(one => one.id),
  )
  for (const row of rows.filter(one => one.state === 'received' && !one.counted)) mature(tx, row)
  return found.length
}

function mature(tx: Tx, row: ReceiptRow): void {
  const next: ReceiptRow = {
    ...row,
    counted: true,
    version: row.version + 1,
    updatedAt: tx.now,
    updatedBy: null,
  }
  tx.write(receipts.update(tx.orgId, next))
  moveExposure(tx, row.customerId, neg(row.baseAmount))
  tell(tx, {
    actor: { userId: null, via: 'job' },
    entity: 'receipt',
    recordId: row.id,
    kind: 'receipt.matured',
    about: [{ entity: 'customer', recordId: row.customerId }],
    after: { amount: row.amount, currency: row.currency },
    version: next.version,
  })
}
