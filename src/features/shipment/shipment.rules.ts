// Guards of a shipment, each named for the problem it finds; and what its lines still may be. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, formatAmount, max, mul, percentOf, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import { unchecked } from './pack.rules.ts'
import type { ShipmentKind, ShipmentState } from './shipment.schema.ts'

export type LineFacts = {
  readonly no: number
  readonly name: string
  readonly qty: string
  readonly unit: string
  readonly unitQty: string
  readonly checked: string
  readonly code: string | null
  readonly stockKept: boolean
  readonly warehouseId: string | null
  /** Of the order line: what may still go, with its tolerance, less what other ready ones promise. */
  readonly room: string
  /** Of the order line: the tolerance that all of this shipment would take. */
  readonly tolerance: string
  readonly delivered: string
  readonly cameBack: string
  readonly lost: string
  readonly invoiced: string
  /** Of the order line: would it fall below what was given back, were this taken away. */
  readonly isReturned: boolean
}
export type OrderFacts = {
  readonly number: string
  readonly state: string
  readonly currency: string
  readonly gross: string
  readonly paidAmount: string
  /** Percent of the total that must be paid before anything leaves. */
  readonly gate: string
  readonly credit: { readonly policy: 'pass' | 'warn' | 'block'; readonly limit: string | null; readonly after: string }
  /** A special release of this very order lets it go all the same. */
  readonly release?: { readonly id: string; readonly number: string; readonly by: string | null } | undefined
  /** See orders: not everybody is told the figures. */
  readonly creditUntold?: boolean
}
export type ShipmentFacts = {
  readonly state: ShipmentState
  readonly kind: ShipmentKind
  /** It goes to, or lies at, a site of its customer: named where it is none any more. */
  readonly site: { readonly name: string; readonly fits: boolean } | null
  readonly lines: readonly LineFacts[]
  readonly orders: readonly OrderFacts[]
  /** More than is open is meant, by who may; unsaid it is taken for a slip. */
  readonly goesOver: boolean
  /** The company ships nothing whose packing was not checked. */
  readonly mustCheck: boolean
  /** The business day of this move, and the one it was posted on. */
  readonly date: string
  readonly postedOn: string | null
  readonly today: string
  readonly booksClosedUntil: string | null
}

export const noLines: Guard<ShipmentFacts> = s => (s.lines.length > 0 ? undefined : reason('shipment.noLines', 'lines'))
export const accepts: Guard<ShipmentFacts> = s => (s.kind === 'acceptance' ? 'shipment.isAcceptance' : undefined)
export const delivers: Guard<ShipmentFacts> = s => (s.kind === 'delivery' ? 'shipment.isDelivery' : undefined)

export const consigned: Guard<ShipmentFacts> = s => (s.site === null ? undefined : 'shipment.isConsigned')
export const siteUnfit: Guard<ShipmentFacts> = ({ site }) =>
  site === null || site.fits ? undefined : reason('shipment.siteUnfit', undefined, { name: site.name })

export const orderNotLive: Guard<ShipmentFacts> = ({ orders }) => {
  const idle = orders.filter(order => order.state !== 'confirmed').map(order => order.number)
  return idle.length > 0 ? reason('shipment.orderNotLive', undefined, { numbers: idle.join(', ') }) : undefined
}

/** What is closed expects nothing more: it is reopened first. */
export const orderClosed: Guard<ShipmentFacts> = ({ orders }) => {
  const over = orders.filter(order => order.state === 'closed').map(order => order.number)
  return over.length > 0 ? reason('shipment.orderClosed', undefined, { numbers: over.join(', ') }) : undefined
}

export const noWarehouse: Guard<ShipmentFacts> = ({ lines }) => {
  const open = lines.find(line => line.stockKept && line.warehouseId === null)
  return open && reason('shipment.noWarehouse', `lines.${open.no - 1}.warehouseId`, { no: open.no })
}

/** All lines that are too much in one reason; who may go over says so. */
export const overOpen: Guard<ShipmentFacts> = ({ lines, goesOver }) => {
  const over = goesOver ? [] : lines.filter(line => cmp(line.qty, line.room) > 0)
  return over.length > 0
    ? reason('shipment.overOpen', `lines.${(over[0]?.no ?? 1) - 1}.unitQty`, {
        lines: over.map(({ no, name, room }) => `${no} ${name} ≤ ${room}`).join('; '),
      })
    : undefined
}

/** What a line can say of its tolerance; whoever may go over meant less (a zero too many). */
const mostTolerance = '999.9999'
export const farOver: Guard<ShipmentFacts> = ({ lines }) => {
  const far = lines.find(line => cmp(line.tolerance, mostTolerance) > 0)
  return far && reason('shipment.farOver', `lines.${far.no - 1}.unitQty`, { no: far.no, name: far.name })
}

