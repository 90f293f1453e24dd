// Goods arrive, or a receipt is taken back: stock, reservations, order lines and the request in one step.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { type HeldLines, shiftReserved, tellStocked } from '#features/order/server/holding.service.ts'
import type { OrderRow } from '#features/order/server/order.service.ts'
import { takeArrival, takeArrivalBack } from '#features/stock/server/arrival.service.ts'
import { type Actor, writerOf } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { add, neg, signOf, sub } from '#kernel/money.ts'
import { type Allot, allotArrival, openOf, type Waiting } from '../arrival.rules.ts'
import type { HeldSupply } from './hold.service.ts'
import { selectAllots } from './supply.sql.ts'
import { type ReceiptRow, supplyAllots, supplyReceipts } from './supply.table.ts'

export type Coming = {
  readonly qty: string
  readonly date: string
  readonly batch: string
  readonly warehouseId: string
  readonly note: string | null
}
export type Done = {
  readonly received: string
  /** What the timeline says of it. */
  readonly said?: string
  readonly orders: readonly OrderRow[]
}

/** First those it was asked for, then whoever waits; what nobody needs is free. */
export async function takeIn(tx: Tx, actor: Actor, held: HeldSupply, coming: Coming): Promise<Done> {
  const { row, product, receipts, orders } = held
  const no = receipts.length + 1
  const { qty, batch, warehouseId, date } = coming
  const allots = allotsOf(held, coming)
  const holds = allots.map(one => ({ ...one, holder: holderOf(orders, one.orderLineId) }))
  const goods = { productId: row.productId, warehouseId, batch, qty, name: product.name }
  const paper = { entity: 'supply', recordId: row.id, paper: row.number, date, no } as const
  const isHeld = (await takeArrival(tx, actor, paper, { goods, holds })).length > 0
  const given = isHeld ? allots : []
  writeReceipt(tx, actor, { supplyId: row.id, no, ...coming }, given)
  const touched = await hand(tx, actor, orders, { shifts: new Map(given.map(one => [one.orderLineId, one.qty])) })
  const shared = isHeld ? holds.map(one => `${one.holder} ${one.qty}`) : []
  const said = [`${qty} ${row.unit}`, batch, ...shared].filter(Boolean).join(' · ')
  return { received: add(row.received, qty), said, orders: together(held, touched) }
}

function allotsOf({ row, wants, orders }: HeldSupply, { qty, warehouseId }: Coming): Allot[] {
  const own = new Map(wants.map(one => [one.orderLineId, openOf(one)]))
  return allotArrival(
    { qty, warehouseId, own },
    orders.flatMap(one => waitingIn(one, row.productId)),
  )
}

type Came = Coming & Pick<ReceiptRow, 'supplyId' | 'no'>
function writeReceipt(tx: Tx, actor: Actor, came: Came, given: readonly Allot[]): void {
  const stamp = {
    shipmentId: null,
    shipmentNumber: null,
    madeAt: tx.now,
    madeBy: writerOf(actor.userId),
    reversedAt: null,
    reversedBy: null,
    reversedNote: null,
  }
  const receipt: ReceiptRow = { id: newId(), ...came, ...stamp }
  tx.write(supplyReceipts.insert(tx.orgId, [receipt]))
  const rows = given.map(one => ({ ...one, receiptId: receipt.id }))
  if (rows.length > 0) tx.write(supplyAllots.insert(tx.orgId, rows))
}

/** What the receipt was held for waits again, as far as it still holds it. */
export async function takeOut(tx: Tx, actor: Actor, held: HeldSupply, receipt: ReceiptRow): Promise<Done> {
  const { row, product, orders } = held
  const { no, qty, batch, warehouseId, date } = receipt
  const gave = (await selectAllots(tx, row.id)).filter(one => one.receiptId === receipt.id)
  const goods = { productId: row.productId, warehouseId, batch, qty, name: product.name }
  const arrival = { entity: 'supply', recordId: row.id, paper: row.number, date, no } as const
  const lost = await takeArrivalBack(tx, actor, arrival, { goods, gave })
  tx.write(supplyReceipts.update(tx.orgId, { ...receipt, reversedAt: tx.now, reversedBy: writerOf(actor.userId) }))
  const shifts = new Map(lost.map(one => [one.orderLineId, neg(one.qty)]))
  const touched = await hand(tx, actor, orders, { shifts })
  return { received: sub(row.received, qty), said: `${qty} ${row.unit} · ${no}`, orders: together(held, touched) }
}

/** The higher the sooner; as `shortage.sql.ts` says it. */
const urgency = { urgent: 2, high: 1, normal: 0, low: -1 } as const

/** Lines of an order that lack the product; what is on hold waits for its order, not for goods. */
export function waitingIn({ row, lines }: HeldLines, productId: string): (Waiting & { readonly productId: string })[] {
  if (row.state !== 'confirmed') return []
  return lines.flatMap(line => {
    const lacks = sub(line.toShip, line.reserved)
    if (line.productId !== productId || !line.stockKept || signOf(lacks) <= 0) return []
    const promisedDate = line.promisedDate ?? row.promisedDate
    const who = { orderLineId: line.id, orderId: row.id, warehouseId: line.warehouseId, no: line.no }
    return [{ ...who, productId, lacks, urgency: urgency[row.priority], promisedDate, since: row.confirmedAt }]
  })
}

/** What people know a line by. */
export function holderOf(orders: readonly HeldLines[], lineId: string): string {
  const order = orders.find(one => one.lines.some(line => line.id === lineId))
  return `${order?.row.number ?? ''}-${order?.lines.find(line => line.id === lineId)?.no ?? ''}`
}

type Handed = {
  readonly shifts: ReadonlyMap<string, string>
  /** Of each order, where no other record tells it. */
  readonly said?: (order: OrderRow) => string
}
/** Each order's lines and supply; of one that has all now, its seller and the order desk are told. */
export async function hand(
  tx: Tx,
  by: Doer,
  orders: readonly HeldLines[],
  { shifts, said }: Handed,
): Promise<OrderRow[]> {
  const touched = orders.filter(one => one.lines.some(line => shifts.has(line.id)))
  const customers = await findCustomers(tx, [...new Set(touched.map(one => one.row.customerId))])
  const rows: OrderRow[] = []
  for (const order of touched) {
    const next = shiftReserved(tx, by, { ...order, said: said?.(order.row) ?? '' }, shifts)
    rows.push(next)
    if (next.supply === 'full' && order.row.supply !== 'full')
      await tellStocked(tx, by, next, customers.get(next.customerId)?.name ?? '')
  }
  return rows
}

/** The orders it is for, and those that got something of it. */
function together({ orders, wants }: HeldSupply, touched: readonly OrderRow[]): OrderRow[] {
  const wanted = orders.filter(one => wants.some(want => want.orderId === one.row.id)).map(one => one.row)
  return [...new Map([...wanted, ...touched].map(row => [row.id, row])).values()]
}
