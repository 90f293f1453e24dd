// What is asked for: one request by hand, or all that lacks of a product at once.
import { type HeldLines, holdLines } from '#features/order/server/holding.service.ts'
import { ordersOfLines } from '#features/order/server/progress.service.ts'
import { deptOf } from '#features/people/server/people.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { findProducts, qtyProblem } from '#features/product/server/product.service.ts'
import { activeWarehouses, siteProblems } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { cmp, max, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { byActor, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { openOf } from '../arrival.rules.ts'
import type { NewSupply, Want, WholeSupply } from '../supply.schema.ts'
import { noticeGiven } from './notice.service.ts'
import { supplySettingsOf } from './settings.service.ts'
import { index, linkSupply, mustMay, readBackSupply, tellSupply } from './supply.service.ts'
import { type ClaimRow, selectClaims } from './supply.sql.ts'
import { type SupplyRow, supplies, supplyWants } from './supply.table.ts'

/** Orders 8 and their lines 10 are locked: nobody asks for the same lack twice. */
export async function createSupply(tx: Tx, actor: Actor, input: NewSupply): Promise<WholeSupply> {
  const number = numberOf(tx, actor, 'supply', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const wanted = input.wants ?? []
  const held = await holdWanted(tx, wanted)
  const beside = await besideOf(tx, actor, input.productId, held)
  const { product, places, claims, fields } = beside
  const warehouseId = input.warehouseId ?? places[0]?.id
  if (input.assigneeId) await deptOf(tx, input.assigneeId, 'assigneeId')
  refuseAll(await siteProblems(tx, [{ warehouseId, path: 'warehouseId' }]))
  const { productId, qty, tolerance } = input
  refuseAll([
    ...productProblems(product, qty),
    ...placeProblems(warehouseId, places),
    ...toleranceProblems(tolerance),
    ...wantProblems(actor, { productId, warehouseId, qty }, { wanted, held, claims }),
  ])
  const row: SupplyRow = {
    ...rowOf(tx, actor, { ...input, warehouseId: warehouseId ?? '', unit: product?.unit ?? '' }, held),
    custom: takeCustom(fields, input.custom),
    number: await number,
  }
  mustMay(actor, 'supply.create', row)
  writeNew(tx, actor, { row, wants: wanted, held }, product?.name ?? '')
  index(tx, fields, [row], true)
  return readBackSupply(tx, actor, row.id)
}

/** What is asked of a request beside itself. */
export async function besideOf(tx: Tx, actor: Actor, productId: string, held: readonly Pick<HeldLines, 'row'>[]) {
  const [products, places, fields, claims] = await Promise.all([
    findProducts(tx, [productId]),
    activeWarehouses(tx),
    ownFields(tx, actor, 'supply'),
    selectClaims(
      tx,
      held.map(one => one.row.id),
    ),
  ])
  return { product: products.get(productId), places, fields, claims }
}

type Given = Omit<NewSupply, 'wants' | 'custom'> & { readonly warehouseId: string; readonly unit: string }
/** A request as it begins. */
export function rowOf(tx: Tx, actor: Actor, input: Given, held: readonly Pick<HeldLines, 'row'>[]): SupplyRow {
  const { orderId, threadId, ...owner } = originOf(actor, held)
  const { kind, productId, qty, warehouseId, unit, neededBy = null, expectedOn = null, assigneeId = null } = input
  return {
    ...blank,
    ...newStamp(tx, actor, owner),
    ...{ kind, productId, qty, warehouseId, unit, neededBy, expectedOn, assigneeId, orderId, threadId },
    number: '',
    tolerance: input.tolerance ?? supplySettingsOf(actor).tolerance,
    supplier: input.supplier?.trim() || null,
    note: input.note?.trim() || null,
  }
}

const blank = {
  state: 'planned',
  isStocked: true,
  direct: false,
  received: '0',
  progress: 0,
  startedAt: null,
  endedAt: null,
} as const

type Fresh = {
  readonly row: SupplyRow
  readonly wants: readonly Want[]
  readonly held: readonly Pick<HeldLines, 'row' | 'lines'>[]
}
export function writeNew(tx: Tx, actor: Actor, { row, wants, held }: Fresh, name: string): void {
  tx.write(supplies.insert(tx.orgId, [row]))
  const rows = wants.map(want => ({ ...want, supplyId: row.id, orderId: orderOf(held, want.orderLineId) }))
  if (rows.length > 0) tx.write(supplyWants.insert(tx.orgId, rows))
  const orders = held.map(one => one.row)
  linkSupply(tx, row.id, orders)
  const { number, kind, qty, unit, expectedOn } = row
  const what = [`${name} ${qty} ${unit}`, ...orders.map(one => one.number)].join(' · ')
  const after = { number, kind, qty, expectedOn, what }
  tellSupply(tx, actor, row, { kind: 'supply.created', to: row.state, after, orders })
  noticeGiven(tx, actor, row, name)
}

export const orderOf = (held: readonly Pick<HeldLines, 'row' | 'lines'>[], lineId: string): string =>
  held.find(one => one.lines.some(line => line.id === lineId))?.row.id ?? ''

async function holdWanted(tx: Tx, wants: readonly Want[]): Promise<HeldLines[]> {
  if (wants.length === 0) return []
  const orders = await ordersOfLines(
    tx,
    wants.map(one => one.orderLineId),
  )
  return holdLines(tx, [...orders.values()])
}

/** Of one order it goes by its seller and its thread; of several or for stock by whoever asks. */
export function originOf(actor: Actor, held: readonly Pick<HeldLines, 'row'>[]) {
  const [only] = held
  if (!only || held.length > 1) return { orderId: null, threadId: null, ...byActor(actor) }
  const { id: orderId, threadId, ownerId, deptId } = only.row
  return { orderId, threadId, ownerId, deptId }
}

function productProblems(product: ProductFacts | undefined, qty: string): Reason[] {
  if (!product) return [reason('stock.unknownProduct', 'productId')]
  if (!product.stockKept) return [reason('supply.notKept', 'productId', { name: product.name })]
  if (signOf(qty) <= 0) return [reason('supply.noQty', 'qty')]
  const fine = qtyProblem(product, qty, 'qty')
  return fine ? [fine] : []
}

export function placeProblems(id: string | undefined, places: readonly { readonly id: string }[]): Reason[] {
  if (id === undefined) return [reason('stock.noWarehouse', 'warehouseId')]
  return places.some(one => one.id === id) ? [] : [reason('stock.unknownWarehouse', 'warehouseId')]
}

export const toleranceProblems = (tolerance: string | undefined): Reason[] =>
  tolerance !== undefined && cmp(tolerance, '100') > 0 ? [reason('supply.toleranceOver', 'tolerance')] : []

type Wanting = {
  readonly wanted: readonly Want[]
  readonly held: readonly HeldLines[]
  readonly claims: readonly ClaimRow[]
}
type Asks = { readonly productId: string; readonly warehouseId: string | undefined; readonly qty: string }

/** Only what still waits may be asked for, and only once. */
export function wantProblems(actor: Actor, asks: Asks, { wanted, held, claims }: Wanting): Reason[] {
  const twice = new Set(wanted.map(one => one.orderLineId)).size < wanted.length
  const over = cmp(sum(wanted.map(one => one.qty)), asks.qty) > 0
  const each = wanted.flatMap(({ orderLineId, qty }, at) => {
    const order = held.find(one => one.lines.some(line => line.id === orderLineId))
    const line = order?.lines.find(one => one.id === orderLineId)
    if (!order || !line || !can(actor, 'order.read', order.row))
      return [reason('stock.unknownLine', `wants.${at}.orderLineId`)]
    if (signOf(qty) <= 0) return [reason('supply.noQty', `wants.${at}.qty`)]
    if (line.productId !== asks.productId || !line.stockKept)
      return [reason('supply.otherProduct', `wants.${at}.orderLineId`, { no: line.no, number: order.row.number })]
    if (line.warehouseId !== null && line.warehouseId !== asks.warehouseId)
      return [reason('supply.otherPlace', `wants.${at}.orderLineId`, { no: line.no, number: order.row.number })]
    if (!waits.has(order.row.state))
      return [reason('supply.notWaiting', `wants.${at}.orderLineId`, { number: order.row.number })]
    const asked = sum(claims.filter(one => one.orderLineId === orderLineId).map(openOf))
    const left = max(sub(sub(line.toShip, line.reserved), asked), '0')
    return cmp(qty, left) > 0
      ? [reason('supply.askedAlready', `wants.${at}.qty`, { no: line.no, number: order.row.number, left })]
      : []
  })
  return [
    ...(twice ? [reason('supply.twice', 'wants')] : []),
    ...(over ? [reason('supply.overWanted', 'wants', { qty: asks.qty })] : []),
    ...each,
  ]
}
const waits: ReadonlySet<string> = new Set(['in_review', 'confirmed', 'on_hold'])
export const openClaims = async (db: Db, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const open = new Map<string, string>()
  for (const [id, own] of Map.groupBy(await selectClaims(db, orderIds), one => one.orderLineId))
    open.set(id, sum(own.map(openOf)))
  return open
}
