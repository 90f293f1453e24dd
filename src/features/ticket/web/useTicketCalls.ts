import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { returnApi } from '../return.api.ts'
import { ticketApi } from '../ticket.api.ts'

export const ticketCalls = client(ticketApi, send)
export const returnCalls = client(returnApi, send)

// prettier-ignore
const touched = [
  'ticket',
  'goodsReturn',
  'order',
  'stock',
  'thread',
  'collection',
  'receipt',
  'refund',
  'invoice',
  'timeline',
  'home',
]
/** What a moved ticket or return moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
