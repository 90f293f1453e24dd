// What lies at a site as a customer's list counts it, by product and batch, and what somebody types of it. Pure.
import { cmp, div, isZero, mul, roundMoney, signOf, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Consigned } from './consigned.schema.ts'
import { spread } from './settlement.rules.ts'
import type { NewSettlementLine, SettlementLine, WholeSettlement } from './settlement.schema.ts'

/** One product of one batch at the site, with what brought it, the oldest first. */
export type Piece = Pick<Consigned, 'productId' | 'code' | 'name' | 'spec' | 'unit' | 'batch'> & {
  readonly key: string
  readonly qty: string
  readonly drafted: string
  /** Of what lies there longest. */
  readonly days: number
  readonly rows: readonly Consigned[]
}

const keyOf = ({ productId, batch }: Pick<Consigned, 'productId' | 'batch'>): string =>
  `${productId ?? ''} ${batch ?? ''}`

export function piecesOf(rows: readonly Consigned[]): Piece[] {
  return [...Map.groupBy(rows, keyOf)].flatMap(([key, own]) => {
    const [first] = own
    if (!first) return []
    const { productId, code, name, spec, unit, batch } = first
    const sums = { qty: sum(own.map(row => row.qty)), drafted: sum(own.map(row => row.drafted)) }
    return [{ key, productId, code, name, spec, unit, batch, ...sums, days: first.days, rows: own }]
  })
}

export type Typed = Readonly<Record<string, string>>
type Part = { readonly row: Consigned; readonly qty: string; readonly amount: string | undefined }
type Sketched = {
  readonly piece: Piece
  readonly text: string
  readonly parts: readonly Part[]
  readonly wrong: Reason | undefined
}
export type Sketch = {
  readonly rows: readonly Sketched[]
  readonly lines: readonly NewSettlementLine[]
  /** What it comes to, by currency; none where amounts are hidden from the reader. */
  readonly sums: Sums
  readonly isWrong: boolean
}

/** What a part of it is worth: all of it its whole value, so that nothing is lost by rounding. */
const worth = ({ value, qty, currency }: Consigned, part: string): string | undefined => {
  // hidden from the reader, or nothing of it is there any more
  if (value === undefined || isZero(qty)) return undefined
  return cmp(part, qty) === 0 ? value : roundMoney(div(mul(value, part), qty), currency)
}

const isQty = (text: string): boolean => /^\d{1,12}(\.\d{1,6})?$/.test(text)

function sketched(piece: Piece, text: string, kept: ReadonlyMap<string, string> | undefined): Sketched {
  const none = { piece, text, parts: [], wrong: undefined }
  if (kept) {
    const parts = partsOf(piece, kept)
    const isOver = parts.some(part => cmp(part.qty, part.row.qty) > 0)
    return { ...none, parts, wrong: isOver ? less(piece, text) : undefined }
  }
  if (text === '') return none
  if (!isQty(text)) return { ...none, wrong: reason('consign.noNumber') }
  if (signOf(text) === 0 || piece.productId === null) return none
  const lying = piece.rows.map(row => ({ ...row, shipmentLineId: row.id }))
  const { lines, reasons } = spread(lying, [{ productId: piece.productId, qty: text }])
  if (reasons.length > 0) return { ...none, wrong: reasons[0] }
  const parts = partsOf(piece, new Map(lines.map(line => [line.shipmentLineId, line.qty])))
  return { ...none, parts }
}

const less = ({ name, qty: there }: Piece, qty: string): Reason =>
  reason('settlement.lessThere', 'qty', { name, qty, there })

const partsOf = ({ rows }: Piece, qtys: ReadonlyMap<string, string>): Part[] =>
  rows.flatMap(row => {
    const qty = qtys.get(row.id)
    return qty === undefined ? [] : [{ row, qty, amount: worth(row, qty) }]
  })

/** What is typed over what lies there; of what nobody touched the lines stay as they are kept. */
export function sketchOf(pieces: readonly Piece[], typed: Typed, kept: Kept = noneKept): Sketch {
  const rows = pieces.map(piece => {
    const text = typed[piece.key]
    const own = kept.get(piece.key)
    return text === undefined && own
      ? sketched(piece, sum(own.values()), own)
      : sketched(piece, text?.trim() ?? '', undefined)
  })
  const parts = rows.flatMap(one => one.parts)
  return {
    rows,
    lines: parts.map(({ row, qty }) => ({ shipmentLineId: row.id, qty })),
    sums: sumsOf(parts.map(({ row, amount }) => ({ currency: row.currency, value: amount }))),
    isWrong: rows.some(one => one.wrong !== undefined),
  }
}

type Sums = readonly (readonly [currency: string, amount: string])[]
/** By currency; nothing of what is hidden from the reader. */
export function sumsOf(all: readonly { readonly currency: string; readonly value?: string | undefined }[]): Sums {
  const told = all.flatMap(({ currency, value }) => (value === undefined ? [] : [{ currency, value }]))
  return [...Map.groupBy(told, one => one.currency)].map(([currency, own]) => [
    currency,
    sum(own.map(one => one.value)),
  ])
}

/** What a draft names already, by piece and line of a shipment. */
export type Kept = ReadonlyMap<string, ReadonlyMap<string, string>>
const noneKept: Kept = new Map()
export const keptOf = (lines: readonly SettlementLine[]): Kept =>
  new Map(
    [...Map.groupBy(lines, keyOf)].map(([key, own]) => [key, new Map(own.map(one => [one.shipmentLineId, one.qty]))]),
  )

/** What a draft names and somebody else has settled or taken back meanwhile stands there with nothing. */
export function withGone(rows: readonly Consigned[], draft: WholeSettlement): Consigned[] {
  const { siteId, siteName, customerId, customerName, currency, lines } = draft
  const there = new Set(rows.map(row => row.id))
  const gone = lines.filter(line => !there.has(line.shipmentLineId))
  const place = { siteId, siteName, customerId, customerName, currency: currency ?? '' }
  const nothing = { qty: '0', drafted: '0', days: 0, value: '0', baseValue: '0' }
  return [...rows, ...gone.map(line => ({ ...line, ...place, ...nothing, ...namesOf(line, draft) }))]
}

const namesOf = ({ shipmentLineId: id, baseUnit: unit, shippedOn }: SettlementLine, { date }: WholeSettlement) => ({
  ...{ id, unit },
  // a shipment that was taken back has no day any more
  shippedOn: shippedOn ?? date,
})

/** All that lies there. */
export const filled = (pieces: readonly Piece[]): Typed =>
  Object.fromEntries(pieces.map(piece => [piece.key, piece.qty]))
