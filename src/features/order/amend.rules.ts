// How a confirmed order becomes another by actions, one after the other; the preview and the change itself are this very
// function. What was sent or invoiced stands: it bounds what may be asked. Pure.
import { add, cmp, isZero, max, mul, roundMoney, signOf, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { fromBaseUnit, toBaseUnit, wholeUnits } from '#kernel/unit.ts'
import type { AmendAction, AmendLine } from './amend.schema.ts'
import { type AmendHead, cutTo, openOf, partOf, retotalled } from './amend.totals.ts'
import { belowZero, boundProblems, invoicedOf, moneyProblems, said } from './amendBound.rules.ts'
import { dropSplit, type Splitting, splitOf, totalOf } from './amendSplit.rules.ts'
import { isPart } from './kit.rules.ts'
import { withCounters } from './order.totals.ts'

export type Amendable = { readonly head: AmendHead; readonly lines: readonly AmendLine[] }
export type Amended = Amendable & {
  /** Why it cannot be so, each at its action. */
  readonly reasons: readonly Reason[]
  /** What stands there now is not what was looked at. */
  readonly conflicts: readonly Reason[]
}

type Work = Splitting & {
  head: AmendHead
  readonly touched: Set<string>
  readonly about: Map<string, number>
  anew: boolean
  readonly reasons: Reason[]
  readonly conflicts: Reason[]
}

export function amended(base: Amendable, actions: readonly AmendAction[]): Amended {
  const work: Work = {
    head: base.head,
    lines: [...base.lines],
    touched: new Set(),
    about: new Map(),
    splits: new Map(),
    anew: false,
    reasons: [],
    conflicts: [],
  }
  for (const [at, action] of actions.entries()) steps[action.kind](work, action, at)
  const { reasons, conflicts } = work
  if (reasons.length === 0) reasons.push(...moneyProblems(work))
  if (reasons.length > 0 || conflicts.length > 0) return { ...base, reasons, conflicts }
  const done = retotalled(work)
  reasons.push(...boundProblems(work, done.lines), ...belowZero(base.head, done.head, actions.length - 1))
  return reasons.length > 0 ? { ...base, reasons, conflicts } : { ...done, reasons, conflicts }
}

type Step = (work: Work, action: AmendAction, at: number) => void

const steps: Record<AmendAction['kind'], Step> = {
  add(work, { made = [] }) {
    append(work, made)
  },

  quantity(work, action, at) {
    const line = lineOf(work, action, at)
    if (!line) return
    const qty = toBaseUnit(action.unitQty ?? '0', line.factor)
    if (qty === undefined) work.reasons.push(reason('change.badQty', `actions.${at}.unitQty`))
    else setTotal(work, line, qty)
  },

  cancel(work, action, at) {
    const line = lineOf(work, action, at)
    if (!line) return
    const less = toBaseUnit(action.unitQty ?? '0', line.factor) ?? '0'
    const most = sub(totalOf(work, line), sub(line.shipped, line.returned))
    const values = { no: line.no, name: line.name, most: said(line, max(most, '0')), unit: line.unit }
    if (signOf(less) <= 0) work.reasons.push(reason('change.badQty', `actions.${at}.unitQty`))
    else if (cmp(less, most) > 0) work.reasons.push(reason('change.cancelsSent', `actions.${at}.unitQty`, values))
    else setTotal(work, line, sub(totalOf(work, line), less))
  },

  price: (work, action, at) => reprice(work, action, at),

  discount(work, action, at) {
    if (action.lineId) return reprice(work, action, at)
    const { head } = work
    const next = discountFrom(action)
    const { discountKind, discountValue } = head
    const old = { discountKind, discountValue }
    differs(work, at, { is: sameDiscount(old, discountFrom(action.was ?? old)), what: 'orderDiscount' })
    work.about.set('', at)
    const billed = work.lines.filter(line => signOf(invoicedOf(line)) > 0)
    const values = { lines: billed.map(line => line.no).join(', ') }
    if (billed.length > 0) work.reasons.push(reason('change.discountInvoiced', `actions.${at}.discountValue`, values))
    work.head = { ...head, ...next }
    work.anew = true
  },

  date(work, action, at) {
    const next = action.promisedDate ?? null
    if (action.lineId) {
      const line = lineOf(work, action, at)
      if (!line) return
      differs(work, at, { is: same(line.promisedDate, action.was?.promisedDate), what: 'date', line })
      const split = splitOf(work, line)
      if (split) put(work, { ...split, promisedDate: next })
      return put(work, { ...line, promisedDate: next })
    }
    const old = work.head.promisedDate
    differs(work, at, { is: same(old, action.was?.promisedDate), what: 'orderDate' })
    work.head = { ...work.head, promisedDate: next }
    // a line that had the order's own day goes with it
    work.lines = work.lines.map(line =>
      line.promisedDate === old && old !== null ? { ...line, promisedDate: next } : line,
    )
  },

  address(work, action, at) {
    differs(work, at, { is: same(work.head.address, action.was?.address), what: 'address' })
    work.head = { ...work.head, address: action.address ?? null }
  },

  swap(work, action, at) {
    const line = lineOf(work, action, at)
    if (!line) return
    const kept = max(sub(line.shipped, line.returned), invoicedOf(line))
    if (cmp(kept, totalOf(work, line)) >= 0) {
      const values = { no: line.no, name: line.name }
      work.reasons.push(reason('change.nothingToSwap', `actions.${at}.lineId`, values))
      return
    }
    dropSplit(work, line)
    setOpen(work, line, max(kept, '0'))
    append(work, action.made ?? [])
  },
}

const same = (now: string | null, was: string | null | undefined): boolean => was === undefined || now === was
const discountFrom = (of: Pick<AmendAction, 'discountKind' | 'discountValue'>) =>
  of.discountValue && !isZero(of.discountValue)
    ? { discountKind: of.discountKind ?? ('percent' as const), discountValue: of.discountValue }
    : { discountKind: null, discountValue: null }
type Reduced = ReturnType<typeof discountFrom> | Pick<AmendHead, 'discountKind' | 'discountValue'>
const sameDiscount = (a: Reduced, b: Reduced): boolean =>
  a.discountKind === b.discountKind && isZero(sub(a.discountValue ?? '0', b.discountValue ?? '0'))

/** The line that is meant; where it is not there any more, that is what is in the way. */
function lineOf(work: Work, action: AmendAction, at: number): AmendLine | undefined {
  const line = work.lines.find(one => one.id === action.lineId && !isPart(one))
  if (!line) {
    work.conflicts.push(reason('change.lineGone', `actions.${at}.lineId`))
    return undefined
  }
  work.about.set(line.id, at)
  const { open } = action.was ?? {}
  differs(work, at, { is: open === undefined || isZero(sub(open, totalOf(work, line))), what: 'quantity', line })
  return line
}

type Compared = { readonly is: boolean; readonly what: string; readonly line?: AmendLine }
function differs(work: Work, at: number, { is, what, line }: Compared): void {
  if (is) return
  const values = line ? { no: line.no, name: line.name } : {}
  work.conflicts.push(reason(`change.moved.${what}`, `actions.${at}`, values))
}

function put(work: Work, line: AmendLine): void {
  work.lines = work.lines.map(one => (one.id === line.id ? line : one))
}

function append(work: Work, made: readonly AmendLine[]): void {
  let no = work.lines.reduce((most, line) => Math.max(most, line.no), 0)
  for (const line of made) {
    work.lines.push({ ...line, no: ++no })
    if (!isPart(line)) work.touched.add(line.id)
  }
}

/** More or less of it is more or less of what is not invoiced yet: that has the new price. */
function setTotal(work: Work, line: AmendLine, qty: string): void {
  const split = splitOf(work, line)
  const rest = split ? sub(qty, openOf(line)) : '0'
  if (split && signOf(rest) > 0) setOpen(work, split, rest)
  else {
    dropSplit(work, line)
    setOpen(work, line, qty)
  }
}

/** All that is to be of a line. What cannot be unordered, because more went out and came back, is cancelled instead. */
function setOpen(work: Work, line: AmendLine, qty: string): void {
  if (isZero(sub(qty, openOf(line)))) return
  const next = opened(work.head, { line, qty, parts: work.lines.filter(one => one.kitLineId === line.id) })
  put(work, next.line)
  for (const part of next.parts) put(work, part)
  if (next.isAnew) work.touched.add(line.id)
}

type Opening = { readonly line: AmendLine; readonly qty: string; readonly parts: readonly AmendLine[] }
type Opened = { readonly line: AmendLine; readonly parts: readonly AmendLine[]; readonly isAnew: boolean }

function opened(head: AmendHead, { line, qty, parts }: Opening): Opened {
  const unitQty = fromBaseUnit(qty, line.factor)
  const holds = (one: AmendLine, ordered: string) =>
    cmp(sub(one.shipped, one.reship), mul(ordered, add('1', one.overTolerance))) <= 0
  const rewrites =
    signOf(qty) > 0 &&
    unitQty !== undefined &&
    holds(line, qty) &&
    parts.every(part => holds(part, mul(qty, part.perKit ?? '1')))
  const counters = rewrites ? { ordered: qty, cancelled: '0' } : { cancelled: sub(line.ordered, qty) }
  const cut = rewrites && cmp(qty, line.ordered) < 0
  const isBilled = !isZero(invoicedOf(line)) || !isZero(sub(line.invoicedAmount, line.creditedAmount))
  const money = cut ? reducedTo(head, line, { qty, isBilled }) : {}
  const next = withCounters({ ...line, ...(rewrites && { unitQty, closedRest: '0' }), ...money }, counters)
  return {
    line: next,
    parts: parts.map(part => followed(part, next, rewrites)),
    // what is invoiced in part keeps its price to the cent
    isAnew: rewrites && !(cut && isBilled),
  }
}

type Cut = { readonly qty: string; readonly isBilled: boolean }
/** What was agreed in money becomes less in proportion: 40 % of two are 40 % of two (C066). */
function reducedTo(head: AmendHead, line: AmendLine, { qty, isBilled }: Cut): Partial<AmendLine> {
  const part = (amount: string) => roundMoney(partOf(amount, qty, line.ordered), head.currency)
  const { discountKind, discountValue } = line
  const own = discountKind === 'amount' && discountValue ? { discountValue: part(discountValue) } : {}
  return isBilled ? { ...own, ...cutTo(head, line, qty) } : { ...own, share: part(line.share) }
}

function followed(part: AmendLine, kit: AmendLine, rewrites: boolean): AmendLine {
  const of = (qty: string): string => mul(qty, part.perKit ?? '1')
  const ordered = of(kit.ordered)
  const shape = rewrites ? { unitQty: ordered, closedRest: '0' } : {}
  return withCounters({ ...part, ...shape }, { ordered, cancelled: of(kit.cancelled) })
}

/** Another price or discount; where a part of the line is invoiced, a line of its own for the rest. */
function reprice(work: Work, action: AmendAction, at: number): void {
  const line = lineOf(work, action, at)
  if (!line) return
  const { was } = action
  const isPrice = action.kind === 'price'
  const is = isPrice
    ? was?.price === undefined || isZero(sub(was.price, line.price))
    : was === undefined || sameDiscount(line, discountFrom(was))
  differs(work, at, { is, what: isPrice ? 'price' : 'discount', line })
  const next = isPrice ? { price: action.price ?? line.price } : discountFrom(action)
  if (signOf('price' in next ? next.price : line.price) < 0 && line.kind !== 'fee')
    work.reasons.push(reason('change.negativePrice', `actions.${at}.price`))
  const split = splitOf(work, line)
  if (split) put(work, { ...split, ...next })
  else if (isZero(invoicedOf(line))) {
    put(work, { ...line, ...next })
    work.touched.add(line.id)
  } else divide(work, { line, next, splitId: action.splitId, at })
}

type Division = {
  readonly line: AmendLine
  readonly next: Partial<AmendLine>
  readonly splitId: string | undefined
  readonly at: number
}
function divide(work: Work, { line, next, splitId, at }: Division): void {
  const path = `actions.${at}.${'price' in next ? 'price' : 'discountValue'}`
  const values = { no: line.no, name: line.name }
  if (line.parts !== null || splitId === undefined) {
    work.reasons.push(reason('change.kitInvoiced', path, values))
    return
  }
  const least = [invoicedOf(line), sub(line.shipped, line.reship), sub(line.shipped, line.returned)].reduce(max)
  const kept = fromBaseUnit(least, line.factor) ? least : mul(wholeUnits(least, line.factor), line.factor)
  const rest = sub(openOf(line), kept)
  const unitQty = fromBaseUnit(rest, line.factor)
  if (signOf(rest) <= 0 || unitQty === undefined) {
    work.reasons.push(reason('change.allInvoiced', path, values))
    return
  }
  setOpen(work, line, kept)
  const left = (amount: string) => roundMoney(partOf(amount, rest, line.ordered), work.head.currency)
  const own = line.discountKind === 'amount' && line.discountValue ? { discountValue: left(line.discountValue) } : {}
  const fresh = { ...line, ...blank, ...own, ...next, id: splitId, unitQty, share: left(line.share) }
  work.splits.set(line.id, splitId)
  append(work, [withCounters(fresh, { ordered: rest, cancelled: '0' })])
}

/** Nothing has happened to a line that was just made. */
const blank = {
  closedRest: '0',
  calledQty: '0',
  cancelled: '0',
  reserved: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  reship: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
}
