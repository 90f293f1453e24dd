import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { invoiceApi } from '../invoice.api.ts'

export const invoiceCalls = client(invoiceApi, send)

const touched = [
  'invoice',
  'order',
  'shipment',
  'thread',
  'handoff',
  'collection',
  'receivable',
  'customer',
  'timeline',
  'home',
]
/** What an invoice that moves moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
