// What lacks, over all orders that wait; asking for it, one product or many at once; what an order may look forward to.
import { type HeldLines, holdLines, seeLines } from '#features/order/server/holding.service.ts'
import { getOrder, type OrderRow } from '#features/order/server/order.service.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { max, min, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { numbersFor } from '#meta/server/numberOf.ts'
import { ownFields, takeCustom } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { inTurn, spread } from '../arrival.rules.ts'
import { freeFor, placesOf } from '../shortage.rules.ts'
import type {
  LineSupply,
  OrderSupply,
  RequestBody,
  Requested,
  Shortage,
  Supply,
  SupplyKind,
  Want,
} from '../supply.schema.ts'
import { openClaims, rowOf, writeNew } from './create.service.ts'
import { isDirectLine } from './direct.service.ts'
import { supplySettingsOf } from './settings.service.ts'
import {
  holdProductsOf,
  selectComing,
  selectComingTo,
  selectFree,
  selectWaiting,
  type WaitingRow,
} from './shortage.sql.ts'
import { index } from './supply.service.ts'
import { selectLastKinds, supplySource } from './supply.sql.ts'

type Query = { readonly productId?: string | undefined; readonly warehouseId?: string | undefined }

export async function shortages(db: Db, actor: Actor, { productId, warehouseId }: Query): Promise<Shortage[]> {
  const found = await lacking(db, actor, productId ? [productId] : null)
  return found.filter(one => warehouseId === undefined || one.warehouseId === warehouseId)
}

async function lacking(db: Db, actor: Actor, productIds: readonly string[] | null): Promise<Shortage[]> {
  const waiting = (await selectWaiting(db, productIds)).toSorted(inTurn)
  const ids = [...new Set(waiting.map(one => one.productId))]
  if (ids.length === 0) return []
  const [free, coming, places, products, kinds] = await Promise.all([
    selectFree(db, ids),
    selectComing(db, ids),
    activeWarehouses(db),
    findProducts(db, ids),
    selectLastKinds(db, ids),
  ])
  const home = places[0]?.id ?? ''
  const seen = await reachableIds(db, actor, 'order', [...new Set(waiting.map(one => one.orderId))])
  const wishes = waiting.map(one => ({ ...one, qty: one.lacks }))
  const now = freeFor(
    wishes.filter(one => one.isLive),
    free,
  )
  const found = placesOf(wishes, { free, coming, home }).map(lack => {
    const product = products.get(lack.productId)
    const own = wishes.filter(one => one.productId === lack.productId && (one.warehouseId ?? home) === lack.warehouseId)
    return {
      ...lack,
      freeNow: sum(own.map(one => now.get(one) ?? '0')),
      productCode: product?.code ?? '',
      productName: product?.name ?? '',
      unit: product?.unit ?? '',
      warehouseName: places.find(one => one.id === lack.warehouseId)?.name ?? '',
      neededBy:
        own
          .map(one => one.promisedDate ?? '')
          .filter(Boolean)
          .toSorted()[0] ?? null,
      kind: kinds.get(lack.productId) ?? supplySettingsOf(actor).kind,
      lines: own.filter(one => seen.has(one.orderId)).map(shownLine),
    }
  })
  return found.filter(one => signOf(one.lacks) > 0 || signOf(one.freeNow) > 0)
}

const shownLine = (one: WaitingRow): Shortage['lines'][number] => {
  const { orderLineId, orderId, orderNumber, no: lineNo, customerName, promisedDate, lacks, confirmed } = one
  return { orderLineId, orderId, orderNumber, lineNo, customerName, promisedDate, lacks, confirmed }
}

/** The products are held first: two people who ask at once ask once. */
export async function requestShortages(tx: Tx, actor: Actor, { items, kind }: RequestBody): Promise<Requested> {
  const productIds = [...new Set(items.map(one => one.productId))].toSorted()
  await holdProductsOf(tx, productIds)
  refuseAll(await unknownItems(tx, items))
  const lacks = (await lacking(tx, actor, productIds)).filter(
    one =>
      signOf(one.open) > 0 &&
      items.some(item => item.productId === one.productId && item.warehouseId === one.warehouseId),
  )
  const asks = lacks.map(one => ({ ...one, kind: kind ?? one.kind, qty: one.open }))
  // orders 8 and lines 10: what is asked for them is said by line, as far as nobody asked before
  const held =
    asks.length > 0
      ? await holdLines(
          tx,
          asks.flatMap(one => one.lines.map(line => line.orderId)),
        )
      : []
  // what the company demands of a request, it demands of one that is tapped, too
  takeCustom(await ownFields(tx, actor, 'supply'), undefined)
  const ids = await askFor(tx, actor, asks, held)
  const rows = await Promise.all(ids.map(id => readBack<Supply>(tx, actor, supplySource, id)))
  return { items: rows }
}

async function unknownItems(tx: Tx, items: RequestBody['items']): Promise<Reason[]> {
  const [products, places] = await Promise.all([
    findProducts(
      tx,
      items.map(one => one.productId),
    ),
    activeWarehouses(tx),
  ])
  return items.flatMap(({ productId, warehouseId }, at) => [
    ...(products.has(productId) ? [] : [reason('stock.unknownProduct', `items.${at}.productId`)]),
    ...(places.some(one => one.id === warehouseId)
      ? []
      : [reason('stock.unknownWarehouse', `items.${at}.warehouseId`)]),
  ])
}