/** 款到发货: measured as allocated ÷ total, order by order. */
export const gateShort: Guard<ShipmentFacts> = ({ orders }) => {
  const short = orders.flatMap(order => {
    const needed = roundMoney(percentOf(order.gross, order.gate), order.currency)
    const left = sub(needed, order.paidAmount)
    return signOf(needed) > 0 && signOf(left) > 0 ? [{ ...order, left }] : []
  })
  return short.length > 0
    ? reason('shipment.gateShort', undefined, {
        // digits are grouped alike in both languages
        orders: short
          .map(one => `${one.number} ${one.gate}%: −${formatAmount(one.left, one.currency, 'en')} ${one.currency}`)
          .join('; '),
      })
    : undefined
}

export const creditBlocked: Guard<ShipmentFacts> = ({ orders }) => {
  const over = orders.find(
    ({ credit, release }) =>
      credit.policy === 'block' && credit.limit !== null && cmp(credit.after, credit.limit) > 0 && !release,
  )
  if (!over) return undefined
  const { number } = over
  if (over.creditUntold) return reason('shipment.creditOver', undefined, { number })
  const { limit, after } = over.credit
  const values = { number, limit: limit ?? '', after, over: sub(after, limit ?? '0') }
  return reason('shipment.creditBlocked', undefined, values)
}

export const notChecked: Guard<ShipmentFacts> = ({ mustCheck, lines }) => {
  const rest = mustCheck ? unchecked(lines) : []
  return rest.length > 0
    ? reason('shipment.notChecked', undefined, {
        lines: rest.map(({ no, name, checked, unitQty }) => `${no} ${name} ${checked}/${unitQty}`).join('; '),
      })
    : undefined
}

export const inFuture: Guard<ShipmentFacts> = ({ date, today }) =>
  date > today ? reason('shipment.inFuture', 'date') : undefined
/** Nothing arrives before it left. */
export const beforeShipped: Guard<ShipmentFacts> = ({ date, postedOn }) =>
  postedOn !== null && date < postedOn ? reason('shipment.beforeShipped', 'date', { date: postedOn }) : undefined
export const periodClosed: Guard<ShipmentFacts> = ({ date, booksClosedUntil }) =>
  booksClosedUntil !== null && date <= booksClosedUntil
    ? reason('shipment.periodClosed', 'date', { until: booksClosedUntil })
    : undefined
export const postedInClosedPeriod: Guard<ShipmentFacts> = ({ postedOn, booksClosedUntil }) =>
  booksClosedUntil !== null && postedOn !== null && postedOn <= booksClosedUntil
    ? reason('shipment.periodClosed', undefined, { until: booksClosedUntil })
    : undefined

export const someArrived: Guard<ShipmentFacts> = ({ lines }) =>
  lines.some(line => signOf(sum([line.delivered, line.cameBack, line.lost])) > 0) ? 'shipment.someArrived' : undefined
export const invoicedBy: Guard<ShipmentFacts> = ({ lines }) =>
  lines.some(line => signOf(line.invoiced) > 0) ? 'shipment.invoicedBy' : undefined
export const partReturned: Guard<ShipmentFacts> = ({ lines }) =>
  lines.some(line => line.isReturned) ? 'shipment.partReturned' : undefined

/** What is still on the way of a line. */
export const onTheWay = (line: Pick<LineFacts, 'qty' | 'delivered' | 'cameBack' | 'lost'>): string =>
  sub(line.qty, sum([line.delivered, line.cameBack, line.lost]))

type Open = {
  readonly ordered: string
  readonly cancelled: string
  readonly shipped: string
  readonly returned: string
  readonly reship: string
  readonly overTolerance: string
}

/** What may go of a line, its tolerance included: what the line's CHECKs allow. */
export function roomOf(line: Open): string {
  const open = sub(line.ordered, line.cancelled)
  const most = mul(open, add('1', line.overTolerance))
  const byOpen = sub(most, sub(line.shipped, line.returned))
  const byOrder = sub(add(mul(line.ordered, add('1', line.overTolerance)), line.reship), line.shipped)
  const room = cmp(byOpen, byOrder) < 0 ? byOpen : byOrder
  return max(room, '0')
}

/** The tolerance that lets a line be shipped so far; raised by who may, and recorded. */
export function toleranceFor(line: Open, shipped: string): string {
  const open = sub(line.ordered, line.cancelled)
  const needs = [
    signOf(open) > 0 ? sub(div(sub(shipped, line.returned), open), '1') : '0',
    sub(div(sub(shipped, line.reship), line.ordered), '1'),
    line.overTolerance,
  ]
  const most = needs.reduce((a, b) => max(a, b))
  // numeric(7, 4), rounded up so that the CHECK holds
  const short = div(mul(most, '10000'), '1', 0)
  const up = cmp(div(short, '10000'), most) < 0 ? add(short, '1') : short
  return div(up, '10000')
}
