// Looking at stock: levels, the ledger, who holds what; and how far below what is there one may promise.
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { Hold, StockLevel, StockMove } from '../stock.schema.ts'
import { selectHolds } from './reservation.sql.ts'
import { backorderBound, levelSource, lockLevels, moveSource } from './stock.sql.ts'

export const listLevels = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<StockLevel>> =>
  listRecords<StockLevel>(db, actor, levelSource, query)

export const summariseLevels = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, levelSource, query)

export const getLevel = (db: Db, actor: Actor, id: string): Promise<StockLevel> =>
  getRecord<StockLevel>(db, actor, levelSource, id)

export const listMoves = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<StockMove>> =>
  listRecords<StockMove>(db, actor, moveSource, query)

export const summariseMoves = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, moveSource, query)

export const getMove = (db: Db, actor: Actor, id: string): Promise<StockMove> =>
  getRecord<StockMove>(db, actor, moveSource, id)

export const holdsOf = (db: Db, productId: string, warehouseId: string | null): Promise<Hold[]> =>
  selectHolds(db, productId, warehouseId)

/** Below what is reserved already, the table's CHECK refuses. */
export async function setBackorder(tx: Tx, actor: Actor, id: string, limit: string): Promise<StockLevel> {
  const seen = await getLevel(tx, actor, id)
  await lockLevels(tx, [seen.productId], seen.warehouseId)
  const old = await readBack<StockLevel>(tx, actor, levelSource, id)
  const next = { backorderLimit: canonical(limit) }
  tx.write(backorderBound(tx.orgId, id, next.backorderLimit))
  const { before, after } = changes({ backorderLimit: old.backorderLimit }, next)
  const about = [{ entity: 'product', recordId: seen.productId }]
  tell(tx, { actor, entity: 'stock', recordId: id, kind: 'stock.backorderSet', before, after, about })
  return readBack<StockLevel>(tx, actor, levelSource, id)
}
