// The quote on paper: what the customer reads, in the language asked for.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { add, formatMoney, formatQty, isZero, sum } from '#kernel/money.ts'
import { type Paper, renderPdf } from '#kernel/pdf.ts'
import { termsText } from '#kernel/terms.text.ts'
import { planOf } from '#kernel/terms.ts'
import { sayInstalment } from '#kernel/termsSaid.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { QuoteLine, WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { capitalOf } from './draft.service.ts'
import { getQuote } from './quote.service.ts'

export async function printQuote(db: Db, actor: Actor, id: string, lang: Lang = actor.lang): Promise<FileAnswer> {
  const quote = await getQuote(db, actor, id)
  const hidden = hiddenFields(actor, quoteEntity)
  const shows = (key: string) => !hidden.has(key)
  const paper = paperOf(quote, { lang, sender: actor.org.name, zone: actor.org.zone, shows })
  // rendered while it is sent: the transaction is over by then
  async function* bytes() {
    yield await renderPdf(paper)
  }
  return { fileName: `${quote.number}-V${quote.versionNo}.pdf`, type: 'application/pdf', bytes: bytes(), inline: true }
}

type Say = (key: keyof typeof quoteText, values?: TextValues) => string
type Shows = (key: string) => boolean
type Frame = { readonly lang: Lang; readonly sender: string; readonly zone: string; readonly shows: Shows }

function paperOf(quote: WholeQuote, frame: Frame): Paper {
  const { lang, sender, shows } = frame
  const t: Say = (key, values) => render(quoteText[key], lang, values)
  const money = (amount: string) => formatMoney(amount, quote.currency, lang === 'zh' ? 'zh-CN' : 'en-US')
  return {
    info: { title: `${quote.number} V${quote.versionNo}`, author: sender },
    pageMargins: [40, 44, 40, 48],
    ...(quote.state === 'draft' && { watermark: { text: t('quote.paper.draft'), opacity: 0.06, bold: true } }),
    footer: `${sender} · ${quote.number} V${quote.versionNo} · ${t('quote.paper.page', { page: '{page}', pages: '{pages}' })}`,
    content: [
      ...headOf(quote, frame, t),
      ...proposal(quote, t),
      linesTable(quote, t, frame),
      ...(shows('gross') ? [totalsOf(quote, t, money), ...termsOf(quote, lang, money)] : []),
      ...(quote.note && shows('note') ? [heading(t('quote.note')), quote.note] : []),
    ],
  }
}

function headOf(quote: WholeQuote, { sender, zone }: Frame, t: Say): Content[] {
  const day = dayOf(new Date(quote.sentAt ?? quote.createdAt), zone)
  const to = [
    `${t('quote.paper.to')}: ${quote.customerName}`,
    quote.contactName && `${t('quote.paper.contact')}: ${quote.contactName}`,
  ]
  const from = [
    `${t('quote.paper.date')}: ${day}`,
    `${t('quote.paper.validUntil')}: ${quote.validUntil}`,
    quote.ownerName && `${t('quote.paper.by')}: ${quote.ownerName}`,
  ]
  const side = (lines: readonly (string | null)[], alignment: 'left' | 'right'): Content => ({
    stack: lines.flatMap(line => (line ? [line] : [])),
    alignment,
  })
  const number = `${quote.number} · ${t('quote.paper.version', { no: quote.versionNo })}`
  return [
    { text: sender, fontSize: 14, bold: true, color: '#6d1f4b' },
    {
      columns: [
        { text: t('quote.title'), fontSize: 20, bold: true, margin: [0, 8, 0, 6] },
        { text: number, alignment: 'right', margin: [0, 16, 0, 0] },
      ],
    },
    { columns: [side(to, 'left'), side(from, 'right')], margin: [0, 0, 0, 10] },
  ]
}

const heading = (text: string): Content => ({ text, bold: true, fontSize: 11, margin: [0, 12, 0, 4] })
const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold })

function proposal(quote: WholeQuote, t: Say): Content[] {
  const answered = quote.answers.filter(one => one.answer.trim() !== '')
  if (answered.length === 0) return []
  const items = answered.map(({ need, answer }) => ({ text: [{ text: `${need}: `, bold: true }, answer] }))
  return [heading(t('quote.proposal')), { ul: items, margin: [0, 0, 0, 10] }]
}

