import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { receiptApi, refundApi } from '../collection.api.ts'
import { receivableApi } from '../receivable.api.ts'
import { standingApi } from '../standing.api.ts'
import { writeOffApi } from '../writeOff.api.ts'

export const receiptCalls = client(receiptApi, send)
export const refundCalls = client(refundApi, send)
export const receivableCalls = client(receivableApi, send)
export const standingCalls = client(standingApi, send)
export const writeOffCalls = client(writeOffApi, send)

const touched = [
  'receipt',
  'refund',
  'writeOff',
  'receivable',
  'collection',
  'order',
  'thread',
  'customer',
  'credit',
  'timeline',
  'approval',
]
/** What money that moves moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
