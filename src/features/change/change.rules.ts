// What forbids a change its moves, each guard named for the problem it finds; and how two versions of an order differ. Pure.
import type { Order, OrderLine } from '#features/order/order.schema.ts'
import type { Guard } from '#kernel/flow.ts'
import { cmp, div, isZero, mul, roundMoney, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import type { ChangeLine, ChangeState } from './change.schema.ts'

export type ChangeFacts = {
  readonly state: ChangeState
  readonly actionCount: number
  readonly orderNumber: string
  readonly orderState: string
  /** What stands there now is not what was looked at. */
  readonly conflicts: readonly Reason[]
  /** What the order itself does not allow: what went out, what is invoiced. */
  readonly problems: readonly Reason[]
  /** What may be otherwise tomorrow: credit, money, stock, what is packed. */
  readonly blocks: readonly Reason[]
  /** The order would be as it is. */
  readonly isSame: boolean
}

export const noActions: Guard<ChangeFacts> = ({ actionCount }) =>
  actionCount > 0 ? undefined : reason('change.noActions', 'actions')
export const nothingChanges: Guard<ChangeFacts> = ({ isSame, actionCount }) =>
  isSame && actionCount > 0 ? reason('change.nothingChanges', 'actions') : undefined
export const orderNotLive: Guard<ChangeFacts> = ({ orderState, orderNumber: number }) =>
  orderState === 'confirmed' || orderState === 'on_hold'
    ? undefined
    : reason('change.orderNotLive', 'orderId', { number })
export const conflicting: Guard<ChangeFacts> = ({ conflicts }) => conflicts[0]
export const notConflicting: Guard<ChangeFacts> = ({ conflicts }) =>
  conflicts.length > 0 ? undefined : 'change.noConflict'
export const notPossible: Guard<ChangeFacts> = ({ problems }) => problems[0]
export const blocked: Guard<ChangeFacts> = ({ blocks }) => blocks[0]

/** A guard says its first reason; whoever is refused reads them all. */
export function allReasons(found: readonly Reason[], facts: ChangeFacts): Reason[] {
  const lists = [facts.conflicts, facts.problems, facts.blocks].filter(list => list[0] && found.includes(list[0]))
  return [...new Set([...found, ...lists.flat()])]
}

type Line = Pick<
  OrderLine,
  | 'id'
  | 'no'
  | 'code'
  | 'name'
  | 'unit'
  | 'factor'
  | 'ordered'
  | 'cancelled'
  | 'price'
  | 'discountKind'
  | 'discountValue'
  | 'gross'
  | 'promisedDate'
  | 'toShip'
  | 'reserved'
  | 'kitLineId'
>

const openOf = (line: Line): string => sub(line.ordered, line.cancelled)
const saidQty = (line: Line): string => fromBaseUnit(openOf(line), line.factor) ?? div(openOf(line), line.factor, 6)
/** What of the line's money stands for what is open of it. */
const worth = (line: Line, currency: string): string =>
  roundMoney(div(mul(line.gross, openOf(line)), line.ordered), currency)

function sideOf<S extends 'Before' | 'After'>(line: Line | undefined, currency: string, side: S) {
  const of = line && {
    unitQty: saidQty(line),
    price: line.price,
    discountKind: line.discountKind,
    discountValue: line.discountValue,
    gross: worth(line, currency),
    promisedDate: line.promisedDate,
    toShip: line.toShip,
    reserved: line.reserved,
  }
  const keys = [
    'unitQty',
    'price',
    'discountKind',
    'discountValue',
    'gross',
    'promisedDate',
    'toShip',
    'reserved',
  ] as const
  return Object.fromEntries(keys.map(key => [`${key}${side}`, of?.[key] ?? null]))
}

const differing = ['unitQty', 'price', 'discountKind', 'discountValue', 'gross', 'promisedDate'] as const

/** Line by line, in the order in which they stand; the parts of a kit go with it. */
export function linesBetween(before: readonly Line[], after: readonly Line[], currency: string): ChangeLine[] {
  const old = new Map(before.map(line => [line.id, line]))
  const own = after.filter(line => line.kitLineId === null)
  return own.map(line => {
    const was = old.get(line.id)
    const sides = { ...sideOf(was, currency, 'Before'), ...sideOf(line, currency, 'After') }
    const { id, no, code, name, unit } = line
    return { id, no, code, name, unit, how: howOf(was, line, sides), ...sides } as ChangeLine // its two sides, key by key
  })
}

function howOf(was: Line | undefined, line: Line, sides: Record<string, string | null>): ChangeLine['how'] {
  if (!was) return 'added'
  if (cmp(openOf(line), '0') <= 0) return cmp(openOf(was), '0') > 0 ? 'gone' : 'same'
  return differing.some(key => !isAlike(sides[`${key}Before`] ?? null, sides[`${key}After`] ?? null))
    ? 'changed'
    : 'same'
}
/** Nothing of it is different: neither a line nor what stands above them. */
export function isUnchanged(before: Version, after: Version): boolean {
  const isHead = (['promisedDate', 'address', 'discountKind', 'discountValue', 'gross'] as const).every(key =>
    isAlike(before.head[key], after.head[key]),
  )
  return isHead && linesBetween(before.lines, after.lines, before.head.currency).every(line => line.how === 'same')
}
type Version = {
  readonly head: Pick<Order, 'currency' | 'promisedDate' | 'address' | 'discountKind' | 'discountValue' | 'gross'>
  readonly lines: readonly Line[]
}

const number = /^-?\d+(\.\d+)?$/
const isAlike = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && number.test(a) && number.test(b) && isZero(sub(a, b)))

/** What the change says of a line, in one sentence: for the inbox and the timeline. */
export function saidOf(line: ChangeLine): Reason | undefined {
  const { no, name, unit, unitQtyBefore, unitQtyAfter, priceBefore, priceAfter } = line
  const values = { no, name, unit }
  if (line.how === 'added') return reason('change.said.added', undefined, { ...values, qty: unitQtyAfter ?? '0' })
  if (line.how === 'gone') return reason('change.said.gone', undefined, values)
  if (line.how !== 'changed') return undefined
  if (!isAlike(unitQtyBefore, unitQtyAfter))
    return reason('change.said.quantity', undefined, { ...values, from: unitQtyBefore ?? '0', to: unitQtyAfter ?? '0' })
  if (!isAlike(priceBefore, priceAfter))
    return reason('change.said.price', undefined, { ...values, from: priceBefore ?? '0', to: priceAfter ?? '0' })
  return reason('change.said.other', undefined, values)
}
