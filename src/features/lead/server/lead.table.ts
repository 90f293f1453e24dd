import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
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
  need: 'text?',
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
  poolId: 'uuid?',
  pooledAt: 'timestamptz?',
  homePoolId: 'uuid?',
  poolLocked: 'bool',
})

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
  need: null,
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
