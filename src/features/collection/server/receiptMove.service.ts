// A receipt comes in, fails or bounces; what bounced takes all its allocations back in the same transaction.
import { lockCredit, moveExposure } from '#features/customer/server/credit.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { convert, neg } from '#kernel/money.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { collectingOf } from '../collecting.rules.ts'
import type { Receipt, WholeReceipt } from '../collection.schema.ts'
import { type ReceiptEffect, type ReceiptMove, receiptFlow } from '../receipt.flow.ts'
import { countsAt, type ReceiptFacts } from '../receipt.rules.ts'
import { type Holding, holdReceipt, placesOf, reversing, writeRows } from './allocation.service.ts'
import { receiptSource, selectLive, selectReceipt } from './collection.sql.ts'
import { type ReceiptRow, receipts } from './collection.table.ts'
import { readBackReceipt, tellReceipt } from './receipt.service.ts'

export type Wish = {
  readonly move: ReceiptMove
  readonly version?: number | undefined
  readonly note?: string | undefined
  /** When announced money really came. */
  readonly date?: string | undefined
}
type Effect = (tx: Tx, actor: Actor, held: Holding) => ReceiptRow

const effects: Record<ReceiptEffect, Effect> = {
  freeCredit(tx, actor, { row }) {
    const { billsCount } = collectingOf(actor.org.settings)
    const counted = countsAt(today(tx.database.clock, actor.org.zone), row, billsCount)
    if (counted) moveExposure(tx, row.customerId, neg(row.baseAmount))
    return { ...row, counted }
  },
  useCredit(tx, _actor, { row }) {
    if (row.counted) moveExposure(tx, row.customerId, row.baseAmount)
    return row
  },
  takeBackAll(tx, actor, held) {
    if (held.live.length === 0) return held.row
    const date = today(tx.database.clock, actor.org.zone)
    return writeRows(
      tx,
      actor,
      held,
      held.live.map(one => reversing(tx, actor, one, { amount: one.left, date })),
    ).row
  },
}

export async function moveReceipt(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeReceipt> {
  const [seen, live] = await Promise.all([
    selectReceipt(tx, id),
    selectLive(tx, id),
    getRecord<Receipt>(tx, actor, receiptSource, id),
  ])
  if (!seen) throw missing('receipt')
  const { orderIds } = placesOf(live)
  // its orders have the same payer: one row of credit, locked once
  if (orderIds.length === 0) await lockCredit(tx, [seen.customerId])
  const held = await holdReceipt(tx, id, live)
  if (held.live.some(one => !(one.orderId ? held.orders.has(one.orderId) : held.alone.has(one.invoiceId ?? ''))))
    throw new Refusal('collection.moved', 'conflict')
  if (wish.version !== undefined && wish.version !== held.row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const dated = wish.move === 'receive' && wish.date ? await cameOn(tx, actor, held.row, wish.date) : held.row
  const verdict = judge(receiptFlow, wish.move, factsOf(tx, actor, dated), permission =>
    can(actor, permission, held.row),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  let row: ReceiptRow = dated
  for (const effect of verdict.effects) row = effects[effect](tx, actor, { ...held, row })
  const at = verdict.to === 'received' ? { receivedAt: tx.now } : { endedAt: tx.now }
  const next: ReceiptRow = { ...row, ...at, state: verdict.to, ...editStamp(tx, actor, row) }
  tx.write(receipts.update(tx.orgId, next))
  tellReceipt(tx, actor, next, {
    kind: `receipt.${verdict.to}`,
    from: held.row.state,
    to: next.state,
    after: wish.note ? { note: wish.note } : {},
    orders: [...held.orders.values()].map(one => one.row),
  })
  return readBackReceipt(tx, actor, id)
}

/** Announced money is worth what it is worth on the day it comes. */
async function cameOn(tx: Tx, actor: Actor, row: ReceiptRow, date: string): Promise<ReceiptRow> {
  if (date === row.date) return row
  const { currency, amount } = row
  const rate = await rateOn(tx, actor, currency, date)
  if (rate === undefined) throw new Refusal(reason('collection.noRate', 'date', { currency, date }))
  return { ...row, date, rate, baseAmount: convert(amount, rate, actor.org.currency) }
}

function factsOf(db: Db, actor: Actor, row: ReceiptRow): ReceiptFacts {
  return {
    ...row,
    today: today(db.database.clock, actor.org.zone),
    booksClosedUntil: actor.org.booksClosedUntil,
  }
}

export async function receiptOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row] = await Promise.all([selectReceipt(db, id), getRecord<Receipt>(db, actor, receiptSource, id)])
  if (!row) throw missing('receipt')
  return movesFrom(receiptFlow, factsOf(db, actor, row), permission => can(actor, permission, row))
}
