// A copy of the invoice on paper, for files and for the eye: the lawful one comes from the tax service.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { formatAmount, formatMoney, formatPrice, formatQty } from '#kernel/money.ts'
import {
  facts,
  type Letterhead,
  linesTable,
  named,
  remark,
  right,
  sheetOf,
  totals,
  wrapped,
} from '#kernel/paperSheet.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { render, type TextValues } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { InvoiceLine, InvoiceSettings, WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { getInvoice } from './invoice.service.ts'
import { invoicingOf } from './settings.service.ts'

export async function printInvoice(db: Db, actor: Actor, id: string, printing: Printing): Promise<FileAnswer> {
  const [invoice, letterhead] = await Promise.all([getInvoice(db, actor, id), letterheadOf(db, actor, printing)])
  const hidden = hiddenFields(actor, invoiceEntity)
  const { seller } = invoicingOf(actor.org)
  return pdfAnswer(invoice.number, paperOf(invoice, seller, { letterhead, shows: key => !hidden.has(key) }))
}

type Say = (key: keyof typeof invoiceText, values?: TextValues) => string

type Shows = (key: string) => boolean
type Frame = { readonly letterhead: Letterhead; readonly shows: Shows }

function paperOf(invoice: WholeInvoice, seller: Party, { letterhead, shows }: Frame): Paper {
  const { lang } = letterhead
  const t: Say = (key, values) => render(invoiceText[key], lang, values)
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  const { number, buyer, note } = invoice
  const mark = invoice.state === 'issued' ? undefined : t('invoice.paper.notIssued')
  const head = {
    letterhead: { ...letterhead, sender: seller.name || letterhead.sender },
    name: t(titleOf(invoice)),
    number,
  }
  return sheetOf({ ...head, to: buyer.name, mark, isCentred: true }, [
    headOf(invoice, t),
    partiesOf(invoice, seller, t),
    linesOf(invoice, t, { locale, shows }),
    ...(note && shows('note') ? [remark(`${t('invoice.paper.note')}: ${note}`)] : []),
  ])
}

const titleOf = ({ kind, taxKind }: WholeInvoice): keyof typeof invoiceText =>
  kind === 'red' ? 'invoice.paper.red' : taxKind === 'special' ? 'invoice.paper.special' : 'invoice.paper.plain'

function headOf(invoice: WholeInvoice, t: Say): Content {
  return facts(
    [
      [t('invoice.paper.request'), invoice.number],
      [t('invoice.paper.original'), invoice.originalNumber],
    ],
    [
      [t('invoice.paper.taxNumber'), invoice.taxNumber],
      [t('invoice.paper.date'), invoice.date],
      [t('invoice.paper.register'), invoice.registerNo === null ? null : String(invoice.registerNo)],
    ],
  )
}

type Party = InvoiceSettings['seller'] & { readonly email?: string | null }
function partiesOf({ buyer }: WholeInvoice, seller: Party, t: Say): Content {
  const side = (title: keyof typeof invoiceText, party: Party): TableCell => ({
    stack: [
      { text: t(title), bold: true },
      wrapped(party.name),
      ...(['taxNumber', 'address', 'phone', 'bank', 'account'] as const).flatMap(key =>
        party[key] ? [wrapped(`${t(`invoice.file.${key}`)}: ${party[key]}`)] : [],
      ),
    ],
  })
  const row = [side('invoice.paper.buyer', buyer), side('invoice.paper.seller', seller)]
  return { layout: 'parties', table: { widths: ['*', '*'], body: [row] }, margin: [0, 0, 0, 8] }
}

const columns = [
  { of: 'name', width: '*' },
  { of: 'spec', width: 64 },
  { of: 'unit', width: 'fit' },
  { of: 'quantity', width: 'fit', isNumber: true },
  { of: 'price', width: 'fit', isNumber: true },
  { of: 'net', width: 'fit', isNumber: true },
  { of: 'taxRate', width: 'fit', isNumber: true },
  { of: 'tax', width: 'fit', isNumber: true },
] as const

type LinesFrame = { readonly locale: string; readonly shows: Shows }

function linesOf(invoice: WholeInvoice, t: Say, { locale, shows }: LinesFrame): Content {
  const kept = <C>(cells: readonly C[]): C[] => cells.filter((_, i) => shows(`lines.${columns[i]?.of}`))
  const plain = (amount: string) => formatAmount(amount, invoice.currency, locale)
  return linesTable({
    columns: kept(columns).map(column => ({ ...column, head: t(`invoice.file.${column.of}`) })),
    rows: invoice.lines.map(line => kept(cellsOf(line, t, { locale, plain, taxKind: invoice.taxKind }))),
    ...(shows('gross') && { end: totalsOf(invoice, t, locale) }),
  })
}

type Numbers = {
  readonly locale: string
  readonly plain: (amount: string) => string
  readonly taxKind: WholeInvoice['taxKind']
}

const cellsOf = (line: InvoiceLine, t: Say, { locale, plain, taxKind }: Numbers): TableCell[] => [
  named(line.lineKind === 'discount' ? `${line.name} (${t('invoice.paper.discount')})` : line.name),
  wrapped(line.spec ?? '', 12),
  line.unit ?? '',
  right(line.unitQty ? formatQty(line.unitQty, locale) : ''),
  right(line.price ? formatPrice(line.price, locale) : ''),
  right(plain(line.net)),
  // not taxed is another thing than taxed at zero
  right(taxKind === 'none' ? t('invoice.paper.untaxed') : `${formatQty(line.taxRate, locale)}%`),
  right(plain(line.tax)),
]

function totalsOf(invoice: WholeInvoice, t: Say, locale: string): Content {
  const money = (amount: string) => formatMoney(amount, invoice.currency, locale)
  return totals({
    rows: [
      [t('invoice.file.net'), money(invoice.net)],
      [t('invoice.file.tax'), money(invoice.tax)],
    ],
    total: [t('invoice.file.gross'), money(invoice.gross)],
    words: invoice.capital ? [t('invoice.paper.capital'), invoice.capital] : undefined,
  })
}
