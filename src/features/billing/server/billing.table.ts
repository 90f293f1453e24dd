import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { OnPaper } from '#meta/buyer.ts'
import type { Usually } from '../billing.schema.ts'

export const billingProfiles = table('billing_profiles', {
  ...recordColumns,
  customerId: 'uuid',
  kind: 'text',
  name: 'text',
  taxNumber: 'text?',
  address: 'text?',
  phone: 'text?',
  bank: 'text?',
  account: 'text?',
  email: 'text?',
  taxKind: 'text',
  isDefault: 'bool',
  note: 'text?',
})
export type BillingProfileRow = RecordRow &
  OnPaper & { customerId: string; taxKind: Usually; isDefault: boolean; note: string | null }
