import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Board } from '#ui/Board.tsx'
import { FilterBar } from '#ui/FilterBar.tsx'
import { queryOf } from '#ui/listState.ts'
import { Problem } from '#ui/Problem.tsx'
import { SearchBox } from '#ui/SearchBox.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { BoardMove } from '#ui/useBoard.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useListState } from '#ui/useListState.ts'
import { useText } from '#ui/useText.tsx'
import { useViews } from '#ui/useViews.ts'
import { Views } from '#ui/Views.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { Supply, SupplyState } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { ReceiveSheet } from './ReceiveSheet.tsx'
import { SupplyCard } from './SupplyCard.tsx'
import { NewSupplyButton, SupplyTop, supplyPaths, useSupplyViews } from './SupplyTop.tsx'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'

const states = ['planned', 'in_progress', 'received', 'cancelled'] as const
type Card = { readonly key: string; readonly column: string; readonly supply: Supply }
const step = 20
const most = 100
/** Nearest first where something is still to come, newest first where it has. */
const sorts: Record<SupplyState, string> = {
  planned: 'expectedOn',
  in_progress: 'expectedOn',
  received: '-endedAt',
  cancelled: '-endedAt',
}

export function SupplyBoardPage() {
  const entity = useEntity(supplyEntity)
  const fields = entity.fields.filter(field => !field.hidden)
  const { state, put } = useListState(fields)
  const store = useViews(entity)
  const views = useSupplyViews()
  const [limit, setLimit] = useState(step)
  const { sort: _, ...asked } = queryOf(state)
  const board = useQuery({
    queryKey: ['supply', 'board', limit, asked],
    queryFn: () => loadBoard(asked, limit),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <SupplyTop at="board" />
      <div className="supplytools">
        <Views fields={fields} state={state} store={store} builtIn={views} kind="board" paths={supplyPaths} />
        <NewSupplyButton />
        <SearchBox q={state.q} onQ={q => put({ q })} />
        <FilterBar fields={fields} state={state} onState={put} />
      </div>
      {board.error && <Problem error={board.error} onRetry={() => board.refetch()} />}
      {board.isPending && <Skeleton shape="board" />}
      {board.data && <BoardView columns={board.data} onMore={() => setLimit(Math.min(most, limit + step))} />}
    </>
  )
}

type Column = { readonly state: SupplyState; readonly cards: readonly Supply[]; readonly count: number }
type Asked = { readonly filter?: string; readonly q?: string }

/** Each column's first cards, and how many there are. */
async function loadBoard({ filter, q }: Asked, limit: number): Promise<readonly Column[]> {
  const given = filter ? [JSON.parse(filter)] : []
  const asks = { ...(filter && { filter }), ...(q && { q }) }
  const { groups } = await supplyCalls.summary({ ...asks, group: 'state' })
  return Promise.all(
    states.map(async state => {
      const own = JSON.stringify({ all: [...given, { field: 'state', op: 'is', value: state }] })
      const { items } = await supplyCalls.list({ filter: own, sort: sorts[state], limit, ...(q && { q }) })
      return { state, cards: items, count: groups.find(one => one.value === state)?.count ?? 0 }
    }),
  )
}

type Arriving = { readonly supply: Supply; readonly done: () => void; readonly back: (why: Refusal) => void }
const why: Field = { key: 'note', label: supplyScreenText['supply.why'], kind: 'text', maxLength: 500 }

function BoardView({ columns, onMore }: { columns: readonly Column[]; onMore: () => void }) {
  const t = useText(supplyText)
  const refresh = useRefresh()
  const [arriving, setArriving] = useState<Arriving>()
  const cards = columns.flatMap(column =>
    column.cards.map((supply): Card => ({ key: supply.id, column: column.state, supply })),
  )
  const move: BoardMove<Card> = async ({ supply }, to, values) => {
    if (to === supply.state) return undefined
    // how much came is said in a sheet of its own
    if (to === 'received' && Number(supply.received) === 0)
      await new Promise<void>((done, back) => setArriving({ supply, done, back }))
    else await carry(supply, to, values)
    await refresh()
    return undefined
  }
  const end = (close: (one: Arriving) => void) => {
    if (arriving) close(arriving)
    setArriving(undefined)
  }
  return (
    <>
      <Board
        columns={columns.map(column => ({
          key: column.state,
          title: t(`state.supply.${column.state}`),
          count: column.count,
          more: Math.max(0, column.count - column.cards.length),
          ...((column.state === 'received' || column.state === 'cancelled') && { apart: column.state === 'received' }),
        }))}
        cards={cards}
        name={card => card.supply.productName}
        href={card => `/supplies/${card.key}`}
        gate={(_, to) => (to === 'cancelled' ? [why] : [])}
        onMove={move}
        onMore={onMore}
        card={card => <SupplyCard supply={card.supply} />}
      />
      {arriving && (
        <ReceiveSheet
          supply={arriving.supply}
          onDone={() => end(one => one.done())}
          onClose={() => end(one => one.back(new Refusal('supply.noQty')))}
        />
      )}
    </>
  )
}

/** The move that leads from one column to another; one that no move leads to is refused by the flow. */
function carry({ id, version, state }: Supply, to: string, values: Record<string, unknown>): Promise<unknown> {
  const note = typeof values.note === 'string' && values.note.trim() ? { note: values.note.trim() } : {}
  const wish = { id, version, ...note }
  if (to === 'in_progress') return state === 'received' ? supplyCalls.reopen(wish) : supplyCalls.start(wish)
  if (to === 'planned') return supplyCalls.pause(wish)
  return to === 'received' ? supplyCalls.finish(wish) : supplyCalls.cancel(wish)
}
