// Rows of allocations, which are never deleted, only taken back; receipt, orders, plans, debts and the payer's credit move
// together with them, and what the rates make of it.
import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { type Alone, holdAlone, settleAlone } from '#features/invoice/server/alone.service.ts'
import { type HeldOrder, holdOrders } from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, convert, min, neg, signOf, sub, sum } from '#kernel/money.ts'
import { missing } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { type Bill, overBills, withPieces } from '../bill.rules.ts'
import { type BillShare, selectBills } from './bill.sql.ts'
import { type LiveAllocation, lockReceipts, selectLive, selectReceipt } from './collection.sql.ts'
import { type AllocationRow, allocations, type ReceiptRow, receipts } from './collection.table.ts'
import { followOrder, holdPlans, type Plans } from './plan.service.ts'
import { tellReceipt } from './receipt.service.ts'

export type Holding = {
  readonly row: ReceiptRow
  readonly orders: ReadonlyMap<string, HeldOrder>
  readonly plans: Plans
  readonly live: readonly LiveAllocation[]
  /** What invoices bill of the orders. */
  readonly bills: readonly BillShare[]
  /** Debts that no order stands for. */
  readonly alone: ReadonlyMap<string, Alone>
}

type Place = { readonly orderId?: string | null | undefined; readonly invoiceId?: string | null | undefined }
/** What a list of rows or wishes is for: orders, and invoices where there is no order. */
export const placesOf = (items: readonly Place[]): { orderIds: string[]; aloneIds: string[] } => ({
  orderIds: items.flatMap(one => one.orderId ?? []),
  aloneIds: items.flatMap(one => (one.orderId ? [] : (one.invoiceId ?? []))),
})

/** Credit 4, orders 8, lines 10, plans 14, receipt 15, invoices alone 16; what is read behind them comes in the same trip. */
export async function holdReceipt(
  tx: Tx,
  id: string,
  places: readonly Place[],
  behind: () => Promise<unknown> = async () => undefined,
): Promise<Holding> {
  const { orderIds, aloneIds } = placesOf(places)
  if (orderIds.length === 0 && aloneIds.length > 0) {
    const seen = await selectReceipt(tx, id)
    if (seen) await lockCredit(tx, [seen.customerId])
  }
  const [orders, plans, [row], alone, live, bills] = await Promise.all([
    holdOrders(tx, orderIds),
    holdPlans(tx, orderIds),
    lockReceipts(tx, [id]),
    holdAlone(tx, aloneIds),
    selectLive(tx, id),
    selectBills(tx, orderIds),
    behind(),
  ])
  if (!row) throw missing('receipt')
  return { row, orders, plans, live, bills, alone }
}

/** Where nothing is said of an invoice, the open ones of its order are settled first. */
type NewRow = Omit<AllocationRow, 'fx' | 'invoiceId'> & { readonly invoiceId?: string | null }
type BilledRow = Omit<AllocationRow, 'fx'>

function billed(rows: readonly NewRow[], bills: readonly Bill[]): BilledRow[] {
  let standing = bills
  return rows.flatMap(row => {
    const { orderId, amount } = row
    if (orderId === null) return [{ ...row, invoiceId: row.invoiceId ?? null }]
    const isSaid = row.invoiceId !== undefined || signOf(amount) < 0
    const pieces = isSaid ? [{ invoiceId: row.invoiceId ?? null, amount }] : overBills(standing, { orderId, amount })
    standing = withPieces(standing, orderId, pieces)
    return pieces.map((piece, i) => ({ ...row, ...piece, ...(i > 0 && { id: newId() }) }))
  })
}

