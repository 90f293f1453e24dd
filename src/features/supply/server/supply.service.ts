// Supplies as records: lists, one whole, how a change is told. Made by `create.service.ts`, moved by `supplyMove.service.ts`.
import type { Actor } from '#kernel/access.ts'
import { can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThreads } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { entityFor, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { Supply, WholeSupply } from '../supply.schema.ts'
import { selectAllots, selectShownReceipts, selectShownWants, supplySource } from './supply.sql.ts'
import type { SupplyRow } from './supply.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...supplySource,
  entity: await entityFor(db, actor, supplyEntity),
})
export const listSupplies = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Supply>> =>
  listRecords<Supply>(db, actor, await sourceFor(db, actor), query)
export const summariseSupplies = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)

export const getSupply = async (db: Db, actor: Actor, id: string): Promise<WholeSupply> =>
  withParts(db, actor, await getRecord<Supply>(db, actor, supplySource, id))
export const readBackSupply = async (tx: Tx, actor: Actor, id: string): Promise<WholeSupply> =>
  withParts(tx, actor, await readBack<Supply>(tx, actor, supplySource, id))

/** Orders beyond the reader are counted, not named: what comes for others is none of theirs. */
async function withParts(db: Db, actor: Actor, head: Supply): Promise<WholeSupply> {
  const [wants, receipts, allots] = await Promise.all([
    selectShownWants(db, head.id),
    selectShownReceipts(db, head.id),
    selectAllots(db, head.id),
  ])
  const orderIds = [...wants, ...allots].map(one => one.orderId)
  const seen = await reachableIds(db, actor, 'order', [
    ...new Set([...orderIds, ...(head.orderId ? [head.orderId] : [])]),
  ])
  const named = <T extends { orderId: string; orderLineId: string; orderNumber: string; lineNo: number }>(one: T) =>
    seen.has(one.orderId) ? one : { ...one, orderId: null, orderLineId: null, orderNumber: null, lineNo: null }
  return {
    ...head,
    ...(head.orderId !== null && !seen.has(head.orderId) && { orderId: null, orderNumber: null }),
    wants: wants.map(({ supplyId: _, ...one }) => ({
      ...named(one),
      customerName: seen.has(one.orderId) ? one.customerName : null,
    })),
    receipts: receipts.map(({ id, ...receipt }) => ({
      ...receipt,
      allots: allots.filter(one => one.receiptId === id).map(({ receiptId: _, ...one }) => named(one)),
    })),
  }
}

export function mustMay(actor: Actor, permission: string, row: Pick<SupplyRow, 'ownerId' | 'deptId'>): void {
  if (!can(actor, permission, row)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

export function index(tx: Tx, fields: readonly Field[], rows: readonly SupplyRow[], fresh: boolean): void {
  const termsOfRow = (row: SupplyRow) => [
    ...termsOf(row.number, 'number'),
    ...(row.supplier ? termsIn('supplier', termsOf(row.supplier, 'name')) : []),
  ]
  writeSearchTerms(
    tx,
    'supply',
    rows.map(row => ({ id: row.id, terms: termsOfRow(row) })),
    fresh,
  )
  writeFieldIndex(
    tx,
    'supply',
    fields,
    rows.map(row => ({ id: row.id, custom: row.custom as Custom })), // accepted by the kinds
  )
}

/** An order it has to do with. */
export type Party = { readonly id: string; readonly threadId: string }
type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
  readonly orders: readonly Party[]
}

/** One event a change, on the threads of its orders, seen from them and from the product. */
export function tellSupply(tx: Tx, actor: Actor, row: SupplyRow, { orders, ...event }: Told): void {
  const about = [
    { entity: 'product', recordId: row.productId },
    ...orders.map(one => ({ entity: 'order', recordId: one.id })),
  ]
  const threads = [...new Set(orders.map(one => one.threadId))]
  tell(tx, { actor, entity: 'supply', recordId: row.id, threads, about, version: row.version, ...event })
}

/** Each order's thread knows of it. */
export function linkSupply(tx: Tx, id: string, orders: readonly Party[]): void {
  const threads = [...new Set(orders.map(one => one.threadId))]
  if (threads.length > 0)
    linkThreads(
      tx,
      threads.map(threadId => ({ threadId, entity: 'supply', recordId: id })),
    )
}
