import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { CustomerState } from '../customer.schema.ts'

export const customers = table('customers', {
  ...recordColumns,
  number: 'text',
  name: 'text',
  nameKey: 'text',
  companyKey: 'text',
  level: 'text?',
  source: 'text?',
  industry: 'text?',
  region: 'text?',
  address: 'text?',
  postalCode: 'text?',
  phone: 'text?',
  phoneKey: 'text?',
  email: 'text?',
  emailKey: 'text?',
  uscc: 'text?',
  website: 'text?',
  note: 'text?',
  parentId: 'uuid?',
  payerId: 'uuid?',
  state: 'text',
  poolId: 'uuid?',
  pooledAt: 'timestamptz?',
  homePoolId: 'uuid?',
  ownedAt: 'timestamptz?',
  poolLocked: 'bool',
})

type Given =
  | 'level'
  | 'source'
  | 'industry'
  | 'region'
  | 'address'
  | 'postalCode'
  | 'phone'
  | 'phoneKey'
  | 'email'
  | 'emailKey'
  | 'uscc'
  | 'website'
  | 'note'
  | 'parentId'
  | 'payerId'
  | 'poolId'
  | 'pooledAt'
  | 'homePoolId'
  | 'ownedAt'

export type CustomerRow = RecordRow & {
  number: string
  name: string
  nameKey: string
  companyKey: string
  state: CustomerState
  poolLocked: boolean
} & Record<Given, string | null>
