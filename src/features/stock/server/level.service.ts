// Looking at stock: levels, the ledger, who holds what.
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { Hold, StockLevel, StockMove } from '../stock.schema.ts'
import { selectHolds } from './reservation.sql.ts'
import { levelSource, moveSource } from './stock.sql.ts'

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
