import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { noticeApi } from '../notice.api.ts'

export const noticeCalls = client(noticeApi, send)

/** The list with older pages at hand; `fresh` after one was read, the bell's count with it. */
export function useNotices(limit: number) {
  const queries = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['notice', 'list', limit],
    queryFn: ({ pageParam }) => noticeCalls.list({ limit, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: 60_000,
  })
  const fresh = () => Promise.all([['notice'], ['counts']].map(queryKey => queries.invalidateQueries({ queryKey })))
  return { list, items: list.data?.pages.flatMap(page => page.items), fresh }
}
