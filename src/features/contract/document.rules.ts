// A contract written by its template: every field filled, what nobody has said left as a blank that shows. Pure.
import { capitalOf } from '#kernel/capital.ts'
import { add, formatMoney, formatPrice, formatQty, isZero } from '#kernel/money.ts'
import { saidParts } from '#kernel/parts.ts'
import type { Piece, ProseTable, Run } from '#kernel/prose.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { planOf } from '#kernel/terms.ts'
import { sayInstalment } from '#kernel/termsSaid.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { ofLine } from '#meta/entity.ts'
import type { ContractLine, Difference, WholeContract } from './contract.schema.ts'
import { documentText, kindWords } from './document.text.ts'
import { type MergeField, type MergePart, mergeFields, mergeParts } from './field.text.ts'
import { isField, isPart, tokensOf } from './template.rules.ts'
import type { Block } from './template.schema.ts'

export type Party = Readonly<Record<'name' | 'taxNumber' | 'address' | 'phone' | 'bank' | 'account', string | null>>
export type DocumentFacts = {
  readonly contract: WholeContract
  readonly company: Party & { readonly signer: string | null }
  readonly customer: Party
  readonly differences: readonly Difference[]
  readonly lang: Lang
  /** By the key of the field: not every reader may see prices. */
  readonly shows: (field: string) => boolean
}

const line = '＿＿＿＿＿＿＿＿'
const hidden = '***'
const localeOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en-US')
const sayIn = (lang: Lang) => (key: keyof typeof documentText, values?: TextValues) =>
  render(documentText[key], lang, values)

/** The template's blocks, one after the other; headings count articles, clauses count within theirs. */
export function writtenBy(body: readonly Block[], facts: DocumentFacts): Piece[] {
  const { lang } = facts
  const values = valuesOf(facts)
  let [article, clause] = [0, 0]
  return body.flatMap(({ kind, text }): Piece[] => {
    const part = partIn(text)
    if (part) return partOf(part, facts)
    if (text.trim() === '') return []
    if (kind === 'heading') [article, clause] = [article + 1, 0]
    if (kind === 'clause') clause += 1
    const marks = { title: '', text: '', heading: articleOf(article, lang), clause: clauseOf(article, clause) }
    return [{ kind, mark: marks[kind], runs: filled(text, values, lang) }]
  })
}

const articleOf = (no: number, lang: Lang): string =>
  sayIn(lang)('contract.doc.article', { no: lang === 'zh' ? inChinese(no) : no })
const clauseOf = (article: number, no: number): string => (article === 0 ? `${no}.` : `${article}.${no}`)

/** Up to ninety-nine, as articles are counted. */
function inChinese(no: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  if (no > 99) return String(no)
  const [tens, ones] = [Math.floor(no / 10), no % 10]
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`}${digits[ones] ?? ''}`
}

function partIn(text: string): MergePart | undefined {
  const tokens = tokensOf(text).filter(token => 'field' in token || token.text.trim() !== '')
  const [only] = tokens
  return tokens.length === 1 && only && 'field' in only && isPart(only.field) ? only.field : undefined
}

type Values = Readonly<Record<MergeField, string | null>>

const filled = (text: string, values: Values, lang: Lang): Run[] =>
  tokensOf(text.trim()).map((token): Run => {
    if ('text' in token) return { text: token.text }
    if (!isField(token.field)) return { text: isPart(token.field) ? mergeParts[token.field][lang] : token.field }
    const value = values[token.field]
    return value ? { text: value } : { text: line, blank: mergeFields[token.field][lang] }
  })

