// Every sentence of the product lives in a `*.text.ts` table, languages side by side; a customer's own
// labels have the same shape, so one `render` serves both.

import { formatAmount, formatQty, isCurrency, isDecimal } from './money.ts'

export const langs = ['en', 'zh'] as const
export type Lang = (typeof langs)[number]
export type Label = Readonly<Record<Lang, string>>
/** A label that was kept as it was: whoever reads it reads it in their own language. */
export const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === langs.length &&
  langs.every(lang => typeof Reflect.get(value, lang) === 'string')

export type Texts = Readonly<Record<string, Label>>
export type TextValues = Readonly<Record<string, string | number>>

/**
 * Fills `{name}` placeholders; an unknown placeholder stays visible, so that it is seen and mended. What stands right
 * before `{currency}` is an amount of it, and is written as amounts are; so are figures of a limit, by their digits.
 * `{count:order is|orders are}` says what it counts, by whether that is one.
 */
export function render(label: Label, lang: Lang, values: TextValues = {}): string {
  const fill = (whole: string, name: string, counted?: string, after?: string): string => {
    const value = values[name]
    if (value === undefined) return after ? whole.replace('{currency}', String(values.currency ?? '{currency}')) : whole
    if (after) return `${amountSaid(value, values.currency, lang)} ${values.currency ?? '{currency}'}`
    const said = isOfFigures(name, label[lang]) && isFigure(value) ? formatQty(value, lang) : String(value)
    return counted === undefined ? said : `${said} ${counted.split('|')[said === '1' ? 0 : 1]}`
  }
  return label[lang].replace(hole, fill)
}
const hole = /\{(\w+)(?::([^{}|]+\|[^{}|]+))?\}( \{currency\})?/g

/** Of money without a currency beside it, or of a quantity. */
const figures = new Set(['over', 'left', 'used', 'own'])
/** A limit is one beside what is over it or used of it; elsewhere it may be a length or a rule's. */
const isOfFigures = (name: string, text: string): boolean =>
  figures.has(name) || (name === 'limit' && /\{(over|used)\}/.test(text))
/** Decimals are texts; what is a number counts something, what is written already has its commas. */
const isFigure = (value: string | number): value is string => typeof value === 'string' && isDecimal(value)

const amountSaid = (value: string | number, currency: string | number | undefined, lang: Lang): string =>
  isFigure(value) && isCurrency(String(currency)) ? formatAmount(value, String(currency), lang) : String(value)

/** What `Accept-Language` or a browser wishes most: any Chinese is Chinese, any other tongue English. Nothing said, nothing wished. */
export function wishedLang(wish: string | undefined | null): Lang | undefined {
  const tongues = (wish ?? '').split(',').map(part => {
    const [tag = '', weight = '1'] = part.trim().split(/\s*;\s*q=/)
    return { tag, weight: Number(weight) }
  })
  const named = tongues.filter(one => /^[a-z]/i.test(one.tag) && one.weight > 0)
  const best = named.toSorted((a, b) => b.weight - a.weight)[0]
  return best && (/^zh\b/i.test(best.tag) ? 'zh' : 'en')
}
