// Guards: each is named for the problem it finds. Facts come with the order; nothing here asks or waits.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, isZero, max, mul, percentOf, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { type Terms, termProblems } from '#kernel/terms.ts'
import type { ContractCalled } from './callOff.rules.ts'
import { covers } from './creditRelease.rules.ts'
import type { Release } from './creditRelease.schema.ts'
import type { Order, OrderLine, OrderState, PacketState } from './order.schema.ts'
import { typeRules, unfitLines } from './orderType.rules.ts'
import type { OrderType } from './orderType.schema.ts'

export type CreditFacts = {
  readonly limit: string | null
  readonly policy: 'pass' | 'warn' | 'block'
  readonly used: string
}
export type ShortFacts = {
  readonly holder: string
  readonly name: string
  readonly missing: string
  readonly unit: string
}
type LineFacts = Pick<
  OrderLine,
  | 'no'
  | 'name'
  | 'fulfil'
  | 'ordered'
  | 'cancelled'
  | 'reship'
  | 'billTolerance'
  | 'price'
  | 'shipped'
  | 'delivered'
  | 'returned'
  | 'invoiced'
  | 'credited'
  | 'invoicedAmount'
  | 'creditedAmount'
>

export type OrderFacts = {
  readonly state: OrderState
  readonly type: OrderType
  readonly returnBy: string | null
  readonly noReturn: boolean
  readonly siteId: string | null
  readonly siteFits: boolean
  readonly lines: readonly LineFacts[]
  readonly customerActive: boolean
  readonly payerActive: boolean
  /** Customer or payer lies in the trash. */
  readonly partyGone: boolean
  readonly dealId: string | null
  readonly packetState: PacketState | null
  readonly contentHash: string
  readonly approvedHash: string | null
  readonly terms: Terms
  readonly gross: string
  readonly currency: string
  readonly paidAmount: string
  readonly writtenOff: string
  readonly issuingInvoices: number
  readonly liveChanges: number
  readonly advanceInvoiced: string
  /** In base currency: as it counts now, and as it would count after the move. */
  readonly exposure: string
  readonly nextExposure: string
  readonly credit: CreditFacts | undefined
  /** Whoever may not see the limit is told that it is passed, and nothing of how far. */
  readonly creditUntold?: boolean
  /** What lifts a credit block of this order. */
  readonly release?: Release | null
  /** Every line that would not be covered; empty where the policy lets it pass. */
  readonly short: readonly ShortFacts[]
  /** What it would lack still, were all held that lies free; and whether anything does. */
  readonly waiting: readonly ShortFacts[]
  readonly canHold: boolean
  readonly closedOn: string | null
  readonly booksClosedUntil: string | null
  /** What it is called off from, where it is. */
  readonly contract: ContractCalled | undefined
  /** What of it would no longer be there, each with the smallest change that passes. */
  readonly callOver: readonly Reason[]
  /** Today in the organisation's zone. */
  readonly day: string
}

/**
 * An order in review whose content has not passed has a request that runs. Whoever found none looked before the order
 * was submitted and waited for its lock since: the request could no longer be locked in its turn.
 */
export const missedRequest = (
  order: { readonly state: OrderState; readonly approvedHash: string | null; readonly contentHash: string },
  request: object | undefined,
): boolean => order.state === 'in_review' && order.approvedHash !== order.contentHash && request === undefined

export const noLines: Guard<OrderFacts> = order => (order.lines.length ? undefined : reason('order.noLines', 'lines'))
export const inactiveCustomer: Guard<OrderFacts> = order => {
  if (!order.customerActive) return reason('order.inactiveCustomer', 'customerId')
  return order.payerActive ? undefined : reason('order.inactivePayer', 'payerId')
}
/** What they owe would be seen nowhere. */
export const partyGone: Guard<OrderFacts> = order =>
  order.partyGone ? reason('order.partyGone', 'customerId') : undefined
export const unpriced: Guard<OrderFacts> = order => {
  if (typeRules[order.type].price === 'free') return undefined
  const open = order.lines.filter(line => isZero(line.price)).map(line => line.no)
  return open.length
    ? reason('order.unpriced', `lines.${(open[0] ?? 1) - 1}.price`, { lines: open.join(', ') })
    : undefined
}
/** A line that its type does not take. */
export const linesUnfit: Guard<OrderFacts> = ({ type, lines }) => unfitLines(type, lines)[0]
/** Nobody said when it is to be back, nor that it need not. */
export const returnOpen: Guard<OrderFacts> = ({ type, returnBy, noReturn }) =>
  typeRules[type].comesBack && returnBy === null && !noReturn ? reason('order.returnOpen', 'returnBy') : undefined
