// Order lines from what people give, and from an accepted quote as it was stored.

import type { ProductFacts } from '#features/product/product.schema.ts'
import { findPriced, type PricedProduct } from '#features/product/server/price.service.ts'
import type { QuoteLine } from '#features/quote/quote.schema.ts'
import { addUp, type Buyer, resolveLines } from '#features/quote/server/line.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, div, signOf, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { headerOf } from '#kernel/tax.ts'
import type { LineInput } from '../order.schema.ts'
import { typeRules, unfitLines } from '../orderType.rules.ts'
import type { OrderType } from '../orderType.schema.ts'
import { dropLinesBound, rewriteLinesBound, selectQuoted } from './line.sql.ts'
import { type LineRow, type OrderRow, orderLines } from './order.table.ts'

export type MoneyHead = Pick<OrderRow, 'currency' | 'rate' | 'taxMode' | 'taxRound' | 'discountKind' | 'discountValue'>
export type Built = { readonly lines: LineRow[]; readonly sums: { net: string; tax: string; gross: string } }

export const productsFor = (db: Db, inputs: readonly LineInput[]): Promise<Map<string, PricedProduct>> =>
  findPriced(db, [...new Set(inputs.flatMap(input => (input.productId ? [input.productId] : [])))])

type Context = {
  readonly orderId: string
  readonly type: OrderType
  readonly head: MoneyHead
  readonly buyer: Buyer
  readonly products: ReadonlyMap<string, PricedProduct>
  /** The lines that stay; a preview does not know them. */
  readonly old: readonly LineRow[] | 'unknown'
  /** What it sells is with the customer already: nothing is left to ship of the lines it began with. */
  readonly isThere?: boolean
}

/** Every problem of every line at once. */
export function buildLines(actor: Actor, inputs: readonly LineInput[], context: Context): Built {
  const { orderId, type, head, buyer, products, old } = context
  const { stock } = typeRules[type]
  const before = new Map((old === 'unknown' ? [] : old).map(line => [line.id, line]))
  const asQuoted = old === 'unknown' ? old : new Map(old.map(line => [line.id, quotedForm(line)]))
  const found = resolveLines(
    inputs.map(plainInput).map(input => pricedAs(type, input)),
    { org: actor.org, head, buyer, products, old: asQuoted },
  )
  const unfit = unfitLines(type, found.lines)
  const { lines, sums } = addUp(head, found.lines, [...found.reasons.map(ownWords), ...unfit])
  return {
    sums,
    lines: lines.map((line, i) => {
      const was = before.get(line.id)
      const product = line.productId ? products.get(line.productId) : undefined
      const input = inputs[i]
      return {
        ...(was ?? blankCounters),
        ...frozenOf(line),
        ...(!stock && { parts: line.parts?.map(part => ({ ...part, stockKept: false })) ?? null }),
        orderId,
        stockKept: stock && (product?.stockKept ?? was?.stockKept ?? false),
        overTolerance: product ? toleranceOf(product) : (was?.overTolerance ?? '0'),
        ...(isThere(context, line, was) && { fulfil: 'none', stockKept: false, parts: null }),
        promisedDate: input?.promisedDate === undefined ? (was?.promisedDate ?? null) : input.promisedDate,
        warehouseId: input?.warehouseId === undefined ? (was?.warehouseId ?? null) : input.warehouseId,
        note: input?.note === undefined ? (was?.note ?? null) : line.note,
        ...standingOf(line.qty),
      }
    }),
  }
}

/** What is worth less than nothing is no order. */
export const totalProblems = ({ gross }: Built['sums'], currency: string): Reason[] =>
  signOf(gross) < 0 ? [reason('order.belowZero', 'lines', { amount: gross, currency })] : []

/** An order speaks for itself where a quote would be named. */
const ownWords = (one: Reason): Reason =>
  one.key === 'quote.goodsNeedProduct' ? { ...one, key: 'order.goodsNeedProduct' } : one

const isThere = ({ isThere: there = false, old }: Context, line: QuoteLine, was: LineRow | undefined): boolean =>
  there && (was ? was.fulfil === 'none' && was.productId === line.productId : old.length === 0)

/** What costs nothing needs no price, and has no discount on it. */
const pricedAs = (type: OrderType, input: ReturnType<typeof plainInput>): ReturnType<typeof plainInput> =>
  typeRules[type].price === 'free'
    ? { ...input, price: input.price ?? '0', discountKind: null, discountValue: null }
    : input

const plainInput = ({ promisedDate: _, warehouseId: __, ...input }: LineInput) => input
const quotedForm = (line: LineRow): QuoteLine => ({
  ...line,
  ...unguarded,
  // another price than the list's was agreed with the customer: another quantity does not undo it
  handPrice: line.listPrice === null || cmp(line.price, line.listPrice) !== 0,
  qty: line.ordered,
  optional: false,
  alternative: null,
  chosen: false,
})
/** A quote keeps these to be judged by; an order is judged as a whole by its reviewers. */
const unguarded = { floorPrice: null, unitCost: null, priceWhy: null }

