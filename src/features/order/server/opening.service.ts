// Orders of before (domain §13) arrive as they stand: confirmed on their own day, with what had left and what was
// paid. They move no stock, hold none, tell nobody; what is still open of them uses credit as any order's does.
import { lockCredit, moveExposure, touchCustomer } from '#features/customer/server/credit.service.ts'
import type { PricedProduct } from '#features/product/server/price.service.ts'
import { anyone } from '#features/quote/server/line.service.ts'
import type { Actor } from '#kernel/access.ts'
import { instantOf, today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { canonical, cmp, mul, round, signOf } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { noTerms } from '#kernel/terms.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import { newStamp, takeCustom, tell } from '#meta/server/record.service.ts'
import type { NewOpening, OpeningLine } from '../opening.schema.ts'
import type { LineInput, NewOrder } from '../order.schema.ts'
import { creditCountsOf, withCounters } from '../order.totals.ts'
import { typeRules, withType } from '../orderType.rules.ts'
import { standingOf } from '../progress.rules.ts'
import { draftOf, headOf, indexOrder, partiesOf, problemsOf } from './create.service.ts'
import { buildLines } from './line.service.ts'
import { countersBound } from './line.sql.ts'
import { progressBound, selectByNumber } from './order.sql.ts'
import { type LineRow, type OrderRow, orderLines, orders } from './order.table.ts'

export type Opening = {
  readonly row: OrderRow
  readonly lines: readonly LineRow[]
  readonly fields: readonly Field[]
  /** Of the payer. */
  readonly creditDays: number
}

/** Read, judged and added up; nothing is written yet. The payer's credit is locked. */
export async function draftOpening(tx: Tx, actor: Actor, input: NewOpening, freightName: string): Promise<Opening> {
  const [taken] = await selectByNumber(tx, input.number.trim())
  if (taken) throw new Refusal(reason('order.alreadyIn', 'number', { number: input.number }), 'conflict')
  const asked = orderInput(input, freightName)
  const found = await partiesOf(tx, actor, asked, input.date)
  refuseAll([
    ...problemsOf(actor, asked, found),
    ...dayProblems(input, today(tx.database.clock, actor.org.zone)),
    ...settledProblems(input),
  ])
  const [credit] = await lockCredit(tx, [found.payerId])
  const { customer, owner, fields } = found
  const owned = input.ownerId === undefined ? customer : owner
  const stamp = newStamp(tx, actor, { ownerId: owned.ownerId, deptId: owned.deptId }, takeCustom(fields, undefined))
  const head = headOf(actor, asked, found)
  const products = new Map([...found.products].map(([id, product]) => [id, sellable(product)]))
  const said = withType({ ...saidOf(input), ...head })
  const known = { type: said.type, head, products, buyer: anyone(tx.now), old: [] } as const
  const built = buildLines(actor, asked.lines ?? [], { ...known, orderId: stamp.id })
  const parties = { customerId: customer.id, payerId: found.payerId, address: said.address || customer.address }
  const { row } = draftOf(actor, stamp, { ...said, ...parties }, built)
  const at = startOf(actor, input.date)
  const confirmed = { state: 'confirmed', confirmedAt: at, approvedAt: at, approvedHash: row.contentHash } as const
  const isHere = Boolean(input.invoiceNumber?.trim())
  return {
    row: { ...row, ...confirmed },
    lines: goneOf(built.lines, input).map(line => (isHere ? billed(line) : line)),
    fields,
    creditDays: credit?.creditDays ?? 0,
  }
}

/** What the row says of its head; a sample of before that nobody wants back need not come back. */
const saidOf = (input: NewOpening) => ({
  type: input.type ?? ('standard' as const),
  returnBy: input.returnBy ?? null,
  noReturn: typeRules[input.type ?? 'standard'].comesBack && input.returnBy === undefined,
  number: input.number.trim(),
  date: input.date,
  promisedDate: input.promisedDate ?? null,
  poNumber: input.poNumber?.trim() || null,
  address: input.address?.trim() ?? '',
  note: input.note?.trim() || null,
  threadId: newId(),
  terms: termsOf(input),
  billBasis: isBilledBefore(input) ? ('none' as const) : ('order' as const),
})

/** By no invoice that is here. */
const isBilledBefore = ({ invoiced, shippedOn, invoiceNumber }: NewOpening): boolean =>
  (invoiced ?? shippedOn !== undefined) && !invoiceNumber?.trim()

/** What costs nothing was neither invoiced nor paid; what lies at a site comes by its shipment alone. */
function settledProblems({ type = 'standard', invoiceNumber, paidAmount }: NewOpening): Reason[] {
  if (typeRules[type].site) return [reason('order.noOpening', 'type')]
  if (typeRules[type].settled) return []
  return [
    ...(invoiceNumber?.trim() ? [reason('order.nothingToSettle', 'invoiceNumber')] : []),
    ...(paidAmount !== undefined && signOf(paidAmount) !== 0 ? [reason('order.nothingToSettle', 'paidAmount')] : []),
  ]
}

const startOf = ({ org }: Actor, date: string): string => instantOf(date, '00:00', org.zone).toISOString()

/** What was sold then may be gone from the catalogue since; what a kit was made of then nobody knows: it stands whole. */
const sellable = ({ leaves: _, ...product }: PricedProduct): PricedProduct => ({ ...product, state: 'active' })

const termsOf = ({ dueOn }: NewOpening): OrderRow['terms'] =>
  dueOn === undefined ? noTerms : { ...noTerms, instalments: [{ kind: 'balance', on: 'date', date: dueOn }] }

function orderInput({ lines, freight, ...input }: NewOpening, freightName: string): NewOrder {
  const { customerId, payerId, date, currency, taxMode, ownerId } = input
  const fee =
    freight !== undefined && signOf(freight) !== 0 ? [{ ...feeLine(freightName), unitQty: '1', price: freight }] : []
  return {
    customerId,
    date,
    ...(payerId && { payerId }),
    ...(currency && { currency }),
    ...(taxMode && { taxMode }),
    ...(ownerId && { ownerId }),
    lines: [...lines.map(lineInput), ...fee],
  }
}

const feeLine = (name: string) => ({ kind: 'fee', fulfil: 'none', name, taxRate: '0' }) as const

function lineInput(line: OpeningLine): LineInput {
  const { productId, lineName, unitQty, unit, price, discount, taxRate, lineNote } = line
  return {
    ...(productId ? { productId } : feeLine(lineName?.trim() ?? '')),
    ...(lineName?.trim() && { name: lineName }),
    unitQty,
    ...(unit && { unit }),
    ...(price !== undefined && { price }),
    ...(taxRate !== undefined && { taxRate }),
    ...(discount !== undefined &&
      signOf(discount) > 0 && {
        discountKind: 'percent' as const,
        discountValue: canonical(mul(discount, '100')),
      }),
    note: lineNote ?? null,
  }
}

function dayProblems(input: NewOpening, day: string): Reason[] {
  const { date, shippedOn, deliveredOn, paidOn, invoicedOn } = input
  const late = Object.entries({ date, shippedOn, deliveredOn, paidOn, invoicedOn }).filter(
    ([, one]) => one && one > day,
  )
  const reasons = late.map(([path]) => reason('order.dayToCome', path))
  if (shippedOn && deliveredOn && deliveredOn < shippedOn) reasons.push(reason('order.deliveredBefore', 'deliveredOn'))
  for (const [i, { shippedQty, unitQty }] of input.lines.entries())
    if (shippedQty !== undefined && (signOf(shippedQty) < 0 || cmp(shippedQty, unitQty) > 0))
      reasons.push(reason('order.shippedOver', `lines.${i}.shippedQty`))
  return reasons
}

/** Of each line what had left: all of it where the order has a day of shipping, unless the line says less. */
function goneOf(lines: readonly LineRow[], { lines: given, shippedOn }: NewOpening): LineRow[] {
  return lines.map((line, i) => {
    if (line.fulfil === 'none' || shippedOn === undefined) return line
    const said = given[i]?.shippedQty
    const gone = said === undefined ? line.ordered : round(mul(said, line.factor), 6)
    return withCounters(line, { shipped: gone, delivered: gone })
  })
}

const billed = (line: LineRow): LineRow => withCounters(line, { invoiced: line.ordered, invoicedAmount: line.gross })

type Settled = { readonly paidAmount: string; readonly nextDue: string | null; readonly doneOn: string }

/** Written as it stands, once its plan is known. */
export function bringOpening(tx: Tx, actor: Actor, opening: Opening, settled: Settled): OrderRow {
  const { lines, fields } = opening
  const { paidAmount, nextDue, doneOn } = settled
  const counts = creditCountsOf(actor.org.settings.creditCounts)
  const moved = { ...opening.row, paidAmount, nextDue }
  const books = { baseCurrency: actor.org.currency, counts, now: startOf(actor, doneOn) }
  const row: OrderRow = { ...moved, ...standingOf(moved, lines, books) }
  tx.write(orders.insert(tx.orgId, [row]), orderLines.insert(tx.orgId, lines))
  tx.write(countersBound(tx.orgId, lines), progressBound(tx.orgId, row))
  linkThread(tx, row.threadId, [{ entity: 'order', recordId: row.id }])
  indexOrder(tx, fields, row, true)
  moveExposure(tx, row.payerId, row.exposure)
  if (typeRules[row.type].buys) touchCustomer(tx, row.customerId, { orders: 1, orderAt: row.confirmedAt ?? tx.now })
  const { number, date, gross, currency } = row
  say(tx, actor, row, {
    kind: 'order.brought',
    to: 'confirmed',
    at: row.confirmedAt,
    after: { number, date, gross, currency },
  })
  if (row.completedAt) say(tx, actor, row, { kind: 'order.completed', at: row.completedAt })
  return row
}

type Said = {
  readonly kind: string
  readonly to?: string
  readonly at: string | null
  readonly after?: Record<string, unknown>
}

/** On its own day, so that its history stands where it belongs. */
function say(tx: Tx, actor: Actor, row: OrderRow, { at, ...event }: Said): void {
  const about = [{ entity: 'customer', recordId: row.customerId }]
  const place = { actor, entity: 'order', recordId: row.id, threads: [row.threadId], about, version: row.version }
  tell(tx, { ...place, ...event, ...(at !== null && { at }) })
}
