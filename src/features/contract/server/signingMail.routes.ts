import type { SendLetter } from '#features/people/server/letter.service.ts'
import { mailWordsOf, setMailWords } from '#features/people/server/mailWords.service.ts'
import type { Handlers } from '#kernel/api.ts'
import type { contractMailApi } from '../mail.api.ts'
import { contractMail } from '../mail.rules.ts'
import { draftSigningMail, mailContract } from './signingMail.service.ts'

/** `server`: there is something that mails can leave through. */
type Ways = { readonly send: SendLetter; readonly server: boolean }

export const contractMailHandlers = ({ send, server }: Ways): Handlers<typeof contractMailApi> => ({
  words: async (_db, actor) => mailWordsOf(actor.org, contractMail),
  setWords: (tx, actor, input) => setMailWords(tx, actor, contractMail, input),
  draft: (db, actor, { id }) => draftSigningMail(db, actor, id, server),
  mail: (tx, actor, asked) => mailContract(tx, actor, asked, send),
})
