// What a receipt is for (核销): rows that are never deleted, only taken back. Receipt, orders, plans and the payer's
// credit move together; each allocation is at most what is open on either side.
import { moveExposure } from '#features/customer/server/credit.service.ts'
import { dueValueOf, type HeldOrder, holdOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, convert, min, neg, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type Bill, openOfBill, overBills, withPieces } from '../bill.rules.ts'
import type { Allocate, AllocationItem, NewReceipt, Receipt, TakeBack, WholeReceipt } from '../collection.schema.ts'
import { inFuture, periodClosed } from '../receipt.rules.ts'
import { type BillShare, selectBills } from './bill.sql.ts'
import { hasAllocation, type LiveAllocation, lockReceipts, receiptSource, selectLive } from './collection.sql.ts'
import { type AllocationRow, allocations, type ReceiptRow, receipts } from './collection.table.ts'
import { followOrder, holdPlans, type Plans } from './plan.service.ts'
import { makeReceipt, readBackReceipt, tellReceipt } from './receipt.service.ts'

export type Holding = {
  readonly row: ReceiptRow
  readonly orders: ReadonlyMap<string, HeldOrder>
  readonly plans: Plans
  readonly live: readonly LiveAllocation[]
  /** What invoices bill of the orders. */
  readonly bills: readonly BillShare[]
}

/** Credit 4, orders 8, lines 10, plans 14, receipt 15. */
export async function holdReceipt(tx: Tx, id: string, orderIds: readonly string[]): Promise<Holding> {
  const [orders, plans, [row], live, bills] = await Promise.all([
    holdOrders(tx, orderIds),
    holdPlans(tx, orderIds),
    lockReceipts(tx, [id]),
    selectLive(tx, id),
    selectBills(tx, orderIds),
  ])
  if (!row) throw missing('receipt')
  return { row, orders, plans, live, bills }
}
/** A receipt with what it is for, in one step. */
export async function createReceipt(tx: Tx, actor: Actor, input: NewReceipt): Promise<WholeReceipt> {
  const { allocations: items, ...head } = input
  if (!items) return readBackReceipt(tx, actor, (await makeReceipt(tx, actor, head)).id)
  if (!can(actor, 'receipt.allocate'))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'receipt.allocate' } }, 'forbidden')
  if (head.state === 'pending') throw new Refusal(reason('collection.notReceived', 'allocations'))
  // the receipt locks its payer's credit; its orders' payer is the same one, or refused
  const row = await makeReceipt(tx, actor, head)
  const orders = await holdOrders(
    tx,
    items.map(item => item.orderId),
  )
  const ids = [...orders.keys()]
  const [plans, bills] = await Promise.all([holdPlans(tx, ids), selectBills(tx, ids)])
  spend(tx, actor, { row, orders, plans, bills, live: [] }, { items, path: 'allocations' })
  return readBackReceipt(tx, actor, row.id)
}

