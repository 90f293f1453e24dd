import { type RowOf, table } from '#kernel/table.ts'
import type { CheckedEntity, Verdict } from '../spotCheck.schema.ts'

const columns = {
  id: 'uuid',
  entity: 'text',
  week: 'date',
  userId: 'uuid?',
  deptId: 'uuid?',
  fromDay: 'date?',
  toDay: 'date?',
  seed: 'text',
  size: 'int',
  found: 'int',
  byId: 'uuid',
  createdAt: 'timestamptz',
} as const
export const spotChecks = table('spot_checks', columns)

const drawnColumns = {
  id: 'uuid',
  checkId: 'uuid',
  position: 'int',
  entity: 'text',
  recordId: 'uuid',
  ownerId: 'uuid',
  deptId: 'uuid?',
  answerBy: 'uuid',
  score: 'int?',
  verdict: 'text?',
  reason: 'text?',
  remark: 'text?',
  judgedAt: 'timestamptz?',
  judgedBy: 'uuid?',
  answer: 'text?',
  answeredAt: 'timestamptz?',
  mendedAt: 'timestamptz?',
  version: 'int',
} as const
export const spotCheckRecords = table('spot_check_records', drawnColumns)
export type DrawnRow = Omit<RowOf<typeof drawnColumns>, 'entity' | 'verdict'> & {
  readonly entity: CheckedEntity
  readonly verdict: Verdict | null
}
