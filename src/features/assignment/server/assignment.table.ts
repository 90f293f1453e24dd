import { type RowOf, table } from '#kernel/table.ts'
import type { Method, Rule } from '../assignment.schema.ts'

const columns = {
  id: 'uuid',
  name: 'text',
  position: 'int',
  active: 'bool',
  condition: 'text?',
  method: 'text',
  people: 'jsonb',
  deptIds: 'jsonb',
  places: 'jsonb',
  maxOpen: 'int?',
  lastUserId: 'uuid?',
  turns: 'jsonb',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  archivedAt: 'timestamptz?',
} as const
export const assignmentRules = table('assignment_rules', columns)
export type RuleRow = Omit<RowOf<typeof columns>, 'method' | 'people' | 'deptIds' | 'places' | 'turns'> & {
  readonly method: Method
  readonly people: Rule['people']
  readonly places: Rule['places']
  readonly turns: Readonly<Record<string, number>>
  readonly deptIds: readonly string[]
}
