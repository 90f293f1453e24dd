import type { Reason } from '#kernel/refusal.ts'
import { type RowOf, table } from '#kernel/table.ts'
import type { Label, Lang } from '#kernel/text.ts'
import type { FieldValue } from '#meta/kinds/kinds.ts'
import type { AnswerState, FormContent } from '../capture.schema.ts'

const formColumns = {
  id: 'uuid',
  name: 'text',
  active: 'bool',
  asked: 'int',
  source: 'text?',
  poolId: 'uuid?',
  ruleId: 'uuid?',
  campaignId: 'uuid?',
  token: 'text',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  archivedAt: 'timestamptz?',
} as const
export const leadForms = table('lead_forms', formColumns)
/** With what it asks now. */
export type FormRow = RowOf<typeof formColumns> & { readonly content: FormContent }

const versionColumns = {
  formId: 'uuid',
  version: 'int',
  content: 'jsonb',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
} as const
export const leadFormVersions = table('lead_form_versions', versionColumns, ['formId', 'version'])

/** A field as it was asked, with what was said: as it is kept, and as it is read. */
export type SaidField = {
  readonly key: string
  readonly label: Label
  readonly value: FieldValue
  readonly text: string
  /** A region that is none we know. */
  readonly strange?: true
}

const answerColumns = {
  id: 'uuid',
  formId: 'uuid',
  formVersion: 'int',
  key: 'text',
  at: 'timestamptz',
  state: 'text',
  why: 'jsonb',
  given: 'jsonb',
  consent: 'text?',
  lang: 'text',
  via: 'text',
  address: 'text',
  agent: 'text',
  origin: 'text?',
  leadId: 'uuid?',
  customerId: 'uuid?',
  contactId: 'uuid?',
  campaignId: 'uuid?',
  made: 'bool',
  reviewedAt: 'timestamptz?',
  reviewedBy: 'uuid?',
} as const
export const leadFormAnswers = table('lead_form_answers', answerColumns)
export type AnswerRow = Omit<RowOf<typeof answerColumns>, 'state' | 'why' | 'given' | 'lang' | 'via'> & {
  readonly state: AnswerState
  readonly why: readonly Reason[]
  readonly given: readonly SaidField[]
  readonly lang: Lang
  readonly via: 'page' | 'api'
}
