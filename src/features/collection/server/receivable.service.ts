// What payers owe and since when, and what was said to them about it: lists, sums, and the instalments of one of them.
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { currencyExponent } from '#kernel/money.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { Receivable, ReceivableItem } from '../receivable.schema.ts'
import { receivableSource, selectItemsOf } from './receivable.sql.ts'

const placesOf = ({ org }: Actor): number => currencyExponent(org.currency)

export const listReceivables = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Receivable>> =>
  listRecords<Receivable>(db, actor, receivableSource(placesOf(actor)), query)
export const summariseReceivables = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, receivableSource(placesOf(actor)), query)
export const getReceivable = (db: Db, actor: Actor, id: string): Promise<Receivable> =>
  getRecord<Receivable>(db, actor, receivableSource(placesOf(actor)), id)

/** Of the orders and invoices that the reader may see. */
export async function itemsOf(db: Db, actor: Actor, id: string): Promise<ReceivableItem[]> {
  const [rows] = await Promise.all([selectItemsOf(db, id, placesOf(actor)), getReceivable(db, actor, id)])
  return rows
    .filter(row => can(actor, row.orderId ? 'order.read' : 'invoice.read', row))
    .map(({ ownerId: _, deptId: __, ...item }) => item)
}
