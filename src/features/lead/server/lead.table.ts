import { type RecordRow, type RowOf, recordColumns, table } from '#kernel/table.ts'
import type { GivenFacts, How } from '#meta/given.ts'
import type { LeadState } from '../lead.schema.ts'

export const leads = table('leads', {
  ...recordColumns,
  number: 'text',
  name: 'text',
  company: 'text?',
  nameKey: 'text?',
  companyKey: 'text?',
  phone: 'text?',
  phoneKey: 'text?',
  email: 'text?',
  emailKey: 'text?',
  title: 'text?',
  source: 'text?',
  campaign: 'text?',
  referredBy: 'uuid?',
  region: 'text?',
  address: 'text?',
  need: 'text?',
  productLine: 'text?',
  state: 'text',
  invalidReason: 'text?',
  assignedAt: 'timestamptz?',
  firstFollowupAt: 'timestamptz?',
  lastFollowupAt: 'timestamptz?',
  convertedAt: 'timestamptz?',
  customerId: 'uuid?',
  contactId: 'uuid?',
  dealId: 'uuid?',
  threadId: 'uuid',
  nextStep: 'text?',
  nextStepAt: 'timestamptz?',
  respondBy: 'timestamptz?',
  poolId: 'uuid?',
  pooledAt: 'timestamptz?',
  homePoolId: 'uuid?',
  poolLocked: 'bool',
})

export const leadAssignments = table('lead_assignments', {
  id: 'uuid',
  leadId: 'uuid',
  userId: 'uuid',
  how: 'text',
  ruleId: 'uuid?',
  byId: 'uuid?',
  facts: 'jsonb?',
  at: 'timestamptz',
  respondBy: 'timestamptz?',
  respondedAt: 'timestamptz?',
  minutes: 'int?',
  endedAt: 'timestamptz?',
  step: 'int',
  nextAt: 'timestamptz?',
  paused: 'int',
})
export type AssignmentRow = Omit<RowOf<typeof leadAssignments.columnKinds>, 'how' | 'facts'> & {
  readonly how: How
  readonly facts: GivenFacts | null
}

/** Columns that hold what people said of the lead, and the keys that follow from it. */
export const blankLead = {
  company: null,
  nameKey: null,
  companyKey: null,
  phone: null,
  phoneKey: null,
  email: null,
  emailKey: null,
  title: null,
  source: null,
  campaign: null,
  referredBy: null,
  region: null,
  address: null,
  need: null,
  productLine: null,
  invalidReason: null,
  assignedAt: null,
  firstFollowupAt: null,
  lastFollowupAt: null,
  convertedAt: null,
  customerId: null,
  contactId: null,
  dealId: null,
  nextStep: null,
  nextStepAt: null,
  respondBy: null,
  poolId: null,
  pooledAt: null,
  homePoolId: null,
}

export type LeadRow = RecordRow & {
  number: string
  name: string
  state: LeadState
  threadId: string
  poolLocked: boolean
} & Record<keyof typeof blankLead, string | null>
