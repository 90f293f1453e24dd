// Looking at stock: levels, the ledger, who holds what.
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { Hold, StockLevel, StockMove } from '../stock.schema.ts'
import { selectHolds } from './reservation.sql.ts'
import { linesSeenBy } from './stock.service.ts'
import { levelSource, moveSource } from './stock.sql.ts'

export const listLevels = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<StockLevel>> =>
  listRecords<StockLevel>(db, actor, levelSource, query)

export const summariseLevels = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, levelSource, query)

export const getLevel = (db: Db, actor: Actor, id: string): Promise<StockLevel> =>
  getRecord<StockLevel>(db, actor, levelSource, id)

export async function listMoves(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<StockMove>> {
  const page = await listRecords<StockMove>(db, actor, moveSource, query)
  return { ...page, items: await withPapers(db, actor, page.items) }
}

export const summariseMoves = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, moveSource, query)

export async function getMove(db: Db, actor: Actor, id: string): Promise<StockMove> {
  const move = await getRecord<StockMove>(db, actor, moveSource, id)
  const [seen] = await withPapers(db, actor, [move])
  return seen ?? move
}

export async function holdsOf(
  db: Db,
  actor: Actor,
  { productId, warehouseId }: { readonly productId: string; readonly warehouseId: string | null },
): Promise<Hold[]> {
  const holds = await selectHolds(db, productId, warehouseId)
  const lines = holds.flatMap(({ orderLineId }) => orderLineId ?? [])
  const seen = await linesSeenBy(db, actor, lines)
  return holds.map(hold =>
    hold.orderLineId && seen.has(hold.orderLineId) ? hold : { ...hold, orderLineId: null, holder: null },
  )
}

/** The ledger is everybody's, the documents behind it are not: out of reach they have neither number nor way. */
async function withPapers(db: Db, actor: Actor, moves: readonly StockMove[]): Promise<StockMove[]> {
  const byEntity = Map.groupBy(moves, move => move.entity)
  const seen = new Set<string>()
  for (const [entity, some] of byEntity) {
    const ids = [...new Set(some.flatMap(({ recordId }) => recordId ?? []))]
    for (const id of await reachableIds(db, actor, entity, ids)) seen.add(id)
  }
  return moves.map(move => (move.recordId && seen.has(move.recordId) ? move : { ...move, recordId: null, paper: null }))
}
