import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { viewApi } from '#meta/view.api.ts'
import type { NewView, View, ViewColumn, ViewEdit, ViewKind, Views } from '#meta/view.schema.ts'
import { usePlace } from './Link.tsx'
import { readListState, writeListState } from './listState.ts'
import { send } from './send.ts'
import { isBare, searchOfView } from './viewState.ts'
import { takeOver } from './viewTakeover.ts'

const api = client(viewApi, send)
const none: Views = { items: [], choice: { viewId: null, columns: [] } }

export type ViewStore = ReturnType<typeof useViews>

/** One's own and everybody's saved views of a list, and how the list begins. */
export function useViews(entity: Entity) {
  const queries = useQueryClient()
  const { key } = entity
  const queryKey = useMemo(() => ['view', key], [key])
  const asked = useQuery({
    queryKey,
    queryFn: async () => {
      await takeOver(entity, api)
      return api.list({ entity: key })
    },
    staleTime: 60_000,
    // a list is worth more than its views: it does not wait for them twice
    retry: false,
  })
  const { items, choice } = asked.data ?? none
  const calls = useMemo(() => {
    const after = async <T>(work: Promise<T>): Promise<T> => {
      const answer = await work
      await queries.invalidateQueries({ queryKey })
      return answer
    }
    return {
      create: (view: Omit<NewView, 'entity'>): Promise<View> => after(api.create({ entity: key, ...view })),
      edit: (view: View, edit: ViewEdit): Promise<View> =>
        after(api.edit({ id: view.id, version: view.version, ...edit })),
      remove: (view: View) => after(api.delete({ id: view.id })),
      order: (shared: boolean, ids: string[]) => after(api.order({ entity: key, shared, ids })),
      begin: (viewId: string | null) => after(api.choose({ entity: key, viewId })),
      keepColumns: (columns: ViewColumn[]) => {
        // at once on the screen, whatever the line does
        queries.setQueryData<Views>(queryKey, (old = none) => ({ ...old, choice: { ...old.choice, columns } }))
        return after(api.choose({ entity: key, columns }))
      },
    }
  }, [queries, queryKey, key])
  return { ...calls, items, choice, ready: !asked.isPending }
}

/** Opened by its bare address, a list begins with the view that the person chose; true while that is being found out. */
export function useBeginning({ items, choice, ready }: ViewStore, kind: ViewKind, { fields }: Entity): boolean {
  const { path, search, go } = usePlace()
  const [asks, setAsks] = useState(() => isBare(search, fields))
  const view = items.find(one => one.id === choice.viewId && one.kind === kind)
  useEffect(() => {
    if (!asks || !ready) return
    setAsks(false)
    if (!view || !isBare(search, fields)) return
    const params = new URLSearchParams(search)
    params.set('view', view.id)
    const state = readListState(searchOfView(view, fields), fields)
    go(path + writeListState(`?${params}`, state), { replace: true })
  }, [asks, ready, view, path, search, go, fields])
  return asks
}
