import { useQuery, useQueryClient } from '@tanstack/react-query'
import { releaseCreditApi } from '#journeys/releaseCredit.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { creditReleaseApi } from '../creditRelease.api.ts'

export const releaseCalls = client({ ...creditReleaseApi, ...releaseCreditApi }, send)

const touched = ['creditRelease', 'order', 'approval', 'credit', 'thread', 'handoff', 'stock', 'timeline', 'shipment']
export function useReleaseRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}

/** What lets an order pass its payer's limit, and whether there is anything to ask for. */
export const useOrderRelease = (orderId: string, version?: number) =>
  useQuery({
    queryKey: ['creditRelease', 'order', orderId, version],
    queryFn: () => releaseCalls.ofOrder({ id: orderId }),
  })
