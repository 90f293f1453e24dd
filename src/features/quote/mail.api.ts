import { endpoint } from '#kernel/api.ts'
import { MailDraft, MailWords, MailWordsEdit } from '#kernel/mailWords.ts'
import { MailAsk } from './mail.schema.ts'

const settings = { path: '/quote-mail', access: 'quote.paper' } as const

// biome-ignore format: one endpoint a line
export const quoteMailApi = {
  words:    endpoint({ ...settings, method: 'GET', mode: 'read', reply: MailWords, about: 'Empty: as usual.' }),
  setWords: endpoint({ ...settings, method: 'PATCH', mode: 'write', body: MailWordsEdit, reply: MailWords }),
  draft:    endpoint({ method: 'GET', path: '/quotes/:id/mail', mode: 'read', access: 'quote.send', query: MailAsk, reply: MailDraft, about: 'As it would go to that contact; the link is made when it leaves.' }),
}
