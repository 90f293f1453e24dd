import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { SurveyState } from '../survey.schema.ts'

export const surveys = table('surveys', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  customerId: 'uuid',
  contactId: 'uuid?',
  orderId: 'uuid?',
  ticketId: 'uuid?',
  expiresAt: 'timestamptz',
  sentAt: 'timestamptz?',
  mailDue: 'bool',
  answeredAt: 'timestamptz?',
  score: 'int?',
  comment: 'text?',
  complaintId: 'uuid?',
  dueOn: 'date?',
  reviewedAt: 'timestamptz?',
  reviewedBy: 'uuid?',
  reviewNote: 'text?',
})
type Text =
  | 'contactId'
  | 'orderId'
  | 'ticketId'
  | 'sentAt'
  | 'answeredAt'
  | 'comment'
  | 'complaintId'
  | 'dueOn'
  | 'reviewedAt'
  | 'reviewedBy'
  | 'reviewNote'
export type SurveyRow = RecordRow & {
  number: string
  state: SurveyState
  customerId: string
  expiresAt: string
  mailDue: boolean
  score: number | null
} & Record<Text, string | null>
