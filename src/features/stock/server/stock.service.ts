// What orders need of stock: plan under lock, hold, give back. Every verb leaves reserved = Σ live reservations.
import { findProducts } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { add, cmp, min, neg, sub } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { keyText, type StockKey } from '../document.rules.ts'
import { planReservation } from '../stock.rules.ts'
import {
  type Availability,
  type FreedPolicy,
  freedPolicies,
  type Pick,
  type Released,
  type StockPlan,
  type StockPolicy,
  type StockRow,
  stockPolicies,
  type Want,
} from '../stock.schema.ts'
import { changeLevels } from './freed.service.ts'
import {
  type HeldRow,
  insertBound,
  lockHeld,
  releaseBound,
  selectExpired,
  selectHeldByLine,
  spendBound,
} from './reservation.sql.ts'
import { type LevelChange, lockLevelsOf, readLevels, selectAvailability } from './stock.sql.ts'
import type { WarehouseRow } from './stock.table.ts'
import { selectWarehouses } from './warehouse.sql.ts'

/**
 * Order lines count what they hold (domain S2), and stock may not write them: the order feature says how its
 * lines are locked, before any stock row, and lowered. Wired once, in `app/server/entities.ts`.
 */
export type LineHolder = {
  /** Answers those that there are. */
  readonly lock: (tx: Tx, orderLineIds: readonly string[]) => Promise<readonly string[]>
  readonly lower: (tx: Tx, by: NewEvent['actor'], released: readonly Released[]) => Promise<void>
  /** Those whose order this person may read. */
  readonly seenBy: (db: Db, actor: Actor, orderLineIds: readonly string[]) => Promise<ReadonlySet<string>>
}
let lineHolder: LineHolder | undefined

export function holdLinesBy(holder: LineHolder): void {
  lineHolder = holder
}

/** `path`: the field of the request that names the lines. */
export async function lockHoldingLines(tx: Tx, orderLineIds: readonly string[], path = 'release'): Promise<void> {
  if (orderLineIds.length === 0) return
  const ids = orderLineIds.map(id => id.toLowerCase())
  const known = new Set(await lineHolder?.lock(tx, [...new Set(ids)].toSorted()))
  refuseAll(ids.flatMap((id, at) => (known.has(id) ? [] : [reason('stock.unknownLine', `${path}.${at}`)])))
}

export async function lowerLines(tx: Tx, by: NewEvent['actor'], released: readonly Released[]): Promise<void> {
  if (released.length > 0) await lineHolder?.lower(tx, by, released)
}

/** Lines whose order is beyond this person are held, but nobody is named. */
export const linesSeenBy = async (
  db: Db,
  actor: Actor,
  orderLineIds: readonly string[],
): Promise<ReadonlySet<string>> => (await lineHolder?.seenBy(db, actor, orderLineIds)) ?? new Set()

export type HeldPlace = { readonly orderLineId: string; readonly warehouseId: string; readonly qty: string }
/** Where these lines hold what, by warehouse: from there it is shipped first. */
export async function heldPlaces(db: Db, orderLineIds: readonly string[]): Promise<HeldPlace[]> {
  const places = new Map<string, HeldPlace>()
  for (const { orderLineId, warehouseId, open } of await selectHeldByLine(db, orderLineIds)) {
    const key = `${orderLineId} ${warehouseId}`
    places.set(key, { orderLineId, warehouseId, qty: add(places.get(key)?.qty ?? '0', open) })
  }
  return [...places.values()]
}

export async function availability(db: Db, productIds: readonly string[]): Promise<Map<string, Availability>> {
  const found = new Map((await selectAvailability(db, productIds)).map(row => [row.productId, row]))
  const none = { onHand: '0', reserved: '0', available: '0' }
  return new Map(productIds.map(productId => [productId, found.get(productId) ?? { productId, ...none }]))
}

/** As an organisation's setting says it; without one, an order is held whole or not at all. */
export const stockPolicyOf = (setting: unknown): StockPolicy => stockPolicies.find(one => one === setting) ?? 'all'

/** Unsaid, what becomes free is held for whoever waits. */
export const freedPolicyOf = (setting: unknown): FreedPolicy => freedPolicies.find(one => one === setting) ?? 'priority'

/** Over rows that the caller has locked, in its first trip and in the order of their key. */
export const planOver = (rows: readonly StockRow[], wants: readonly Want[], policy: StockPolicy): StockPlan =>
  planReservation(rows, wants, policy)

type Place = { readonly warehouseId?: string | null | undefined }

/** Warehouses named by lines that the organisation does not have; asks nothing where none is named. */
export async function unknownWarehouses(db: Db, lines: readonly Place[]): Promise<Reason[]> {
  if (lines.every(line => !line.warehouseId)) return []
  const known = new Map((await selectWarehouses(db)).map(place => [place.id, place]))
  return lines.flatMap(({ warehouseId }, at) => {
    if (!warehouseId) return []
    const place = known.get(warehouseId.toLowerCase())
    if (!place) return [reason('stock.unknownWarehouse', `lines.${at}.warehouseId`)]
    // what lies at a site is promised to nobody
    return place.customerId ? [reason('stock.isSite', `lines.${at}.warehouseId`, { name: place.name })] : []
  })
}

