// What a receipt is for (核销): rows that are never deleted, only taken back. Receipt, orders, plans and the payer's
// credit move together; each allocation is at most what is open on either side.
import { type Alone, holdAlone } from '#features/invoice/server/alone.service.ts'
import { dueValueOf, type HeldOrder, holdOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, max, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type Bill, openOfBill, withPieces } from '../bill.rules.ts'
import type {
  Allocate,
  Allocation,
  AllocationItem,
  NewReceipt,
  Receipt,
  TakeBack,
  WholeReceipt,
} from '../collection.schema.ts'
import { inFuture, periodClosed, tooEarly } from '../receipt.rules.ts'
import { type Holding, holdReceipt, placesOf, reversing, type Written, writeRows } from './allocation.service.ts'
import { selectBills } from './bill.sql.ts'
import { hasAllocation, mostShown, receiptSource, selectLive } from './collection.sql.ts'
import type { AllocationRow, ReceiptRow } from './collection.table.ts'
import { holdPlans } from './plan.service.ts'
import { asMade, getReceipt, makeReceipt, readBackReceipt, receiptNow } from './receipt.service.ts'

/** A receipt with what it is for, in one step. */
export async function createReceipt(tx: Tx, actor: Actor, input: NewReceipt): Promise<WholeReceipt> {
  const { allocations: items, ...head } = input
  if (!items) return asMade(await makeReceipt(tx, actor, head))
  if (!can(actor, 'receipt.allocate'))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'receipt.allocate' } }, 'forbidden')
  if (head.state === 'pending') throw new Refusal(reason('collection.notReceived', 'allocations'))
  // the receipt locks its payer's credit; its orders' payer is the same one, or refused
  const { row } = await makeReceipt(tx, actor, head)
  const { orderIds, aloneIds } = placesOf(items)
  const orders = await holdOrders(tx, orderIds)
  const ids = [...orders.keys()]
  const [plans, bills, alone] = await Promise.all([holdPlans(tx, ids), selectBills(tx, ids), holdAlone(tx, aloneIds)])
  spend(tx, actor, { row, orders, plans, bills, alone, live: [] }, { items, path: 'allocations' })
  return readBackReceipt(tx, actor, row.id)
}

