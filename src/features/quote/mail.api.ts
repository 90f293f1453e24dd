import { endpoint } from '#kernel/api.ts'
import { MailAsk, MailDraft, QuoteMail, QuoteMailEdit } from './mail.schema.ts'

const settings = { path: '/quote-mail', access: 'quote.paper' } as const

// biome-ignore format: one endpoint a line
export const quoteMailApi = {
  words:    endpoint({ ...settings, method: 'GET', mode: 'read', reply: QuoteMail, about: 'Empty: as usual.' }),
  setWords: endpoint({ ...settings, method: 'PATCH', mode: 'write', body: QuoteMailEdit, reply: QuoteMail }),
  draft:    endpoint({ method: 'GET', path: '/quotes/:id/mail', mode: 'read', access: 'quote.send', query: MailAsk, reply: MailDraft, about: 'As it would go to that contact; the link is made when it leaves.' }),
}
