import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { PacketItem } from '../checklist.schema.ts'
import type { HandoffState, PacketNeed, PacketPromise } from '../handoff.schema.ts'

export const handoffs = table('handoffs', {
  ...recordColumns,
  dealId: 'uuid',
  orderId: 'uuid',
  checklist: 'int',
  items: 'jsonb',
  needs: 'jsonb',
  promises: 'jsonb',
  state: 'text',
  since: 'timestamptz',
  reason: 'text?',
  note: 'text?',
  acceptedBy: 'uuid?',
  acceptedAt: 'timestamptz?',
  threadId: 'uuid',
})

export type HandoffRow = RecordRow & {
  dealId: string
  orderId: string
  checklist: number
  items: PacketItem[]
  needs: PacketNeed[]
  promises: PacketPromise[]
  state: HandoffState
  since: string
  reason: string | null
  note: string | null
  acceptedBy: string | null
  acceptedAt: string | null
  threadId: string
}
