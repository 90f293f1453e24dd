// The words of a mail with a quote: set for the company, filled in for one customer, seen before it leaves.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refusal, refuseAll } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { emptyMail, filledIn, mailProblems, templateIn } from '../mail.rules.ts'
import type { MailDraft, QuoteMail, QuoteMailEdit } from '../mail.schema.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { Quote } from '../quote.schema.ts'
import { getQuote } from './quote.service.ts'

export function mailOf({ settings }: OrgFacts): QuoteMail {
  const { quoteMail } = settings
  return typeof quoteMail === 'object' && quoteMail !== null ? { ...emptyMail, ...quoteMail } : emptyMail
}

export async function setMail(tx: Tx, actor: Actor, input: QuoteMailEdit): Promise<QuoteMail> {
  const old = mailOf(actor.org)
  const given = Object.entries(input).flatMap(([key, value]) => (value === undefined ? [] : [[key, value ?? '']]))
  const next: QuoteMail = { ...old, ...Object.fromEntries(given) }
  refuseAll(mailProblems(next))
  await setOrgSetting(tx, 'quoteMail', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'quoteMail.set', ...changes(old, next) })
  return next
}

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
  const { subject, text } = templateIn(mailOf(org), lang)
  return { subject: filledIn(subject, values), text: filledIn(text, values) }
}
