import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { add, percentOf, sum } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Board } from '#ui/Board.tsx'
import { FilterBar } from '#ui/FilterBar.tsx'
import { usePlace } from '#ui/Link.tsx'
import { queryOf } from '#ui/listState.ts'
import { Money } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { SearchBox } from '#ui/SearchBox.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { BoardMove, BoardSpot } from '#ui/useBoard.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useListState } from '#ui/useListState.ts'
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { useBeginning, useViews } from '#ui/useViews.ts'
import { Views } from '#ui/Views.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Board as BoardData, Deal, Stage } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { gatedBody, gateFields } from '../gate.rules.ts'
import { DealCard } from './DealCard.tsx'
import { DealTop, dealPaths, dealViews, NewDeal } from './DealViews.tsx'
import { dealCalls, useDealFields, usePipelines } from './useDealCalls.ts'
import { useLoseFields } from './useParts.ts'
import { WinSheet } from './WinSheet.tsx'

type Winning = { readonly deal: Deal; readonly done: () => void; readonly back: (why: Refusal) => void }
type Card = { readonly key: string; readonly column: string; readonly deal: Deal }

const step = 20
const most = 100

export function DealBoardPage() {
  const pipelines = usePipelines()
  const entity = useEntity(dealEntity)
  const fields = useDealFields(entity.fields)
  const { state, put } = useListState(fields)
  const store = useViews(entity)
  const waiting = useBeginning(store, 'board', entity)
  const { pipeline, setPipeline } = usePipelineOf()
  const [limit, setLimit] = useState(step)
  const { sort: _, ...asked } = queryOf(state)
  const query = { limit, ...(pipeline && { pipeline }), ...asked }
  const board = useQuery({
    queryKey: ['deal', 'board', query],
    queryFn: () => dealCalls.board(query),
    placeholderData: keepPreviousData,
  })
  const label = useLabel()
  const t = useText(dealText)
  // an archived one is looked at as long as one stands in it
  const live = pipelines.filter(one => !one.archived || one.id === pipeline)
  return (
    <>
      <DealTop view="board" />
      <div className="dealtools">
        <Views fields={fields} state={state} store={store} builtIn={dealViews(t)} kind="board" paths={dealPaths} />
        <NewDeal pipelineId={pipeline} />
        <SearchBox q={state.q} onQ={q => put({ q })} />
        <FilterBar fields={fields} state={state} onState={put} />
        {live.length > 1 && (
          <Select
            value={pipeline ?? board.data?.pipeline.id ?? null}
            aria-label={t('deal.settings')}
            options={live.map(one => ({ value: one.id, label: label(one.label) }))}
            onChange={setPipeline}
          />
        )}
        <span className="grow" />
        {board.data && <BoardSums board={board.data} />}
      </div>
      {board.error && <Problem error={board.error} onRetry={() => board.refetch()} />}
      {(board.isPending || waiting) && <Skeleton shape="board" />}
      {board.data && !waiting && (
        <BoardView board={board.data} fields={entity.fields} onMore={() => setLimit(Math.min(most, limit + step))} />
      )}
    </>
  )
}

/** Which pipeline one looks at stands in the address, as the rest of the view does. */
function usePipelineOf() {
  const { path, search, go } = usePlace()
  const params = new URLSearchParams(search)
  const setPipeline = (id: string) => {
    params.set('pipeline', id)
    go(`${path}?${params}`, { replace: true })
  }
  return { pipeline: params.get('pipeline') ?? undefined, setPipeline }
}

/** What is open, and what of it may come in. */
function BoardSums({ board }: { board: BoardData }) {
  const t = useText(dealText)
  const { org } = useSession()
  const open = board.columns.flatMap(column => {
    const stage = board.pipeline.stages.find(one => one.id === column.stageId)
    return stage?.kind === 'open' ? [{ ...column, amount: column.amount ?? '0', chance: stage.probability }] : []
  })
  const unpriced = open.reduce((n, column) => n + column.unpriced, 0)
  const weighted = open.reduce((all, { amount, chance }) => add(all, percentOf(amount, String(chance))), '0')
  return (
    <div className="sums">
      <span>
        {t('deal.open', { count: open.reduce((n, column) => n + column.count, 0) })}{' '}
        <b>
          <Money amount={sum(open.map(column => column.amount))} currency={org.currency} short />
        </b>
      </span>
      <span>
        {t('deal.weighted')}{' '}
        <b>
          <Money amount={weighted} currency={org.currency} short />
        </b>
      </span>
      {unpriced > 0 && <span className="late">{t('deal.unpriced', { count: unpriced })}</span>}
    </div>
  )
}

type ViewProps = { readonly board: BoardData; readonly fields: readonly Field[]; readonly onMore: () => void }

function BoardView({ board, fields, onMore }: ViewProps) {
  const t = useText(dealText)
  const label = useLabel()
  const queries = useQueryClient()
  const { org } = useSession()
  const [winning, setWinning] = useState<Winning>()
  const losing = useLoseFields()
  const stageOf = (id: string): Stage | undefined => board.pipeline.stages.find(stage => stage.id === id)
  const cards = board.columns.flatMap(column =>
    column.cards.map((deal): Card => ({ key: deal.id, column: column.stageId, deal })),
  )
  const gate = ({ deal }: Card, to: string): readonly Field[] => {
    const stage = stageOf(to)
    if (stage?.kind === 'lost') return losing
    if (stage?.kind !== 'open') return []
    return gateFields(stage, deal, fields)
  }
  const move: BoardMove<Card> = async ({ deal }, to, values, spot) => {
    if (stageOf(to)?.kind === 'won' && deal.stageId !== to)
      await new Promise<void>((done, back) => setWinning({ deal, done, back }))
    else {
      const placed = await dealCalls.place({ id: deal.id, stageId: to, ...spotIn(spot), ...gatedBody(values, fields) })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      return placed.waitingStageId === to ? t('deal.askedFor', { name: deal.name }) : undefined
    }
    await queries.invalidateQueries({ queryKey: ['deal'] })
    return undefined
  }
  const end = (close: (win: Winning) => void) => {
    if (winning) close(winning)
    setWinning(undefined)
  }
  return (
    <>
      <Board
        columns={board.columns.map(column => {
          const stage = stageOf(column.stageId)
          const open = stage?.kind === 'open'
          return {
            key: column.stageId,
            title: stage ? label(stage.label) : '',
            ...(open && { note: `${stage.probability}%`, share: stage.probability }),
            ...(open && stage.criteria && { hint: stage.criteria }),
            ...(stage?.kind === 'won' && { apart: true, share: 100, tone: 'cool' as const, hint: t('deal.winHint') }),
            ...(stage?.kind === 'lost' && { hint: t('deal.loseHint') }),
            ...(stage?.archived && { note: t('deal.archived') }),
            sum: <Money amount={column.amount ?? '0'} currency={org.currency} short />,
            count: column.count,
            more: Math.max(0, column.count - column.cards.length),
          }
        })}
        cards={cards}
        name={card => card.deal.name}
        href={card => `/deals/${card.key}`}
        gate={gate}
        onMove={move}
        onMore={onMore}
        card={card => <DealCard deal={card.deal} />}
      />
      {winning && (
        <WinSheet
          deal={winning.deal}
          onDone={() => end(win => win.done())}
          onClose={() => end(win => win.back(new Refusal('deal.winAsks')))}
        />
      )}
    </>
  )
}

const spotIn = (spot: BoardSpot | undefined) =>
  spot ? (spot.side === 'above' ? { beforeId: spot.key } : { afterId: spot.key }) : {}