function frozenOf(line: QuoteLine) {
  const {
    optional: _,
    chosen: __,
    alternative: _8,
    qty: ___,
    floorPrice: ____,
    unitCost: _____,
    handPrice: ______,
    priceWhy: _7,
    ...kept
  } = line
  return kept
}
/** A share of the quantity, frozen with the line. */
const toleranceOf = ({ overTolerance }: ProductFacts): string => div(overTolerance, '100')
const keptOf = (product: ProductFacts | undefined) =>
  product ? { stockKept: product.stockKept, overTolerance: toleranceOf(product) } : { stockKept: false }

/** A draft's line: nothing has happened to it yet. */
const standingOf = (qty: string) => ({ ordered: qty, toShip: qty, due: qty })

export const blankCounters = {
  kitLineId: null,
  perKit: null,
  kitShare: null,
  quoteLineId: null,
  contractLineId: null,
  calledQty: '0',
  cancelled: '0',
  closedRest: '0',
  reserved: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  reship: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
  overTolerance: '0',
  billTolerance: '0',
}

/** The stored amounts travel on as they are: an order and its quote agree to the cent (C002). */
export function linesFromQuote(
  orderId: string,
  quoted: readonly QuoteLine[],
  products: ReadonlyMap<string, ProductFacts>,
  promisedDate: string | null,
): Built {
  const lines = quoted
    .filter(line => !line.optional || line.chosen)
    .map(
      (line, i): LineRow => ({
        ...blankCounters,
        ...frozenOf(line),
        id: newId(),
        no: i + 1,
        orderId,
        quoteLineId: line.id,
        ...keptOf(line.productId ? products.get(line.productId) : undefined),
        promisedDate,
        warehouseId: null,
        ...standingOf(line.qty),
      }),
    )
  return { lines, sums: headerOf(lines) }
}

/** Σ ordered per quote line ≤ quoted, over all live orders; the quote must be locked. */
export async function quotedProblems(tx: Tx, orderId: string, lines: readonly LineRow[]): Promise<Reason[]> {
  const ids = [...new Set(lines.flatMap(line => (line.quoteLineId ? [line.quoteLineId] : [])))]
  if (ids.length === 0) return []
  const left = new Map((await selectQuoted(tx, ids, orderId)).map(one => [one.id, sub(one.qty, one.taken)]))
  return lines.flatMap((line, i) => {
    const quoted = left.get(line.quoteLineId ?? '')
    if (quoted === undefined || cmp(line.ordered, quoted) <= 0) return []
    return [reason('order.overQuoted', `lines.${i}.unitQty`, { quoted })]
  })
}

export type LineChange = { readonly gone: LineRow[]; readonly fresh: LineRow[]; readonly changed: LineRow[] }

/** What differs: of a thousand lines only those that changed (C145). */
export function lineChange(old: readonly LineRow[], next: readonly LineRow[]): LineChange {
  const before = new Map(old.map(line => [line.id, line]))
  const kept = new Set(next.map(line => line.id))
  return {
    gone: old.filter(line => !kept.has(line.id)),
    fresh: next.filter(line => !before.has(line.id)),
    changed: next.filter(line => {
      const was = before.get(line.id)
      return was !== undefined && JSON.stringify(stood(was)) !== JSON.stringify(stood(line))
    }),
  }
}

export const isChange = ({ gone, fresh, changed }: LineChange): boolean =>
  gone.length + fresh.length + changed.length > 0

export function writeLines(tx: Tx, { gone, fresh, changed }: LineChange): void {
  if (gone.length > 0)
    tx.write(
      dropLinesBound(
        tx.orgId,
        gone.map(line => line.id),
      ),
    )
  if (changed.length > 0) tx.write(rewriteLinesBound(tx.orgId, changed))
  if (fresh.length > 0) tx.write(orderLines.insert(tx.orgId, fresh))
}

/** Before and after of the lines that differ, as the event keeps them; a hundred say enough. */
export function changeSaid(old: readonly LineRow[], { gone, fresh, changed }: LineChange) {
  const touched = new Set([...gone, ...changed].map(line => line.id))
  const said = (lines: readonly LineRow[]) => linesSaid(lines.slice(0, 100))
  return { before: said(old.filter(line => touched.has(line.id))), after: said([...changed, ...fresh]) }
}

const columns: readonly string[] = Object.keys(orderLines.columnKinds)
const stood = (line: LineRow): unknown[] => columns.map(key => Reflect.get(line, key) ?? null)

/** What an event keeps of a changed set of lines. */
export const linesSaid = (lines: readonly LineRow[]) =>
  lines.map(({ no, name, unitQty, unit, price, gross }) => ({ no, name, unitQty, unit, price, gross }))
