import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'

type Pages<R> = InfiniteData<PageOf<R>, string | null>
type Options<R> = {
  /** The stem of the query keys, so that live updates ask again. */
  entity: string
  query: Partial<ListQuery>
  load: (query: ListQuery) => Promise<PageOf<R>>
  summary?: ((query: SummaryQuery) => Promise<Summary>) | undefined
  sums?: readonly string[] | undefined
}

/** The first page is on the screen soon; who scrolls on reads faster than fifty rows at a time. */
const firstPage = 50
const laterPages = 200
/** More pages than this are asked again in turns only. */
const manyPages = 4
const turnEvery = 20_000

/** Rows page by page, with what they come to. */
export function useListRows<R extends { readonly id: string }>(options: Options<R>) {
  const { entity, query, load, summary, sums } = options
  const queries = useQueryClient()
  const queryKey = [entity, 'list', query]
  const pages = queries.getQueryData<Pages<R>>(queryKey)?.pages.length ?? 0
  const long = pages > manyPages
  const turn = useTurns(long)
  const asked = useInfiniteQuery<PageOf<R>, Error, Pages<R>, readonly unknown[], string | null>({
    queryKey,
    queryFn: ({ pageParam }) =>
      load({ ...query, limit: pageParam ? laterPages : firstPage, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: null,
    getNextPageParam: page => page.nextCursor,
    placeholderData: old => old,
    enabled: !long || turn,
    // of a long list only what is known to have changed is asked again
    ...(long && { staleTime: Number.POSITIVE_INFINITY }),
  })
  const { sort: _sort, ...counted } = query
  const summed = useQuery({
    queryKey: [entity, 'summary', counted, sums],
    queryFn: () => summary?.({ ...counted, ...(sums?.length && { sum: sums.join(',') }) }) ?? null,
    enabled: summary !== undefined,
    placeholderData: old => old,
  })
  const rows = useMemo(() => asked.data?.pages.flatMap(page => page.items) ?? [], [asked.data])
  const more = () => {
    if (asked.hasNextPage && !asked.isFetching) void asked.fetchNextPage()
  }
  /** What a verb answered stands in the list at once, without asking for all of it again. */
  const replace = (row: R) => {
    queries.setQueriesData<Pages<R>>({ queryKey: [entity, 'list'] }, old => old && withRow(old, row))
    void queries.invalidateQueries({ queryKey: [entity, 'summary'] })
    void queries.invalidateQueries({ queryKey: [entity, row.id] })
  }
  return { asked, rows, totals: summed.data ?? undefined, more, replace }
}

function withRow<R extends { readonly id: string }>(old: Pages<R>, row: R): Pages<R> {
  const pages = old.pages.map(page =>
    page.items.some(item => item.id === row.id)
      ? { ...page, items: page.items.map(item => (item.id === row.id ? { ...item, ...row } : item)) }
      : page,
  )
  return { ...old, pages }
}

/** True at first and every twenty seconds: others' changes reach a long list so often, however many they are. */
function useTurns(long: boolean): boolean {
  const [turn, setTurn] = useState(true)
  useEffect(() => {
    if (!long) return setTurn(true)
    setTurn(false)
    const timer = setInterval(() => setTurn(true), turnEvery)
    return () => clearInterval(timer)
  }, [long])
  useEffect(() => {
    if (long && turn) setTurn(false)
  }, [long, turn])
  return turn
}
