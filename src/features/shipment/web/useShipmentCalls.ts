import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { shipmentApi } from '../shipment.api.ts'
import { yardApi } from '../yard.api.ts'

export const shipmentCalls = client(shipmentApi, send)
export const yardCalls = client(yardApi, send)

/** What a moved shipment moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['shipment', 'order', 'stock', 'thread', 'handoff', 'collection'].map(key =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    )
}