function valuesOf({ contract, company, customer, lang, shows }: DocumentFacts): Values {
  const { amount, currency } = contract
  const say = sayIn(lang)
  const sum = (value: string | null, key: string): string | null =>
    value === null ? null : shows(key) ? formatMoney(value, currency, localeOf(lang)) : hidden
  const capital = amount !== null && shows('amount') ? capitalOf(amount, currency) : null
  // biome-ignore format: a table
  return {
    'number': contract.number,
    'title': contract.title,
    'kind': kindWords[contract.kind][lang],
    'signedOn': dayIn(contract.signedOn, lang),
    'effectiveFrom': dayIn(contract.effectiveFrom, lang),
    'effectiveUntil': dayIn(contract.effectiveUntil, lang),
    'amount': amount === null ? say('contract.doc.noCeiling') : sum(amount, 'amount'),
    'amountCapital': amount === null ? say('contract.doc.noCeiling') : shows('amount') ? (capital ?? sum(amount, 'amount')) : hidden,
    'net': sum(contract.net, 'net'),
    'tax': sum(contract.tax, 'tax'),
    'currency': currency,
    'taxMode': say(contract.taxMode === 'inclusive' ? 'contract.doc.included' : 'contract.doc.onTop'),
    ...partiesOf({ contract, company, customer }),
    'payer.name': contract.payerName,
    'owner.name': contract.ownerName,
    'delivery.address': contract.address,
    'clauses': contract.clauses,
    'quote.number': contract.quoteNumber,
    'deal.name': contract.dealName,
    'amends.number': contract.amendsNumber,
    'renews.number': contract.renewsNumber,
    'changeReason': contract.changeReason,
  }
}

type Parties = Pick<DocumentFacts, 'contract' | 'company' | 'customer'>
// biome-ignore format: a table
const partiesOf = ({ contract, company, customer }: Parties) => ({
  'company.name': company.name,
  'company.taxNumber': company.taxNumber,
  'company.address': company.address,
  'company.phone': company.phone,
  'company.bank': company.bank,
  'company.account': company.account,
  'company.signer': contract.ourSigner ?? company.signer,
  'customer.name': contract.customerName,
  'customer.taxNumber': customer.taxNumber,
  'customer.address': customer.address,
  'customer.phone': customer.phone,
  'customer.bank': customer.bank,
  'customer.account': customer.account,
  'customer.contact': contract.contactName,
  'customer.signer': contract.theirSigner,
})