/** By what of a line each column tells. */
const columns = [
  { head: 'quote.paper.no', width: 22 },
  { head: 'quote.product', width: '*' },
  { head: 'quote.qty', width: 42 },
  { head: 'quote.unit', width: 26 },
  { head: 'quote.price', width: 62, of: 'lines.price' },
  { head: 'quote.discount', width: 44, of: 'lines.lineDiscount' },
  { head: 'quote.taxRate', width: 34, of: 'lines.taxRate' },
  { head: 'quote.amount', width: 70, of: 'lines.amount' },
] as const

function linesTable(quote: WholeQuote, t: Say, { lang, shows }: Frame): Content {
  const open = columns.map(column => !('of' in column) || shows(column.of))
  const kept = <C>(cells: readonly C[]): C[] => cells.filter((_, i) => open[i])
  const head = columns.map(
    ({ head: key }, i): TableCell => ({ text: t(key), bold: true, alignment: i === 1 || i === 3 ? 'left' : 'right' }),
  )
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  return {
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: kept(columns.map(column => column.width)),
      body: [head, ...quote.lines.map(line => lineCells(closedLine(line, shows), quote, t, locale))].map(kept),
    },
  }
}

const closedLine = (line: QuoteLine, shows: Shows): QuoteLine => ({
  ...line,
  ...(!shows('lines.spec') && { spec: null }),
  ...(!shows('lines.note') && { note: null }),
})

function lineCells(line: QuoteLine, quote: WholeQuote, t: Say, locale: string): TableCell[] {
  const small = [line.code, line.spec, line.note].filter(text => text !== null && text !== '').join(' · ')
  const name = line.optional ? `${line.name} (${t('quote.optional')})` : line.name
  const product: TableCell = { stack: [name, ...(small ? [{ text: small, fontSize: 7.5, color: '#666666' }] : [])] }
  const discount = add(line.lineDiscount, line.share)
  const plain = (amount: string) => formatMoney(amount, quote.currency, locale)
  return [
    right(String(line.no)),
    product,
    right(formatQty(line.unitQty, locale)),
    line.unit,
    right(formatPrice(line.price, locale)),
    right(isZero(discount) ? '' : `−${plain(discount)}`),
    right(`${line.taxRate}%`),
    right(plain(line.amount)),
  ]
}

const formatPrice = (price: string, locale: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 6 }).format(price as `${number}`) // a stored decimal

function totalsOf(quote: WholeQuote, t: Say, money: (amount: string) => string): Content {
  const counted = quote.lines.filter(line => !line.optional || line.chosen)
  const discounts = sum(counted.map(line => add(line.lineDiscount, line.share)))
  const rows: [string, string][] = [
    ...(isZero(discounts) ? [] : [[t('quote.discounts'), `−${money(discounts)}`] satisfies [string, string]]),
    [t('quote.net'), money(quote.net)],
    [t('quote.tax'), money(quote.tax)],
  ]
  const words = capitalOf(quote.gross, quote.currency)
  return {
    margin: [0, 10, 0, 0],
    stack: [
      ...rows.map(([label, value]): Content => ({ text: `${label}  ${value}`, alignment: 'right' })),
      {
        text: `${t('quote.gross')}  ${money(quote.gross)}`,
        alignment: 'right',
        bold: true,
        fontSize: 13,
        margin: [0, 4, 0, 2],
      },
      ...(words ? [{ text: `${t('quote.capital')}  ${words}`, alignment: 'right' } satisfies Content] : []),
      {
        text: t(quote.taxMode === 'inclusive' ? 'quote.inclusive' : 'quote.exclusive'),
        alignment: 'right',
        color: '#666666',
      },
    ],
  }
}

function termsOf(quote: WholeQuote, lang: Lang, money: (amount: string) => string): Content[] {
  const { instalments } = quote.terms
  if (instalments.length === 0) return []
  const { amounts } = planOf(quote.terms, quote)
  const said = instalments.map((one, i) => `${sayInstalment(one, lang)}: ${money(amounts[i] ?? '0')}`)
  return [heading(render(termsText['terms.title'], lang)), { ol: said }]
}
