// O3: what each type of order does, in one table. Whoever asks for a type asks here. Pure.
import type { Guard } from '#kernel/flow.ts'
import { cmp, isZero } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { noTerms, type Terms } from '#kernel/terms.ts'
import { type OfferedType, type OrderType, offeredTypes } from './orderType.schema.ts'

export type TypeRule = {
  /** A line costs what was agreed, or nothing at all. */
  readonly price: 'agreed' | 'free'
  /** Is invoiced and paid; what is not has neither basis nor terms. */
  readonly settled: boolean
  /** Its goods lie in the own warehouses: held, shipped, counted there. */
  readonly stock: boolean
  /** Which lines it may have. */
  readonly lines: 'any' | 'accept'
  /** Its goods are to come back by a day, unless somebody says that they need not. */
  readonly comesBack: boolean
  /** May come of a deal, a quote or a contract. */
  readonly agreed: boolean
  /** Makes of its customer one that buys. */
  readonly buys: boolean
  /** Part of what a review is about. What was there before types reads as it always did. */
  readonly reviewed: boolean
  /** Its goods are sent to a site at the customer's, and are theirs once they are settled: billed by that alone. */
  readonly site: boolean
}

// biome-ignore format: a table
export const typeRules: Readonly<Record<OrderType, TypeRule>> = {
  standard:    { price: 'agreed', settled: true,  stock: true,  lines: 'any',    comesBack: false, agreed: true,  buys: true,  reviewed: false, site: false },
  sample:      { price: 'free',   settled: false, stock: true,  lines: 'any',    comesBack: true,  agreed: false, buys: false, reviewed: true,  site: false },
  // worth what came back: the money goes along with it (docs/adr/0125)
  replacement: { price: 'agreed', settled: true,  stock: true,  lines: 'any',    comesBack: false, agreed: false, buys: true,  reviewed: false, site: false },
  direct:      { price: 'agreed', settled: true,  stock: false, lines: 'any',    comesBack: false, agreed: true,  buys: true,  reviewed: true,  site: false },
  service:     { price: 'agreed', settled: true,  stock: true,  lines: 'accept', comesBack: false, agreed: true,  buys: true,  reviewed: true,  site: false },
  // shipped is at the site, delivered is settled (docs/adr/0140)
  consignment: { price: 'agreed', settled: true,  stock: true,  lines: 'any',    comesBack: false, agreed: true,  buys: true,  reviewed: true,  site: true  },
}

type Line = {
  readonly no: number
  readonly name: string
  readonly fulfil: 'ship' | 'accept' | 'none'
  readonly price: string
}

/** Each line that the type does not take, by its place. */
export function unfitLines(type: OrderType, lines: readonly Line[]): Reason[] {
  const { price, lines: takes } = typeRules[type]
  return lines.flatMap(({ no, name, fulfil, price: asked }, i) => [
    ...(takes === 'accept' && fulfil === 'ship'
      ? [reason('order.onlyServices', `lines.${i}.productId`, { no, name })]
      : []),
    ...(price === 'free' && !isZero(asked) ? [reason('order.costsNothing', `lines.${i}.price`, { no, name })] : []),
  ])
}

type Head = {
  readonly type: OrderType
  readonly terms: Terms
  readonly billBasis: 'order' | 'shipment' | 'delivery' | 'none'
  readonly discountValue: string | null
  readonly returnBy: string | null
  readonly noReturn: boolean
  readonly siteId?: string | null
}

/** A head as its type has it: what is not settled has no terms, no basis, no discount; what does not come back no day. */
export function withType<H extends Head>(head: H): H {
  const { settled, comesBack, site } = typeRules[head.type]
  return {
    ...head,
    ...(!settled && { billBasis: 'none', terms: noTerms, discountKind: null, discountValue: null }),
    ...(!comesBack && { returnBy: null, noReturn: false }),
    ...(head.noReturn && { returnBy: null }),
    ...(site ? { billBasis: 'delivery' } : { siteId: null }),
  }
}

type Asked = {
  readonly type: OrderType
  readonly offered: readonly OfferedType[]
  readonly returnBy?: string | null | undefined
  readonly noReturn?: boolean | undefined
  readonly date: string
}

/** What somebody asks for of a type. */
export function typeProblems({ type, offered, returnBy, noReturn, date }: Asked): Reason[] {
  const reasons: Reason[] = []
  if (type !== 'standard' && !offered.some(one => one === type)) reasons.push(reason('order.typeNotOffered', 'type'))
  if (typeRules[type].comesBack) {
    if (returnBy && noReturn) reasons.push(reason('order.backOrNot', 'returnBy'))
    if (returnBy && returnBy < date) reasons.push(reason('order.backBefore', 'returnBy', { date }))
  } else if (returnBy || noReturn) reasons.push(reason('order.nothingBack', returnBy ? 'returnBy' : 'noReturn'))
  return reasons
}

/** What the company offers; unsaid, all of them. */
export const offeredOf = (setting: unknown): readonly OfferedType[] =>
  Array.isArray(setting) ? offeredTypes.filter(type => setting.includes(type)) : offeredTypes

type Typed = {
  readonly type: OrderType
  readonly state: string
  readonly dealId: string | null
  readonly quoteId: string | null
  readonly contractId: string | null
  readonly sampleId: string | null
}
/** Why it may not become of another type. */
export function retypeProblems(order: Typed, to: OrderType): Reason[] {
  if (order.type === to) return []
  if (order.state !== 'draft' || order.type === 'replacement') return [reason('order.typeFrozen', 'type')]
  const isAgreed =
    order.dealId !== null || order.quoteId !== null || order.contractId !== null || order.sampleId !== null
  return isAgreed && !typeRules[to].agreed ? [reason('order.typeOfDeal', 'type')] : []
}

/** Another price altogether: what was agreed is nothing for what is lent, and nothing is no price. */
export const isPricedAnew = (from: OrderType, to: OrderType): boolean => typeRules[from].price !== typeRules[to].price

type Lent = {
  readonly fulfil: 'ship' | 'accept' | 'none'
  readonly shipped: string
  readonly returned: string
}
/** Nothing that is to come back is out any more. */
export const isAllBack = (
  { type, noReturn }: { readonly type: OrderType; readonly noReturn: boolean },
  lines: readonly Lent[],
): boolean =>
  !typeRules[type].comesBack ||
  noReturn ||
  lines.every(line => line.fulfil !== 'ship' || cmp(line.shipped, line.returned) <= 0)

/** Where a consignment goes is said before it is reviewed, and still holds when it is confirmed. */
type Placed = { readonly type: OrderType; readonly siteId: string | null; readonly siteFits: boolean }
export const siteOpen: Guard<Placed> = ({ type, siteId, siteFits }) => {
  if (!typeRules[type].site) return undefined
  if (siteId === null) return reason('order.siteMissing', 'siteId')
  return siteFits ? undefined : reason('order.siteUnfit', 'siteId')
}
