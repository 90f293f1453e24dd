// The board: N cards a column, sums from the server, and where a dragged card comes to lie.
import type { Actor } from '#kernel/access.ts'
import type { Condition } from '#kernel/condition.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { rankBetween, topRank } from '#kernel/rank.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { tell } from '#meta/server/record.service.ts'
import type { Board, Deal, Place, Stage } from '../deal.schema.ts'
import { chance, dealSourceFor, lockSeenDeal, mustMay, readDeal } from './deal.service.ts'
import { selectNeighbour, selectRank } from './deal.sql.ts'
import { type DealRow, deals } from './deal.table.ts'
import { carryDeal } from './move.service.ts'
import { selectLiveStages, selectPipelines, selectStages } from './pipeline.sql.ts'
import { holdStageRequest } from './stageRequest.service.ts'
import { type StageSum, selectStageSums } from './stageSum.sql.ts'

type BoardQuery = {
  readonly pipeline?: string | undefined
  readonly filter?: string | undefined
  readonly q?: string | undefined
  readonly limit?: number | undefined
}

export async function dealBoard(
  db: Db,
  actor: Actor,
  { pipeline: wish, filter, q, limit = 20 }: BoardQuery,
): Promise<Board> {
  const all = await selectPipelines(db)
  const pipeline = all.find(one => (wish ? one.id === wish : one.isDefault)) ?? (wish ? undefined : all[0])
  if (!pipeline) throw new Refusal({ key: 'kernel.missing', path: 'pipeline' }, 'missing')
  const live = await selectLiveStages(db, pipeline.id)
  // deals that stand in an archived stage stay in sight until someone moves them
  const stages = pipeline.stages.filter(stage => !stage.archived || live.has(stage.id))
  const own = { field: 'pipelineId', op: 'is', value: pipeline.id } as const
  const source = await dealSourceFor(db, actor)
  const sums = selectStageSums(db, actor, source, { filter: both(filter, own), ...(q && { q }) })
  const pages = stages.map(stage =>
    listRecords<Deal>(db, actor, source, {
      filter: both(filter, { field: 'stageId', op: 'is', value: stage.id }),
      sort: 'boardKey',
      limit,
      ...(q && { q }),
    }),
  )
  const [stageSums, ...columns] = await Promise.all([sums, ...pages])
  return {
    pipeline: { ...pipeline, stages },
    columns: stages.map((stage, i) => ({
      stageId: stage.id,
      cards: columns[i]?.items ?? [],
      nextCursor: columns[i]?.nextCursor ?? null,
      ...(stageSums.get(stage.id) ?? nothing),
    })),
  }
}

const nothing: StageSum = { count: 0, amount: null, unpriced: 0 }

/** The caller's own filter is checked by the list; here it is only joined. */
function both(filter: string | undefined, more: Condition): string {
  return filter ? `{"all":[${filter},${JSON.stringify(more)}]}` : JSON.stringify(more)
}

/** A drag: stage and place in one step. The kind of the target stage says which move it is. */
export async function placeDeal(tx: Tx, actor: Actor, id: string, place: Place): Promise<Deal> {
  const [request, row] = await Promise.all([holdStageRequest(tx, id), lockSeenDeal(tx, actor, id)])
  const stages = await selectStages(tx)
  const stage = stages.find(one => one.id === place.stageId && one.pipelineId === row.pipelineId)
  const stays = stage?.id === row.stageId
  if (!stage || (stage.archived && !stays)) throw new Refusal(reason('deal.unknownStage', 'stageId'))
  const boardKey = await rankFor(tx, row, stage, place)
  if (stays) {
    mustMay(actor, 'deal.move', row)
    tx.write(deals.update(tx.orgId, { ...row, boardKey }))
    tell(tx, { actor, entity: 'deal', recordId: id, kind: 'deal.placed', threads: [row.threadId] })
  } else if (stage.kind === 'won') throw new Refusal(reason('deal.winAsks', 'stageId'))
  else {
    const move = stage.kind === 'lost' ? 'lose' : row.state === 'open' ? 'advance' : 'reopen'
    await carryDeal(tx, actor, row, { move, stage, stages, request, input: place, boardKey })
  }
  return readDeal(tx, actor, id)
}

async function rankFor(tx: Tx, row: DealRow, stage: Stage, { afterId, beforeId }: Place): Promise<string> {
  const top = topRank(Date.parse(tx.now), chance() % 62)
  const anchor = afterId ?? beforeId
  const at = anchor && anchor !== row.id ? await selectRank(tx, stage.id, anchor) : undefined
  // the neighbour has left the column meanwhile: the top is where one looks first
  if (!at) return anchor === row.id ? row.boardKey : top
  const side = afterId ? 'below' : 'above'
  const other = await selectNeighbour(tx, side, { ...at, stageId: stage.id }, row.id)
  const [above, below] = afterId ? [at.boardKey, other] : [other, at.boardKey]
  if (above === undefined && below !== undefined && top < below) return top
  return rankBetween(above, below, chance())
}