type Asking = Pick<Shortage, 'productId' | 'productName' | 'unit' | 'warehouseId' | 'neededBy'> & {
  readonly kind: SupplyKind
  readonly qty: string
  /** In turn. */
  readonly lines: readonly { readonly orderLineId: string; readonly orderId: string }[]
}

type Waiter = { readonly row: OrderRow; readonly lines: HeldLines['lines'] }

/** One request for each; the orders are locked with their lines. What the company's own rule asks for needs nobody's right. */
export async function askFor(
  tx: Tx,
  actor: Actor,
  asks: readonly Asking[],
  held: readonly Waiter[],
): Promise<string[]> {
  if (asks.length === 0) return []
  const orderIds = held.map(one => one.row.id)
  const date = today(tx.database.clock, actor.org.zone)
  const [claims, numbers, fields] = await Promise.all([
    openClaims(tx, orderIds),
    numbersFor(tx, actor, 'supply', { date, count: asks.length }),
    ownFields(tx, actor, 'supply'),
  ])
  const claimed = new Map(claims)
  const rows = asks.map((ask, i) => {
    const wants = wantsOf(ask, held, claimed)
    const own = held.filter(one => one.lines.some(line => wants.some(want => want.orderLineId === line.id)))
    const row = { ...rowOf(tx, actor, ask, own), number: numbers[i] ?? '' }
    writeNew(tx, actor, { row, wants, held: own }, ask.productName)
    return row
  })
  index(tx, fields, rows, true)
  return rows.map(row => row.id)
}

/** In turn, as far as it goes and nobody asked before; what is given here is claimed for the next. */
function wantsOf(ask: Asking, held: readonly Waiter[], claimed: Map<string, string>): Want[] {
  const lines = held.flatMap(one => one.lines).filter(line => line.productId === ask.productId)
  const open = ask.lines.flatMap(({ orderLineId }) => {
    const line = lines.find(one => one.id === orderLineId)
    const lacks = line && sub(sub(line.toShip, line.reserved), claimed.get(orderLineId) ?? '0')
    return lacks ? [{ orderLineId, open: max(lacks, '0') }] : []
  })
  const wants = [...spread(ask.qty, open)].map(([orderLineId, qty]) => ({ orderLineId, qty }))
  for (const { orderLineId, qty } of wants) claimed.set(orderLineId, sum([claimed.get(orderLineId) ?? '0', qty]))
  return wants
}

/** Whoever sees the order sees what is on its way to it, whether or not the request is theirs to open. */
export async function supplyOfOrder(db: Db, actor: Actor, orderId: string): Promise<OrderSupply> {
  const [[order], coming] = await Promise.all([
    seeLines(db, [orderId]),
    selectComingTo(db, orderId),
    getOrder(db, actor, orderId),
  ])
  const setting = supplySettingsOf(actor).freed
  if (!order || (order.row.state !== 'confirmed' && order.row.state !== 'on_hold' && order.row.state !== 'in_review'))
    return { lines: [], setting }
  const may = await reachableIds(db, actor, 'supply', [...new Set(coming.map(one => one.supplyId))])
  const free = await freeOf(db, order)
  const seen = { order, coming, may, free }
  const lines = order.lines.toSorted((a, b) => a.no - b.no).flatMap(line => lineSupply(seen, line))
  // before it is confirmed nothing is held for it: only what was asked for already
  return { lines: order.row.state === 'in_review' ? lines.filter(line => line.coming.length > 0) : lines, setting }
}

type Seen = {
  readonly order: HeldLines
  readonly coming: Awaited<ReturnType<typeof selectComingTo>>
  readonly may: ReadonlySet<string>
  readonly free: ReadonlyMap<string, string>
}
/** Nothing where it waits for nothing and nothing is on its way to it. */
function lineSupply({ order, coming, may, free }: Seen, line: HeldLines['lines'][number]): LineSupply[] {
  const lacks = max(sub(line.toShip, line.reserved), '0')
  const own = coming.filter(one => one.orderLineId === line.id && signOf(one.qty) > 0)
  const direct = isDirectLine(order, line)
  const isWaiting = (line.stockKept || direct) && line.productId !== null && signOf(lacks) > 0
  if (!isWaiting && own.length === 0) return []
  const { id: orderLineId, no: lineNo, name, unit, warehouseId } = line
  return [
    {
      ...{ orderLineId, lineNo, productId: line.productId ?? '', name, unit, warehouseId, direct, lacks },
      free: free.get(line.id) ?? '0',
      unasked: sub(lacks, min(lacks, sum(own.map(one => one.qty)))),
      coming: own.map(({ orderLineId: _, productId: __, warehouseId: ___, ...one }) => ({
        ...one,
        may: may.has(one.supplyId),
      })),
    },
  ]
}

/** By line: what lies free of what it lacks. On hold it gets nothing. */
async function freeOf(db: Db, { row, lines }: HeldLines): Promise<ReadonlyMap<string, string>> {
  const waits = lines.flatMap(({ id, productId, warehouseId, stockKept, toShip, reserved }) => {
    const qty = max(sub(toShip, reserved), '0')
    return stockKept && productId !== null && signOf(qty) > 0 ? [{ id, productId, warehouseId, qty }] : []
  })
  if (row.state !== 'confirmed' || waits.length === 0) return new Map()
  const heaps = await selectFree(db, [...new Set(waits.map(one => one.productId))])
  return new Map([...freeFor(waits, heaps)].map(([{ id }, qty]) => [id, qty]))
}
