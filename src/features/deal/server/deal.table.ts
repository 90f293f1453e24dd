import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { DealState, Tick } from '../deal.schema.ts'

export const deals = table('deals', {
  ...recordColumns,
  number: 'text',
  name: 'text',
  customerId: 'uuid',
  contactId: 'uuid?',
  pipelineId: 'uuid',
  stageId: 'uuid',
  state: 'text',
  amount: 'numeric?',
  amountFrom: 'text',
  currency: 'text',
  expectedClose: 'date?',
  forecast: 'text?',
  closedAt: 'timestamptz?',
  wonAt: 'timestamptz?',
  lostReason: 'text?',
  noOrderReason: 'text?',
  source: 'text?',
  productLine: 'text?',
  campaign: 'text?',
  note: 'text?',
  threadId: 'uuid',
  nextStep: 'text?',
  nextStepAt: 'timestamptz?',
  stageSince: 'timestamptz',
  boardKey: 'text',
  primaryQuoteId: 'uuid?',
  acceptedQuoteId: 'uuid?',
  liveOrders: 'int',
  checks: 'jsonb',
  waitingStageId: 'uuid?',
  lostNote: 'text?',
  lostTo: 'uuid?',
  wonReason: 'text?',
  wonNote: 'text?',
  endedStageId: 'uuid?',
})

type Text =
  | 'contactId'
  | 'amount'
  | 'expectedClose'
  | 'forecast'
  | 'closedAt'
  | 'wonAt'
  | 'lostReason'
  | 'noOrderReason'
  | 'source'
  | 'productLine'
  | 'campaign'
  | 'note'
  | 'nextStep'
  | 'nextStepAt'
  | 'primaryQuoteId'
  | 'acceptedQuoteId'
  | 'waitingStageId'
  | 'lostNote'
  | 'lostTo'
  | 'wonReason'
  | 'wonNote'
  | 'endedStageId'

export type DealRow = RecordRow & {
  number: string
  name: string
  customerId: string
  pipelineId: string
  stageId: string
  state: DealState
  amountFrom: 'manual' | 'products' | 'quote'
  currency: string
  threadId: string
  stageSince: string
  boardKey: string
  liveOrders: number
  checks: readonly Tick[]
} & Record<Text, string | null>

export const pipelines = table('pipelines', {
  id: 'uuid',
  label: 'jsonb',
  position: 'int',
  isDefault: 'bool',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  archivedAt: 'timestamptz?',
})

export const dealStages = table('deal_stages', {
  id: 'uuid',
  pipelineId: 'uuid',
  label: 'jsonb',
  kind: 'text',
  probability: 'int',
  position: 'int',
  rottingDays: 'int?',
  forecast: 'text',
  required: 'jsonb',
  criteria: 'text?',
  checks: 'jsonb',
  approval: 'bool',
  archivedAt: 'timestamptz?',
})

export const stageLog = table('deal_stage_log', {
  id: 'uuid',
  dealId: 'uuid',
  stageId: 'uuid',
  enteredAt: 'timestamptz',
  leftAt: 'timestamptz?',
  byId: 'uuid?',
})