/** Rows, receipt, orders with their plans, and what the rates make of it: all in one step. */
export type Written = { readonly row: ReceiptRow; readonly rows: readonly AllocationRow[] }
export function writeRows(tx: Tx, actor: Actor, held: Holding, wanted: readonly NewRow[]): Written {
  const rows = billed(wanted, held.bills)
  let { row } = held
  const paid = new Map([...held.orders].map(([id, order]) => [id, order.row.paidAmount]))
  const settled = new Map([...held.alone].map(([id, one]) => [id, one.row.settled]))
  const priced = rows.map((one): AllocationRow => {
    const { amount } = one
    const order = held.orders.get(one.orderId ?? '')?.row
    const debt = order ?? held.alone.get(one.invoiceId ?? '')?.row
    const [counted, id] = order ? [paid, order.id] : [settled, one.invoiceId ?? '']
    const before = counted.get(id) ?? '0'
    // what was written off is settled at the order's rate as well
    const fx = fxOf(actor, { receipt: row, rate: debt?.rate, before: add(before, order?.writtenOff ?? '0'), amount })
    counted.set(id, add(before, amount))
    row = { ...row, allocated: add(row.allocated, amount) }
    return { ...one, fx }
  })
  row = { ...row, ...editStamp(tx, actor, held.row) }
  tx.write(allocations.insert(tx.orgId, priced))
  tx.write(receipts.update(tx.orgId, row))
  moveExposure(tx, row.customerId, neg(sum(priced.map(one => one.fx))))
  followAll(tx, actor, held, { rows, paid })
  for (const [id, debt] of held.alone) {
    const own = rows.filter(one => one.orderId === null && one.invoiceId === id)
    if (own.length > 0) settleAlone(tx, actor, debt.row, sum(own.map(one => one.amount)))
  }
  tellRows(tx, actor, { ...held, row }, rows)
  return { row, rows: priced }
}

type Followed = { readonly rows: readonly BilledRow[]; readonly paid: ReadonlyMap<string, string> }
function followAll(tx: Tx, actor: Actor, held: Holding, { rows, paid }: Followed): void {
  for (const [id, order] of held.orders) {
    const own = rows.filter(one => one.orderId === id)
    if (own.length === 0) continue
    const meant = own.flatMap(one =>
      one.instalmentNo === null ? [] : [{ orderId: id, no: one.instalmentNo, amount: one.amount }],
    )
    followOrder(tx, actor, order, held.plans, { paidAmount: paid.get(id) ?? '0', meant })
  }
}

function tellRows(tx: Tx, actor: Actor, { row, orders, alone }: Holding, rows: readonly BilledRow[]): void {
  const place = (one: BilledRow) => orders.get(one.orderId ?? '')?.row ?? alone.get(one.invoiceId ?? '')?.row
  tellReceipt(tx, actor, row, {
    kind: rows.some(one => one.reversesId !== null) ? 'receipt.takenBack' : 'receipt.allocated',
    after: { orders: rows.map(one => `${place(one)?.number ?? ''} ${one.amount}`).join('\n') },
    orders: [...orders.values()].map(one => one.row).filter(one => rows.some(own => own.orderId === one.id)),
    invoiceIds: [...alone.keys()].filter(id => rows.some(own => own.orderId === null && own.invoiceId === id)),
  })
}

type Fx = {
  readonly receipt: ReceiptRow
  /** Of what it settles. */
  readonly rate: string | undefined
  readonly before: string
  readonly amount: string
}
/** Both sides by their running total, so that parts add up to the converted whole (C078). */
function fxOf(actor: Actor, { receipt, rate: own, before, amount }: Fx): string {
  const base = actor.org.currency
  if (own === undefined || receipt.currency === base) return '0'
  const step = (from: string, rate: string) => sub(convert(add(from, amount), rate, base), convert(from, rate, base))
  return sub(step(before, own), step(receipt.allocated, receipt.rate))
}

export const reversing = (
  tx: Tx,
  actor: Actor,
  one: LiveAllocation,
  { amount, date }: { readonly amount: string; readonly date: string },
): NewRow => ({
  id: newId(),
  receiptId: one.receiptId,
  orderId: one.orderId,
  instalmentNo: one.instalmentNo,
  invoiceId: one.invoiceId,
  amount: neg(amount),
  date,
  reversesId: one.id,
  madeAt: tx.now,
  madeBy: actor.userId,
})

/** Newest first, as much as is asked; less where there is less. */
export function newestFirst(
  live: readonly LiveAllocation[],
  orderId: string,
  amount: string,
): { one: LiveAllocation; part: string }[] {
  let left = amount
  return live
    .filter(one => one.orderId === orderId)
    .toReversed()
    .flatMap(one => {
      const part = min(one.left, left)
      left = sub(left, part)
      return signOf(part) > 0 ? [{ one, part }] : []
    })
}
