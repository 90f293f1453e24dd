// What was made or bought arrives (domain §7): it lies there, and is held in the same step for those who wait for it.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, min, neg, signOf, sub, sum } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { keyText, type StockKey } from '../document.rules.ts'
import type { Pick, Released } from '../stock.schema.ts'
import { changeLevels } from './freed.service.ts'
import { lockHeld, selectHeldByKey, selectHeldByLine, spendBound } from './reservation.sql.ts'
import { linesSeenBy, reserve } from './stock.service.ts'
import { lockLevelsOf, makeLevelsBound } from './stock.sql.ts'
import { stockMoves } from './stock.table.ts'

/** The receipt that moves it, by what it is known. */
export type Arrival = {
  readonly entity: 'supply'
  readonly recordId: string
  readonly paper: string
  readonly date: string
  /** Which receipt of the record. */
  readonly no: number
}
type Goods = StockKey & { readonly qty: string; readonly name: string }
type For = Omit<Pick, keyof StockKey>

/** Order lines (10) and the record (11) are locked. Answers what is really held: nothing where nothing is for sale. */
export async function takeArrival(
  tx: Tx,
  actor: Actor,
  arrival: Arrival,
  { goods, holds }: { readonly goods: Goods; readonly holds: readonly For[] },
): Promise<readonly For[]> {
  const { productId, warehouseId, batch, qty } = goods
  const key = { productId, warehouseId, batch }
  tx.write(makeLevelsBound(tx, [key]))
  const [row] = await lockLevelsOf(tx, [key])
  changeLevels(tx, [{ ...key, moved: qty, held: '0' }])
  tx.write(ledgerBound(tx, actor, arrival, { key, qty, kind: 'receipt', onHand: add(row?.onHand ?? '0', qty) }))
  const held = row?.sellable ? holds : []
  reserve(
    tx,
    held.map(one => ({ ...one, ...key })),
  )
  return held
}

/**
 * It is taken back whole: what it was held for gives way, as far as it still holds it; beyond that nobody loses
 * anything unasked.
 */
export async function takeArrivalBack(
  tx: Tx,
  actor: Actor,
  arrival: Arrival,
  { goods, gave }: { readonly goods: Goods; readonly gave: readonly Released[] },
): Promise<Released[]> {
  const { productId, warehouseId, batch, qty } = goods
  const key = { productId, warehouseId, batch }
  const seen = await selectHeldByLine(
    tx,
    gave.map(one => one.orderLineId),
  )
  const here = seen.filter(one => keyText(one) === keyText(key)).map(one => one.id)
  const [[row], held] = await Promise.all([lockLevelsOf(tx, [key]), lockHeld(tx, here)])
  const onHand = row?.onHand ?? '0'
  if (!row || cmp(onHand, qty) < 0) throw new Refusal(reason('stock.notEnough', 'no', { name: goods.name, onHand }))
  const left = new Map(gave.map(one => [one.orderLineId, one.qty]))
  // what was held last goes first
  const uses = held.toReversed().flatMap(({ id, orderLineId, open }) => {
    const released = min(open, left.get(orderLineId) ?? '0')
    if (signOf(released) <= 0) return []
    left.set(orderLineId, sub(left.get(orderLineId) ?? '0', released))
    return [{ id, orderLineId, consumed: '0', released }]
  })
  const freed = sum(uses.map(one => one.released))
  if (cmp(sub(row.reserved, freed), add(sub(onHand, qty), row.backorderLimit)) > 0)
    throw await heldByOthers(tx, actor, goods, new Set(uses.map(one => one.id)))
  changeLevels(tx, [{ ...key, moved: neg(qty), held: neg(freed) }])
  if (uses.length > 0) tx.write(spendBound(tx.orgId, uses))
  tx.write(ledgerBound(tx, actor, arrival, { key, qty: neg(qty), kind: 'reversal', onHand: sub(onHand, qty) }))
  const byLine = Map.groupBy(uses, one => one.orderLineId)
  return [...byLine].map(([orderLineId, own]) => ({ orderLineId, qty: sum(own.map(one => one.released)) }))
}

/** Orders beyond this person hold, but are not named. */
async function heldByOthers(tx: Tx, actor: Actor, goods: Goods, own: ReadonlySet<string>): Promise<Refusal> {
  const others = (await selectHeldByKey(tx, [goods])).filter(one => !own.has(one.id))
  const seen = await linesSeenBy(
    tx,
    actor,
    others.map(one => one.orderLineId),
  )
  const named = others.filter(one => seen.has(one.orderLineId)).map(one => `${one.holder} ${one.open}`)
  return new Refusal(
    reason('stock.heldByOthers', 'no', { name: goods.name, holders: named.join('; ') || String(others.length) }),
  )
}

type Entry = {
  readonly key: StockKey
  readonly qty: string
  readonly kind: 'receipt' | 'reversal'
  readonly onHand: string
}
function ledgerBound(tx: Tx, actor: Actor, arrival: Arrival, { key, qty, kind, onHand }: Entry) {
  const { entity, recordId, paper, date, no } = arrival
  const at = { at: tx.now, date, entity, recordId, paper, madeBy: actor.userId }
  return stockMoves.insert(tx.orgId, [{ id: newId(), ...key, qty, onHand, kind, lineNo: no, ...at }])
}
