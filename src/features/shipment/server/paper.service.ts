// The papers that go with goods, in the language asked for, without a price: the delivery note for the customer,
// the pick list for the warehouse.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { dayOf, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { formatQty } from '#kernel/money.ts'
import { type Paper, renderPdf } from '#kernel/pdf.ts'
import { namedBy, Refusal } from '#kernel/refusal.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { paperText } from '../paper.text.ts'
import { type Pick, type PickPlace, pickPlaces } from '../pick.rules.ts'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { getShipment } from './shipment.service.ts'

type Key = keyof typeof paperText
type Say = (key: Key, values?: TextValues) => string
type Frame = { readonly sender: string; readonly zone: string; readonly today: string; readonly lang: Lang }

const frameOf = (db: Db, actor: Actor, lang: Lang = actor.lang): Frame => ({
  sender: actor.org.name,
  zone: actor.org.zone,
  today: today(db.database.clock, actor.org.zone),
  lang,
})
const sayIn =
  (lang: Lang): Say =>
  (key, values) =>
    render(paperText[key], lang, values)
const qtyIn =
  (lang: Lang) =>
  (qty: string): string =>
    formatQty(qty, lang === 'zh' ? 'zh-CN' : 'en-US')

function answer(fileName: string, paper: Paper): FileAnswer {
  // rendered while it is sent: the transaction is over by then
  async function* bytes() {
    yield await renderPdf(paper)
  }
  return { fileName, type: 'application/pdf', bytes: bytes(), inline: true }
}

export async function printNote(db: Db, actor: Actor, id: string, lang?: Lang): Promise<FileAnswer> {
  const shipment = await getShipment(db, actor, id)
  return answer(`${shipment.number}.pdf`, notePaper(shipment, frameOf(db, actor, lang)))
}

/** Of all of them together; one out of reach is missing, by its place. */
export async function printPicks(db: Db, actor: Actor, ids: readonly string[], lang?: Lang): Promise<FileAnswer> {
  const shipments = await Promise.all(ids.map((id, at) => namedBy(`ids.${at}`, getShipment(db, actor, id))))
  const places = pickPlaces(shipments)
  if (places.length === 0) throw new Refusal('shipment.paper.nothing')
  const frame = frameOf(db, actor, lang)
  const name = shipments.length === 1 ? shipments[0]?.number : frame.today
  return answer(
    `${render(paperText['shipment.paper.pick'], frame.lang)}-${name}.pdf`,
    pickPaper(places, shipments, frame),
  )
}

function sheet(frame: Frame, name: string, number: string, content: Content[]): Paper {
  const page = sayIn(frame.lang)('shipment.paper.page', { page: '{page}', pages: '{pages}' })
  return {
    info: { title: `${name} ${number}`, author: frame.sender },
    pageMargins: [40, 44, 40, 48],
    footer: `${frame.sender} · ${number} · ${page}`,
    content: [
      { text: frame.sender, fontSize: 14, bold: true, color: '#6d1f4b' },
      {
        columns: [
          { text: name, fontSize: 20, bold: true, margin: [0, 8, 0, 6] },
          { text: number, alignment: 'right', margin: [0, 16, 0, 0] },
        ],
      },
      ...content,
    ],
  }
}

function notePaper(shipment: WholeShipment, frame: Frame): Paper {
  const t = sayIn(frame.lang)
  const isAcceptance = shipment.kind === 'acceptance'
  const signatures: Key[] = isAcceptance
    ? ['shipment.paper.sentBy', 'shipment.paper.acceptedBy', 'shipment.paper.signedOn']
    : ['shipment.paper.sentBy', 'shipment.paper.carriedBy', 'shipment.paper.signedBy', 'shipment.paper.signedOn']
  return {
    ...sheet(frame, t(isAcceptance ? 'shipment.paper.acceptance' : 'shipment.paper.note'), shipment.number, [
      noteHead(shipment, frame, t),
      noteLines(shipment.lines, frame.lang, t),
      { text: t('shipment.paper.lines', { count: shipment.lines.length }), color: '#666666', margin: [0, 6, 0, 0] },
      ...(shipment.note
        ? [{ text: `${t('shipment.paper.remark')}: ${shipment.note}`, margin: [0, 8, 0, 0] } satisfies Content]
        : []),
      signatureLines(signatures.map(key => t(key))),
    ]),
    ...(shipment.state === 'draft' && { watermark: { text: t('shipment.paper.draft'), opacity: 0.06, bold: true } }),
  }
}

