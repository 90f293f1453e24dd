// Guards of stock documents, and what posting one does to the stock. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, isZero, neg, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { DocumentKind, DocumentState } from './document.schema.ts'
import type { StockRow } from './stock.schema.ts'

export type DocumentLineFacts = {
  readonly no: number
  readonly productId: string
  readonly batch: string
  readonly qty: string
  readonly productName: string
  /** Undefined: the product is in the trash. */
  readonly stockKept: boolean | undefined
}

export type DocumentFacts = {
  readonly state: DocumentState
  readonly kind: DocumentKind
  readonly date: string
  readonly warehouseId: string
  readonly toWarehouseId: string | null
  readonly lines: readonly DocumentLineFacts[]
  readonly inactive: readonly string[]
  /** Of its warehouses, those that are sites at customers'. */
  readonly sites: readonly string[]
  readonly today: string
  readonly booksClosedUntil: string | null
}

export const noLines: Guard<DocumentFacts> = d => (d.lines.length > 0 ? undefined : 'stock.noLines')

const sane: Readonly<Record<DocumentKind, (qty: string) => boolean>> = {
  receipt: qty => cmp(qty, '0') > 0,
  transfer: qty => cmp(qty, '0') > 0,
  scrap: qty => cmp(qty, '0') > 0,
  count: qty => cmp(qty, '0') >= 0,
  adjustment: qty => !isZero(qty),
}

export const wrongQty: Guard<DocumentFacts> = d => {
  const wrong = d.lines.find(line => !sane[d.kind](line.qty))
  return wrong && reason('stock.wrongQty', `lines.${wrong.no - 1}.unitQty`, { no: wrong.no, qty: wrong.qty })
}

export const countedTwice: Guard<DocumentFacts> = d => {
  if (d.kind !== 'count') return undefined
  const twice = d.lines.find((line, i) =>
    d.lines.slice(0, i).some(one => one.productId === line.productId && one.batch === line.batch),
  )
  return (
    twice && reason('stock.countedTwice', `lines.${twice.no - 1}.productId`, { no: twice.no, name: twice.productName })
  )
}

export const notKept: Guard<DocumentFacts> = d => {
  const wrong = d.lines.find(line => !line.stockKept)
  return wrong && reason('stock.notKept', `lines.${wrong.no - 1}.productId`, { no: wrong.no, name: wrong.productName })
}

export const sameWarehouse: Guard<DocumentFacts> = d => {
  if (d.kind !== 'transfer') return undefined
  if (d.toWarehouseId === null) return reason('stock.noTarget', 'toWarehouseId')
  return d.toWarehouseId === d.warehouseId ? reason('stock.sameWarehouse', 'toWarehouseId') : undefined
}

export const inactiveWarehouse: Guard<DocumentFacts> = d =>
  d.inactive.length === 0
    ? undefined
    : reason('stock.inactiveWarehouse', 'warehouseId', { name: d.inactive.join(', ') })

/** What lies at a customer's site moves only by its shipments and settlements. */
export const atSite: Guard<DocumentFacts> = d =>
  d.sites.length === 0 ? undefined : reason('stock.isSite', 'warehouseId', { name: d.sites.join(', ') })

export const inFuture: Guard<DocumentFacts> = d => (d.date > d.today ? reason('stock.inFuture', 'date') : undefined)

const isClosed = (d: DocumentFacts): Reason | undefined =>
  d.booksClosedUntil !== null && d.date <= d.booksClosedUntil
    ? reason('stock.booksClosed', 'date', { until: d.booksClosedUntil })
    : undefined

export const booksClosed: Guard<DocumentFacts> = isClosed

/** What was never posted is in nobody's books. */
export const postedInClosedBooks: Guard<DocumentFacts> = d => (d.state === 'posted' ? isClosed(d) : undefined)

export type StockKey = { readonly productId: string; readonly warehouseId: string; readonly batch: string }
export const keyText = (key: StockKey): string => `${key.productId} ${key.warehouseId} ${key.batch}`

/** What posting writes into the ledger; a line may write two moves (transfer) or none (a count that was right). */
export type PlannedMove = StockKey & { readonly qty: string; readonly lineNo: number }

/** Every stock row that posting may touch. */
export function touchedBy(d: Pick<DocumentFacts, 'kind' | 'warehouseId' | 'toWarehouseId' | 'lines'>): StockKey[] {
  const places = d.kind === 'transfer' && d.toWarehouseId ? [d.warehouseId, d.toWarehouseId] : [d.warehouseId]
  const keys = d.lines.flatMap(({ productId, batch }) => places.map(warehouseId => ({ productId, warehouseId, batch })))
  return [...new Map(keys.map(key => [keyText(key), key])).values()]
}

export function movesOf(
  d: Pick<DocumentFacts, 'kind' | 'warehouseId' | 'toWarehouseId' | 'lines'>,
  rows: ReadonlyMap<string, StockRow>,
): PlannedMove[] {
  const moves = d.lines.flatMap(({ no, productId, batch, qty }): PlannedMove[] => {
    const here = { productId, warehouseId: d.warehouseId, batch, lineNo: no }
    if (d.kind === 'receipt' || d.kind === 'adjustment') return [{ ...here, qty }]
    if (d.kind === 'scrap') return [{ ...here, qty: neg(qty) }]
    if (d.kind === 'count') return [{ ...here, qty: sub(qty, rows.get(keyText(here))?.onHand ?? '0') }]
    return [
      { ...here, qty: neg(qty) },
      { ...here, warehouseId: d.toWarehouseId ?? '', qty },
    ]
  })
  return moves.filter(move => !isZero(move.qty))
}

/** Σ of the moves by stock row. */
export function deltasOf(moves: readonly PlannedMove[]): Map<string, StockKey & { readonly delta: string }> {
  const deltas = new Map<string, StockKey & { readonly delta: string }>()
  for (const { productId, warehouseId, batch, qty } of moves) {
    const key = keyText({ productId, warehouseId, batch })
    deltas.set(key, { productId, warehouseId, batch, delta: add(deltas.get(key)?.delta ?? '0', qty) })
  }
  return deltas
}

/** Rows that would go below zero, and rows whose reservations would no longer be covered, after `released`. */
export function brokenBy(
  deltas: ReadonlyMap<string, StockKey & { readonly delta: string }>,
  rows: ReadonlyMap<string, StockRow>,
  released: ReadonlyMap<string, string> = new Map(),
): { readonly below: readonly StockRow[]; readonly held: readonly StockRow[] } {
  const touched = [...deltas].flatMap(([key, { delta }]) => {
    const row = rows.get(key)
    return row ? [{ row, after: add(row.onHand, delta), reserved: sub(row.reserved, released.get(key) ?? '0') }] : []
  })
  return {
    below: touched.flatMap(({ row, after }) => (cmp(after, '0') < 0 ? [row] : [])),
    held: touched.flatMap(({ row, after, reserved }) =>
      cmp(after, '0') >= 0 && cmp(reserved, add(after, row.backorderLimit)) > 0 ? [row] : [],
    ),
  }
}

export function belowReasons(d: DocumentFacts, below: readonly StockRow[]): Reason[] {
  return below.map(row => {
    const line = d.lines.find(one => one.productId === row.productId && one.batch === row.batch)
    return reason('stock.notEnough', line && `lines.${line.no - 1}.unitQty`, {
      name: line?.productName ?? '',
      onHand: row.onHand,
    })
  })
}
