// What a request bills: lines by quantity or by amount, priced from the order's stored amounts.
import { type HeldOrder, isPart } from '#features/order/server/progress.service.ts'
import { newId } from '#kernel/ids.ts'
import { allocate, canonical, cmp, currencyExponent, isZero, max, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { fromBaseUnit, isQty, toBaseUnit } from '#kernel/unit.ts'
import { basisQty, roomOf } from '../invoice.rules.ts'
import type { BillableLine, NewInvoiceLine } from '../invoice.schema.ts'
import {
  amountOf,
  giftOf,
  less,
  type Money,
  minus,
  nothing,
  partOf,
  plus,
  priceOf,
  type Taken,
  wholeOf,
} from '../invoice.totals.ts'
import type { Billed, SentLine } from './count.sql.ts'
import type { InvoiceLineRow } from './invoice.table.ts'

type OrderLine = HeldOrder['lines'][number]
export type Sources = {
  readonly invoiceId: string
  readonly orders: ReadonlyMap<string, HeldOrder>
  /** By order line: live and issued, this request left out. */
  readonly billed: ReadonlyMap<string, Billed>
  readonly sent: readonly SentLine[]
  readonly taxCodes: ReadonlyMap<string, string>
  readonly baseUnits: ReadonlyMap<string, string>
}

const money = (net: string, tax: string): Money => ({ net, tax, gross: sum([net, tax]) })
function takenOf(billed: Billed | undefined): Taken {
  if (!billed) return { qty: '0', byQty: nothing, byAmount: nothing }
  const { qty, net, tax, amountNet, amountTax } = billed
  return { qty, byQty: money(net, tax), byAmount: money(amountNet, amountTax) }
}
export const heldOf = (billed: Billed | undefined) => ({
  qty: billed?.heldQty ?? '0',
  amount: billed?.heldAmount ?? '0',
})

/** Without tolerance: what an order waits to be invoiced for, by its basis. */
export function billable(
  { row }: HeldOrder,
  line: OrderLine,
  source: Pick<Sources, 'billed' | 'taxCodes'>,
): BillableLine {
  const billed = source.billed.get(line.id)
  const held = heldOf(billed)
  const taken = sum([sub(line.invoiced, line.credited), held.qty])
  const qty = max(sub(basisQty(line, row.billBasis), taken), '0')
  const room = roomOf(line, row.billBasis, { held, currency: row.currency })
  return {
    orderId: row.id,
    orderNumber: row.number,
    orderLineId: line.id,
    no: line.no,
    name: line.name,
    spec: line.spec,
    unit: line.unit,
    factor: line.factor,
    qty,
    unitQty: fromBaseUnit(qty, line.factor) ?? null,
    amount: signOf(qty) > 0 ? priced(line, takenOf(billed), { qty, row }).gross : '0',
    roomAmount: max(room.amount, '0'),
    invoiced: sub(line.invoiced, line.credited),
    invoicedAmount: sub(line.invoicedAmount, line.creditedAmount),
    heldQty: held.qty,
    heldAmount: held.amount,
    taxRate: line.taxRate,
    taxCode: source.taxCodes.get(line.productId ?? '') ?? null,
  }
}

type Part = { readonly qty: string; readonly row: HeldOrder['row'] }
function priced(line: OrderLine, taken: Taken, { qty, row }: Part): Money {
  const { currency, taxMode } = row
  return partOf(wholeOf(line, sum([taken.qty, qty]), currency), taken, { qty, currency, taxMode })
}

/** All that orders wait for, by quantity. */
export const wholeOrders = (source: Sources): NewInvoiceLine[] =>
  [...source.orders.values()]
    .toSorted((a, b) => (a.row.number < b.row.number ? -1 : 1))
    .flatMap(order => order.lines.filter(line => !isPart(line)).map(line => billable(order, line, source)))
    .filter(({ qty }) => signOf(qty) > 0)
    .map(({ orderLineId, qty }) => ({ orderLineId, qty }))

/** What shipments brought and nobody has billed; of parts that went out, the kits that they make whole. */
export function wholeShipments(source: Sources): NewInvoiceLine[] {
  const held = [...source.orders.values()]
  const kitOf = new Map(held.flatMap(({ lines }) => lines.filter(isPart).map(line => [line.id, line.kitLineId])))
  const own = source.sent
    .filter(one => !kitOf.has(one.orderLineId))
    .map(one => ({ orderLineId: one.orderLineId, shipmentLineId: one.id, qty: sub(one.qty, one.billed) }))
  const kits = new Set(source.sent.map(one => kitOf.get(one.orderLineId)))
  const whole = held.flatMap(order =>
    order.lines
      .filter(line => kits.has(line.id))
      .map(line => ({ orderLineId: line.id, qty: billable(order, line, source).qty })),
  )
  return [...own, ...whole].filter(({ qty }) => signOf(qty) > 0)
}

/** An amount of one order, over what is left of its lines. */
export function spreadOver(source: Sources, amount: string): NewInvoiceLine[] {
  const [order] = source.orders.values()
  if (!order) return []
  const { currency } = order.row
  const left = order.lines.map(line => {
    const taken = takenOf(source.billed.get(line.id))
    return max(less(wholeOf(line, line.due, currency), plus(taken.byQty, taken.byAmount)).gross, '0')
  })
  const places = currencyExponent(currency)
  if (signOf(sum(left)) <= 0 || cmp(roundMoney(amount, currency), amount) !== 0) return []
  const shares = allocate(amount, left, places)
  return order.lines.flatMap((line, i) => {
    const share = shares[i] ?? '0'
    return isZero(share) ? [] : [{ orderLineId: line.id, amount: share }]
  })
}

type Drawn = { readonly rows: readonly InvoiceLineRow[]; readonly reasons: readonly Reason[] }

/** Each line continues where the ones before it left the same order line. */
export function drawLines(source: Sources, wanted: readonly NewInvoiceLine[]): Drawn {
  const taken = new Map([...source.billed].map(([id, billed]) => [id, takenOf(billed)]))
  const rows: InvoiceLineRow[] = []
  const reasons: Reason[] = []
  for (const [i, given] of wanted.entries()) {
    const drawn = drawLine(source, given, { at: i, taken: taken.get(given.orderLineId) ?? takenOf(undefined) })
    reasons.push(...drawn.reasons)
    rows.push(...drawn.rows)
    if (drawn.taken) taken.set(given.orderLineId, drawn.taken)
  }
  return { rows, reasons }
}

type Place = { readonly at: number; readonly taken: Taken }
function drawLine(source: Sources, given: NewInvoiceLine, { at, taken }: Place): Drawn & { readonly taken?: Taken } {
  const path = `lines.${at}`
  const order = [...source.orders.values()].find(one => one.lines.some(line => line.id === given.orderLineId))
  const line = order?.lines.find(one => one.id === given.orderLineId)
  if (!order || !line) return { rows: [], reasons: [reason('invoice.unknownLine', `${path}.orderLineId`)] }
  if (isPart(line))
    return { rows: [], reasons: [reason('invoice.kitPart', `${path}.orderLineId`, { name: line.name })] }
  const sent = source.sent.find(one => one.id === given.shipmentLineId)
  if (given.shipmentLineId && sent?.orderLineId !== line.id)
    return { rows: [], reasons: [reason('invoice.unknownShipment', `${path}.shipmentLineId`)] }
  const { row } = order
  const head = headOf(source, given, { order, line })
  const wrong = (field: string) => reason('invoice.wrongQty', `${path}.${field}`, { no: at + 1, name: line.name })
  if ([given.amount, given.qty, given.unitQty].filter(one => one !== undefined).length !== 1)
    return { rows: [], reasons: [wrong('unitQty')] }
  if (given.amount !== undefined) {
    if (isZero(given.amount)) return { rows: [], reasons: [wrong('amount')] }
    if (cmp(roundMoney(given.amount, row.currency), given.amount) !== 0)
      return { rows: [], reasons: [reason('invoice.tooFine', `${path}.amount`, { currency: row.currency })] }
    const part = amountOf(wholeOf(line, line.due, row.currency), taken, given.amount, row.currency)
    const next = { ...taken, byAmount: plus(taken.byAmount, part) }
    return { rows: [{ ...head, ...byAmount, ...part }], reasons: [], taken: next }
  }
  const quantity = quantityOf(line, given, source.baseUnits.get(line.productId ?? ''))
  if (!quantity) return { rows: [], reasons: [wrong(given.qty === undefined ? 'unitQty' : 'qty')] }
  const { qty } = quantity
  const next = (part: Money): Taken => ({ ...taken, qty: sum([taken.qty, qty]), byQty: plus(taken.byQty, part) })
  if (isZero(line.gross)) {
    const full = giftOf(line, { qty, currency: row.currency, taxMode: row.taxMode })
    return { rows: giftRows(head, quantity, full), reasons: [], taken: next(nothing) }
  }
  const part = priced(line, taken, { qty, row })
  const price = priceOf(part.net, quantity.unitQty)
  return { rows: [{ ...head, ...quantity, by: 'quantity', price, ...part }], reasons: [], taken: next(part) }
}

const byAmount = { by: 'amount', qty: null, unit: null, unitQty: null, price: null } as const

/** Full price, and a discount of all of it directly after (赠品). */
const giftRows = (head: Head, quantity: Quantity, full: Money): InvoiceLineRow[] => [
  { ...head, ...quantity, by: 'quantity', price: priceOf(full.net, quantity.unitQty), ...full, lineKind: 'discounted' },
  { ...head, id: newId(), ...byAmount, ...minus(full), lineKind: 'discount' },
]

type Head = Omit<InvoiceLineRow, 'by' | 'qty' | 'unit' | 'unitQty' | 'price' | 'net' | 'tax' | 'gross'>
type On = { readonly order: HeldOrder; readonly line: OrderLine }
const headOf = (source: Sources, given: NewInvoiceLine, { order, line }: On): Head => ({
  id: newId(),
  invoiceId: source.invoiceId,
  no: 0,
  orderId: order.row.id,
  orderLineId: line.id,
  shipmentLineId: given.shipmentLineId ?? null,
  originalLineId: null,
  productId: line.productId,
  name: given.name?.trim() || line.name,
  spec: given.spec === undefined ? line.spec : given.spec?.trim() || null,
  taxCode: given.taxCode?.trim() || (source.taxCodes.get(line.productId ?? '') ?? null),
  lineKind: 'normal',
  taxRate: line.taxRate,
})

type Quantity = { readonly qty: string; readonly unit: string; readonly unitQty: string }
/** The order line's own unit; what does not come out even in it is said in the base unit (C167). */
function quantityOf(line: OrderLine, given: NewInvoiceLine, baseUnit: string | undefined): Quantity | undefined {
  const qty = given.qty ?? toBaseUnit(given.unitQty ?? '0', line.factor)
  if (qty === undefined || !isQty(qty)) return undefined
  const unitQty = given.unitQty ?? fromBaseUnit(qty, line.factor)
  if (unitQty !== undefined) return { qty: canonical(qty), unit: line.unit, unitQty: canonical(unitQty) }
  return baseUnit === undefined ? undefined : { qty: canonical(qty), unit: baseUnit, unitQty: canonical(qty) }
}
