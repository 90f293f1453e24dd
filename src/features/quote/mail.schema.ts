// What a mail with a quote says: kept by the company in both languages, changed for one mail before it leaves.
import { type Static, Type } from 'typebox'
import { Id, OneOf, shape } from '#kernel/api.ts'
import { type Lang, langs } from '#kernel/text.ts'

const mostSubject = 200
const mostText = 5000
/** Filled in for each mail; `link` is made when it leaves. */
export const mailFields = ['company', 'customer', 'name', 'number', 'total', 'date', 'by', 'link'] as const
export type MailField = (typeof mailFields)[number]

const Words = (most: number) => Type.String({ maxLength: most })
export const QuoteMail = shape({
  subjectZh: Words(mostSubject),
  textZh: Words(mostText),
  subjectEn: Words(mostSubject),
  textEn: Words(mostText),
})
export type QuoteMail = Static<typeof QuoteMail>
/** An emptied field of a form is none: as usual. */
const one = (most: number) => Type.Optional(Type.Union([Words(most), Type.Null()]))
export const QuoteMailEdit = shape({
  subjectZh: one(mostSubject),
  textZh: one(mostText),
  subjectEn: one(mostSubject),
  textEn: one(mostText),
})
export type QuoteMailEdit = Static<typeof QuoteMailEdit>

export const MailAsk = shape({ contactId: Id, lang: Type.Optional(OneOf(langs)) })
/** The link still stands as `{link}`. */
export const MailDraft = shape({ subject: Type.String(), text: Type.String() })
export type MailDraft = Static<typeof MailDraft>

export const saidIn = (mail: QuoteMail, lang: Lang): MailDraft =>
  lang === 'zh' ? { subject: mail.subjectZh, text: mail.textZh } : { subject: mail.subjectEn, text: mail.textEn }
