import { useMemo } from 'react'
import type { Entity, Field } from '#meta/entity.ts'
import type { ViewColumn } from '#meta/view.schema.ts'
import { usePlace } from './Link.tsx'
import type { ListState } from './listState.ts'
import { useTold } from './useTold.ts'
import type { ViewStore } from './useViews.ts'

export type Columns = {
  readonly shown: readonly Field[]
  readonly chosen: readonly ViewColumn[]
  /** Whether they differ from the list's usual ones. */
  readonly own: boolean
  readonly put: (columns: readonly ViewColumn[]) => void
}

type Options = {
  entity: Entity
  usual: readonly string[] | undefined
  state: ListState
  onState: (part: Partial<ListState>) => void
  store: ViewStore
}

/** The address names the columns, else the person's own choice for this list, else the usual ones. */
export function useColumns({ entity, usual, state, onState, store }: Options): Columns {
  const { search } = usePlace()
  const work = useTold()
  const { fields } = entity
  const first = usual ?? entity.columns
  const named = state.columns.length > 0
  const chosen = useMemo(
    () =>
      named ? state.columns : store.choice.columns.length > 0 ? store.choice.columns : first.map(key => ({ key })),
    [named, state.columns, store.choice.columns, first],
  )
  const shown = useMemo(
    () => chosen.flatMap(({ key }) => fields.filter(field => field.key === key && !field.hidden)),
    [chosen, fields],
  )
  // what belongs to a view stays in its address; else it is how this person sees the list
  const inView = named || store.items.some(view => view.id === new URLSearchParams(search).get('view'))
  const put = (columns: readonly ViewColumn[]) => {
    if (inView) return onState({ columns })
    const same = columns.map(textOf).join() === first.join()
    return void work(store.keepColumns(same ? [] : [...columns]))
  }
  return { shown, chosen, own: chosen.map(textOf).join() !== first.join(), put }
}

const textOf = ({ key, width }: ViewColumn): string => (width === undefined ? key : `${key}.${width}`)
