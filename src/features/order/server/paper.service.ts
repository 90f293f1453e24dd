// The order on paper: what was agreed, for the customer to stamp and send back.
import type { Content } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { add, cmp, isZero } from '#kernel/money.ts'
import { facts, type Letterhead, section, sheetOf, signatures, wrapped } from '#kernel/paperSheet.ts'
import { type SoldOnPaper, soldLines, soldTerms } from '#kernel/paperSold.ts'
import { saidParts } from '#kernel/parts.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { isPart } from '../kit.rules.ts'
import { orderEntity } from '../order.entity.ts'
import type { OrderLine, WholeOrder } from '../order.schema.ts'
import { typeField } from '../orderType.entity.ts'
import { orderPaperText } from '../paper.text.ts'
import { getOrder } from './order.service.ts'

export async function printOrder(db: Db, actor: Actor, id: string, printing: Printing): Promise<FileAnswer> {
  return printWhole(db, actor, await getOrder(db, actor, id), printing)
}

/** An order as it is, or as a version of it was. */
export async function printWhole(db: Db, actor: Actor, order: WholeOrder, printing: Printing): Promise<FileAnswer> {
  const letterhead = await letterheadOf(db, actor, printing)
  const hidden = hiddenFields(actor, orderEntity)
  return pdfAnswer(order.number, paperOf(order, { letterhead, shows: key => !hidden.has(key) }))
}

type Say = (key: keyof typeof orderPaperText, values?: TextValues) => string
type Shows = (key: string) => boolean
type Frame = { readonly letterhead: Letterhead; readonly shows: Shows }

function paperOf(order: WholeOrder, { letterhead, shows }: Frame): Paper {
  const { lang } = letterhead
  const t: Say = (key, values) => render(orderPaperText[key], lang, values)
  const sold = { lang, shows }
  const names = {
    name: t('order.paper.title'),
    number: order.number,
    to: order.customerName,
    mark: markOf(order, t) ?? (isOpen(order) ? render(sheetText['sheet.draft'], lang) : undefined),
  }
  return sheetOf({ letterhead, ...names }, [
    headOf(order, { shows, lang }, t),
    soldLines(
      order,
      order.lines.filter(isSold).map(line => onPaper(line, { order, lang, shows, t })),
      sold,
    ),
    ...soldTerms(order, sold),
    ...(order.note && shows('note') ? [section(t('order.paper.note'), wrapped(order.note))] : []),
    signatures([t('order.paper.seller'), t('order.paper.buyer'), t('order.paper.signedOn')]),
  ])
}

/** What a change took out of the order is not on its paper; a kit's parts are said by the kit. */
const isSold = (line: OrderLine): boolean =>
  !isPart(line) && !(isZero(line.gross) && cmp(line.cancelled, line.ordered) >= 0)

const isOpen = ({ state }: WholeOrder): boolean => state === 'draft' || state === 'in_review'
/** Nobody delivers by a paper of a cancelled order. */
const markOf = ({ state }: WholeOrder, t: Say): string | undefined =>
  state === 'cancelled' ? t('order.paper.cancelled') : undefined

/** The usual one says nothing. */
function typeSaid({ type }: WholeOrder, lang: Lang): string | null {
  const choice = typeField.choices?.find(one => one.value === type)
  return type === 'standard' ? null : (choice?.label[lang] ?? null)
}

type In = { readonly shows: Shows; readonly lang: Lang }
function headOf(order: WholeOrder, { shows, lang }: In, t: Say): Content {
  const payer = order.payerId === order.customerId ? null : order.payerName
  const seen = (key: string, value: string | null) => (shows(key) ? value : null)
  return facts(
    [
      [t('order.paper.to'), order.customerName],
      [t('order.paper.payer'), seen('payerId', payer)],
      [t('order.paper.contact'), seen('contactId', order.contactName)],
      [t('order.paper.address'), seen('address', order.address)],
    ],
    [
      [t('order.paper.type'), seen('type', typeSaid(order, lang))],
      [t('order.paper.version'), order.revision > 1 ? t('order.paper.versionNo', { no: order.revision }) : null],
      [t('order.paper.date'), seen('date', order.date)],
      [t('order.paper.promised'), seen('promisedDate', order.promisedDate)],
      [t('order.paper.site'), seen('siteId', order.siteName)],
      [t('order.paper.back'), seen('returnBy', order.returnBy)],
      [t('order.paper.po'), seen('poNumber', order.poNumber)],
      [t('order.paper.by'), order.ownerName],
    ],
  )
}

type Line = { readonly order: WholeOrder; readonly lang: Lang; readonly shows: Shows; readonly t: Say }

/** A line says its day only where it is not the order's. */
function onPaper(line: OrderLine, { order, lang, shows, t }: Line): SoldOnPaper {
  const seen = (key: string, value: string | null) => (shows(`lines.${key}`) ? value : null)
  const own = line.promisedDate && line.promisedDate !== order.promisedDate
  const day = own ? t('order.paper.lineDay', { day: line.promisedDate ?? '' }) : null
  return {
    ...line,
    small: [
      saidParts(line.parts, lang),
      line.code,
      seen('spec', line.spec),
      seen('note', line.note),
      seen('promisedDate', day),
    ],
    discount: add(line.lineDiscount, line.share),
  }
}