function noteHead(shipment: WholeShipment, { zone, today: now }: Frame, t: Say): Content {
  const parcel = [shipment.carrier, shipment.trackingNumber].filter(Boolean).join(' ')
  const day =
    shipment.date ?? shipment.plannedDate ?? (shipment.shippedAt ? dayOf(new Date(shipment.shippedAt), zone) : now)
  const said = (key: Key, value: string | null): Content[] => (value ? [`${t(key)}: ${value}`] : [])
  return {
    columns: [
      {
        width: '*',
        stack: [
          ...said('shipment.paper.to', shipment.customerName),
          ...said('shipment.paper.receiver', [shipment.contactName, shipment.phone].filter(Boolean).join(' ')),
          ...said('shipment.paper.address', shipment.address),
        ],
      },
      {
        width: 200,
        alignment: 'right',
        stack: [
          ...said('shipment.paper.date', day),
          ...said('shipment.paper.orders', shipment.orderNumbers),
          ...said('shipment.paper.parcel', parcel),
        ],
      },
    ],
    margin: [0, 0, 0, 10],
  }
}

const bold = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => ({ text, bold: true, alignment })
const right = (text: string): TableCell => ({ text, alignment: 'right' })
const named = (name: string, spec: string | null): TableCell => ({
  stack: [name, ...(spec ? [{ text: spec, fontSize: 7.5, color: '#666666' }] : [])],
})

function noteLines(lines: readonly ShipmentLine[], lang: Lang, t: Say): Content {
  const qty = qtyIn(lang)
  const head = [
    bold(t('shipment.paper.no'), 'right'),
    bold(t('shipment.paper.code')),
    bold(t('shipment.paper.product')),
    bold(t('shipment.paper.batch')),
    bold(t('shipment.paper.qty'), 'right'),
    bold(t('shipment.paper.unit')),
    bold(t('shipment.paper.remark')),
  ]
  const body = lines.map(line => [
    right(String(line.no)),
    line.code ?? '',
    named(line.name, line.spec),
    line.batch ?? '',
    right(qty(line.unitQty)),
    line.unit,
    '',
  ])
  return {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, dontBreakRows: true, widths: [24, 80, '*', 60, 52, 30, 70], body: [head, ...body] },
  }
}

/** Kept together: a name without its line is of no use. */
function signatureLines(names: readonly string[]): Content {
  return {
    unbreakable: true,
    margin: [0, 36, 0, 0],
    columnGap: 18,
    columns: names.map(
      (text): Content => ({
        stack: [
          { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 110, y2: 0, lineWidth: 0.7 }] },
          { text, fontSize: 8, margin: [0, 4, 0, 0] },
        ],
      }),
    ),
  }
}

function pickPaper(places: readonly PickPlace[], shipments: readonly WholeShipment[], frame: Frame): Paper {
  const t = sayIn(frame.lang)
  const number = shipments.length === 1 ? (shipments[0]?.number ?? '') : frame.today
  return sheet(frame, t('shipment.paper.pick'), number, [
    { ul: shipments.map(one => `${one.number}  ${one.customerName}`), margin: [0, 0, 0, 6] },
    ...places.flatMap(place => [
      { text: place.warehouseName, bold: true, fontSize: 11, margin: [0, 10, 0, 4] } satisfies Content,
      pickTable(place.picks, frame.lang, t),
    ]),
    signatureLines([t('shipment.paper.pickedBy'), t('shipment.paper.checkedBy'), t('shipment.paper.date')]),
  ])
}

function pickTable(picks: readonly Pick[], lang: Lang, t: Say): Content {
  const qty = qtyIn(lang)
  const head = [
    bold(t('shipment.paper.picked')),
    bold(t('shipment.paper.code')),
    bold(t('shipment.paper.product')),
    bold(t('shipment.paper.batch')),
    bold(t('shipment.paper.qty'), 'right'),
    bold(t('shipment.paper.unit')),
    bold(t('shipment.paper.for')),
  ]
  const box: Content = { canvas: [{ type: 'rect', x: 4, y: 1, w: 10, h: 10, lineWidth: 0.7 }] }
  const body = picks.map(one => [
    box,
    one.code ?? '',
    named(one.name, one.spec),
    one.batch ?? '',
    right(qty(one.unitQty)),
    one.unit,
    { text: one.shares.map(share => `${share.number} × ${qty(share.unitQty)}`).join('\n'), fontSize: 7.5 },
  ])
  return {
    layout: 'lightHorizontalLines',
    table: { headerRows: 1, dontBreakRows: true, widths: [30, 80, '*', 60, 52, 30, 100], body: [head, ...body] },
  }
}
