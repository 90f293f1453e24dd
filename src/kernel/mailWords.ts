// The words of a mail that leads to a page of ours: the company's own, else the usual ones; fields are filled in, unknown
// ones refused. Pure.
import { type Static, Type } from 'typebox'
import { shape } from './api.ts'
import { type Reason, reason } from './refusal.ts'
import type { Label, Lang } from './text.ts'

const mostSubject = 200
const mostText = 5000
const Words = (most: number) => Type.String({ maxLength: most })
/** What a company says, in both languages; empty: as usual. */
export const MailWords = shape({
  subjectZh: Words(mostSubject),
  textZh: Words(mostText),
  subjectEn: Words(mostSubject),
  textEn: Words(mostText),
})
export type MailWords = Static<typeof MailWords>
export const emptyWords: MailWords = { subjectZh: '', textZh: '', subjectEn: '', textEn: '' }

/** An emptied field of a form is none: as usual. */
const one = (most: number) => Type.Optional(Type.Union([Words(most), Type.Null()]))
export const MailWordsEdit = shape({
  subjectZh: one(mostSubject),
  textZh: one(mostText),
  subjectEn: one(mostSubject),
  textEn: one(mostText),
})
export type MailWordsEdit = Static<typeof MailWordsEdit>

/** One mail; its link still stands as `{link}`. */
export const MailDraft = shape({ subject: Type.String(), text: Type.String() })
export type MailDraft = Static<typeof MailDraft>

/** `fields`: what is filled in for each mail. */
export type UsualMail = { readonly fields: readonly string[]; readonly subject: Label; readonly text: Label }

const saidIn = (words: MailWords, lang: Lang): MailDraft =>
  lang === 'zh' ? { subject: words.subjectZh, text: words.textZh } : { subject: words.subjectEn, text: words.textEn }

export function templateIn(words: MailWords, usual: UsualMail, lang: Lang): MailDraft {
  const own = saidIn(words, lang)
  return { subject: own.subject.trim() || usual.subject[lang], text: own.text.trim() || usual.text[lang] }
}

const named = /\{(\w+)\}/g

/** A typing error would reach the customer. */
export function mailProblems(words: MailWords, { fields }: UsualMail): Reason[] {
  return Object.entries(words).flatMap(([path, text]): Reason[] => {
    const strange = [...text.matchAll(named)].find(([, name = '']) => !fields.includes(name))
    if (strange) return [reason('mailWords.unknownField', path, { field: strange[0] })]
    const lacks = path.startsWith('text') && text.trim() !== '' && !text.includes('{link}')
    return lacks ? [reason('mailWords.noLink', path, { link: '{link}' })] : []
  })
}

/** What is named and has no value stays out; what is not named yet stays as it stands. */
export function filledIn({ subject, text }: MailDraft, values: Readonly<Record<string, string | null>>): MailDraft {
  const fill = (words: string): string =>
    words.replace(named, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole))
  return { subject: fill(subject), text: fill(text) }
}

/** As its sender changed it; both or none. */
export const changedWords = (subject = '', text = ''): MailDraft | undefined =>
  subject.trim() && text.trim() ? { subject: subject.replace(/\s+/g, ' ').trim(), text } : undefined

/** A sender who took the link out did not mean to send a mail without. */
export const linkedTo = (text: string, place: string): string =>
  text.includes('{link}') ? text.replaceAll('{link}', place) : `${text}\n\n${place}`

const address = /(?: · )?[<(]?[^\s<>()·:,;]+@[^\s<>()·:,;]+[>)]?/g
/** For whoever may not read them. */
export const withoutAddresses = (text: string): string => text.replace(address, '').replace(/ {2,}/g, ' ').trim()
