// What a supplier delivers straight to the customer (ADR 0142): asked for line by line, delivered by a shipment that the
// journey makes, taken back with it.
import { type HeldLines, holdLines, seeLines } from '#features/order/server/holding.service.ts'
import { directTypes, isDirect, ordersOfLines } from '#features/order/server/progress.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can, writerOf } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, max, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { numbersFor } from '#meta/server/numberOf.ts'
import { editStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { openOf, spread } from '../arrival.rules.ts'
import { supplyFlow } from '../supply.flow.ts'
import type { DeliverBody, DirectLack, Requested, Supply, WholeSupply } from '../supply.schema.ts'
import { openClaims, rowOf, writeNew } from './create.service.ts'
import { freeSupplyOf } from './freed.service.ts'
import { type HeldSupply, hold } from './hold.service.ts'
import { selectDirectOpen } from './shortage.sql.ts'
import { index, readBackSupply, tellSupply } from './supply.service.ts'
import { lockSupplies, selectDelivery, selectWants, supplySource } from './supply.sql.ts'
import { type ReceiptRow, type SupplyRow, supplies, supplyAllots, supplyReceipts } from './supply.table.ts'
import { comingOf, factsOf, stampsOf, told } from './supplyMove.service.ts'

type Line = HeldLines['lines'][number]
/** A line whose goods a supplier brings to the customer; a kit's own line goes by its parts. */
export const isDirectLine = ({ row }: Pick<HeldLines, 'row'>, line: Line): boolean =>
  isDirect(row) && line.fulfil === 'ship' && line.productId !== null && line.parts === null

type Asked = { readonly line: Line; readonly order: HeldLines; readonly open: string }
const waits: ReadonlySet<string> = new Set(['in_review', 'confirmed', 'on_hold'])

/** Orders 8, lines 10: two who ask at once ask once. */
export async function requestDirect(
  tx: Tx,
  actor: Actor,
  { orderLineIds }: { readonly orderLineIds: readonly string[] },
): Promise<Requested> {
  const found = await ordersOfLines(tx, orderLineIds)
  const held = await holdLines(tx, [...found.values()])
  const claims = await openClaims(
    tx,
    held.map(one => one.row.id),
  )
  const asked = orderLineIds.map((id, at) => askedOf(actor, held, claims, { id, at }))
  refuseAll(asked.flatMap(one => ('key' in one ? [one] : [])))
  const lines = asked.flatMap(one => ('key' in one ? [] : [one]))
  const groups = [...Map.groupBy(lines, one => `${one.order.row.id} ${one.line.productId}`).values()]
  const ids = await write(tx, actor, groups)
  return { items: await Promise.all(ids.map(id => readBack<Supply>(tx, actor, supplySource, id))) }
}

function askedOf(
  actor: Actor,
  held: readonly HeldLines[],
  claims: ReadonlyMap<string, string>,
  { id, at }: { readonly id: string; readonly at: number },
): Asked | Reason {
  const order = held.find(one => one.lines.some(line => line.id === id))
  const line = order?.lines.find(one => one.id === id)
  const path = `orderLineIds.${at}`
  if (!order || !line || !can(actor, 'order.read', order.row)) return reason('stock.unknownLine', path)
  const values = { no: line.no, number: order.row.number }
  if (!isDirectLine(order, line)) return reason('supply.noDirect', path, values)
  if (!waits.has(order.row.state)) return reason('supply.notWaiting', path, { number: order.row.number })
  const open = max(sub(line.toShip, claims.get(id) ?? '0'), '0')
  return signOf(open) > 0 ? { line, order, open } : reason('supply.directAsked', path, values)
}

async function write(tx: Tx, actor: Actor, groups: readonly (readonly Asked[])[]): Promise<string[]> {
  const date = today(tx.database.clock, actor.org.zone)
  const productIds = groups.flatMap(([first]) => first?.line.productId ?? [])
  const [products, [place], fields, numbers] = await Promise.all([
    findProducts(tx, productIds),
    activeWarehouses(tx),
    ownFields(tx, actor, 'supply'),
    numbersFor(tx, actor, 'supply', { date, count: groups.length }),
  ])
  // what the company demands of a request, it demands of one that is tapped, too
  takeCustom(fields, undefined)
  if (!place) throw new Refusal('stock.noWarehouse')
  const rows = groups.flatMap((own, i): SupplyRow[] => {
    const [first] = own
    const product = first && products.get(first.line.productId ?? '')
    if (!first || !product) return []
    const { order } = first
    const days = own.flatMap(({ line }) => line.promisedDate ?? order.row.promisedDate ?? []).toSorted()
    const what = { productId: product.id, unit: product.unit, warehouseId: place.id, kind: 'buy' } as const
    const given = { ...what, qty: sum(own.map(one => one.open)), neededBy: days[0] ?? null, tolerance: '0' }
    const direct = { direct: true, isStocked: product.stockKept, number: numbers[i] ?? '' }
    const row = { ...rowOf(tx, actor, given, [order]), ...direct }
    const wants = own.map(({ line, open: qty }) => ({ orderLineId: line.id, qty }))
    writeNew(tx, actor, { row, wants, held: [order] }, product.name)
    return [row]
  })
  index(tx, fields, rows, true)
  return rows.map(row => row.id)
}

/** Whose order it is for; unlocked. */
export const ordersOfSupply = async (db: Db, id: string): Promise<string[]> => [
  ...new Set((await selectWants(db, [id])).map(one => one.orderId)),
]

type Part = { readonly orderLineId: string; readonly orderId: string; readonly qty: string }
export type Delivery = { readonly held: HeldSupply; readonly parts: readonly Part[]; readonly input: DeliverBody }

/** Orders 8, lines 10, the supply 11: it may, and of which lines how much. */
export async function judgeDelivery(tx: Tx, actor: Actor, id: string, input: DeliverBody): Promise<Delivery> {
  const held = await hold(tx, actor, id, undefined)
  const { row, wants } = held
  if (input.version !== undefined && input.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { qty, date } = input
  const arriving = comingOf(tx, actor, held, { qty, ...(date && { date }) })
  const verdict = judge(supplyFlow, 'deliver', factsOf(tx, actor, held, { arriving }), permission =>
    can(actor, permission, row),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const open = wants.map(one => ({ orderLineId: one.orderLineId, open: openOf(one) }))
  const parts = [...spread(qty, open)].map(([orderLineId, part]) => {
    const orderId = wants.find(one => one.orderLineId === orderLineId)?.orderId ?? ''
    return { orderLineId, orderId, qty: part }
  })
  return { held, parts, input }
}

type Shipped = { readonly id: string; readonly number: string }
/** Its shipment is posted. */
export async function writeDelivery(
  tx: Tx,
  actor: Actor,
  { held, parts, input }: Delivery,
  shipment: Shipped,
): Promise<WholeSupply> {
  const { row, receipts, orders } = held
  const { date, warehouseId, note } = comingOf(tx, actor, held, { ...input, qty: input.qty })
  const receipt: ReceiptRow = {
    ...{ id: newId(), supplyId: row.id, no: receipts.length + 1, date, qty: input.qty },
    ...{ warehouseId: warehouseId || row.warehouseId, batch: '', note },
    ...{ shipmentId: shipment.id, shipmentNumber: shipment.number },
    ...{ madeAt: tx.now, madeBy: writerOf(actor.userId), reversedAt: null, reversedBy: null, reversedNote: null },
  }
  tx.write(supplyReceipts.insert(tx.orgId, [receipt]))
  tx.write(
    supplyAllots.insert(
      tx.orgId,
      parts.map(part => ({ ...part, receiptId: receipt.id })),
    ),
  )
  const received = add(row.received, input.qty)
  const state = cmp(received, row.qty) >= 0 ? 'received' : 'in_progress'
  const next: SupplyRow = { ...row, state, received, ...stampsOf(tx, row, state), ...editStamp(tx, actor, row) }
  tx.write(supplies.update(tx.orgId, next))
  tellSupply(tx, actor, next, {
    kind: `supply.${told('deliver', state)}`,
    from: row.state,
    to: state,
    before: { received: row.received },
    after: { received, what: `${input.qty} ${row.unit} · ${shipment.number}`, ...(note && { note }) },
    orders: orders.map(one => one.row),
  })
  return readBackSupply(tx, actor, row.id)
}

/** The shipment by which a supplier delivered is taken back, and its orders are locked: so is the delivery. */
export async function takeDeliveryBack(tx: Tx, actor: Actor, shipment: Shipped, note: string | null): Promise<void> {
  const receipt = await selectDelivery(tx, shipment.id)
  if (!receipt) return
  const orders = await seeLines(tx, await ordersOfSupply(tx, receipt.supplyId))
  const [row] = await lockSupplies(tx, [receipt.supplyId])
  if (!row) return
  const reversed = { reversedAt: tx.now, reversedBy: writerOf(actor.userId), reversedNote: note }
  tx.write(supplyReceipts.update(tx.orgId, { ...receipt, ...reversed }))
  const received = sub(row.received, receipt.qty)
  const stamps = stampsOf(tx, row, 'in_progress')
  const next: SupplyRow = { ...row, state: 'in_progress', received, ...stamps, ...editStamp(tx, actor, row) }
  tx.write(supplies.update(tx.orgId, next))
  tellSupply(tx, actor, next, {
    kind: 'supply.unshipped',
    from: row.state,
    to: next.state,
    before: { received: row.received },
    after: { received, what: `${receipt.qty} ${row.unit} · ${shipment.number}`, ...(note && { note }) },
    orders: orders.map(one => one.row),
  })
  await followDirect(
    tx,
    actor,
    orders.map(one => one.row.id),
  )
}

/** Something of direct orders was shipped by hand, or needs nothing more: what their suppliers are asked for is less. */
export async function followDirect(tx: Tx, actor: Actor, orderIds: readonly string[]): Promise<void> {
  for (const { row, lines } of await seeLines(tx, orderIds))
    if (isDirect(row)) await freeSupplyOf(tx, actor, row, lines)
}

/** What of direct orders no supplier is asked for, as far as the reader sees the orders. */
export async function directOpen(db: Db, actor: Actor): Promise<DirectLack[]> {
  const found = await selectDirectOpen(db, directTypes)
  const seen = await reachableIds(db, actor, 'order', [...new Set(found.map(one => one.orderId))])
  return found.filter(one => seen.has(one.orderId))
}
