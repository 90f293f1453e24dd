import type { AmendAction } from '#features/order/amend.schema.ts'
import type { Order, OrderLine } from '#features/order/order.schema.ts'
import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { ChangeState } from '../change.schema.ts'

export const changes = table('changes', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  orderId: 'uuid',
  customerId: 'uuid',
  threadId: 'uuid',
  fromId: 'uuid?',
  reason: 'text',
  actions: 'jsonb',
  baseRevision: 'int',
  revision: 'int?',
  currency: 'text',
  grossBefore: 'numeric',
  grossAfter: 'numeric',
  baseDifference: 'numeric',
  contentHash: 'text',
  before: 'jsonb?',
  after: 'jsonb?',
  date: 'date',
  submittedAt: 'timestamptz?',
  approvedAt: 'timestamptz?',
  appliedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
})

export type OrderHead = Pick<
  Order,
  'net' | 'tax' | 'gross' | 'currency' | 'discountKind' | 'discountValue' | 'promisedDate' | 'address'
>
/** An order as it stood, as far as a change can move it. */
export type Snapshot = OrderHead & { readonly lines: readonly OrderLine[] }

export type ChangeRow = RecordRow & {
  number: string
  state: ChangeState
  orderId: string
  customerId: string
  threadId: string
  fromId: string | null
  reason: string
  actions: readonly AmendAction[]
  baseRevision: number
  revision: number | null
  currency: string
  grossBefore: string
  grossAfter: string
  baseDifference: string
  contentHash: string
  before: Snapshot | null
  after: Snapshot | null
  date: string
  submittedAt: string | null
  approvedAt: string | null
  appliedAt: string | null
  endedAt: string | null
}
