import { useState } from 'react'
import type { ListQuery, PageOf } from '#kernel/api.ts'
import { useEntryState } from './useEntryState.ts'

type Options<R> = {
  readonly rows: readonly R[]
  readonly query: Partial<ListQuery>
  readonly load: (query: ListQuery) => Promise<PageOf<R>>
}

/** More at once than one request of a batch takes would be a job, not a list. */
export const mostPicked = 1000
const nobody: ReadonlySet<string> = new Set()

/** Which rows are chosen: those that are loaded, or all that the list would show. */
export function usePicked<R extends { readonly id: string }>({ rows, query, load }: Options<R>) {
  const [picked, setPicked] = useEntryState<ReadonlySet<string>>('list.picked', nobody)
  const [far, setFar] = useState<{ readonly of: string; readonly rows: readonly R[] }>({ of: '', rows: [] })
  const [loading, setLoading] = useState(false)
  const question = JSON.stringify(query)
  const known = new Map([...(far.of === question ? far.rows : []), ...rows].map(row => [row.id, row]))
  const chosen = [...known.values()].filter(row => picked.has(row.id))
  const pickAll = async () => {
    setLoading(true)
    try {
      const found = await everyRow(load, query)
      setFar({ of: question, rows: found })
      setPicked(new Set(found.map(row => row.id)))
    } finally {
      setLoading(false)
    }
  }
  return {
    picked,
    setPicked,
    chosen,
    pickAll,
    loading,
    none: () => setPicked(nobody),
    without: (ids: readonly string[]) => setPicked(new Set([...picked].filter(id => !ids.includes(id)))),
  }
}

async function everyRow<R>(load: Options<R>['load'], query: Partial<ListQuery>): Promise<R[]> {
  const found: R[] = []
  let cursor: string | null = null
  do {
    const page: PageOf<R> = await load({ ...query, limit: 200, ...(cursor && { cursor }) })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor && found.length < mostPicked)
  return found.slice(0, mostPicked)
}
