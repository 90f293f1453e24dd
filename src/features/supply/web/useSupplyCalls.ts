import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { supplyApi } from '../supply.api.ts'

export const supplyCalls = client(supplyApi, send)

const touched = ['supply', 'order', 'stock', 'thread', 'handoff', 'shipment', 'timeline', 'home', 'notice']
/** What a moved supply moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
