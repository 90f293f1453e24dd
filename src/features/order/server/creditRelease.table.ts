import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { ReleaseState } from '../creditRelease.schema.ts'

export const creditReleases = table('credit_releases', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  orderId: 'uuid',
  customerId: 'uuid',
  amount: 'numeric',
  until: 'date',
  reason: 'text',
  decidedBy: 'uuid?',
  decidedAt: 'timestamptz?',
  soonTold: 'bool',
  overTold: 'bool',
})

export type ReleaseRow = RecordRow & {
  number: string
  state: ReleaseState
  orderId: string
  customerId: string
  amount: string
  until: string
  reason: string
  decidedBy: string | null
  decidedAt: string | null
  soonTold: boolean
  overTold: boolean
}
