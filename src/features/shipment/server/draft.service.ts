// The lines of a shipment as they are planned: which order lines, how much, from where. Moves nothing.
import type { OrderLine, WholeOrder } from '#features/order/order.schema.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { ordersOfLines } from '#features/order/server/progress.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { findProducts, qtyProblem } from '#features/product/server/product.service.ts'
import { type HeldPlace, heldPlaces } from '#features/stock/server/stock.service.ts'
import { allWarehouses, sellingOf, siteProblemsAmong } from '#features/stock/server/warehouse.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { canonical, cmp, max, min, sub } from '#kernel/money.ts'
import { namedBy, type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { decimalsOf, fromBaseUnit, isQty, toBaseUnit } from '#kernel/unit.ts'
import type { NewShipment, NewShipmentLine, OpenLine, ShipmentKind } from '../shipment.schema.ts'
import { selectOpenLines } from './shipment.sql.ts'
import type { ShipmentLineRow } from './shipment.table.ts'

const fulfilOf = (kind: ShipmentKind) => (kind === 'delivery' ? 'ship' : 'accept')

/** What the orders still wait for, less what drafts and ready ones plan already; never with the tolerance. */
export async function openLines(
  db: Db,
  actor: Actor,
  orderIds: readonly string[],
  kind: ShipmentKind,
): Promise<OpenLine[]> {
  return (await openOrders(db, actor, orderIds, kind)).lines
}

type Open = { readonly lines: OpenLine[]; readonly orders: readonly WholeOrder[] }
async function openOrders(db: Db, actor: Actor, orderIds: readonly string[], kind: ShipmentKind): Promise<Open> {
  const [lines, ...orders] = await Promise.all([
    selectOpenLines(db, orderIds, fulfilOf(kind)),
    ...orderIds.map((id, at) => namedBy(`orderIds.${at}`, getOrder(db, actor, id))),
  ])
  const open = lines.map(line => {
    const qty = max(sub(line.toShip, line.planned), '0')
    return { ...line, qty, unitQty: fromBaseUnit(qty, line.factor) ?? null }
  })
  return { lines: open, orders }
}

export type Planned = {
  readonly orders: readonly WholeOrder[]
  readonly lines: readonly ShipmentLineRow[]
  /** Where goods of consignment orders go. */
  readonly siteId: string | null
  /** What the warehouses are called. */
  readonly places: ReadonlyMap<string, string>
}

type Wish = { readonly kind: ShipmentKind; readonly shipmentId: string }

/** Orders out of reach are missing; everything else that is wrong is told at once. */
export async function planLines(
  db: Db,
  actor: Actor,
  { kind, shipmentId }: Wish,
  input: Pick<NewShipment, 'orderIds' | 'lines'>,
): Promise<Planned> {
  const [warehouses, asked] = await Promise.all([
    allWarehouses(db),
    input.lines ? ownersOf(db, actor, input.lines) : wholeOrders(db, actor, input.orderIds ?? [], kind),
  ])
  const places = sellingOf(warehouses)
  const { given, orders, held } = asked
  const facts = {
    kind,
    shipmentId,
    orders,
    places: places.map(one => one.id),
    held,
    products: asked.products,
  }
  const taken = given.map((line, i) => takeLine(facts, line, i))
  const apart = siteProblemsAmong(
    warehouses,
    given.map(({ warehouseId }, i) => ({ warehouseId, path: `lines.${i}.warehouseId` })),
  )
  const reasons = taken.flatMap((one, i) =>
    apart.some(({ path }) => path === `lines.${i}.warehouseId`) ? [] : one.reasons,
  )
  refuseAll([...headProblems(orders, kind), ...apart, ...reasons])
  const lines = taken.flatMap(one => (one.row ? [one.row] : []))
  const siteId = siteOf(orders, kind)
  return { orders, lines, siteId, places: new Map(places.map(one => [one.id, one.name])) }
}

type Asked = {
  readonly given: readonly NewShipmentLine[]
  /** By their ids. */
  readonly orders: readonly WholeOrder[]
  readonly held: readonly HeldPlace[]
  readonly products: ReadonlyMap<string, ProductFacts>
}

async function ownersOf(db: Db, actor: Actor, given: readonly NewShipmentLine[]): Promise<Asked> {
  const lineIds = given.map(line => line.orderLineId)
  const owners = await ordersOfLines(db, lineIds)
  const ids = [...new Set(owners.values())].toSorted()
  const [held, ...orders] = await Promise.all([
    heldPlaces(db, [...owners.keys()]),
    ...ids.map(id => getOrder(db, actor, id)),
  ])
  return { given, orders, held, products: await productsOf(db, linesOf(orders)) }
}

async function wholeOrders(db: Db, actor: Actor, orderIds: readonly string[], kind: ShipmentKind): Promise<Asked> {
  const open = await openOrders(db, actor, [...new Set(orderIds)], kind)
  const own = open.orders.filter(order => open.lines.some(line => line.orderId === order.id))
  const orders = own.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const [held, products] = await Promise.all([
    heldPlaces(
      db,
      open.lines.map(line => line.orderLineId),
    ),
    productsOf(db, linesOf(orders)),
  ])
  return { given: open.lines.flatMap(line => placed(line, held)), orders, held, products }
}

const linesOf = (orders: readonly WholeOrder[]) => orders.flatMap(order => order.lines)

/** From where it is held, in parts if need be; the rest from where the line says, or the default warehouse. */
function placed({ orderLineId, qty, warehouseId }: OpenLine, held: readonly HeldPlace[]): NewShipmentLine[] {
  let left = qty
  const parts: NewShipmentLine[] = []
  for (const place of held.filter(one => one.orderLineId === orderLineId)) {
    const part = min(place.qty, left)
    if (cmp(part, '0') <= 0) continue
    parts.push({ orderLineId, qty: part, warehouseId: place.warehouseId })
    left = sub(left, part)
  }
  if (cmp(left, '0') > 0) parts.push({ orderLineId, qty: left, warehouseId })
  return parts
}

/** One customer and one address (domain §8). */
function headProblems(orders: readonly WholeOrder[], kind: ShipmentKind): Reason[] {
  const [first] = orders
  if (!first) return [reason('shipment.noLines', 'lines')]
  const others = orders.slice(1)
  const reasons: Reason[] = []
  if (others.some(one => one.customerId !== first.customerId)) reasons.push(reason('shipment.twoCustomers', 'lines'))
  if (others.some(one => (one.address ?? '').trim() !== (first.address ?? '').trim()))
    reasons.push(reason('shipment.twoAddresses', 'lines'))
  // what is accepted lies nowhere
  const elsewhere = kind === 'acceptance' ? [] : others.filter(one => one.siteId !== first.siteId)
  if (elsewhere.length > 0)
    reasons.push(reason('shipment.mixedSites', 'lines', { numbers: elsewhere.map(one => one.number).join(', ') }))
  const idle = orders.filter(one => one.state !== 'confirmed').map(one => one.number)
  if (idle.length > 0) reasons.push(reason('shipment.orderNotLive', undefined, { numbers: idle.join(', ') }))
  return reasons
}

const siteOf = ([first]: readonly WholeOrder[], kind: ShipmentKind): string | null =>
  kind === 'delivery' ? (first?.siteId ?? null) : null

type Facts = Wish & {
  readonly orders: readonly WholeOrder[]
  /** In use, the default one first. */
  readonly places: readonly string[]
  readonly held: readonly HeldPlace[]
  readonly products: ReadonlyMap<string, ProductFacts>
}
type Taken = { readonly row?: ShipmentLineRow; readonly reasons: readonly Reason[] }

function takeLine(facts: Facts, given: NewShipmentLine, at: number): Taken {
  const path = `lines.${at}`
  const order = facts.orders.find(one => one.lines.some(line => line.id === given.orderLineId))
  const line = order?.lines.find(one => one.id === given.orderLineId)
  if (!order || !line) return { reasons: [reason('shipment.unknownLine', `${path}.orderLineId`)] }
  if (line.parts)
    return { reasons: [reason('shipment.kitLine', `${path}.orderLineId`, { no: line.no, name: line.name })] }
  if (line.fulfil !== fulfilOf(facts.kind))
    return { reasons: [reason(`shipment.not.${facts.kind}`, `${path}.orderLineId`, { no: line.no, name: line.name })] }
  const product = facts.products.get(line.productId ?? '')
  const qty = quantityOf(line, given, product?.unit)
  if (!qty) return { reasons: [reason('shipment.wrongQty', `${path}.unitQty`, { no: line.no, name: line.name })] }
  const fine = finer(qty.qty, line.ordered, product, `${path}.${given.qty === undefined ? 'unitQty' : 'qty'}`)
  if (fine) return { reasons: [fine] }
  const lies = facts.held.find(one => one.orderLineId === line.id)?.warehouseId
  const warehouseId = line.stockKept ? (given.warehouseId ?? line.warehouseId ?? lies ?? facts.places[0] ?? null) : null
  if (line.stockKept && (warehouseId === null || !facts.places.includes(warehouseId)))
    return { reasons: [reason('shipment.noWarehouse', `${path}.warehouseId`, { no: at + 1 })] }
  const { id: orderLineId, productId, stockKept, code, name, spec } = line
  const row: ShipmentLineRow = {
    id: newId(),
    shipmentId: facts.shipmentId,
    no: at + 1,
    orderId: order.id,
    orderLineId,
    productId,
    stockKept,
    code,
    name,
    spec,
    ...qty,
    warehouseId,
    batch: given.batch?.trim() || null,
    ...nothingYet,
  }
  return { row, reasons: [] }
}
const nothingYet = { delivered: '0', cameBack: '0', lost: '0', invoiced: '0', checked: '0' }

type Given = Pick<NewShipmentLine, 'unitQty' | 'qty'>
type Quantity = Pick<ShipmentLineRow, 'unit' | 'unitQty' | 'factor' | 'qty'>

/** C167: the document keeps its unit; what does not come out even in it is said in the base unit. */
export function quantityOf(
  line: Pick<OrderLine, 'unit' | 'factor'>,
  given: Given,
  baseUnit: string | undefined,
): Quantity | undefined {
  if ((given.unitQty === undefined) === (given.qty === undefined)) return undefined
  const qty = given.qty ?? toBaseUnit(given.unitQty ?? '0', line.factor)
  if (qty === undefined || !isQty(qty)) return undefined
  const unitQty = given.unitQty ?? fromBaseUnit(qty, line.factor)
  if (unitQty !== undefined)
    return { unit: line.unit, unitQty: canonical(unitQty), factor: line.factor, qty: canonical(qty) }
  return baseUnit === undefined
    ? undefined
    : { unit: baseUnit, unitQty: canonical(qty), factor: '1', qty: canonical(qty) }
}

/** What was ordered in finer parts than the product is counted in today may leave in them. */
export const finer = (
  qty: string,
  whole: string,
  product: ProductFacts | undefined,
  path: string,
): Reason | undefined => (product && decimalsOf(qty) > decimalsOf(whole) ? qtyProblem(product, qty, path) : undefined)

export async function productsOf(
  db: Db,
  lines: readonly Pick<OrderLine, 'productId'>[],
): Promise<ReadonlyMap<string, ProductFacts>> {
  const ids = lines.flatMap(line => (line.productId ? [line.productId] : []))
  return ids.length === 0 ? new Map() : findProducts(db, [...new Set(ids)])
}
