import { endpoint } from '#kernel/api.ts'
import { MailWords, MailWordsEdit } from '#kernel/mailWords.ts'
import { SigningSide } from './envelope.schema.ts'
import { SigningMail, SigningMailBody } from './mail.schema.ts'

const settings = { path: '/contract-mail', access: 'contract.set' } as const
const mail = { path: '/contracts/:id/mail', access: 'contract.sign' } as const

// biome-ignore format: one endpoint a line
export const contractMailApi = {
  words:    endpoint({ ...settings, method: 'GET', mode: 'read', reply: MailWords, about: 'Empty: as usual.' }),
  setWords: endpoint({ ...settings, method: 'PATCH', mode: 'write', body: MailWordsEdit, reply: MailWords }),
  draft:    endpoint({ ...mail, method: 'GET', mode: 'read', reply: SigningMail, about: 'As it would go out, in the language of the contract; `{name}` and `{link}` are filled in when it leaves.' }),
  mail:     endpoint({ ...mail, method: 'POST', mode: 'write', body: SigningMailBody, status: 200, reply: SigningSide, about: 'The signing link by mail, a link of its own for each; earlier ones go on opening.' }),
}
