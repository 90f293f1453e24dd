// Reading orders, and what others push down into them. Editing them is `edit.service.ts`.
import { rateOn } from '#features/deal/server/rate.service.ts'
import { anyone } from '#features/quote/server/line.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { orderEntity } from '../order.entity.ts'
import type { Order, OrderSketch, PacketState, Sketch, WholeOrder } from '../order.schema.ts'
import { countWaiting } from './callOff.sql.ts'
import { discountOf } from './create.service.ts'
import { buildLines, productsFor, totalProblems } from './line.service.ts'
import { selectLines } from './line.sql.ts'
import { lockOrderRow, orderSource, packetBound, ratedOrders, selectHash, selectLiveOfDeal } from './order.sql.ts'
import type { OrderRow } from './order.table.ts'
import { wholeRead } from './shown.service.ts'

export type { OrderRow }

async function sourceFor(db: Db, actor: Actor) {
  return { ...orderSource, entity: await entityFor(db, actor, orderEntity) }
}
export const listOrders = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Order>> =>
  listRecords<Order>(db, actor, await sourceFor(db, actor), query)
export const summariseOrders = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, { ...ratedOrders, entity: await entityFor(db, actor, orderEntity) }, query)

/** Without its lines: whether it may be seen, and what it is called. */
export const getOrderHead = (db: Db, actor: Actor, id: string): Promise<Order> =>
  getRecord<Order>(db, actor, orderSource, id)

export async function getOrder(db: Db, actor: Actor, id: string): Promise<WholeOrder> {
  const [order, lines] = await Promise.all([getRecord<Order>(db, actor, orderSource, id), selectLines(db, id)])
  return wholeRead(order, lines)
}

/** For journeys and those who follow the order: no rights asked. */
export const orderHash = (db: Db, id: string): Promise<string | undefined> => selectHash(db, id)
export const liveOrdersOf = (db: Db, dealId: string): Promise<OrderRow[]> => selectLiveOfDeal(db, dealId)
export const lockOrder = (tx: Tx, id: string): Promise<OrderRow | undefined> => lockOrderRow(tx, id)
/** Of a contract: neither confirmed nor over. */
export const waitingOrders = (db: Db, contractId: string): Promise<number> => countWaiting(db, contractId)
/** The hand-off pushes the packet's state down; the order must be locked. */
export const setPacketState = (tx: Tx, id: string, state: PacketState): void => tx.write(packetBound(tx, id, state))

/** What the editor's foot shows; nothing is kept. */
export async function sketchOrder(db: Db, actor: Actor, input: OrderSketch): Promise<Sketch> {
  const currency = input.currency ?? actor.org.currency
  const date = today(db.database.clock, actor.org.zone)
  const [products, rate] = await Promise.all([productsFor(db, input.lines), rateOn(db, actor, currency, date)])
  const money = { discountKind: input.discountKind ?? null, discountValue: input.discountValue ?? null }
  const usual = taxDefaultsOf(actor.org.settings)
  const head = {
    currency,
    rate: rate ?? '1',
    taxMode: input.taxMode ?? usual.taxMode,
    taxRound: input.taxRound ?? usual.taxRound,
    ...discountOf(money),
  } as const
  try {
    const { lines, sums } = buildLines(actor, input.lines, {
      orderId: '',
      type: input.type ?? 'standard',
      head,
      buyer: anyone(db.now),
      products,
      old: 'unknown',
    })
    return {
      ...sums,
      lines: lines.map(({ amount, net, tax, gross }) => ({ amount, net, tax, gross })),
      reasons: totalProblems(sums, currency),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { net: '0', tax: '0', gross: '0', lines: [], reasons: [...error.reasons] }
  }
}