export async function allocateReceipt(tx: Tx, actor: Actor, id: string, input: Allocate): Promise<WholeReceipt> {
  let shown: WholeReceipt | undefined
  const held = await holdReceipt(tx, id, input.items, async () => {
    shown = await getReceipt(tx, actor, id)
  })
  if (!shown) throw missing('receipt')
  if (input.version !== undefined && input.version !== held.row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { row, rows } = spend(tx, actor, held, { items: input.items, path: 'items', date: input.date })
  const made = rows.map(one => shownRow(actor, held, one))
  return { ...receiptNow(shown, row), allocations: [...shown.allocations, ...made].slice(0, mostShown) }
}

/** As it would be read back. */
function shownRow(actor: Actor, { row, orders, bills, alone }: Holding, one: AllocationRow): Allocation {
  const { madeBy: _, ...rest } = one
  const billNumber = bills.find(bill => bill.invoiceId === one.invoiceId)?.number
  return {
    ...rest,
    receiptNumber: row.number,
    orderNumber: orders.get(one.orderId ?? '')?.row.number ?? null,
    invoiceNumber: billNumber ?? alone.get(one.invoiceId ?? '')?.row.number ?? null,
    left: one.amount,
    madeByName: actor.name,
  }
}

type Wish = { readonly items: readonly AllocationItem[]; readonly path: string; readonly date?: string | undefined }

function spend(tx: Tx, actor: Actor, held: Holding, { items, path, date }: Wish): Written {
  const day = today(tx.database.clock, actor.org.zone)
  const facts = { date: date ?? day, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  const early = held.row.state === 'received' ? tooEarly(facts.date, held.row.date) : undefined
  refuseAll([inFuture(facts), periodClosed(facts), early].flatMap(one => (one ? [one] : [])))
  refuseAll(problemsOf(actor, held, { items, path }))
  const rows = items.map(item => ({
    id: newId(),
    receiptId: held.row.id,
    orderId: item.orderId ?? null,
    instalmentNo: item.orderId ? (item.instalmentNo ?? null) : null,
    ...(item.invoiceId && { invoiceId: item.invoiceId }),
    amount: item.amount,
    date: facts.date,
    reversesId: null,
    madeAt: tx.now,
    madeBy: actor.userId,
  }))
  return writeRows(tx, actor, held, rows)
}

function problemsOf(
  actor: Actor,
  { row, orders, plans, live, bills, alone }: Holding,
  { items, path }: Pick<Wish, 'items' | 'path'>,
): Reason[] {
  if (row.state !== 'received') return [reason('collection.notReceived', path)]
  const reasons: Reason[] = []
  const taken = new Map<string, string>()
  let standing: readonly Bill[] = bills
  for (const [i, { orderId, amount, instalmentNo: no, invoiceId }] of items.entries()) {
    const at = `${path}.${i}`
    if (orderId === undefined) {
      const debt = invoiceId && alone.get(invoiceId)
      const before = taken.get(invoiceId ?? '') ?? '0'
      reasons.push(...(debt ? aloneProblems(actor, row, debt, { amount, before, at }) : [unknownAt(at, invoiceId)]))
      taken.set(invoiceId ?? '', add(before, amount))
      continue
    }
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

const unknownAt = (at: string, invoiceId: string | undefined): Reason =>
  invoiceId
    ? reason('collection.unknownInvoice', `${at}.invoiceId`)
    : reason('collection.unknownOrder', `${at}.orderId`)

function aloneProblems(actor: Actor, receipt: ReceiptRow, { row, open }: Alone, item: Item): Reason[] {
  const { number, currency } = row
  if (!can(actor, 'invoice.read', row)) return [unknownAt(item.at, row.id)]
  if (row.payerId !== receipt.customerId) return [reason('collection.otherPayer', `${item.at}.invoiceId`, { number })]
  if (currency !== receipt.currency)
    return [reason('collection.otherCurrency', `${item.at}.invoiceId`, { number, currency })]
  const problem = amountProblem(item.amount, currency, item.at)
  if (problem) return [problem]
  const left = sub(open, item.before)
  return cmp(item.amount, left) > 0
    ? [reason('collection.overInvoice', `${item.at}.amount`, { open: max(left, '0'), currency })]
    : []
}

function amountProblem(amount: string, currency: string, at: string): Reason | undefined {
  if (signOf(amount) <= 0) return reason('collection.notPositive', `${at}.amount`)
  return finerProblem(amount, currency, `${at}.amount`)
}

const finerProblem = (amount: string, currency: string, path: string): Reason | undefined =>
  cmp(roundMoney(amount, currency), amount) === 0 ? undefined : reason('collection.tooFine', path, { currency })

type Item = { readonly amount: string; readonly before: string; readonly at: string }
function itemProblem(receipt: ReceiptRow, order: HeldOrder, { amount, before, at }: Item): Reason | undefined {
  const { row } = order
  const { number, currency } = row
  if (row.payerId !== receipt.customerId) return reason('collection.otherPayer', `${at}.orderId`, { number })
  if (currency !== receipt.currency) return reason('collection.otherCurrency', `${at}.orderId`, { number, currency })
  if (row.state === 'cancelled') return reason('collection.orderCancelled', `${at}.orderId`, { number })
  const problem = amountProblem(amount, currency, at)
  if (problem) return problem
  const due = row.state === 'draft' || row.state === 'in_review' ? row.gross : dueValueOf(order)
  const open = sub(sub(due, row.paidAmount), add(row.writtenOff, before))
  return cmp(amount, open) > 0
    ? reason('collection.overOrder', `${at}.amount`, { number, open: cmp(open, '0') > 0 ? open : '0', currency })
    : undefined
}

/** A reversing row; what it settled is owed again. */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  { id, allocationId }: { readonly id: string; readonly allocationId: string },
  input: TakeBack,
): Promise<WholeReceipt> {
  const seen = (await selectLive(tx, id)).find(one => one.id === allocationId)
  const held = await holdReceipt(tx, id, seen ? [seen] : [])
  await getRecord<Receipt>(tx, actor, receiptSource, id)
  const one = held.live.find(each => each.id === allocationId)
  if (!one)
    throw (await hasAllocation(tx, id, allocationId)) ? new Refusal('collection.takenBack') : missing('allocation')
  const amount = input.amount ?? one.left
  if (signOf(amount) <= 0 || cmp(amount, one.left) > 0)
    throw new Refusal(reason('collection.moreThanAllocated', 'amount', { left: one.left }))
  const day = today(tx.database.clock, actor.org.zone)
  const facts = { date: input.date ?? day, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  const fine = input.amount && finerProblem(input.amount, held.row.currency, 'amount')
  const early = tooEarly(facts.date, one.date)
  refuseAll([fine, inFuture(facts), periodClosed(facts), early].flatMap(each => (each ? [each] : [])))
  writeRows(tx, actor, held, [reversing(tx, actor, one, { amount, date: facts.date })])
  return readBackReceipt(tx, actor, id)
}
