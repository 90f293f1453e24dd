import { table } from '#kernel/table.ts'
import type { TwinEntity } from '../twin.schema.ts'

export const merges = table('merges', {
  id: 'uuid',
  entity: 'text',
  winnerId: 'uuid',
  loserId: 'uuid',
  winnerName: 'text',
  loserName: 'text',
  before: 'jsonb',
  after: 'jsonb',
  moved: 'jsonb',
  at: 'timestamptz',
  byId: 'uuid',
  undoUntil: 'timestamptz',
  undoneAt: 'timestamptz?',
  undoneBy: 'uuid?',
})

/** By where it points: which rows went along. */
export type Moved = Readonly<Record<string, readonly string[]>>
export type MergedRow = {
  id: string
  entity: TwinEntity
  winnerId: string
  loserId: string
  winnerName: string
  loserName: string
  before: Record<string, unknown>
  after: Record<string, unknown>
  moved: Moved
  at: string
  byId: string
  undoUntil: string
  undoneAt: string | null
  undoneBy: string | null
}