function dayIn(day: string | null, lang: Lang): string | null {
  if (day === null || lang === 'en') return day
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

function partOf(part: MergePart, facts: DocumentFacts): Piece[] {
  if (part === 'lines') return facts.contract.lines.length > 0 ? [{ kind: 'table', table: linesOf(facts) }] : []
  if (part === 'terms') return termsOf(facts)
  if (part === 'changes') return [{ kind: 'table', table: changesOf(facts) }]
  return [{ kind: 'sides', sides: signaturesOf(facts) }]
}

/** By what of a line each column tells. */
const columns = [
  { head: 'sheet.no', isNumber: true },
  { head: 'sheet.product', isWide: true },
  { head: 'sheet.qty', isNumber: true },
  { head: 'sheet.unit' },
  { head: 'sheet.price', of: 'price', isNumber: true },
  { head: 'sheet.discount', of: 'lineDiscount', isNumber: true },
  { head: 'sheet.taxRate', of: 'taxRate', isNumber: true },
  { head: 'sheet.amount', of: 'amount', isNumber: true },
] as const

function linesOf({ contract, lang, shows }: DocumentFacts): ProseTable {
  const { lines, currency } = contract
  const reduced = lines.some(one => !isZero(add(one.lineDiscount, one.share)))
  const open = columns.map(
    one => !('of' in one) || (shows(ofLine(one.of)) && (reduced || one.head !== 'sheet.discount')),
  )
  const kept = <C>(cells: readonly C[]): C[] => cells.filter((_, i) => open[i])
  const t = (key: keyof typeof sheetText) => render(sheetText[key], lang)
  const money = (value: string) => formatMoney(value, currency, localeOf(lang))
  const capital = capitalOf(contract.gross, currency)
  const foot = [
    `${t('sheet.net')} ${money(contract.net)}`,
    `${t('sheet.tax')} ${money(contract.tax)}`,
    `${t('sheet.gross')} ${money(contract.gross)}`,
    ...(capital && lang === 'zh' ? [`${t('sheet.capital')} ${capital}`] : []),
  ]
  const counts = shows('gross') && lines.some(one => !one.asNeeded)
  return {
    head: kept(columns).map(({ head, ...rest }) => ({ text: t(head), ...cellOf(rest) })),
    rows: lines.map(one => kept(cellsOf(one, currency, lang))),
    foot: counts ? foot : [],
  }
}

const cellOf = (one: { readonly isNumber?: boolean; readonly isWide?: boolean }) => ({
  ...(one.isNumber && { isNumber: true }),
  ...(one.isWide && { isWide: true }),
})

function cellsOf(one: ContractLine, currency: string, lang: Lang): string[] {
  const locale = localeOf(lang)
  const less = add(one.lineDiscount, one.share)
  const small = [saidParts(one.parts, lang), one.code, one.spec, one.note].filter(Boolean).join(' · ')
  return [
    String(one.no),
    small ? `${one.name} (${small})` : one.name,
    one.asNeeded ? sayIn(lang)('contract.doc.asNeeded') : formatQty(one.unitQty, locale),
    one.unit,
    formatPrice(one.price, locale),
    isZero(less) ? '' : `−${formatMoney(less, currency, locale)}`,
    `${formatQty(one.taxRate, locale)}%`,
    one.asNeeded ? '' : formatMoney(one.amount, currency, locale),
  ]
}

function termsOf({ contract, lang, shows }: DocumentFacts): Piece[] {
  const { terms, amount, currency } = contract
  const { amounts } = planOf(terms, { gross: amount ?? '0', currency })
  return terms.instalments.map((one, i): Piece => {
    const sum = amount !== null && shows('amount') ? formatMoney(amounts[i] ?? '0', currency, localeOf(lang)) : ''
    return {
      kind: 'text',
      mark: `(${i + 1})`,
      runs: [{ text: [sayInstalment(one, lang), sum].filter(Boolean).join(': ') }],
    }
  })
}

function changesOf({ differences, lang, shows }: DocumentFacts): ProseTable {
  const say = sayIn(lang)
  const told = shows(ofLine('price')) && shows('amount')
  const value = (text: string | null): string => (told ? (text ?? say('contract.doc.gone')) : hidden)
  const rows = differences.map(one => [one.what, value(one.old), value(one.next)])
  return {
    head: [
      { text: say('contract.doc.what') },
      { text: say('contract.doc.old'), isWide: true },
      { text: say('contract.doc.next'), isWide: true },
    ],
    rows: rows.length > 0 ? rows : [[say('contract.doc.noChange'), '', '']],
    foot: [],
  }
}

function signaturesOf({ contract, company, customer, lang }: DocumentFacts): Run[][] {
  const say = sayIn(lang)
  const label = (field: MergeField) => mergeFields[field][lang].replace(/^(我方|客户|Our |Customer’s )/, '')
  const row = (name: string, value: string | null): Run => ({ text: `${name}: ${value ?? line}` })
  const side = (role: string, name: string | null, party: Party, signer: string | null): Run[] => [
    row(role, name),
    row(label('company.taxNumber'), party.taxNumber),
    row(label('company.address'), party.address),
    row(label('company.phone'), party.phone),
    row(label('company.bank'), party.bank),
    row(label('company.account'), party.account),
    row(label('company.signer'), signer),
    row(say('contract.doc.signature'), null),
    row(say('contract.doc.date'), dayIn(contract.signedOn, lang)),
  ]
  return [
    side(say('contract.doc.seller'), company.name, company, contract.ourSigner ?? company.signer),
    side(say('contract.doc.buyer'), contract.customerName, customer, contract.theirSigner),
  ]
}
