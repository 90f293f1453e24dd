import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { Email, EmailPlace, EmailTemplates, Mailbox, NewEmail } from './email.schema.ts'

const Address = shape({ address: Type.String() })

// biome-ignore format: a table
export const emailApi = {
  mailbox:      endpoint({ method: 'GET',  path: '/mailbox',         mode: 'read',  access: 'followup.read', query: EmailPlace, reply: Mailbox, about: 'What was written about a record, and whom one may write to.' }),
  openMailbox:  endpoint({ method: 'POST', path: '/mailbox',         mode: 'write', access: 'followup.create', body: EmailPlace, reply: Address, about: 'The address that mails about a record come in by; made when it is first asked for.' }),
  renewMailbox: endpoint({ method: 'POST', path: '/mailbox/renew',   mode: 'write', access: 'followup.create', body: EmailPlace, reply: Address, about: 'Takes the old address back; what is sent to it is refused.' }),
  send:         endpoint({ method: 'POST', path: '/emails',          mode: 'write', access: 'followup.create', body: NewEmail, reply: Email }),
  templates:    endpoint({ method: 'GET',  path: '/email-templates', mode: 'read',  access: 'followup.read', reply: EmailTemplates }),
  setTemplates: endpoint({ method: 'PUT',  path: '/email-templates', mode: 'write', access: 'org.edit', body: EmailTemplates, reply: EmailTemplates }),
}
