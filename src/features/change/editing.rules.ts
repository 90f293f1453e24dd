// An order's lines while somebody changes them, and the actions that the difference comes to. Pure.
import type { OrderLine, WholeOrder } from '#features/order/order.schema.ts'
import { canonical, div, isDecimal, isZero, sub } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import type { ChangeAction } from './change.schema.ts'

/** Every value as text, as it was typed. */
export type Edited = {
  readonly key: string
  /** Of a line that is there; a new one has none. */
  readonly id: string | undefined
  readonly productId: string | null
  readonly kind: OrderLine['kind']
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly unitQty: string
  readonly price: string
  readonly discountKind: OrderLine['discountKind']
  readonly discountValue: string
  readonly taxRate: string
  readonly promisedDate: string
}
export type Draft = {
  readonly lines: readonly Edited[]
  readonly promisedDate: string
  readonly address: string
  /** What the order as a whole is cheaper by. */
  readonly discountKind: OrderLine['discountKind']
  readonly discountValue: string
}
/** With the place in the editor that each action comes from. */
export type Told = { readonly actions: ChangeAction[]; readonly places: string[] }

const text = (value: string | null | undefined): string => value ?? ''
const openOf = (line: OrderLine): string => {
  const open = sub(line.ordered, line.cancelled)
  return fromBaseUnit(open, line.factor) ?? canonical(div(open, line.factor, 6))
}

const editedOf = (line: OrderLine): Edited => ({
  key: line.id,
  id: line.id,
  productId: line.productId,
  kind: line.kind,
  code: text(line.code),
  name: line.name,
  unit: line.unit,
  unitQty: openOf(line),
  // absent where they are hidden from the reader
  price: text(line.price),
  discountKind: line.discountKind ?? null,
  discountValue: text(line.discountValue),
  taxRate: text(line.taxRate),
  promisedDate: text(line.promisedDate),
})
/** What is still wanted of it: the parts of a kit go with it, and what is gone is not shown. */
const editable = (order: Pick<WholeOrder, 'lines'>): OrderLine[] =>
  order.lines.filter(line => line.kitLineId === null && !isZero(openOf(line)))

/** As the order stands, with what a draft asks for already. */
export function draftOf(order: WholeOrder, actions: readonly ChangeAction[] = []): Draft {
  const begun: Draft = {
    lines: editable(order).map(editedOf),
    promisedDate: text(order.promisedDate),
    address: text(order.address),
    discountKind: order.discountKind ?? null,
    discountValue: text(order.discountValue),
  }
  return actions.reduce((draft, action, i) => withAction(draft, action, i), begun)
}

function withAction(draft: Draft, action: ChangeAction, i: number): Draft {
  const put = (change: Partial<Edited>): Draft => ({
    ...draft,
    lines: draft.lines.map(line => (line.id === action.lineId ? { ...line, ...change } : line)),
  })
  const drop = (): Draft => ({ ...draft, lines: draft.lines.filter(line => line.id !== action.lineId) })
  const { kind, unitQty = '0', price, discountKind = null, discountValue, promisedDate, address } = action
  if (kind === 'quantity') return isZero(unitQty) ? drop() : put({ unitQty })
  if (kind === 'cancel') {
    const line = draft.lines.find(one => one.id === action.lineId)
    return line ? put({ unitQty: sub(line.unitQty, unitQty) }) : draft
  }
  if (kind === 'price') return put({ price: text(price) })
  const less = { discountKind, discountValue: text(discountValue) }
  if (kind === 'discount') return action.lineId ? put(less) : { ...draft, ...less }
  if (kind === 'address') return { ...draft, address: text(address) }
  if (kind === 'date')
    return action.lineId ? put({ promisedDate: text(promisedDate) }) : withDay(draft, text(promisedDate))
  const base = kind === 'swap' ? drop() : draft
  return { ...base, lines: [...base.lines, addedOf(action, `action${i}`)] }
}

/** Lines that have the order's own day go with it. */
export const withDay = (draft: Draft, promisedDate: string): Draft => ({
  ...draft,
  promisedDate,
  lines: draft.lines.map(line =>
    line.id && goesWith(line.promisedDate, draft.promisedDate) ? { ...line, promisedDate } : line,
  ),
})
const goesWith = (day: string, ofOrder: string): boolean => day !== '' && day === ofOrder

const addedOf = (action: ChangeAction, key: string): Edited => ({
  key,
  id: undefined,
  productId: action.productId ?? null,
  kind: action.lineKind ?? (action.productId ? 'goods' : 'service'),
  code: '',
  name: text(action.name),
  unit: text(action.unit),
  unitQty: action.unitQty ?? '1',
  price: text(action.price),
  discountKind: action.discountKind ?? null,
  discountValue: text(action.discountValue),
  taxRate: text(action.taxRate),
  promisedDate: text(action.promisedDate),
})

