import { type RecordRow, type RowOf, recordColumns, table } from '#kernel/table.ts'
import type { RegistrationState } from '../registration.schema.ts'

export const registrations = table('registrations', {
  ...recordColumns,
  number: 'text',
  state: 'text',
  customerId: 'uuid?',
  companyName: 'text',
  nameKey: 'text',
  companyKey: 'text',
  productLine: 'text?',
  lineKey: 'text?',
  fromOn: 'date',
  untilOn: 'date',
  evidence: 'text',
  contested: 'bool',
  rivalId: 'uuid?',
  renewedAt: 'timestamptz?',
  decidedAt: 'timestamptz?',
  decidedBy: 'uuid?',
  decision: 'text?',
  endedAt: 'timestamptz?',
  warnedFor: 'date?',
})
type Text =
  | 'customerId'
  | 'productLine'
  | 'lineKey'
  | 'rivalId'
  | 'renewedAt'
  | 'decidedAt'
  | 'decidedBy'
  | 'decision'
  | 'endedAt'
  | 'warnedFor'
export type RegistrationRow = Omit<RecordRow, 'ownerId'> & {
  ownerId: string
  number: string
  state: RegistrationState
  companyName: string
  nameKey: string
  companyKey: string
  fromOn: string
  untilOn: string
  evidence: string
  contested: boolean
} & Record<Text, string | null>

const claimColumns = {
  id: 'uuid',
  registrationId: 'uuid',
  key: 'text',
  lineKey: 'text?',
  salt: 'int',
  subjectHash: 'bigint',
  lineHash: 'bigint?',
  fromOn: 'date',
  untilOn: 'date',
} as const
export const registrationClaims = table('registration_claims', claimColumns)
export type ClaimRow = RowOf<typeof claimColumns>
