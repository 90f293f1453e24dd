// The words of a mail with a quote: filled in for one customer, seen before it leaves.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { mailWordsOf } from '#features/people/server/mailWords.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { filledIn, type MailDraft, templateIn } from '#kernel/mailWords.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { quoteMail } from '../mail.rules.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { Quote } from '../quote.schema.ts'
import { getQuote } from './quote.service.ts'

type To = { readonly id: string; readonly contactId: string; readonly lang?: Lang | undefined }

export async function draftMail(db: Db, actor: Actor, { id, contactId, lang = actor.lang }: To): Promise<MailDraft> {
  const quote = await getQuote(db, actor, id)
  const contact = (await contactsOf(db, quote.customerId)).find(one => one.id === contactId)
  if (!contact)
    throw new Refusal({ key: 'kernel.missing', path: 'contactId', values: { entity: 'contact' } }, 'missing')
  return wordsFor(actor, quote, { lang, name: contact.name, by: actor.name })
}

type For = { readonly lang: Lang; readonly name: string; readonly by: string }

/** What its writer may not know of it, the mail does not say. */
export function wordsFor(actor: Actor, quote: Quote, { lang, name, by }: For): MailDraft {
  const { org } = actor
  const showsTotal = !hiddenFields(actor, quoteEntity).has('gross')
  const total = showsTotal ? formatMoney(quote.gross, quote.currency, lang === 'zh' ? 'zh-CN' : 'en-US') : ''
  const { number, customerName: customer, validUntil: date } = quote
  const values = { company: org.name, customer, name, number, total, date, by }
  return filledIn(templateIn(mailWordsOf(org, quoteMail), quoteMail, lang), values)
}
