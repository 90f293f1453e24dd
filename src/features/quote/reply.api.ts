import { endpoint } from '#kernel/api.ts'
import { AnswerBody, CustomerSide, GiveBody, GivenLink, MailBody, Receivers } from './reply.schema.ts'

const send = { method: 'POST', mode: 'write', access: 'quote.send' } as const

/** The customer's page of a quote, as seen from our side. */
export const replyApi = {
  side: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/quotes/:id/customer',
    access: 'quote.read',
    reply: CustomerSide,
  }),
  /** A fresh link; earlier ones go on opening. */
  give: endpoint({ ...send, path: '/quotes/:id/links', body: GiveBody, reply: GivenLink, secret: true }),
  receivers: endpoint({ ...send, method: 'GET', mode: 'read', path: '/quotes/:id/receivers', reply: Receivers }),
  mail: endpoint({ ...send, path: '/quotes/:id/mail', body: MailBody, status: 200, reply: CustomerSide }),
  answer: endpoint({ ...send, path: '/quotes/:id/answers', body: AnswerBody, status: 200, reply: CustomerSide }),
}
