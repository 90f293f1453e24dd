import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { customerPoolApi, leadPoolApi, poolApi } from '../pool.api.ts'

export const poolCalls = client(poolApi, send)
export const leadPoolCalls = client(leadPoolApi, send)
export const customerPoolCalls = client(customerPoolApi, send)

export const usePools = () =>
  useQuery({ queryKey: ['pool', 'list', 'all'], queryFn: () => poolCalls.list({ limit: 200 }) })
export const usePool = (id: string) => useQuery({ queryKey: ['pool', id], queryFn: () => poolCalls.get({ id }) })
