import type { Flow } from '#kernel/flow.ts'
import type { CustomerState } from './customer.schema.ts'

export type CustomerMove = 'block' | 'unblock'

export const customerFlow: Flow<CustomerState, CustomerMove, { state: CustomerState }, 'customer.block'> = {
  block:   { from: ['active'],  to: 'blocked', may: 'customer.block' },
  unblock: { from: ['blocked'], to: 'active',  may: 'customer.block' },
}
