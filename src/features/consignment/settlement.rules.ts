// What a settlement takes of what lies at a site, and what forbids its moves, each guard named for its problem. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, min, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { NewSettlementLine, SettledProduct, SettlementState } from './settlement.schema.ts'

/** What a shipment brought and is neither settled nor gone: oldest first. */
export type Lying = {
  readonly shipmentLineId: string
  readonly productId: string | null
  readonly name: string
  readonly batch: string | null
  readonly qty: string
}

const batchOf = (batch: string | null | undefined): string => batch?.trim() ?? ''

/** So much of each product over what lies there, the oldest first; what does not lie there is told by product. */
export function spread(
  lying: readonly Lying[],
  products: readonly SettledProduct[],
): { readonly lines: NewSettlementLine[]; readonly reasons: Reason[] } {
  const left = new Map(lying.map(one => [one.shipmentLineId, one.qty]))
  const taken = new Map<string, string>()
  const reasons: Reason[] = []
  for (const [i, { productId, qty, batch }] of products.entries()) {
    const fits = lying.filter(
      one =>
        one.productId === productId && (batch === undefined || batch === null || batchOf(one.batch) === batchOf(batch)),
    )
    const there = sum(fits.map(one => left.get(one.shipmentLineId) ?? '0'))
    let open = qty
    for (const { shipmentLineId } of fits) {
      const part = min(open, left.get(shipmentLineId) ?? '0')
      if (signOf(part) <= 0) continue
      left.set(shipmentLineId, sub(left.get(shipmentLineId) ?? '0', part))
      taken.set(shipmentLineId, add(taken.get(shipmentLineId) ?? '0', part))
      open = sub(open, part)
    }
    const name = fits[0]?.name ?? lying.find(one => one.productId === productId)?.name ?? ''
    if (signOf(qty) <= 0) reasons.push(reason('settlement.noQty', `products.${i}.qty`))
    else if (signOf(open) > 0)
      reasons.push(
        name === ''
          ? reason('settlement.noneThere', `products.${i}.productId`)
          : reason('settlement.lessThere', `products.${i}.qty`, { name, qty, there }),
      )
  }
  const lines = lying.flatMap(({ shipmentLineId }) => {
    const qty = taken.get(shipmentLineId)
    return qty === undefined ? [] : [{ shipmentLineId, qty }]
  })
  return { lines, reasons }
}

type Worth = { readonly gross: string; readonly ordered: string; readonly currency: string }
/** What a part of an order line is worth after `before` of it: so that all parts add up to the line. */
export function shareOf({ gross, ordered, currency }: Worth, before: string, qty: string): string {
  if (signOf(ordered) === 0) return '0'
  const upTo = (part: string) => roundMoney(div(mul(gross, part), ordered), currency)
  return sub(upTo(add(before, qty)), upTo(before))
}

export type LineFacts = {
  readonly no: number
  readonly name: string
  readonly qty: string
  /** Of what its shipment brought, still there. */
  readonly lying: string
  readonly shippedOn: string
  readonly shipmentNumber: string
  readonly orderNumber: string
  readonly orderState: string
}
/** An order line of which more would be billed, or given back, than is settled. */
export type Above = { readonly name: string; readonly numbers: string }
export type SettlementFacts = {
  readonly state: SettlementState
  readonly date: string
  readonly today: string
  readonly booksClosedUntil: string | null
  readonly lines: readonly LineFacts[]
  /** Once it is taken back. */
  readonly invoiced: readonly Above[]
  readonly returned: readonly Above[]
}

export const noLines: Guard<SettlementFacts> = ({ lines }) =>
  lines.length > 0 ? undefined : reason('settlement.noLines', 'lines')

/** Every line that is too much at once, each with what lies there. */
export const moreThanLies: Guard<SettlementFacts> = ({ lines }) => {
  const over = lines.filter(line => cmp(line.qty, line.lying) > 0)
  return over.length > 0
    ? reason('settlement.moreThanLies', `lines.${(over[0]?.no ?? 1) - 1}.qty`, {
        lines: over.map(one => `${one.no} ${one.name} ≤ ${one.lying} (${one.shipmentNumber})`).join('; '),
      })
    : undefined
}

export const inFuture: Guard<SettlementFacts> = ({ date, today }) =>
  date > today ? reason('settlement.inFuture', 'date') : undefined

export const beforeShipped: Guard<SettlementFacts> = ({ date, lines }) => {
  const last = lines
    .map(line => line.shippedOn)
    .toSorted()
    .at(-1)
  return last !== undefined && date < last ? reason('settlement.beforeShipped', 'date', { date: last }) : undefined
}

export const booksClosed: Guard<SettlementFacts> = ({ date, booksClosedUntil }) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('settlement.booksClosed', 'date', { until: booksClosedUntil })
    : undefined

export const orderClosed: Guard<SettlementFacts> = ({ lines }) => {
  const over = [...new Set(lines.filter(line => line.orderState === 'closed').map(line => line.orderNumber))]
  return over.length > 0 ? reason('settlement.orderClosed', undefined, { numbers: over.join(', ') }) : undefined
}

const named = (above: readonly Above[]): string =>
  above.map(({ name, numbers }) => (numbers ? `${name} (${numbers})` : name)).join('; ')
export const invoicedAbove: Guard<SettlementFacts> = ({ invoiced }) =>
  invoiced.length > 0 ? reason('settlement.invoicedAbove', undefined, { lines: named(invoiced) }) : undefined
export const returnedAbove: Guard<SettlementFacts> = ({ returned }) =>
  returned.length > 0 ? reason('settlement.returnedAbove', undefined, { lines: named(returned) }) : undefined

/** The period of the customer's list begins before it ends. */
export const periodProblems = (from: string | null, to: string | null): Reason[] =>
  from !== null && to !== null && to < from ? [reason('settlement.turned', 'periodTo')] : []

/** Lines, products or all: one of them says what is settled. */
export function wayProblems(given: { lines?: unknown; products?: unknown; all?: boolean | undefined }): Reason[] {
  const ways = [given.lines !== undefined, given.products !== undefined, given.all === true].filter(Boolean).length
  return ways > 1 ? [reason('settlement.oneWay', 'lines')] : []
}
