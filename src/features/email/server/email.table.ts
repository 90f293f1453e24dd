import { table } from '#kernel/table.ts'
import type { EmailDoubt, EmailEntity, EmailFile, Party } from '../email.schema.ts'

export const emailAddresses = table('email_addresses', {
  id: 'uuid',
  entity: 'text',
  recordId: 'uuid',
  token: 'text',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  revokedAt: 'timestamptz?',
})
export type EmailAddressRow = {
  readonly id: string
  readonly entity: EmailEntity
  readonly recordId: string
  readonly token: string
  readonly createdAt: string
  readonly createdBy: string | null
  readonly revokedAt: string | null
}

export const emails = table('emails', {
  id: 'uuid',
  direction: 'text',
  entity: 'text',
  recordId: 'uuid',
  followupId: 'uuid',
  messageId: 'text',
  fromName: 'text',
  fromAddress: 'text',
  recipients: 'jsonb',
  subject: 'text',
  body: 'text?',
  files: 'jsonb',
  userId: 'uuid?',
  contactId: 'uuid?',
  automatic: 'bool',
  doubt: 'text?',
  at: 'timestamptz',
  createdAt: 'timestamptz',
})
export type EmailRow = {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly entity: EmailEntity
  readonly recordId: string
  readonly followupId: string
  readonly messageId: string
  readonly fromName: string
  readonly fromAddress: string
  readonly recipients: readonly Party[]
  readonly subject: string
  readonly body: string | null
  readonly files: readonly EmailFile[]
  readonly userId: string | null
  readonly contactId: string | null
  readonly automatic: boolean
  readonly doubt: EmailDoubt | null
  readonly at: string
  readonly createdAt: string
}
