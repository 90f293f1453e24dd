import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { noticeApi } from '../notice.api.ts'
import type { NoticeQuery } from '../notice.schema.ts'

export const noticeCalls = client(noticeApi, send)

export type Sift = Pick<NoticeQuery, 'kind' | 'topic' | 'unread'>

/** The list with older pages at hand; `fresh` after one was read, the bell's count with it. */
export function useNotices(limit: number, sift: Sift = {}) {
  const queries = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['notice', 'list', limit, sift],
    queryFn: ({ pageParam }) => noticeCalls.list({ limit, ...sift, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: 60_000,
  })
  const fresh = () => Promise.all([['notice'], ['counts']].map(queryKey => queries.invalidateQueries({ queryKey })))
  return { list, items: list.data?.pages.flatMap(page => page.items), fresh }
}
