// Guards of a return, each named for the problem it finds; how what came is split, and what it is worth. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, max, mul, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { nothingTaken, shareFor } from '#kernel/tax.ts'
import type { Decision, ReceiveBody, ReturnState } from './return.schema.ts'

export type Split = { readonly good: string; readonly damaged: string; readonly missing: string }
export type LineFacts = Split & {
  readonly no: number
  readonly name: string
  readonly qty: string
  readonly stockKept: boolean
  readonly decision: Decision | null
  readonly decidedQty: string
  /** Of its order line: how much is invoiced and neither taken back nor about to be. */
  readonly creditable: string
}
export type ReturnFacts = {
  readonly state: ReturnState
  readonly lines: readonly LineFacts[]
  readonly orderNumber: string
  readonly orderState: string
  readonly currency: string
  /** Σ of what is to be refunded, and what the order is paid more than is due of it. */
  readonly refund: string
  readonly refundable: string
  readonly mayRefund: boolean
  /** Refunds and red letters it led to that are neither done nor given up. */
  readonly unsettled: readonly string[]
  readonly places: ReadonlySet<string>
  readonly warehouseId: string | null
  readonly damagedWarehouseId: string | null
  readonly date: string
  readonly today: string
  readonly booksClosedUntil: string | null
  /** When the last of its lines first went out; what nobody can say of is not asked. */
  readonly shippedOn: string | null
}

const named = (line: LineFacts) => ({ no: line.no, name: line.name })
export const cameOf = ({ good, damaged }: Pick<Split, 'good' | 'damaged'>): string => add(good, damaged)

/** What came whole, damaged and not at all is what was expected; something must have come. */
export const splitOpen: Guard<ReturnFacts> = ({ lines }) => {
  const off = lines.find(line => cmp(sum([line.good, line.damaged, line.missing]), line.qty) !== 0)
  if (off) return reason('goodsReturn.splitOpen', `lines.${off.no - 1}`, { ...named(off), qty: off.qty })
  return lines.every(line => signOf(cameOf(line)) === 0) ? reason('goodsReturn.nothingCame', 'lines') : undefined
}
export const noPlace: Guard<ReturnFacts> = ({ lines, places, warehouseId, damagedWarehouseId }) => {
  const moves = lines.some(line => line.stockKept && signOf(cameOf(line)) > 0)
  if (moves && (warehouseId === null || !places.has(warehouseId))) return reason('goodsReturn.noPlace', 'warehouseId')
  return damagedWarehouseId !== null && !places.has(damagedWarehouseId)
    ? reason('goodsReturn.noPlace', 'damagedWarehouseId')
    : undefined
}
export const inFuture: Guard<ReturnFacts> = ({ date, today }) =>
  date > today ? reason('goodsReturn.inFuture', 'date') : undefined
/** Nothing comes back before it went out. */
export const beforeShipped: Guard<ReturnFacts> = ({ date, shippedOn }) =>
  shippedOn !== null && date < shippedOn ? reason('goodsReturn.beforeShipped', 'date', { date: shippedOn }) : undefined
export const periodClosed: Guard<ReturnFacts> = ({ date, booksClosedUntil }) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('goodsReturn.periodClosed', 'date', { until: booksClosedUntil })
    : undefined

export const undecided: Guard<ReturnFacts> = ({ lines }) => {
  const open = lines.filter(line => line.decision === null && signOf(cameOf(line)) > 0)
  return open[0]
    ? reason('goodsReturn.undecided', `lines.${open[0].no - 1}.decision`, { lines: open.map(one => one.no).join(', ') })
    : undefined
}
export const tooMuchDecided: Guard<ReturnFacts> = ({ lines }) => {
  const off = lines.find(line => cmp(line.decidedQty, cameOf(line)) > 0)
  return off && reason('goodsReturn.tooMuchDecided', `lines.${off.no - 1}.qty`, { ...named(off), came: cameOf(off) })
}
/** What is to be sent again needs an order that still ships. */
export const orderNotLive: Guard<ReturnFacts> = ({ lines, orderState, orderNumber }) =>
  lines.some(line => sendsAgain(line.decision)) && orderState !== 'confirmed'
    ? reason('goodsReturn.orderNotLive', undefined, { number: orderNumber })
    : undefined
