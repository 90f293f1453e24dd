import { useQueryClient } from '@tanstack/react-query'
import { receiptApi } from '#features/collection/collection.api.ts'
import { orderApi } from '#features/order/order.api.ts'
import { shipmentApi } from '#features/shipment/shipment.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { invoiceApi } from '../invoice.api.ts'

export const invoiceCalls = client(invoiceApi, send)
/** What invoices are asked for from. */
export const orderCalls = client(orderApi, send)
export const shipmentCalls = client(shipmentApi, send)
export const planCalls = client(receiptApi, send)

const touched = [
  'invoice',
  'order',
  'shipment',
  'thread',
  'handoff',
  'collection',
  'receivable',
  'customer',
  'credit',
  'timeline',
  'home',
]
/** What an invoice that moves moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
