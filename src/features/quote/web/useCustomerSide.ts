import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { replyApi } from '../reply.api.ts'

export const replyCalls = client(replyApi, send)

export const useCustomerSide = (id: string) =>
  useQuery({ queryKey: ['quote', id, 'customer'], queryFn: () => replyCalls.side({ id }) })

const touched = ['quote', 'link', 'timeline', 'notice']
/** What a link that was given or a question that was answered moves with it. */
export function useRefreshSide(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
