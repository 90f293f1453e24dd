import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { FileKind } from '../file.schema.ts'

export const files = table('files', {
  ...recordColumns,
  entity: 'text',
  recordId: 'uuid',
  name: 'text',
  type: 'text',
  size: 'int',
  kind: 'text?',
  sha256: 'text',
  purgedAt: 'timestamptz?',
})

export type FileRow = RecordRow & {
  entity: string
  recordId: string
  name: string
  type: string
  size: number
  kind: FileKind | null
  sha256: string
  purgedAt: string | null
}
