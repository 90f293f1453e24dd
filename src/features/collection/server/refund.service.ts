// Money that goes back (退款): asked for, approved by another, paid. From the request on the receipt holds it; only
// what succeeded counts. What it takes from an order is open on the order again at once, and returns if it fails.

import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { dueValueOf } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { add, cmp, convert, min, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { editStamp, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { NewRefund, Refund } from '../collection.schema.ts'
import type { RefundFacts } from '../receipt.rules.ts'
import { type RefundEffect, type RefundMove, refundFlow } from '../refund.flow.ts'
import { type Holding, holdReceipt, newestFirst, reversing, writeRows } from './allocation.service.ts'
import { selectReceipt } from './collection.sql.ts'
import { type ReceiptRow, type RefundRow, receipts, refunds } from './collection.table.ts'
import { lockRefund, refundSource, selectRefund } from './refund.sql.ts'

export const listRefunds = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Refund>> =>
  listRecords<Refund>(db, actor, refundSource, query)
export const summariseRefunds = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, refundSource, query)
export const getRefund = (db: Db, actor: Actor, id: string): Promise<Refund> =>
  getRecord<Refund>(db, actor, refundSource, id)

/** Whoever asks need not see the receipt: after-sales asks for what a return is worth. */
export async function requestRefund(tx: Tx, actor: Actor, input: NewRefund): Promise<Refund> {
  const number = nextRefundNumber(tx, actor)
  const fields = await ownFields(tx, actor, 'refund')
  if (!(await selectReceipt(tx, input.receiptId))) throw new Refusal(reason('collection.unknownReceipt', 'receiptId'))
  const held = await holdReceipt(tx, input.receiptId, [{ orderId: input.orderId }])
  refuseAll(problemsOf(held, input))
  const custom = takeCustom(fields, input.custom)
  return readBack<Refund>(
    tx,
    actor,
    refundSource,
    bookRefund(tx, actor, held, { ...input, custom, number: await number }),
  )
}

export function nextRefundNumber(tx: Tx, actor: Actor): Promise<string> {
  const number = numberOf(tx, actor, 'refund', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  return number
}

type Named = NewRefund & { readonly number: string; readonly custom: Custom }

/** Everything is locked and judged: the receipt holds it, and what it takes from an order is open there at once. */
export function bookRefund(tx: Tx, actor: Actor, held: Holding, input: Named): string {
  const { row } = held
  const date = today(tx.database.clock, actor.org.zone)
  const parts = input.orderId ? newestFirst(held.live, input.orderId, input.amount) : []
  const taken = parts.map(({ one, part }) => reversing(tx, actor, one, { amount: part, date }))
  const freed = taken.length > 0 ? writeRows(tx, actor, held, taken).row : row
  const refunding = add(freed.refunding, input.amount)
  tx.write(receipts.update(tx.orgId, { ...freed, refunding, ...editStamp(tx, actor, freed) }))
  const stamp = newStamp(tx, actor, { ownerId: row.ownerId, deptId: row.deptId }, input.custom)
  const refund = refundOf(actor, stamp, row, input)
  tx.write(refunds.insert(tx.orgId, [refund]))
  writeSearchTerms(tx, 'refund', [{ id: refund.id, terms: termsOf(refund.number, 'number') }], true)
  const { amount, currency, reason: why } = refund
  say(tx, actor, refund, held, { kind: 'refund.requested', to: 'requested', after: { amount, currency, reason: why } })
  return refund.id
}

function refundOf(actor: Actor, stamp: ReturnType<typeof newStamp>, row: ReceiptRow, input: Named): RefundRow {
  return {
    ...stamp,
    number: input.number,
    state: 'requested',
    receiptId: row.id,
    customerId: row.customerId,
    orderId: input.orderId ?? null,
    currency: row.currency,
    amount: input.amount,
    baseAmount: convert(input.amount, row.rate, actor.org.currency),
    reason: filled(input.reason, 'reason'),
    externalRef: null,
    date: null,
    endedAt: null,
    note: input.note?.trim() || null,
  }
}

function problemsOf({ row, live, orders }: Holding, { amount, orderId }: NewRefund): Reason[] {
  if (row.state !== 'received') return [reason('collection.notReceived', 'receiptId')]
  if (!row.counted) return [reason('collection.billOpen', 'receiptId', { date: row.billDueDate ?? '' })]
  if (orderId && !orders.has(orderId)) return [reason('collection.unknownOrder', 'orderId')]
  const open = orderId
    ? sum(live.filter(one => one.orderId === orderId).map(one => one.left))
    : sub(row.amount, sum([row.allocated, row.refunding, row.refunded]))
  const reasons: Reason[] = []
  if (signOf(amount) <= 0) reasons.push(reason('collection.notPositive', 'amount'))
  if (cmp(roundMoney(amount, row.currency), amount) !== 0)
    reasons.push(reason('collection.tooFine', 'amount', { currency: row.currency }))
  if (cmp(amount, open) > 0) reasons.push(reason('collection.tooMuch', 'amount', { open, currency: row.currency }))
  return reasons
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to: string
  readonly after: Record<string, unknown>
}
function say(tx: Tx, actor: Actor, row: RefundRow, ...[{ orders }, event]: [Holding, Told]): void {
  const rows = [...orders.values()].map(one => one.row)
  const about = [
    { entity: 'customer', recordId: row.customerId },
    { entity: 'receipt', recordId: row.receiptId },
    ...rows.map(order => ({ entity: 'order', recordId: order.id })),
  ]
  const threads = rows.map(order => order.threadId)
  tell(tx, { actor, entity: 'refund', recordId: row.id, threads, about, version: row.version, ...event })
}

type Work = Holding & { readonly refund: RefundRow }
type Effect = (tx: Tx, actor: Actor, work: Work) => ReceiptRow

const effects: Record<RefundEffect, Effect> = {
  /** Only now it counts: the payer has had less from us, and used less of what they paid. */
  paidBack(tx, _actor, { row, refund }) {
    moveExposure(tx, refund.customerId, refund.baseAmount)
    return { ...row, refunding: sub(row.refunding, refund.amount), refunded: add(row.refunded, refund.amount) }
  },
  /** Nothing went back: what it was for is paid again, as far as that is still open. */
  giveBack(tx, actor, { refund, ...held }) {
    const freed = { ...held.row, refunding: sub(held.row.refunding, refund.amount) }
    const order = refund.orderId ? held.orders.get(refund.orderId) : undefined
    if (!order || order.row.state === 'cancelled') return freed
    const due = sub(dueValueOf(order), add(order.row.paidAmount, order.row.writtenOff))
    const amount = min(refund.amount, due)
    if (signOf(amount) <= 0) return freed
    const date = today(tx.database.clock, actor.org.zone)
    const again = { receiptId: freed.id, orderId: order.row.id, instalmentNo: null, amount, date, reversesId: null }
    return writeRows(tx, actor, { ...held, row: freed }, [
      { ...again, id: newStamp(tx, actor, { ownerId: null, deptId: null }).id, madeAt: tx.now, madeBy: actor.userId },
    ]).row
  },
}

export type RefundWish = {
  readonly move: RefundMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  readonly externalRef?: string | null | undefined
  readonly date?: string | undefined
}

export async function moveRefund(tx: Tx, actor: Actor, id: string, wish: RefundWish): Promise<Refund> {
  const seen = await selectRefund(tx, id)
  if (!seen) throw missing('refund')
  const orderIds = seen.orderId ? [seen.orderId] : []
  if (orderIds.length === 0) await lockCredit(tx, [seen.customerId])
  const held = await holdReceipt(tx, seen.receiptId, [{ orderId: seen.orderId }])
  const [row] = await Promise.all([lockRefund(tx, id), getRecord<Refund>(tx, actor, refundSource, id)])
  if (!row) throw missing('refund')
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = factsOf(tx, actor, row, { date: wish.date, receivedOn: held.row.date })
  const verdict = judge(refundFlow, wish.move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  let receipt = held.row
  for (const effect of verdict.effects) receipt = effects[effect](tx, actor, { ...held, row: receipt, refund: row })
  if (receipt !== held.row) tx.write(receipts.update(tx.orgId, { ...receipt, ...editStamp(tx, actor, receipt) }))
  const isEnd = ['succeeded', 'failed', 'cancelled'].includes(verdict.to)
  const next: RefundRow = {
    ...row,
    state: verdict.to,
    ...(wish.externalRef !== undefined && { externalRef: wish.externalRef?.trim() || null }),
    ...(verdict.to === 'succeeded' && { date: facts.date }),
    ...(isEnd && { endedAt: tx.now }),
    ...editStamp(tx, actor, row),
  }
  tx.write(refunds.update(tx.orgId, next))
  say(tx, actor, next, held, {
    kind: `refund.${verdict.to}`,
    from: row.state,
    to: next.state,
    after: wish.note ? { note: wish.note } : {},
  })
  return readBack<Refund>(tx, actor, refundSource, id)
}

type Days = { readonly date?: string | undefined; readonly receivedOn: string }
function factsOf(db: Db, actor: Actor, row: RefundRow, { date, receivedOn }: Days): RefundFacts {
  const day = today(db.database.clock, actor.org.zone)
  const { booksClosedUntil } = actor.org
  const isOwn = row.createdBy === actor.userId
  return { state: row.state, isOwn, receivedOn, date: date ?? day, today: day, booksClosedUntil }
}

export async function refundOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row] = await Promise.all([selectRefund(db, id), getRecord<Refund>(db, actor, refundSource, id)])
  const receipt = row && (await selectReceipt(db, row.receiptId))
  if (!row || !receipt) throw missing('refund')
  const facts = factsOf(db, actor, row, { receivedOn: receipt.date })
  return movesFrom(refundFlow, facts, permission => can(actor, permission, row))
}