export const termsOpen: Guard<OrderFacts> = order => termProblems(order.terms, order)[0]
export const packetNotAccepted: Guard<OrderFacts> = order =>
  order.dealId === null || order.packetState === 'accepted' ? undefined : 'order.packetNotAccepted'

export const reviewNotCurrent: Guard<OrderFacts> = order => {
  if (order.approvedHash === null) return 'order.reviewOpen'
  return order.approvedHash === order.contentHash ? undefined : 'order.reviewNotCurrent'
}

/** What the payer would owe with this order, and by how much that is over the limit; the payer decides (C177). */
function creditAfter({ credit, exposure, nextExposure }: OrderFacts): { after: string; over: string } | undefined {
  if (!credit || credit.limit === null) return undefined
  const after = add(sub(credit.used, exposure), nextExposure)
  return cmp(after, credit.limit) > 0 ? { after, over: sub(after, credit.limit) } : undefined
}
const overLimit = (order: OrderFacts, key: string): Reason | undefined => {
  const found = creditAfter(order)
  if (found && order.creditUntold) return reason('order.creditOver', 'payerId')
  return found && reason(key, 'payerId', { limit: order.credit?.limit ?? '', ...found })
}
/** Passed by a special release of this very order, or not at all. */
export const creditBlocked: Guard<OrderFacts> = order =>
  order.credit?.policy === 'block' && !releaseUsed(order) ? overLimit(order, 'order.creditBlocked') : undefined
/** The release that a move rests on, where it would be blocked without. */
export function releaseUsed(order: OrderFacts): Release | undefined {
  const found = order.credit?.policy === 'block' ? creditAfter(order) : undefined
  return found && order.release && covers(order.release, found.over, order.day) ? order.release : undefined
}
export const creditWarning: Guard<OrderFacts> = order =>
  order.credit?.policy === 'warn' ? overLimit(order, 'order.creditWarning') : undefined

export const prepaymentShort: Guard<OrderFacts> = order => {
  const gate = order.terms.gates.confirm
  const needed = roundMoney(percentOf(order.gross, gate), order.currency)
  if (signOf(needed) <= 0 || cmp(order.paidAmount, needed) >= 0) return undefined
  const values = { percent: gate, needed, left: sub(needed, order.paidAmount), currency: order.currency }
  return reason('order.prepaymentShort', undefined, values)
}

export const goodsOut: Guard<OrderFacts> = order => {
  const out = sum(order.lines.map(line => sub(line.shipped, line.returned)))
  return signOf(out) > 0 ? reason('order.goodsOut', undefined, { qty: out }) : undefined
}
/** Posted, and neither delivered nor come back. */
export const goodsInTransit: Guard<OrderFacts> = order => {
  const away = sum(order.lines.filter(line => line.fulfil === 'ship').map(line => sub(line.shipped, line.delivered)))
  const key = typeRules[order.type].site ? 'order.goodsAtSite' : 'order.goodsInTransit'
  return signOf(away) > 0 ? reason(key, undefined, { qty: away }) : undefined
}
export const issuingInvoice: Guard<OrderFacts> = ({ issuingInvoices }) =>
  issuingInvoices > 0 ? 'order.issuingInvoice' : undefined
/** What is asked for would be lost without a word. */
export const liveChange: Guard<OrderFacts> = ({ liveChanges }) => (liveChanges > 0 ? 'order.liveChange' : undefined)
export const invoicesStand: Guard<OrderFacts> = order => {
  const amount = sum([order.advanceInvoiced, ...order.lines.map(line => sub(line.invoicedAmount, line.creditedAmount))])
  const open = order.lines.some(line => cmp(line.invoiced, line.credited) > 0)
  return open || !isZero(amount)
    ? reason('order.invoicesStand', undefined, { amount, currency: order.currency })
    : undefined
}
/** Nothing more will be delivered: what is invoiced beyond what went out is taken back first. */
export const invoicedAbove: Guard<OrderFacts> = ({ lines }) => {
  const above = lines.flatMap(line => {
    const kept = sub(line.shipped, line.returned)
    const left = line.fulfil === 'none' ? sub(line.ordered, line.cancelled) : max(kept, '0')
    const most = mul(max(left, sub(line.shipped, line.reship)), add('1', line.billTolerance))
    const over = sub(sub(line.invoiced, line.credited), most)
    return signOf(over) > 0 ? [`${line.no} ${line.name} −${over}`] : []
  })
  return above.length > 0 ? reason('order.invoicedAbove', undefined, { lines: above.join('; ') }) : undefined
}
export const moneyUnsettled: Guard<Pick<OrderFacts, 'paidAmount' | 'writtenOff' | 'currency'>> = order => {
  const { paidAmount, writtenOff, currency } = order
  if (!isZero(paidAmount)) return reason('order.moneyUnsettled', undefined, { amount: paidAmount, currency })
  return isZero(writtenOff) ? undefined : reason('order.writeOffStands', undefined, { amount: writtenOff, currency })
}
export const periodClosed: Guard<OrderFacts> = ({ closedOn, booksClosedUntil }) =>
  closedOn && booksClosedUntil && closedOn <= booksClosedUntil
    ? reason('order.periodClosed', undefined, { date: booksClosedUntil })
    : undefined

