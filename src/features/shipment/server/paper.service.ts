// The papers that go with goods, in the language asked for, without a price: the delivery note for the customer,
// the pick list for the warehouse.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { dayOf, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { formatQty } from '#kernel/money.ts'
import {
  code,
  facts,
  type Letterhead,
  linesTable,
  named,
  remark,
  right,
  sheetOf,
  signatures,
} from '#kernel/paperSheet.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { namedBy, Refusal } from '#kernel/refusal.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { closing } from '#meta/fieldRights.ts'
import { paperText } from '../paper.text.ts'
import { type Pick, type PickPlace, pickPlaces } from '../pick.rules.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { getShipment } from './shipment.service.ts'

type Key = keyof typeof paperText
type Say = (key: Key, values?: TextValues) => string
type Frame = { readonly letterhead: Letterhead; readonly zone: string; readonly today: string }

async function frameOf(db: Db, actor: Actor, printing: Printing): Promise<Frame> {
  const letterhead = await letterheadOf(db, actor, printing)
  return { letterhead, zone: actor.org.zone, today: today(db.database.clock, actor.org.zone) }
}
const sayIn =
  (lang: Lang): Say =>
  (key, values) =>
    render(paperText[key], lang, values)
const qtyIn =
  (lang: Lang) =>
  (qty: string): string =>
    formatQty(qty, lang === 'zh' ? 'zh-CN' : 'en-US')

/** Paper tells no more than the page: what is closed to who prints it is not there. */
const shownShipment = async (db: Db, actor: Actor, id: string): Promise<WholeShipment> =>
  closing<WholeShipment>(actor, shipmentEntity)(await getShipment(db, actor, id))

export async function printNote(db: Db, actor: Actor, id: string, printing: Printing): Promise<FileAnswer> {
  const [shipment, frame] = await Promise.all([shownShipment(db, actor, id), frameOf(db, actor, printing)])
  return pdfAnswer(shipment.number, notePaper(shipment, frame))
}

/** Of all of them together; one out of reach is missing, by its place. */
export async function printPicks(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  printing: Printing,
): Promise<FileAnswer> {
  const shipments = await Promise.all(ids.map((id, at) => namedBy(`ids.${at}`, shownShipment(db, actor, id))))
  const places = pickPlaces(shipments)
  if (places.length === 0) throw new Refusal('shipment.paper.nothing')
  const frame = await frameOf(db, actor, printing)
  const name = shipments.length === 1 ? shipments[0]?.number : frame.today
  const title = render(paperText['shipment.paper.pick'], frame.letterhead.lang)
  return pdfAnswer(`${title}-${name}`, pickPaper(places, shipments, frame))
}

function notePaper(shipment: WholeShipment, frame: Frame): Paper {
  const { letterhead } = frame
  const t = sayIn(letterhead.lang)
  const { kind, number, state, lines, note, customerName: to } = shipment
  const isAcceptance = kind === 'acceptance'
  const signed: Key[] = isAcceptance
    ? ['shipment.paper.sentBy', 'shipment.paper.acceptedBy', 'shipment.paper.signedOn']
    : ['shipment.paper.sentBy', 'shipment.paper.carriedBy', 'shipment.paper.signedBy', 'shipment.paper.signedOn']
  const name = t(isAcceptance ? 'shipment.paper.acceptance' : 'shipment.paper.note')
  const mark = state === 'draft' ? render(sheetText['sheet.draft'], letterhead.lang) : undefined
  const end: Content = {
    stack: [remark(t('shipment.paper.lines', { count: lines.length })), signatures(signed.map(key => t(key)))],
  }
  return sheetOf({ letterhead, name, number, to, mark }, [
    noteHead(shipment, frame, t),
    ...(note ? [{ text: `${t('shipment.paper.remark')}: ${note}`, margin: [0, 0, 0, 8] } satisfies Content] : []),
    noteLines(lines, letterhead.lang, { t, end }),
  ])
}

