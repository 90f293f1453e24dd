// What forbids a move of a supply, each guard named for the problem it finds. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, max, percentOf, round, signOf, sub } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import type { SupplyState } from './supply.schema.ts'

export type Unpaid = { readonly number: string; readonly percent: string }

export type SupplyFacts = {
  readonly state: SupplyState
  readonly qty: string
  readonly received: string
  readonly tolerance: string
  readonly unit: string
  /** Orders it is for whose payment before supply is not in. */
  readonly unpaid: readonly Unpaid[]
  /** What is to be received now. */
  readonly arriving: string
  readonly date: string
  readonly today: string
  readonly booksClosedUntil: string | null
  /** Named where it is not in use. */
  readonly inactive: string | null
  /** The supplier delivers it to the customer. */
  readonly direct: boolean
  /** The receipt to take back. */
  readonly receipt: { readonly date: string; readonly stands: boolean } | undefined
}

/** What may come in all: the quantity and what is tolerated beyond it. */
export const mostOf = ({ qty, tolerance }: Pick<SupplyFacts, 'qty' | 'tolerance'>): string =>
  add(qty, round(percentOf(qty, tolerance), 6))
export const restOf = ({ qty, received }: Pick<SupplyFacts, 'qty' | 'received'>): string => max(sub(qty, received), '0')

/** Says which orders and how many per cent, never an amount: what an order is worth is not everybody's. */
export const unpaid: Guard<SupplyFacts> = ({ state, unpaid: orders }) =>
  state === 'planned' && orders.length > 0
    ? reason('supply.unpaid', undefined, { orders: orders.map(one => `${one.number} ${one.percent}%`).join(', ') })
    : undefined
/** Nothing of it comes into a warehouse. */
export const goesDirect: Guard<SupplyFacts> = ({ direct }) => (direct ? 'supply.goesDirect' : undefined)
export const notDirect: Guard<SupplyFacts> = ({ direct }) => (direct ? undefined : 'supply.notDirect')
export const noQty: Guard<SupplyFacts> = ({ arriving }) =>
  signOf(arriving) > 0 ? undefined : reason('supply.noQty', 'qty')
export const overTolerance: Guard<SupplyFacts> = facts => {
  const most = mostOf(facts)
  const { arriving, received, unit, qty, tolerance } = facts
  if (cmp(add(received, arriving), most) <= 0) return undefined
  return reason('supply.overTolerance', 'qty', { left: max(sub(most, received), '0'), qty, tolerance, unit })
}
export const inactiveWarehouse: Guard<SupplyFacts> = ({ inactive }) =>
  inactive === null ? undefined : reason('stock.inactiveWarehouse', 'warehouseId', { name: inactive })
export const inFuture: Guard<SupplyFacts> = ({ date, today }) =>
  date > today ? reason('stock.inFuture', 'date') : undefined
export const booksClosed: Guard<SupplyFacts> = ({ date, booksClosedUntil }) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('stock.booksClosed', 'date', { until: booksClosedUntil })
    : undefined
export const unknownReceipt: Guard<SupplyFacts> = ({ receipt }) => {
  if (!receipt) return reason('supply.noReceipt', 'no')
  return receipt.stands ? undefined : reason('supply.takenBack', 'no')
}
export const receiptClosed: Guard<SupplyFacts> = ({ receipt, booksClosedUntil }) =>
  receipt && booksClosedUntil !== null && receipt.date <= booksClosedUntil
    ? reason('stock.booksClosed', 'date', { until: booksClosedUntil })
    : undefined
export const nothingCame: Guard<SupplyFacts> = ({ received }) =>
  signOf(received) > 0 ? undefined : 'supply.nothingCame'
export const somethingCame: Guard<SupplyFacts> = ({ received, unit }) =>
  signOf(received) > 0 ? reason('supply.somethingCame', undefined, { received, unit }) : undefined
export const allCame: Guard<SupplyFacts> = facts => (signOf(restOf(facts)) > 0 ? undefined : 'supply.allCame')
