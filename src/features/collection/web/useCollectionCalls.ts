import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { receiptApi } from '../collection.api.ts'

export const receiptCalls = client(receiptApi, send)

/** What money that moves moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['receipt', 'collection', 'order', 'thread', 'customer'].map(key =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    )
}