const differs = (a: string, b: string): boolean => {
  if (isDecimal(a || '0') && isDecimal(b || '0')) return !isZero(sub(a || '0', b || '0'))
  return a !== b
}

type Reduced = Pick<Edited, 'discountKind' | 'discountValue'>
/** Ten percent are not ten yuan. */
const isReducedOtherwise = (a: Reduced, b: Reduced): boolean =>
  differs(a.discountValue, b.discountValue) || (!isZero(b.discountValue || '0') && a.discountKind !== b.discountKind)
function discountOf({ discountKind, discountValue }: Reduced): ChangeAction {
  const isLess = !isZero(discountValue || '0')
  return {
    kind: 'discount',
    discountKind: isLess ? (discountKind ?? 'percent') : null,
    discountValue: isLess ? discountValue : null,
  }
}

/** What is different, one thing after another; the order's own first. */
export function actionsOf(order: WholeOrder, draft: Draft): Told {
  const told: Told = { actions: [], places: [] }
  const say = (place: string, action: ChangeAction) => {
    told.actions.push(action)
    told.places.push(place)
  }
  if (draft.promisedDate !== text(order.promisedDate))
    say('promisedDate', { kind: 'date', promisedDate: draft.promisedDate || null })
  if (draft.address.trim() !== text(order.address))
    say('address', { kind: 'address', address: draft.address.trim() || null })
  const own = { discountKind: order.discountKind ?? null, discountValue: text(order.discountValue) }
  if (isReducedOtherwise(own, draft)) say('discount', discountOf(draft))
  const kept = new Set(draft.lines.map(line => line.id))
  for (const line of editable(order))
    if (!kept.has(line.id)) say('lines', { kind: 'quantity', lineId: line.id, unitQty: '0' })
  const old = new Map(order.lines.map(line => [line.id, editedOf(line)]))
  for (const [n, line] of draft.lines.entries()) {
    const was = line.id ? old.get(line.id) : undefined
    const day = was && goesWith(was.promisedDate, text(order.promisedDate)) ? draft.promisedDate : was?.promisedDate
    for (const [key, action] of was
      ? changesOf({ ...was, promisedDate: text(day) }, line)
      : [['name', newLine(line)] as const])
      say(`lines.${n}.${key}`, action)
  }
  return told
}

/** `was`: with the day that it has once the order's own is what it is to be. */
function changesOf(was: Edited, line: Edited): (readonly [string, ChangeAction])[] {
  const lineId = was.key
  const found: (readonly [string, ChangeAction])[] = []
  if (differs(was.unitQty, line.unitQty))
    found.push(['unitQty', { kind: 'quantity', lineId, unitQty: line.unitQty || '0' }])
  if (line.price !== '' && differs(was.price, line.price))
    found.push(['price', { kind: 'price', lineId, price: line.price }])
  if (isReducedOtherwise(was, line)) found.push(['discountValue', { ...discountOf(line), lineId }])
  if (was.promisedDate !== line.promisedDate)
    found.push(['promisedDate', { kind: 'date', lineId, promisedDate: line.promisedDate || null }])
  return found
}

function newLine(line: Edited): ChangeAction {
  const { productId, kind, name, unit, unitQty, price, discountKind, discountValue, taxRate, promisedDate } = line
  const isLess = !isZero(discountValue || '0')
  return {
    kind: 'add',
    ...(productId ? { productId } : { lineKind: kind }),
    ...(name && { name }),
    ...(unit && { unit }),
    unitQty: unitQty || '0',
    ...(price !== '' && { price }),
    ...(taxRate !== '' && { taxRate }),
    ...(isLess && { discountKind: discountKind ?? 'percent', discountValue }),
    ...(promisedDate && { promisedDate }),
  }
}

/** What is wrong with an action is said where it was typed. */
export function inPlace(reasons: readonly Reason[], places: readonly string[]): Reason[] {
  return reasons.map(one => {
    const [, n, key] = /^actions\.(\d+)\.?(.*)$/.exec(one.path ?? '') ?? []
    const place = n === undefined ? undefined : places[Number(n)]
    if (place === undefined) return one
    const cell =
      place.startsWith('lines.') && key && place.endsWith('.name') ? `${place.replace(/name$/, '')}${key}` : place
    return { ...one, path: cell.replace(/\.productId$/, '.name') }
  })
}