/** Money goes back only where the customer paid more than is due. */
export const notPayable: Guard<ReturnFacts> = ({ lines, refund, refundable, mayRefund, currency }) => {
  const unbilled = lines.find(line => line.decision === 'credit' && cmp(line.decidedQty, line.creditable) > 0)
  if (unbilled)
    return reason('goodsReturn.notBilled', `lines.${unbilled.no - 1}.decision`, {
      ...named(unbilled),
      open: unbilled.creditable,
    })
  if (!lines.some(line => line.decision === 'refund')) return undefined
  if (!mayRefund) return reason('flow.notAllowed', 'lines', { permission: 'refund.create' })
  return signOf(refund) > 0 && signOf(refundable) <= 0
    ? reason('goodsReturn.nothingPaid', 'lines', { amount: refund, currency })
    : undefined
}
export const notSettled: Guard<ReturnFacts> = ({ unsettled }) =>
  unsettled.length > 0 ? reason('goodsReturn.notSettled', undefined, { numbers: unsettled.join(', ') }) : undefined

/** It goes out on the same line once more: another one, or the same one mended. */
export const sendsAgain = (decision: Decision | null): boolean => decision === 'send_again' || decision === 'repair'
const paying: readonly (Decision | null)[] = ['refund', 'credit', 'exchange']
export const isPaying = (decision: Decision | null): boolean => paying.includes(decision)

type Expected = Split & { readonly no: number; readonly qty: string }
type Came = NonNullable<ReceiveBody['lines']>

/** A line that is not named came whole and good; of a named one, what is not said is good as far as nothing is. */
export function splitBy(line: Expected, given: Came): Split {
  const one = given.find(each => each.no === line.no)
  if (!one) return { good: line.qty, damaged: '0', missing: '0' }
  const { damaged = '0', missing = '0' } = one
  return { good: one.good ?? max(sub(line.qty, add(damaged, missing)), '0'), damaged, missing }
}

/** Lines that are named twice or not there at all. */
export function nameProblems(numbers: readonly number[], given: readonly { readonly no: number }[]): Reason[] {
  return given.flatMap(({ no }, i) => {
    if (!numbers.includes(no)) return [reason('goodsReturn.noSuchLine', `lines.${i}.no`, { no })]
    return given.slice(0, i).some(one => one.no === no) ? [reason('goodsReturn.lineTwice', `lines.${i}.no`)] : []
  })
}

type Counted = { readonly due: string; readonly returned: string; readonly reship: string }
export type Worth = Counted & { readonly gross: string; readonly ordered: string }

/** By the line's stored total, `part` after `before` of it: all parts add up to what the line was worth before. */
export function amountOf(
  line: Worth,
  { before, part }: { readonly before: string; readonly part: string },
  currency: string,
): string {
  // what the customer would pay for, had nothing come back
  const whole = add(sub(line.due, line.reship), line.returned)
  const left = sub(whole, before)
  return sub(worthAt(line, left, currency), worthAt(line, sub(left, part), currency))
}

function worthAt({ gross, ordered }: Worth, qty: string, currency: string): string {
  if (signOf(qty) <= 0) return '0'
  // more than was ordered went out, within the tolerance
  if (cmp(qty, ordered) > 0) return roundMoney(div(mul(gross, qty), ordered), currency)
  const stored = { ...nothingTaken, qty: ordered, base: gross, amount: gross, net: gross, gross }
  return shareFor(stored, qty, nothingTaken, { currency, taxMode: 'inclusive' }).gross
}

/** What of a line may still be asked back: nothing twice (C030, C033). */
export const returnableOf = (line: { readonly delivered: string }, live: string): string =>
  max(sub(line.delivered, live), '0')