/** Whoever paid, and in what, stays once something is paid. */
export function paidProblems(old: PaidFor, next: PaidFor): Reason[] {
  if (isZero(old.paidAmount)) return []
  const values = { amount: old.paidAmount, currency: old.currency }
  return (['payerId', 'currency'] as const)
    .filter(key => old[key] !== next[key])
    .map(key => reason('order.paidAlready', key, values))
}
type PaidFor = Pick<Order, 'payerId' | 'currency' | 'paidAmount'>

// prettier-ignore
const material = [
  'customerId',
  'payerId',
  'currency',
  'rate',
  'taxMode',
  'taxRound',
  'discountKind',
  'discountValue',
  'address',
  'promisedDate',
  'terms',
] as const
// prettier-ignore
const materialOfLine = [
  'no',
  'productId',
  'kind',
  'fulfil',
  'name',
  'spec',
  'unit',
  'unitQty',
  'factor',
  'price',
  'discountKind',
  'discountValue',
  'taxRate',
  'promisedDate',
  'warehouseId',
] as const
const decimals = new Set(['rate', 'discountValue', 'unitQty', 'factor', 'price', 'taxRate'])

/** What a review is about, as one text; its hash is what was approved. Notes and the PO number are not part of it. */
export function canonicalOrder(
  order: Pick<Order, (typeof material)[number] | 'type'> & Partial<Pick<Order, 'siteId'>>,
  lines: readonly (Pick<OrderLine, (typeof materialOfLine)[number]> &
    Partial<Pick<OrderLine, 'parts' | 'kitLineId'>>)[],
): string {
  const pick = (from: object, keys: readonly string[]) =>
    keys.map(key => {
      const value: unknown = Reflect.get(from, key) ?? null
      if (typeof value === 'string') return decimals.has(key) ? add(value, '0') : value
      return sorted(value)
    })
  // what a kit contains is said by its own line, before it is confirmed and after; other lines read as they always did
  const own = lines.filter(line => (line.kitLineId ?? null) === null)
  const said = own.map(line => pick(line, line.parts ? [...materialOfLine, 'parts'] : materialOfLine))
  // what was there before types reads as it always did
  const { reviewed, site } = typeRules[order.type]
  const typed = [...(reviewed ? [order.type] : []), ...(site ? [order.siteId ?? null] : [])]
  return JSON.stringify([[...pick(order, material), ...typed], said])
}

/** The same text whoever wrote the keys. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** How much of a line's money stands for `qty` of it. */
export const worthOf = (line: Pick<OrderLine, 'gross' | 'ordered'>, qty: string): string =>
  div(mul(line.gross, qty), line.ordered)

type Valued = Pick<OrderLine, 'gross' | 'ordered'> & Partial<Pick<OrderLine, 'id' | 'kitLineId' | 'kitShare'>>

/**
 * How much money of each line stands for what `counted` says of it. A part that came back alone lowers what its kit is
 * worth by its share, though the kit is no longer whole.
 */
export function worths<L extends Valued>(lines: readonly L[], counted: (line: L) => string): string[] {
  const kits = Map.groupBy(
    lines.filter(line => (line.kitLineId ?? null) !== null),
    line => line.kitLineId ?? '',
  )
  return lines.map(line => {
    const parts = kits.get(line.id ?? '')
    if (!parts) return worthOf(line, counted(line))
    return sum(parts.map(part => worthOf({ gross: part.kitShare ?? '0', ordered: part.ordered }, counted(part))))
  })
}