function noteHead(shipment: WholeShipment, { zone, today: now }: Frame, t: Say): Content {
  const parcel = [shipment.carrier, shipment.trackingNumber].filter(Boolean).join(' ')
  const day =
    shipment.date ?? shipment.plannedDate ?? (shipment.shippedAt ? dayOf(new Date(shipment.shippedAt), zone) : now)
  return facts(
    [
      [t('shipment.paper.to'), shipment.customerName],
      [t('shipment.paper.receiver'), [shipment.contactName, shipment.phone].filter(Boolean).join(' ')],
      [t('shipment.paper.address'), shipment.address],
    ],
    [
      [t('shipment.paper.date'), day],
      [t('shipment.paper.orders'), shipment.orderNumbers],
      [t('shipment.paper.parcel'), parcel],
    ],
  )
}

type End = { readonly t: Say; readonly end: Content }

function noteLines(lines: readonly ShipmentLine[], lang: Lang, { t, end }: End): Content {
  const qty = qtyIn(lang)
  const hasBatches = lines.some(line => line.batch)
  const kept = <C>(cells: readonly C[]): C[] => (hasBatches ? [...cells] : cells.filter((_, i) => i !== 3))
  const columns = kept([
    { head: t('shipment.paper.no'), width: 'fit' as const, isNumber: true },
    { head: t('shipment.paper.code'), width: 84 },
    { head: t('shipment.paper.product'), width: '*' as const },
    { head: t('shipment.paper.batch'), width: 60 },
    { head: t('shipment.paper.qty'), width: 'fit' as const, isNumber: true },
    { head: t('shipment.paper.unit'), width: 'fit' as const },
    { head: t('shipment.paper.remark'), width: 70 },
  ])
  const rows = lines.map((line): TableCell[] =>
    kept([
      right(String(line.no)),
      code(line.code),
      named(line.name, line.spec),
      code(line.batch),
      right(qty(line.unitQty)),
      line.unit,
      '',
    ]),
  )
  return linesTable({ columns, rows, end })
}

function pickPaper(places: readonly PickPlace[], shipments: readonly WholeShipment[], frame: Frame): Paper {
  const { letterhead } = frame
  const t = sayIn(letterhead.lang)
  const [first] = shipments
  const isOne = shipments.length === 1
  const number = isOne ? (first?.number ?? '') : frame.today
  const to = isOne ? (first?.customerName ?? '') : t('shipment.paper.of', { count: shipments.length })
  const names = (['shipment.paper.pickedBy', 'shipment.paper.checkedBy', 'shipment.paper.date'] as const).map(key =>
    t(key),
  )
  return sheetOf({ letterhead, name: t('shipment.paper.pick'), number, to }, [
    { ul: shipments.map(one => `${one.number}  ${one.customerName}`), margin: [0, 0, 0, 6] },
    ...places.flatMap(place => placeContent(place, letterhead.lang, t)),
    signatures(names),
  ])
}

/** The name of a place stays with its first line. */
function placeContent({ warehouseName, picks }: PickPlace, lang: Lang, t: Say): Content[] {
  return [
    { text: warehouseName, bold: true, fontSize: 11, margin: [0, 10, 0, 4], headlineLevel: 1 },
    pickTable(picks, lang, t),
  ]
}

function pickTable(picks: readonly Pick[], lang: Lang, t: Say): Content {
  const qty = qtyIn(lang)
  const hasBatches = picks.some(pick => pick.batch)
  const kept = <C>(cells: readonly C[]): C[] => (hasBatches ? [...cells] : cells.filter((_, i) => i !== 3))
  const columns = kept([
    { head: t('shipment.paper.picked'), width: 'fit' as const },
    { head: t('shipment.paper.code'), width: 84 },
    { head: t('shipment.paper.product'), width: '*' as const },
    { head: t('shipment.paper.batch'), width: 60 },
    { head: t('shipment.paper.qty'), width: 'fit' as const, isNumber: true },
    { head: t('shipment.paper.unit'), width: 'fit' as const },
    { head: t('shipment.paper.for'), width: 100 },
  ])
  const rows = picks.map((one): TableCell[] =>
    kept([
      box(),
      code(one.code),
      named(one.name, one.spec),
      code(one.batch),
      right(qty(one.unitQty)),
      one.unit,
      { text: one.shares.map(share => `${share.number} × ${qty(share.unitQty)}`).join('\n'), fontSize: 7.5 },
    ]),
  )
  return linesTable({ columns, rows })
}

/** Each its own: laying it out writes its place into it. */
const box = (): Content => ({ canvas: [{ type: 'rect', x: 4, y: 1, w: 10, h: 10, lineWidth: 0.7 }] })