/** Of a question, all that the organisation does not have. */
export async function unknownIn(db: Db, lines: readonly (Place & { readonly productId: string })[]): Promise<Reason[]> {
  const [products, places] = await Promise.all([findProducts(db, productsOf(lines)), unknownWarehouses(db, lines)])
  const missing = lines.flatMap(({ productId }, at) =>
    products.has(productId.toLowerCase()) ? [] : [reason('stock.unknownProduct', `lines.${at}.productId`)],
  )
  return [...missing, ...places]
}

/** The same answer without a lock, for the promise check: lines of products without stock-keeping ask nothing. */
export async function foreseeStock(db: Db, wants: readonly Want[], policy: StockPolicy): Promise<StockPlan> {
  const ids = productsOf(wants)
  const [places, products, rows] = await Promise.all([
    selectWarehouses(db),
    findProducts(db, ids),
    readLevels(db, ids, null),
  ])
  const kept = wants.filter(want => products.get(want.productId)?.stockKept)
  return planReservation(usable(rows, places), kept, policy)
}

const productsOf = (wants: readonly { readonly productId: string }[]): string[] => [
  ...new Set(wants.map(want => want.productId)),
]

/** Rows of warehouses in use, the default one first. */
function usable(rows: readonly StockRow[], places: readonly WarehouseRow[]): StockRow[] {
  const rank = new Map(places.filter(one => one.state === 'active').map((one, i) => [one.id, i]))
  const rankOf = (row: StockRow): number => rank.get(row.warehouseId) ?? -1
  return rows.filter(row => rankOf(row) >= 0).toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** The rows of the picks must be locked (level 12). The order feature raises its lines by the same picks. */
export function reserve(tx: Tx, picks: readonly Pick[], expiresAt: string | null = null): void {
  if (picks.length === 0) return
  changeLevels(tx, heldBy(picks.map(pick => ({ ...pick, held: pick.qty }))))
  tx.write(insertBound(tx, picks, expiresAt))
}

/** All that these lines hold, given back in one step. Call it once a transaction, before any later lock level. */
export async function releaseReservations(tx: Tx, orderLineIds: readonly string[]): Promise<Released[]> {
  if (orderLineIds.length === 0) return []
  return release(tx, await selectHeldByLine(tx, orderLineIds))
}

/** For the job: holds past their time; what was consumed or prolonged meanwhile stays. Answers how many lines lost some. */
export async function expireReservations(tx: Tx, limit = 500): Promise<Released[]> {
  const due = await selectExpired(tx, limit)
  if (due.length === 0) return []
  await lockHoldingLines(
    tx,
    due.map(one => one.orderLineId),
  )
  const released = await release(tx, due, one => one.expiresAt !== null && one.expiresAt <= tx.now)
  await lowerLines(tx, { userId: null, via: 'job' }, released)
  return released
}

async function release(
  tx: Tx,
  seen: readonly HeldRow[],
  still: (one: HeldRow) => boolean = () => true,
): Promise<Released[]> {
  if (seen.length === 0) return []
  const keys = new Map(seen.map(one => [keyText(one), one]))
  await lockLevelsOf(tx, [...keys.values()])
  const held = (
    await lockHeld(
      tx,
      seen.map(one => one.id),
    )
  ).filter(still)
  if (held.length === 0) return []
  changeLevels(tx, heldBy(held.map(one => ({ ...one, held: neg(one.open) }))))
  tx.write(
    releaseBound(
      tx.orgId,
      held.map(one => one.id),
    ),
  )
  return releasedOf(held)
}

export function releasedOf(held: readonly HeldRow[]): Released[] {
  const byLine = new Map<string, string>()
  for (const { orderLineId, open } of held) byLine.set(orderLineId, add(byLine.get(orderLineId) ?? '0', open))
  return [...byLine].map(([orderLineId, qty]) => ({ orderLineId, qty }))
}

/** One change a stock row, however many reservations it is for. */
function heldBy(parts: readonly (StockKey & { readonly held: string })[]): LevelChange[] {
  const rows = new Map<string, LevelChange>()
  for (const { productId, warehouseId, batch, held } of parts) {
    const key = keyText({ productId, warehouseId, batch })
    rows.set(key, { productId, warehouseId, batch, moved: '0', held: add(rows.get(key)?.held ?? '0', held) })
  }
  return [...rows.values()]
}

/** Of a stock row, what a line gives back of its hold. */
export type Given = StockKey & { readonly id: string; readonly orderLineId: string; readonly qty: string }

/** Of what these lines hold, so much, beginning with what was held last; their lines are locked. */
export async function givenOf(db: Db, less: ReadonlyMap<string, string>): Promise<Given[]> {
  if (less.size === 0) return []
  const left = new Map(less)
  const held = await selectHeldByLine(db, [...less.keys()])
  return held.toReversed().flatMap(({ id, orderLineId, productId, warehouseId, batch, open }) => {
    const qty = min(open, left.get(orderLineId) ?? '0')
    if (cmp(qty, '0') <= 0) return []
    left.set(orderLineId, sub(left.get(orderLineId) ?? '0', qty))
    return [{ id, orderLineId, productId, warehouseId, batch, qty }]
  })
}

/** The stock rows are locked (level 12); the order feature lowers its lines by the same. */
export async function giveBack(tx: Tx, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return
  await lockHeld(
    tx,
    given.map(one => one.id),
  )
  changeLevels(tx, heldBy(given.map(one => ({ ...one, held: neg(one.qty) }))))
  const used = given.map(one => ({ id: one.id, consumed: '0', released: one.qty }))
  tx.write(spendBound(tx.orgId, used))
}
