// How the company's quotes look on paper, beside its logo: a setting of the organisation, in both languages.
import { type Static, Type } from 'typebox'
import { OneOf, shape } from '#kernel/api.ts'
import type { Lang } from '#kernel/text.ts'

/** What may be left out: a small line below the name, or a column. */
const hideable = ['code', 'lines.spec', 'lines.note', 'lines.lineDiscount', 'lines.taxRate'] as const

/** At most so many characters, in either language. */
export const longest = { title: 60, company: 500, header: 200, footer: 200, terms: 5000, bank: 500 } as const
export type Spoken = keyof typeof longest

const Words = (most: number) => Type.String({ maxLength: most })
const texts = {
  titleZh: Words(longest.title),
  titleEn: Words(longest.title),
  companyZh: Words(longest.company),
  companyEn: Words(longest.company),
  headerZh: Words(longest.header),
  headerEn: Words(longest.header),
  footerZh: Words(longest.footer),
  footerEn: Words(longest.footer),
  termsZh: Words(longest.terms),
  termsEn: Words(longest.terms),
  bankZh: Words(longest.bank),
  bankEn: Words(longest.bank),
}
const rest = {
  hides: Type.Array(OneOf(hideable), { maxItems: hideable.length, uniqueItems: true }),
  /** The total in Chinese capitals (大写). */
  capital: Type.Boolean(),
  /** Until when it is valid. */
  validity: Type.Boolean(),
  /** Across what nobody approved or sent yet. */
  draftMark: Type.Boolean(),
  /** Where both sign, at the end; the stamp is put over our side. */
  signs: Type.Boolean(),
}
export const PaperTemplate = shape({ ...texts, ...rest })
export type PaperTemplate = Static<typeof PaperTemplate>

/** An emptied field of a form is none. */
const text = Type.Optional(Type.Union([Words(longest.terms), Type.Null()]))
export const PaperTemplateEdit = shape({
  titleZh: text,
  titleEn: text,
  companyZh: text,
  companyEn: text,
  headerZh: text,
  headerEn: text,
  footerZh: text,
  footerEn: text,
  termsZh: text,
  termsEn: text,
  bankZh: text,
  bankEn: text,
  hides: Type.Optional(Type.Union([rest.hides, Type.Null()])),
  capital: Type.Optional(Type.Boolean()),
  validity: Type.Optional(Type.Boolean()),
  draftMark: Type.Optional(Type.Boolean()),
  signs: Type.Optional(Type.Boolean()),
})
export type PaperTemplateEdit = Static<typeof PaperTemplateEdit>

export const usualTemplate: PaperTemplate = {
  titleZh: '',
  titleEn: '',
  companyZh: '',
  companyEn: '',
  headerZh: '',
  headerEn: '',
  footerZh: '',
  footerEn: '',
  termsZh: '',
  termsEn: '',
  bankZh: '',
  bankEn: '',
  hides: [],
  capital: true,
  validity: true,
  draftMark: true,
  signs: true,
}

/** What is said in one language; nothing where nothing was written. */
export const spoken = (template: PaperTemplate, stem: Spoken, lang: Lang): string =>
  template[`${stem}${lang === 'zh' ? 'Zh' : 'En'}`].trim()
