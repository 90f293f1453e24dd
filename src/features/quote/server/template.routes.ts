import { mailWordsOf, setMailWords } from '#features/people/server/mailWords.service.ts'
import type { Handlers } from '#kernel/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { quoteMailApi } from '../mail.api.ts'
import { quoteMail } from '../mail.rules.ts'
import type { paperTemplateApi } from '../template.api.ts'
import { draftMail } from './mail.service.ts'
import { printQuote } from './paper.service.ts'
import { listQuotes } from './quote.service.ts'
import { setTemplate, templateOf } from './template.service.ts'

/** What stands on paper is set where the words of its mail are. */
export const quoteMailHandlers: Handlers<typeof quoteMailApi> = {
  words: async (_db, actor) => mailWordsOf(actor.org, quoteMail),
  setWords: (tx, actor, input) => setMailWords(tx, actor, quoteMail, input),
  draft: (db, actor, input) => draftMail(db, actor, input),
}

export const paperTemplateHandlers = (folder: string): Handlers<typeof paperTemplateApi> => ({
  template: async (_db, actor) => templateOf(actor.org),
  setTemplate: (tx, actor, input) => setTemplate(tx, actor, input),
  sample: async (db, actor, { lang }) => {
    const [newest] = (await listQuotes(db, actor, { limit: 1 })).items
    if (!newest) throw new Refusal('quote.noSample', 'missing')
    return printQuote(db, actor, newest.id, { lang, folder })
  },
})
