// A copy of the invoice on paper, for files and for the eye: the lawful one comes from the tax service.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney, formatQty } from '#kernel/money.ts'
import { type Paper, renderPdf } from '#kernel/pdf.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { InvoiceLine, InvoiceSettings, WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { getInvoice } from './invoice.service.ts'
import { invoicingOf } from './settings.service.ts'

export async function printInvoice(db: Db, actor: Actor, id: string, lang: Lang = actor.lang): Promise<FileAnswer> {
  const invoice = await getInvoice(db, actor, id)
  const hidden = hiddenFields(actor, invoiceEntity)
  const paper = paperOf(invoice, invoicingOf(actor.org).seller, { lang, shows: key => !hidden.has(key) })
  // rendered while it is sent: the transaction is over by then
  async function* bytes() {
    yield await renderPdf(paper)
  }
  return { fileName: `${invoice.number}.pdf`, type: 'application/pdf', bytes: bytes(), inline: true }
}

type Say = (key: keyof typeof invoiceText, values?: TextValues) => string

type Shows = (key: string) => boolean
type Frame = { readonly lang: Lang; readonly shows: Shows }

function paperOf(invoice: WholeInvoice, seller: InvoiceSettings['seller'], { lang, shows }: Frame): Paper {
  const t: Say = (key, values) => render(invoiceText[key], lang, values)
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  const isIssued = invoice.state === 'issued'
  return {
    info: { title: invoice.number, author: seller.name },
    pageMargins: [40, 44, 40, 48],
    ...(!isIssued && { watermark: { text: t('invoice.paper.notIssued'), opacity: 0.06, bold: true } }),
    footer: `${seller.name} · ${invoice.number} · ${t('invoice.paper.page', { page: '{page}', pages: '{pages}' })}`,
    content: [
      { text: t(titleOf(invoice)), fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 8] },
      ...headOf(invoice, t),
      partiesOf(invoice, seller, t),
      linesTable(invoice.lines, t, { locale, shows }),
      ...(shows('gross') ? [totalsOf(invoice, t, amount => formatMoney(amount, invoice.currency, locale))] : []),
      ...(invoice.note && shows('note')
        ? [{ text: `${t('invoice.paper.note')}: ${invoice.note}`, margin: [0, 10, 0, 0] } satisfies Content]
        : []),
    ],
  }
}

const titleOf = ({ kind, taxKind }: WholeInvoice): keyof typeof invoiceText =>
  kind === 'red' ? 'invoice.paper.red' : taxKind === 'special' ? 'invoice.paper.special' : 'invoice.paper.plain'

function headOf(invoice: WholeInvoice, t: Say): Content[] {
  const right = [
    invoice.taxNumber && `${t('invoice.paper.taxNumber')}: ${invoice.taxNumber}`,
    invoice.date && `${t('invoice.paper.date')}: ${invoice.date}`,
    invoice.registerNo !== null && `${t('invoice.paper.register')}: ${invoice.registerNo}`,
  ]
  const left = [
    `${t('invoice.paper.request')}: ${invoice.number}`,
    invoice.originalNumber && `${t('invoice.paper.original')}: ${invoice.originalNumber}`,
  ]
  const stack = (lines: readonly (string | false | null)[], alignment: 'left' | 'right'): Content => ({
    stack: lines.flatMap(line => (line ? [line] : [])),
    alignment,
  })
  return [{ columns: [stack(left, 'left'), stack(right, 'right')], margin: [0, 0, 0, 8] }]
}

type Party = InvoiceSettings['seller'] & { readonly email?: string | null }
function partiesOf({ buyer }: WholeInvoice, seller: Party, t: Say): Content {
  const side = (title: keyof typeof invoiceText, party: Party): TableCell => ({
    stack: [
      { text: t(title), bold: true },
      party.name,
      ...(['taxNumber', 'address', 'phone', 'bank', 'account'] as const).flatMap(key =>
        party[key] ? [`${t(`invoice.file.${key}`)}: ${party[key]}`] : [],
      ),
    ],
  })
  const row = [side('invoice.paper.buyer', buyer), side('invoice.paper.seller', seller)]
  return { table: { widths: ['*', '*'], body: [row] }, margin: [0, 0, 0, 8] }
}

const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold })
const heads = ['name', 'spec', 'unit', 'quantity', 'price', 'net', 'taxRate', 'tax'] as const
const widths = ['*', 60, 26, 44, 70, 62, 34, 54]

type LinesFrame = { readonly locale: string; readonly shows: Shows }

function linesTable(lines: readonly InvoiceLine[], t: Say, { locale, shows }: LinesFrame): Content {
  const kept = <C>(cells: readonly C[]): C[] => cells.filter((_, i) => shows(`lines.${heads[i]}`))
  const head = heads.map(
    (key, i): TableCell => ({ text: t(`invoice.file.${key}`), bold: true, alignment: i < 3 ? 'left' : 'right' }),
  )
  const body = lines.map((line): TableCell[] => [
    line.lineKind === 'discount' ? `${line.name} (${t('invoice.paper.discount')})` : line.name,
    line.spec ?? '',
    line.unit ?? '',
    right(line.unitQty ? formatQty(line.unitQty, locale) : ''),
    right(line.price ?? ''),
    right(line.net),
    right(`${line.taxRate}%`),
    right(line.tax),
  ])
  return {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, dontBreakRows: true, widths: kept(widths), body: [head, ...body].map(kept) },
  }
}

function totalsOf(invoice: WholeInvoice, t: Say, money: (amount: string) => string): Content {
  return {
    margin: [0, 10, 0, 0],
    alignment: 'right',
    stack: [
      `${t('invoice.file.net')}  ${money(invoice.net)}`,
      `${t('invoice.file.tax')}  ${money(invoice.tax)}`,
      { text: `${t('invoice.file.gross')}  ${money(invoice.gross)}`, bold: true, fontSize: 13, margin: [0, 4, 0, 2] },
      ...(invoice.capital ? [`${t('invoice.paper.capital')}  ${invoice.capital}`] : []),
    ],
  }
}
