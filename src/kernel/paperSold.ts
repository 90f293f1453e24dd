// What is sold line by line, on paper: lines with prices, totals, terms. Quotes and orders are drawn alike.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { capitalOf } from './capital.ts'
import { formatMoney, formatPrice, formatQty, isZero, sum } from './money.ts'
import { linesTable, named, right, section, totals } from './paperSheet.ts'
import { sheetText } from './sheet.text.ts'
import { termsText } from './terms.text.ts'
import { planOf, type Terms } from './terms.ts'
import { sayInstalment } from './termsSaid.ts'
import { type Lang, render } from './text.ts'

export type SoldOnPaper = {
  readonly name: string
  readonly small: readonly (string | null)[]
  readonly unitQty: string
  readonly unit: string
  readonly price: string
  /** Of the line and its share of the document's. */
  readonly discount: string
  readonly taxRate: string
  readonly amount: string
  /** Offered beside the total. */
  readonly isBeside?: boolean
}
type Sold = {
  readonly currency: string
  readonly taxMode: 'inclusive' | 'exclusive'
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly terms: Terms
}
export type SoldFrame = {
  readonly lang: Lang
  /** By the key of the field: not every reader may see prices. */
  readonly shows: (field: string) => boolean
  /** The total in 大写 as well; absent: yes. */
  readonly capital?: boolean
}

/** By what of a line each column tells. */
const columns = [
  { head: 'sheet.no', width: 'fit', isNumber: true },
  { head: 'sheet.product', width: '*' },
  { head: 'sheet.qty', width: 'fit', isNumber: true },
  { head: 'sheet.unit', width: 'fit' },
  { head: 'sheet.price', width: 'fit', of: 'lines.price', isNumber: true },
  { head: 'sheet.discount', width: 'fit', of: 'lines.lineDiscount', isNumber: true },
  { head: 'sheet.taxRate', width: 'fit', of: 'lines.taxRate', isNumber: true },
  { head: 'sheet.amount', width: 'fit', of: 'lines.amount', isNumber: true },
] as const

const localeOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en-US')

/** A column of discounts only where there is one. */
export function soldLines(
  document: Sold,
  lines: readonly SoldOnPaper[],
  { lang, shows, capital = true }: SoldFrame,
): Content {
  const locale = localeOf(lang)
  const hasDiscounts = lines.some(line => !isZero(line.discount))
  const open = columns.map(
    column => !('of' in column) || (shows(column.of) && (hasDiscounts || column.head !== 'sheet.discount')),
  )
  const kept = <C>(cells: readonly C[]): C[] => cells.filter((_, i) => open[i])
  return linesTable({
    columns: kept(columns).map(column => ({ ...column, head: render(sheetText[column.head], lang) })),
    rows: lines.map((line, i) => kept(cellsOf(line, i + 1, { currency: document.currency, locale }))),
    ...(shows('gross') && { end: totalsOf(document, lines, { lang, capital }) }),
  })
}

function cellsOf(
  line: SoldOnPaper,
  no: number,
  { currency, locale }: Record<'currency' | 'locale', string>,
): TableCell[] {
  return [
    right(String(no)),
    named(line.name, ...line.small),
    right(formatQty(line.unitQty, locale)),
    line.unit,
    right(formatPrice(line.price, locale)),
    right(isZero(line.discount) ? '' : `−${formatMoney(line.discount, currency, locale)}`),
    right(`${formatQty(line.taxRate, locale)}%`),
    right(formatMoney(line.amount, currency, locale)),
  ]
}

type Said = { readonly lang: Lang; readonly capital: boolean }
function totalsOf(document: Sold, lines: readonly SoldOnPaper[], { lang, capital }: Said): Content {
  const { currency, net, tax, gross, taxMode } = document
  const t = (key: keyof typeof sheetText) => render(sheetText[key], lang)
  const money = (amount: string) => formatMoney(amount, currency, localeOf(lang))
  const discounts = sum(lines.filter(line => !line.isBeside).map(line => line.discount))
  const words = capital ? capitalOf(gross, currency) : null
  return totals({
    rows: [
      ...(isZero(discounts) ? [] : [[t('sheet.discounts'), `−${money(discounts)}`] as const]),
      [t('sheet.net'), money(net)],
      [t('sheet.tax'), money(tax)],
    ],
    total: [t('sheet.gross'), money(gross)],
    words: words ? [t('sheet.capital'), words] : undefined,
    small: t(taxMode === 'inclusive' ? 'sheet.inclusive' : 'sheet.exclusive'),
  })
}

export function soldTerms(document: Sold, { lang, shows }: SoldFrame): Content[] {
  const { terms, currency } = document
  if (terms.instalments.length === 0 || !shows('gross')) return []
  const { amounts } = planOf(terms, document)
  const said = terms.instalments.map(
    (one, i) => `${sayInstalment(one, lang)}: ${formatMoney(amounts[i] ?? '0', currency, localeOf(lang))}`,
  )
  return [section(render(termsText['terms.title'], lang), { ol: said })]
}
