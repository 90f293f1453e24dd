import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { FollowupKind, SubjectEntity } from '../followup.schema.ts'

export const followups = table('followups', {
  ...recordColumns,
  subjectEntity: 'text',
  subjectId: 'uuid',
  customerId: 'uuid?',
  contactId: 'uuid?',
  leadId: 'uuid?',
  dealId: 'uuid?',
  kind: 'text',
  at: 'timestamptz',
  content: 'text',
  result: 'text?',
  painPoints: 'text?',
  budget: 'text?',
  decisionMaker: 'text?',
  competitors: 'text?',
  nextStep: 'text?',
  nextStepAt: 'timestamptz?',
  threadId: 'uuid?',
})

type Blank = 'result' | 'painPoints' | 'budget' | 'decisionMaker' | 'competitors' | 'nextStep' | 'nextStepAt'
type Parents = 'customerId' | 'contactId' | 'leadId' | 'dealId' | 'threadId'
export type FollowupRow = RecordRow & {
  subjectEntity: SubjectEntity
  subjectId: string
  kind: FollowupKind
  at: string
  content: string
} & Record<Blank | Parents, string | null>
