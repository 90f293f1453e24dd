// Guards of an invoice, each named for the problem it finds; and how much of an order may still be invoiced. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, formatAmount, max, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { Buyer, Channel, InvoiceKind, InvoiceLine, InvoiceState, TaxKind } from './invoice.schema.ts'

/** What the lines of one order line, or of one line that is taken back, ask for; all of it above zero. */
export type Claim = {
  readonly nos: readonly number[]
  readonly name: string
  readonly qty: string
  readonly amount: string
  readonly room: Room
}
export type Room = { readonly qty: string; readonly amount: string }

export type InvoiceFacts = {
  readonly state: InvoiceState
  readonly kind: InvoiceKind
  readonly taxKind: TaxKind
  readonly currency: string
  readonly buyer: Buyer
  readonly lines: readonly Pick<
    InvoiceLine,
    'no' | 'name' | 'taxCode' | 'lineKind' | 'taxRate' | 'net' | 'tax' | 'gross'
  >[]
  readonly claims: readonly Claim[]
  readonly orders: readonly { readonly number: string; readonly state: string }[]
  /** Of shipments that it bills and that have not left (any more). */
  readonly shipmentsOpen: readonly string[]
  readonly channel: Channel | null
  /** What the service says is known, or it has been silent for too long. */
  readonly answered: boolean
  readonly lineOff: string
  readonly totalOff: string
  /** Of what a red letter takes back: the day on its paper. */
  readonly originalDate: string | null
  /** The business day on the paper. */
  readonly date: string
  readonly today: string
  readonly booksClosedUntil: string | null
}

export const isRed: Guard<InvoiceFacts> = ({ kind }) => (kind === 'red' ? 'invoice.isRed' : undefined)
export const isRequest: Guard<InvoiceFacts> = ({ kind }) => (kind === 'red' ? undefined : 'invoice.isRequest')

export const nothingOn: Guard<InvoiceFacts> = ({ kind, lines }) => {
  const gross = sum(lines.map(line => line.gross))
  return signOf(gross) === (kind === 'red' ? -1 : 1) ? undefined : reason('invoice.nothingOn', 'lines')
}

/** On hold nothing is invoiced; what is closed or confirmed may be. A red letter always may. */
export const orderNotLive: Guard<InvoiceFacts> = ({ kind, orders }) => {
  if (kind === 'red') return undefined
  const idle = orders.filter(({ state }) => state !== 'confirmed' && state !== 'closed').map(({ number }) => number)
  return idle.length > 0 ? reason('invoice.orderNotLive', undefined, { numbers: idle.join(', ') }) : undefined
}

export const shipmentOpen: Guard<InvoiceFacts> = ({ shipmentsOpen }) =>
  shipmentsOpen.length > 0
    ? reason('invoice.shipmentOpen', undefined, { numbers: shipmentsOpen.join(', ') })
    : undefined

/** All lines that ask for too much in one reason, each with what is left of it. */
export const overBasis: Guard<InvoiceFacts> = ({ kind, claims, currency }) =>
  kind === 'red' ? undefined : tooMuch('invoice.overBasis', claims, currency)
/** Σ of red letters, live ones included, never more than what was issued. */
export const overIssued: Guard<InvoiceFacts> = ({ kind, claims, currency }) =>
  kind === 'red' ? tooMuch('invoice.overIssued', claims, currency) : undefined

function tooMuch(key: string, claims: readonly Claim[], currency: string) {
  const over = claims.flatMap(({ qty, amount, room, ...one }) => {
    if (signOf(qty) > 0 && cmp(qty, room.qty) > 0) return [{ ...one, left: max(room.qty, '0') }]
    return cmp(amount, room.amount) > 0
      ? [{ ...one, left: `${formatAmount(max(room.amount, '0'), currency, 'en')} ${currency}` }]
      : []
  })
  if (over.length === 0) return undefined
  const lines = over.map(({ nos, name, left }) => `${nos.join(', ')} ${name} ≤ ${left}`).join('; ')
  return reason(key, `lines.${(over[0]?.nos[0] ?? 1) - 1}`, { lines })
}

/** Whether the tax service issued it is not known while it is asked: then nobody may say that it did not. */
export const answerOpen: Guard<InvoiceFacts> = ({ channel, answered }) =>
  channel === 'standin' && !answered ? 'invoice.answerOpen' : undefined

export const inFuture: Guard<InvoiceFacts> = ({ date, today }) =>
  date > today ? reason('invoice.inFuture', 'date') : undefined
export const periodClosed: Guard<InvoiceFacts> = ({ date, booksClosedUntil }) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('invoice.periodClosed', 'date', { until: booksClosedUntil })
    : undefined

export const beforeOriginal: Guard<InvoiceFacts> = ({ date, originalDate }) =>
  originalDate !== null && date < originalDate
    ? reason('invoice.beforeOriginal', 'date', { date: originalDate })
    : undefined

export type OrderLineFacts = {
  readonly fulfil: 'ship' | 'accept' | 'none'
  readonly ordered: string
  readonly shipped: string
  readonly delivered: string
  readonly returned: string
  readonly due: string
  readonly gross: string
  readonly invoiced: string
  readonly credited: string
  readonly invoicedAmount: string
  readonly creditedAmount: string
  readonly billTolerance: string
}
export type Basis = 'order' | 'shipment' | 'delivery' | 'none'
/** What live requests ask for already: they hold it. */
export type Held = { readonly qty: string; readonly amount: string }

/** Of an order line, in the base unit: what needs no delivery counts as delivered when the order is confirmed. */
export function basisQty(line: OrderLineFacts, basis: Basis): string {
  if (basis === 'none') return '0'
  if (basis === 'order' || line.fulfil === 'none') return max(line.due, '0')
  return max(sub(basis === 'shipment' ? line.shipped : line.delivered, line.returned), '0')
}

/** What may still be asked for, its tolerance included; amounts in the line's own direction, so above zero. */
export function roomOf(line: OrderLineFacts, basis: Basis, { held, currency }: { held: Held; currency: string }): Room {
  const most = (value: string) => mul(value, add('1', line.billTolerance))
  const taken = sum([sub(line.invoiced, line.credited), held.qty])
  const sign = signOf(line.gross) < 0 ? '-1' : '1'
  const takenAmount = mul(sum([sub(line.invoicedAmount, line.creditedAmount), held.amount]), sign)
  // a deposit is billed before anything has left: amounts are bound by what is due, whatever the basis
  const value = basis === 'none' ? '0' : mul(worth(line, max(line.due, basisQty(line, basis)), currency), sign)
  return {
    qty: sub(most(basisQty(line, basis)), taken),
    amount: sub(roundMoney(most(value), currency), takenAmount),
  }
}

const worth = (line: Pick<OrderLineFacts, 'gross' | 'ordered'>, qty: string, currency: string): string =>
  cmp(qty, line.ordered) === 0 ? line.gross : roundMoney(div(mul(line.gross, qty), line.ordered), currency)

/** Only goods come back by a return (domain §9); a kit is goods that ship as its parts. */
export const comesBack = (line: { readonly kind: string; readonly fulfil: string }): boolean =>
  line.kind === 'goods' || line.fulfil === 'ship'

/** Three days: then a red letter that the buyer did not confirm is void. */
export const lapseHours = 72
export const stuckMinutes = 10
