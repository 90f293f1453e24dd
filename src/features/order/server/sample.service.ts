// What becomes of a sample that is with the customer: another day to be back, or the customer keeps it.

import { findCustomers } from '#features/customer/server/customer.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { signOf, sub } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { noTerms } from '#kernel/terms.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { editStamp, newStamp, ownFields, refuseStale } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { LineInput, Order, WholeOrder } from '../order.schema.ts'
import { creditCountsOf } from '../order.totals.ts'
import { typeProblems, typeRules } from '../orderType.rules.ts'
import { offeredTypes, type ReturnDay } from '../orderType.schema.ts'
import { standingOf } from '../progress.rules.ts'
import { draftOf, nextOrderNumber, writeNewOrder } from './create.service.ts'
import { buildLines, productsFor } from './line.service.ts'
import { selectLines } from './line.sql.ts'
import { lockOrderRows, orderSource, progressBound } from './order.sql.ts'
import { type LineRow, type OrderRow, orders } from './order.table.ts'
import { type HeldOrder, holdOrders, isPart } from './progress.service.ts'
import { selectLentBefore, selectSampleOf, selectSoldBy } from './sample.sql.ts'
import { tellOrder, wholeRead } from './shown.service.ts'

/** Also once it is confirmed: when a sample comes back is nothing that was reviewed. */
export async function setReturnDay(tx: Tx, actor: Actor, id: string, input: ReturnDay): Promise<WholeOrder> {
  const held = await holdSample(tx, actor, id)
  const { row } = held
  if (!can(actor, 'order.edit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'order.edit' } }, 'forbidden')
  const { note, ...asked } = input
  await refuseStale(tx, 'order', row, asked)
  if (row.state === 'cancelled') throw new Refusal('order.sampleOver')
  const { returnBy, noReturn } = input
  refuseAll(typeProblems({ type: row.type, offered: offeredTypes, returnBy, noReturn, date: row.date }))
  const stays = noReturn ?? (returnBy ? false : row.noReturn)
  const day = returnBy === undefined ? row.returnBy : returnBy
  writeLent(tx, actor, held, { lent: { noReturn: stays, returnBy: stays ? null : day }, kind: 'order.lent', note })
  return readWhole(tx, actor, id)
}

async function holdSample(tx: Tx, actor: Actor, id: string): Promise<HeldOrder> {
  const [held] = await Promise.all([holdOrders(tx, [id]), getRecord<Order>(tx, actor, orderSource, id)])
  const order = held.get(id)
  if (!order) throw missing('order')
  if (!typeRules[order.row.type].comesBack) throw new Refusal('order.nothingBack')
  return order
}

type Lent = Pick<OrderRow, 'returnBy' | 'noReturn'>
type Told = {
  readonly lent: Lent
  readonly kind: 'order.lent' | 'order.kept' | 'order.unkept'
  readonly note?: string | null | undefined
  readonly number?: string
}

/** Whether it is done with depends on it, too. */
function writeLent(tx: Tx, actor: Actor, { row: old, lines }: HeldOrder, { lent, kind, note, number }: Told): void {
  if (lent.returnBy === old.returnBy && lent.noReturn === old.noReturn && kind === 'order.lent') return
  const books = {
    baseCurrency: actor.org.currency,
    counts: creditCountsOf(actor.org.settings.creditCounts),
    now: tx.now,
  }
  const next = { ...old, ...lent }
  const row: OrderRow = { ...next, ...standingOf(next, lines, books), ...editStamp(tx, actor, old) }
  tx.write(orders.update(tx.orgId, row), progressBound(tx.orgId, row))
  const said = ({ returnBy, noReturn }: Lent) => ({ returnBy, noReturn })
  tellOrder(tx, actor, row, {
    kind,
    before: said(old),
    after: { ...said(lent), ...(note && { note }), ...(number && { text: number }) },
  })
}

async function readWhole(tx: Tx, actor: Actor, id: string): Promise<WholeOrder> {
  const [order, lines] = await Promise.all([readBack<Order>(tx, actor, orderSource, id), selectLines(tx, id)])
  return wholeRead(order, lines)
}

/** What is with the customer is sold: a draft at today's prices of which nothing is left to ship. */
export async function keepSample(tx: Tx, actor: Actor, id: string): Promise<WholeOrder> {
  const date = today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, actor, date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const held = await holdSample(tx, actor, id)
  const { row: old } = held
  const kept = held.lines.filter(line => !isPart(line) && line.fulfil === 'ship' && signOf(outOf(line)) > 0)
  const sold = await selectSoldBy(tx, id)
  if (sold) throw new Refusal(reason('order.keptAlready', undefined, { number: sold }), 'conflict')
  if (old.state === 'cancelled') throw new Refusal('order.sampleOver')
  if (old.liveReturns > 0) throw new Refusal('order.sampleReturning')
  if (kept.length === 0) throw new Refusal('order.nothingOut')
  const inputs = kept.map(soldInput)
  const [products, customers, rate, fields] = await Promise.all([
    productsFor(tx, inputs),
    findCustomers(tx, [old.customerId]),
    rateOn(tx, actor, old.currency, date),
    ownFields(tx, actor, 'order'),
  ])
  if (rate === undefined) throw new Refusal(reason('order.noRate', 'currency', { currency: old.currency, date }))
  const stamp = newStamp(tx, actor, { ownerId: old.ownerId, deptId: old.deptId })
  const { level = null, region = null } = customers.get(old.customerId) ?? {}
  const { customerId, payerId, contactId, address, currency, taxMode, taxRound, threadId } = old
  const head = { currency, rate, taxMode, taxRound, discountKind: null, discountValue: null }
  const built = buildLines(actor, inputs, {
    ...{ orderId: stamp.id, type: 'standard', head, products, old: [] },
    buyer: { level, region, now: tx.now },
    isThere: true,
  })
  const parties = { customerId, payerId, contactId, address, threadId, sampleId: id }
  const fresh = draftOf(actor, stamp, { ...parties, ...head, date, terms: noTerms, number: await number }, built)
  writeNewOrder(tx, actor, fresh, fields)
  const lent = { noReturn: true, returnBy: null }
  writeLent(tx, actor, held, { lent, kind: 'order.kept', number: fresh.row.number })
  return readWhole(tx, actor, stamp.id)
}

/**
 * The order that sold it is given up: it is to come back as before it was kept, and its seller is told. Its row is locked;
 * its lines change under that lock alone.
 */
async function unkeepSample(tx: Tx, actor: Actor, row: OrderRow, sale: string): Promise<void> {
  if (!row.noReturn || !typeRules[row.type].comesBack) return
  const lines = await selectLines(tx, row.id)
  const lent = await selectLentBefore(tx, row.id)
  const isOut = lines.some(line => line.fulfil === 'ship' && signOf(outOf(line)) > 0)
  if (!isOut || !lent || lent.noReturn) return
  writeLent(tx, actor, { row, lines, credit: undefined }, { lent, kind: 'order.unkept', number: sale })
  const values = { by: actor.name, number: row.number, sale, date: lent.returnBy ?? '–' }
  notify(tx, actor, { userIds: [row.ownerId], kind: 'sampleBack', values, entity: 'order', recordId: row.id })
}

/** The sample that an order sells: locked before it is, and free of it once it is given up. */
export async function sampleSoldBy(tx: Tx, id: string) {
  const sampleId = await selectSampleOf(tx, id)
  let rows: OrderRow[] = []
  return {
    lock: async (): Promise<void> => {
      if (sampleId) rows = await lockOrderRows(tx, [sampleId])
    },
    free: async (actor: Actor, sale: string): Promise<void> => {
      for (const row of rows) await unkeepSample(tx, actor, row, sale)
    },
  }
}

const outOf = ({ shipped, returned }: LineRow): string => sub(shipped, returned)

/** In the product's own unit, where it does not come out even in the line's. */
function soldInput(line: LineRow): LineInput {
  const { productId, kind, name, spec, unit, factor, taxRate } = line
  const even = fromBaseUnit(outOf(line), factor)
  return {
    ...(productId ? { productId } : { kind }),
    ...{ name, spec, taxRate },
    ...(even !== undefined && { unit }),
    unitQty: even ?? outOf(line),
  }
}
