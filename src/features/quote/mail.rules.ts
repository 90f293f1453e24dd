// The words of a mail with a quote: the company's, else the usual ones; fields filled in, unknown ones refused. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { type MailDraft, type MailField, mailFields, type QuoteMail, saidIn } from './mail.schema.ts'
import { quoteMailText } from './mail.text.ts'

export const emptyMail: QuoteMail = { subjectZh: '', textZh: '', subjectEn: '', textEn: '' }

export function templateIn(mail: QuoteMail, lang: Lang): MailDraft {
  const own = saidIn(mail, lang)
  return {
    subject: own.subject.trim() || quoteMailText['quote.mail.usualSubject'][lang],
    text: own.text.trim() || quoteMailText['quote.mail.usualText'][lang],
  }
}

const isField = (name: string): name is MailField => mailFields.some(one => one === name)
const named = /\{(\w+)\}/g

/** A typing error would reach the customer. */
export function mailProblems(mail: QuoteMail): Reason[] {
  return Object.entries(mail).flatMap(([path, text]): Reason[] => {
    const strange = [...text.matchAll(named)].find(([, name = '']) => !isField(name))
    if (strange) return [reason('quote.mail.unknownField', path, { field: strange[0] })]
    const lacks = path.startsWith('text') && text.trim() !== '' && !text.includes('{link}')
    return lacks ? [reason('quote.mail.noLink', path, { link: '{link}' })] : []
  })
}

/** What has no value stays out. */
export const filledIn = (text: string, values: Readonly<Partial<Record<MailField, string>>>): string =>
  text.replace(named, (whole, name: string) =>
    isField(name) ? (values[name] ?? (name === 'link' ? whole : '')) : whole,
  )
