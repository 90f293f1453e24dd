import type { SendLetter } from '#features/people/server/letter.service.ts'
import type { Handlers } from '#kernel/api.ts'
import type { replyApi } from '../reply.api.ts'
import { answerQuestion, giveQuoteLink, mailQuote, readSide, receiversOf } from './customerSide.service.ts'

/** `server`: there is something that mails can leave through. */
type Ways = { readonly send: SendLetter; readonly server: boolean }

export const replyHandlers = ({ send, server }: Ways): Handlers<typeof replyApi> => ({
  side: (db, actor, { id }) => readSide(db, actor, id),
  give: (tx, actor, { id, ...input }) => giveQuoteLink(tx, actor, id, input),
  receivers: async (db, actor, { id }) => ({ items: await receiversOf(db, actor, id, server) }),
  mail: (tx, actor, asked) => mailQuote(tx, actor, asked, send),
  answer: (tx, actor, { id, ...input }) => answerQuestion(tx, actor, id, input),
})
