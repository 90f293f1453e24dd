import { type RecordRow, recordColumns, table } from '#kernel/table.ts'

export const contacts = table('contacts', {
  ...recordColumns,
  customerId: 'uuid',
  name: 'text',
  title: 'text?',
  phone: 'text?',
  phoneKey: 'text?',
  email: 'text?',
  emailKey: 'text?',
  wechat: 'text?',
  decisionRole: 'text?',
  isPrimary: 'bool',
  note: 'text?',
})

type Given = 'title' | 'phone' | 'phoneKey' | 'email' | 'emailKey' | 'wechat' | 'decisionRole' | 'note'
export type ContactRow = RecordRow & { customerId: string; name: string; isPrimary: boolean } & Record<
    Given,
    string | null
  >