export async function allocateReceipt(tx: Tx, actor: Actor, id: string, input: Allocate): Promise<WholeReceipt> {
  const held = await holdReceipt(
    tx,
    id,
    input.items.map(item => item.orderId),
  )
  await getRecord<Receipt>(tx, actor, receiptSource, id)
  if (input.version !== undefined && input.version !== held.row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  spend(tx, actor, held, { items: input.items, path: 'items', date: input.date })
  return readBackReceipt(tx, actor, id)
}

type Wish = { readonly items: readonly AllocationItem[]; readonly path: string; readonly date?: string | undefined }

function spend(tx: Tx, actor: Actor, held: Holding, { items, path, date }: Wish): void {
  const day = today(tx.database.clock, actor.org.zone)
  const facts = { date: date ?? day, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  refuseAll([inFuture(facts), periodClosed(facts)].flatMap(one => (one ? [one] : [])))
  refuseAll(problemsOf(actor, held, { items, path }))
  const rows = items.map(item => ({
    id: newId(),
    receiptId: held.row.id,
    orderId: item.orderId,
    instalmentNo: item.instalmentNo ?? null,
    ...(item.invoiceId && { invoiceId: item.invoiceId }),
    amount: item.amount,
    date: facts.date,
    reversesId: null,
    madeAt: tx.now,
    madeBy: actor.userId,
  }))
  writeRows(tx, actor, held, rows)
}

function problemsOf(
  actor: Actor,
  { row, orders, plans, live, bills }: Holding,
  { items, path }: Pick<Wish, 'items' | 'path'>,
): Reason[] {
  if (row.state !== 'received') return [reason('collection.notReceived', path)]
  const reasons: Reason[] = []
  const taken = new Map<string, string>()
  let standing: readonly Bill[] = bills
  for (const [i, { orderId, amount, instalmentNo: no, invoiceId }] of items.entries()) {
    const at = `${path}.${i}`
    const order = orders.get(orderId)
    if (!order || !can(actor, 'order.read', order.row)) {
      reasons.push(reason('collection.unknownOrder', `${at}.orderId`))
      continue
    }
    if (no !== undefined && !plans.rows.some(one => one.orderId === orderId && one.no === no))
      reasons.push(reason('collection.unknownInstalment', `${at}.instalmentNo`, { no }))
    if (invoiceId !== undefined) {
      reasons.push(...billProblems(row, standing, { orderId, amount, invoiceId, at }))
      standing = withPieces(standing, orderId, [{ invoiceId, amount }])
    }
    const problem = itemProblem(row, order, { amount, before: taken.get(orderId) ?? '0', at })
    if (problem) reasons.push(problem)
    taken.set(orderId, add(taken.get(orderId) ?? '0', amount))
  }
  const open = sub(row.amount, sum([row.allocated, row.refunding, row.refunded]))
  if (cmp(sum(items.map(item => item.amount)), open) > 0)
    reasons.push(reason('collection.tooMuch', path, { open, currency: row.currency }))
  return live.length > 1000 ? [reason('collection.tooMany', path), ...reasons] : reasons
}

type Billed = { readonly orderId: string; readonly amount: string; readonly invoiceId: string; readonly at: string }
function billProblems({ currency }: ReceiptRow, bills: readonly Bill[], item: Billed): Reason[] {
  const bill = bills.find(one => one.invoiceId === item.invoiceId && one.orderId === item.orderId)
  if (!bill) return [reason('collection.unknownInvoice', `${item.at}.invoiceId`)]
  const open = openOfBill(bill)
  return cmp(item.amount, open) > 0 ? [reason('collection.overInvoice', `${item.at}.amount`, { open, currency })] : []
}

type Item = { readonly amount: string; readonly before: string; readonly at: string }
function itemProblem(receipt: ReceiptRow, order: HeldOrder, { amount, before, at }: Item): Reason | undefined {
  const { row } = order
  const { number, currency } = row
  if (row.payerId !== receipt.customerId) return reason('collection.otherPayer', `${at}.orderId`, { number })
  if (currency !== receipt.currency) return reason('collection.otherCurrency', `${at}.orderId`, { number, currency })
  if (row.state === 'cancelled') return reason('collection.orderCancelled', `${at}.orderId`, { number })
  if (signOf(amount) <= 0) return reason('collection.notPositive', `${at}.amount`)
  if (cmp(roundMoney(amount, currency), amount) !== 0) return reason('collection.tooFine', `${at}.amount`, { currency })
  const due = row.state === 'draft' || row.state === 'in_review' ? row.gross : dueValueOf(order)
  const open = sub(sub(due, row.paidAmount), add(row.writtenOff, before))
  return cmp(amount, open) > 0
    ? reason('collection.overOrder', `${at}.amount`, { number, open: cmp(open, '0') > 0 ? open : '0', currency })
    : undefined
}

/** Where nothing is said of an invoice, the open ones of its order are settled first. */
type NewRow = Omit<AllocationRow, 'fx' | 'invoiceId'> & { readonly invoiceId?: string | null }
type BilledRow = Omit<AllocationRow, 'fx'>

function billed(rows: readonly NewRow[], bills: readonly Bill[]): BilledRow[] {
  let standing = bills
  return rows.flatMap(row => {
    const { orderId, amount } = row
    const isSaid = row.invoiceId !== undefined || signOf(amount) < 0
    const pieces = isSaid ? [{ invoiceId: row.invoiceId ?? null, amount }] : overBills(standing, { orderId, amount })
    standing = withPieces(standing, orderId, pieces)
    return pieces.map((piece, i) => ({ ...row, ...piece, ...(i > 0 && { id: newId() }) }))
  })
}

/** Rows, receipt, orders with their plans, and what the rates make of it: all in one step. */
export function writeRows(tx: Tx, actor: Actor, held: Holding, wanted: readonly NewRow[]): ReceiptRow {
  const rows = billed(wanted, held.bills)
  let { row } = held
  const paid = new Map([...held.orders].map(([id, order]) => [id, order.row.paidAmount]))
  const priced = rows.map((one): AllocationRow => {
    const order = held.orders.get(one.orderId)
    const before = paid.get(one.orderId) ?? '0'
    // what was written off is settled at the order's rate as well
    const settled = add(before, order?.row.writtenOff ?? '0')
    const fx = fxOf(actor, { receipt: row, order, before: settled, amount: one.amount })
    paid.set(one.orderId, add(before, one.amount))
    row = { ...row, allocated: add(row.allocated, one.amount) }
    return { ...one, fx }
  })
  row = { ...row, ...editStamp(tx, actor, held.row) }
  tx.write(allocations.insert(tx.orgId, priced))
  tx.write(receipts.update(tx.orgId, row))
  moveExposure(tx, row.customerId, neg(sum(priced.map(one => one.fx))))
  for (const [id, order] of held.orders) {
    const own = rows.filter(one => one.orderId === id)
    if (own.length === 0) continue
    const meant = own.flatMap(one =>
      one.instalmentNo === null ? [] : [{ orderId: id, no: one.instalmentNo, amount: one.amount }],
    )
    followOrder(tx, actor, order, held.plans, { paidAmount: paid.get(id) ?? '0', meant })
  }
  const touched = [...held.orders.values()].map(one => one.row).filter(one => rows.some(own => own.orderId === one.id))
  tellReceipt(tx, actor, row, {
    kind: rows.some(one => one.reversesId !== null) ? 'receipt.takenBack' : 'receipt.allocated',
    after: { orders: rows.map(one => `${held.orders.get(one.orderId)?.row.number ?? ''} ${one.amount}`).join('\n') },
    orders: touched,
  })
  return row
}

type Fx = {
  readonly receipt: ReceiptRow
  readonly order: HeldOrder | undefined
  readonly before: string
  readonly amount: string
}
/** Both sides by their running total, so that parts add up to the converted whole (C078). */
function fxOf(actor: Actor, { receipt, order, before, amount }: Fx): string {
  const base = actor.org.currency
  if (!order || receipt.currency === base) return '0'
  const step = (from: string, rate: string) => sub(convert(add(from, amount), rate, base), convert(from, rate, base))
  return sub(step(before, order.row.rate), step(receipt.allocated, receipt.rate))
}

/** A reversing row; the order owes again. */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  { id, allocationId }: { readonly id: string; readonly allocationId: string },
  input: TakeBack,
): Promise<WholeReceipt> {
  const seen = (await selectLive(tx, id)).find(one => one.id === allocationId)
  const held = await holdReceipt(tx, id, seen ? [seen.orderId] : [])
  await getRecord<Receipt>(tx, actor, receiptSource, id)
  const one = held.live.find(each => each.id === allocationId)
  if (!one)
    throw (await hasAllocation(tx, id, allocationId)) ? new Refusal('collection.takenBack') : missing('allocation')
  const amount = input.amount ?? one.left
  if (signOf(amount) <= 0 || cmp(amount, one.left) > 0)
    throw new Refusal(reason('collection.moreThanAllocated', 'amount', { left: one.left }))
  const day = today(tx.database.clock, actor.org.zone)
  const facts = { date: input.date ?? day, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  refuseAll([inFuture(facts), periodClosed(facts)].flatMap(each => (each ? [each] : [])))
  writeRows(tx, actor, held, [reversing(tx, actor, one, { amount, date: facts.date })])
  return readBackReceipt(tx, actor, id)
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
