// From what is asked for to the lines of an invoice: which orders, how much of each line, in which order on paper.
import { type HeldOrder, ordersOfLines } from '#features/order/server/progress.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, roundMoney, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { planOf } from '#kernel/terms.ts'
import type { Claim } from '../invoice.rules.ts'
import type { NewInvoice, NewInvoiceLine } from '../invoice.schema.ts'
import { arranged } from '../invoice.totals.ts'
import { advanceClaims, claimsOf } from './claims.service.ts'
import { selectBilled, selectHeldAdvances, selectSent, selectTaxCodes } from './count.sql.ts'
import type { InvoiceLineRow } from './invoice.table.ts'
import { drawLines, type Sources, spreadOver, wholeOrders, wholeShipments } from './line.service.ts'

export type Wish = Pick<NewInvoice, 'kind' | 'lines' | 'orderIds' | 'shipmentIds' | 'amount' | 'instalmentNo'>
export type Orders = ReadonlyMap<string, HeldOrder>

/** Which orders it is about, unlocked; unknown lines have none. */
export async function ordersOf(db: Db, wish: Wish): Promise<string[]> {
  refuseAll(formProblems(wish))
  if (wish.orderIds) return [...new Set(wish.orderIds)].toSorted()
  const sent = wish.shipmentIds ? await selectSent(db, { shipmentIds: wish.shipmentIds }) : []
  const lineIds = [...sent, ...(wish.lines ?? [])].map(line => line.orderLineId)
  return [...new Set((await ordersOfLines(db, lineIds)).values())].toSorted()
}

function formProblems({ lines, orderIds, shipmentIds, amount, instalmentNo, kind }: Wish): Reason[] {
  const ways = [lines, orderIds, shipmentIds].filter(one => one !== undefined).length
  if (ways !== 1) return [reason(ways === 0 ? 'invoice.noLines' : 'invoice.oneWay', 'lines')]
  const isAmount = amount !== undefined || instalmentNo !== undefined
  if (amount !== undefined && instalmentNo !== undefined) return [reason('invoice.oneWay', 'amount')]
  if ((isAmount || kind === 'advance') && orderIds?.length !== 1) return [reason('invoice.amountOfOne', 'orderIds')]
  return kind === 'advance' && !isAmount ? [reason('invoice.wrongAmount', 'amount')] : []
}

export type Drawn = {
  readonly rows: readonly InvoiceLineRow[]
  readonly claims: readonly Claim[]
  readonly shipmentsOpen: readonly string[]
  readonly reasons: readonly Reason[]
}

/** Under the locks of the orders and their lines, or without for a preview; this very invoice holds nothing. */
export async function draw(
  db: Db,
  wish: Wish,
  { invoiceId, orders }: { invoiceId: string; orders: Orders },
): Promise<Drawn> {
  const heads = [...orders.values()].map(one => one.row)
  const reasons = headProblems(heads, wish)
  if (reasons.length > 0) return { rows: [], claims: [], shipmentsOpen: [], reasons }
  if (wish.kind === 'advance') {
    const held = await selectHeldAdvances(db, [...orders.keys()], invoiceId)
    const { rows, problem } = advanceRow(invoiceId, orders, wish)
    return { rows, claims: advanceClaims(rows, orders, held), shipmentsOpen: [], reasons: problem }
  }
  const source = await sourcesOf(db, wish, { invoiceId, orders })
  const wanted = wantedOf(source, wish)
  const drawn = drawLines(source, wanted.lines)
  const rows = arranged(drawn.rows).map((row, i) => ({ ...row, no: i + 1 }))
  const open = source.sent.filter(one => !['shipped', 'delivered'].includes(one.state)).map(one => one.number)
  return {
    rows,
    claims: [...claimsOf(rows, orders, source.billed), ...sentClaims(rows, source)],
    shipmentsOpen: [...new Set(open)],
    reasons: [...wanted.reasons, ...drawn.reasons],
  }
}

/** Of a shipment no more is billed than it brought. */
const sentClaims = (rows: readonly InvoiceLineRow[], { sent }: Sources): Claim[] =>
  sent.flatMap(({ id, number, qty, billed }) => {
    const own = rows.filter(row => row.shipmentLineId === id)
    if (own.length === 0) return []
    const asked = sum(own.flatMap(row => row.qty ?? []))
    const room = { qty: sub(qty, billed), amount: '0' }
    return [{ nos: own.map(row => row.no), name: number, qty: asked, amount: '0', room }]
  })

