import { table } from '#kernel/table.ts'
import type { ApprovalNode, ApprovalState, Because, StepState } from '../approval.schema.ts'

export const requests = table('approval_requests', {
  id: 'uuid',
  entity: 'text',
  recordId: 'uuid',
  purpose: 'text',
  title: 'text',
  href: 'text',
  contentHash: 'text',
  state: 'text',
  nodes: 'jsonb',
  node: 'int',
  allowSelf: 'bool',
  requestedBy: 'uuid',
  threadId: 'uuid?',
  reason: 'text?',
  why: 'jsonb',
  createdAt: 'timestamptz',
  decidedAt: 'timestamptz?',
  version: 'int',
})

export type RequestRow = {
  id: string
  entity: string
  recordId: string
  purpose: string
  title: string
  href: string
  contentHash: string
  state: ApprovalState
  nodes: readonly ApprovalNode[]
  node: number
  allowSelf: boolean
  requestedBy: string
  threadId: string | null
  reason: string | null
  why: readonly Because[]
  createdAt: string
  decidedAt: string | null
  version: number
}

export const steps = table('approval_steps', {
  id: 'uuid',
  requestId: 'uuid',
  node: 'int',
  userId: 'uuid',
  state: 'text',
  note: 'text?',
  decidedAt: 'timestamptz?',
})

export type StepRow = {
  id: string
  requestId: string
  node: number
  userId: string
  state: StepState
  note: string | null
  decidedAt: string | null
}