async function sourcesOf(
  db: Db,
  wish: Wish,
  { invoiceId, orders }: { invoiceId: string; orders: Orders },
): Promise<Sources> {
  const lines = [...orders.values()].flatMap(one => one.lines)
  const productIds = [...new Set(lines.flatMap(line => line.productId ?? []))]
  const shipmentIds = wish.shipmentIds ?? []
  const lineIds = (wish.lines ?? []).flatMap(line => line.shipmentLineId ?? [])
  const [billed, sent, taxCodes, products] = await Promise.all([
    selectBilled(
      db,
      lines.map(line => line.id),
      invoiceId,
    ),
    shipmentIds.length + lineIds.length > 0 ? selectSent(db, { shipmentIds, lineIds, besides: invoiceId }) : [],
    selectTaxCodes(db, productIds),
    findProducts(db, productIds),
  ])
  const baseUnits = new Map([...products].map(([id, product]) => [id, product.unit]))
  // what stands at the product comes before what was last said of it
  for (const [id, { taxCode }] of products) if (taxCode) taxCodes.set(id, taxCode)
  return { invoiceId, orders, billed, sent, taxCodes, baseUnits }
}

type Wanted = { readonly lines: readonly NewInvoiceLine[]; readonly reasons: readonly Reason[] }
function wantedOf(source: Sources, wish: Wish): Wanted {
  if (wish.lines) return { lines: wish.lines, reasons: [] }
  const amount = amountOfOrder(source.orders, wish)
  if (amount && 'key' in amount) return { lines: [], reasons: [amount] }
  const [lines, path] = amount
    ? [spreadOver(source, amount.amount), 'amount']
    : [wish.shipmentIds ? wholeShipments(source) : wholeOrders(source), 'lines']
  return { lines, reasons: lines.length > 0 ? [] : [reason('invoice.noLines', path)] }
}

/** Said, or what the terms of the order say of the instalment; nothing where all is asked for. */
function amountOfOrder(
  orders: Orders,
  { amount, instalmentNo }: Wish,
): { readonly amount: string } | Reason | undefined {
  const [order] = orders.values()
  if (!order || (amount === undefined && instalmentNo === undefined)) return undefined
  const { terms, gross, currency } = order.row
  const said = amount ?? planOf(terms, { gross, currency }).amounts[(instalmentNo ?? 0) - 1]
  if (said === undefined) return reason('invoice.noInstalment', 'instalmentNo', { no: instalmentNo ?? 0 })
  if (signOf(said) <= 0) return reason('invoice.wrongAmount', 'amount')
  return cmp(roundMoney(said, currency), said) === 0
    ? { amount: said }
    : reason('invoice.tooFine', 'amount', { currency })
}

/** An advance points at its order and bills no line. */
function advanceRow(invoiceId: string, orders: Orders, wish: Wish): { rows: InvoiceLineRow[]; problem: Reason[] } {
  const [order] = orders.values()
  const said = amountOfOrder(orders, wish)
  if (!order || !said) return { rows: [], problem: [] }
  if ('key' in said) return { rows: [], problem: [said] }
  const { amount } = said
  const blank = {
    orderLineId: null,
    shipmentLineId: null,
    originalLineId: null,
    productId: null,
    qty: null,
    unit: null,
  }
  const row: InvoiceLineRow = {
    ...blank,
    id: newId(),
    invoiceId,
    no: 1,
    orderId: order.row.id,
    by: 'amount',
    unitQty: null,
    price: null,
    name: `${advanceName} ${order.row.number}`,
    spec: null,
    taxCode: null,
    lineKind: 'normal',
    taxRate: '0',
    net: amount,
    tax: '0',
    gross: amount,
  }
  return { rows: [row], problem: [] }
}
/** On a Chinese paper, whoever asks for it. */
const advanceName = '预收款'

type Head = HeldOrder['row']
function headProblems(heads: readonly Head[], { kind, lines }: Wish): Reason[] {
  const path = lines ? 'lines' : 'orderIds'
  const [first] = heads
  if (!first) return [reason('invoice.noLines', path)]
  const reasons: Reason[] = []
  if (heads.some(one => one.payerId !== first.payerId)) reasons.push(reason('invoice.twoPayers', path))
  if (heads.some(one => one.currency !== first.currency)) reasons.push(reason('invoice.twoCurrencies', path))
  const unbilled = heads.filter(one => one.billBasis === 'none').map(one => one.number)
  if (kind !== 'advance' && unbilled.length > 0)
    reasons.push(reason('invoice.notBilled', path, { numbers: unbilled.join(', ') }))
  return reasons
}
