// Goods that leave for a customer and come back (domain S4, S5, S7): shipments and returns move stock only here.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, min, neg, signOf, sub, sum } from '#kernel/money.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { keyText, type StockKey } from '../document.rules.ts'
import { type GoodsPick, type HoldUse, type Outgoing, planGoods } from '../goods.rules.ts'
import { changeLevels } from './freed.service.ts'
import { insertBound, lockHeld, selectHeldByLine, spendBound } from './reservation.sql.ts'
import { type LevelChange, lockLevelsOf, lockPlaces, makeLevelsBound, readPlaces, selectMoves } from './stock.sql.ts'
import { stockMoves } from './stock.table.ts'

/** The document that moves goods, and what people know it by. */
export type Paper = {
  readonly entity: 'shipment' | 'goodsReturn' | 'settlement'
  readonly recordId: string
  readonly paper: string
  readonly date: string
}
export type { GoodsPick }
/** What a line holds less than before, consumed and given up together. */
export type Lowered = ReadonlyMap<string, string>

type Leaving = {
  readonly lines: readonly Outgoing[]
  readonly behind: () => Promise<unknown>
  /** It goes to a site: what leaves here lies there in the same step. */
  readonly siteId?: string | null
  /** What leaves, by the lines that it is known by from then on. */
  readonly named?: (picks: readonly GoodsPick[]) => readonly GoodsPick[]
}

/**
 * The lines (level 10) and the paper (11) are locked; what is behind the goods is locked in the trip of theirs. Every
 * short line is told at once.
 */
export async function takeOut(tx: Tx, actor: Actor, paper: Paper, leaving: Leaving): Promise<Lowered> {
  const { lines, behind, siteId = null, named = same } = leaving
  if (lines.length === 0) {
    await behind()
    return new Map()
  }
  const seen = await selectHeldByLine(
    tx,
    lines.map(line => line.orderLineId),
  )
  const heldIds = seen.map(one => one.id)
  const there = siteId ? await placesAt(tx, siteId, leaving, seen) : []
  const [rows, held] = await Promise.all([
    lockPlaces(tx, [...lines, ...seen, ...there]),
    lockHeld(tx, heldIds),
    behind(),
  ])
  const { picks, uses, short } = planGoods(
    lines,
    rows.filter(row => row.sellable),
    held,
  )
  refuseAll(
    short.map(({ no, name, missing }) => reason('stock.goodsShort', `lines.${no - 1}.qty`, { no, name, missing })),
  )
  const left = named(picks)
  const out = left.map(pick => ({ ...pick, qty: neg(pick.qty) }))
  const into = siteId ? left.map(pick => ({ ...pick, warehouseId: siteId })) : []
  // another batch than was foreseen, and never one of it there
  if (into.some(one => !rows.some(row => keyText(row) === keyText(one)))) throw new Refusal('stock.moved', 'conflict')
  move(tx, { actor, paper, kind: 'shipment', rows }, [...out, ...into], uses)
  if (uses.length > 0) tx.write(spendBound(tx.orgId, uses))
  const lowered = new Map<string, string>()
  for (const one of uses)
    lowered.set(one.orderLineId, sum([lowered.get(one.orderLineId) ?? '0', one.consumed, one.released]))
  return lowered
}
const same = (picks: readonly GoodsPick[]) => picks

/** The rows at the site are made before anything is locked, of the batches that are foreseen to leave. */
async function placesAt(
  tx: Tx,
  siteId: string,
  { lines }: Leaving,
  seen: Awaited<ReturnType<typeof selectHeldByLine>>,
): Promise<Pick<StockKey, 'productId' | 'warehouseId'>[]> {
  const rows = await readPlaces(tx, [...lines, ...seen])
  const { picks } = planGoods(
    lines,
    rows.filter(row => row.sellable),
    seen,
  )
  const keys = distinct(picks.map(({ productId, batch }) => ({ productId, batch, warehouseId: siteId })))
  if (keys.length > 0) tx.write(makeLevelsBound(tx, keys))
  return [...new Set(lines.map(line => line.productId))].map(productId => ({ productId, warehouseId: siteId }))
}

export type BackLine = {
  readonly no: number
  readonly orderLineId: string
  readonly holder: string
  /** As much may the line hold of it again. */
  readonly most: string
}

/** S5, C055: the posting is taken back whole; what left lies there again and is held for its lines again. */
export async function putBack(tx: Tx, actor: Actor, paper: Paper, lines: readonly BackLine[]): Promise<Lowered> {
  const moved = await selectMoves(tx, paper.recordId)
  const rows = await lockLevelsOf(tx, moved)
  const byNo = new Map(lines.map(line => [line.no, line]))
  const back = moved.map(({ qty, lineNo, ...key }) => ({ ...key, no: lineNo, qty: neg(qty) }))
  move(tx, { actor, paper, kind: 'reversal', rows }, back, [])
  const left = new Map(lines.map(line => [line.orderLineId, line.most]))
  // nobody is promised what lies where nothing is for sale any more
  const selling = new Set(rows.filter(row => row.sellable).map(keyText))
  const picks = back.flatMap(({ no, qty, ...key }) => {
    const line = selling.has(keyText(key)) ? byNo.get(no) : undefined
    const held = line && min(qty, left.get(line.orderLineId) ?? '0')
    if (!line || !held || signOf(held) <= 0) return []
    left.set(line.orderLineId, sub(left.get(line.orderLineId) ?? '0', held))
    return [{ ...key, orderLineId: line.orderLineId, holder: line.holder, qty: held }]
  })
  if (picks.length === 0) return new Map()
  changeLevels(tx, changesOf(picks.map(pick => ({ ...pick, moved: '0', held: pick.qty }))))
  tx.write(insertBound(tx, picks, null))
  const raised = new Map<string, string>()
  for (const one of picks) raised.set(one.orderLineId, sum([raised.get(one.orderLineId) ?? '0', one.qty]))
  return raised
}

export type Incoming = StockKey & { readonly no: number; readonly qty: string }

/** What came back or was returned, and, below zero, what leaves a site; nobody holds it. */
export async function takeIn(tx: Tx, actor: Actor, paper: Paper, lines: readonly Incoming[]): Promise<void> {
  if (lines.length === 0) return
  tx.write(makeLevelsBound(tx, distinct(lines)))
  const rows = await lockLevelsOf(tx, distinct(lines))
  move(tx, { actor, paper, kind: kinds[paper.entity], rows }, lines, [])
}

const kinds = { goodsReturn: 'return', settlement: 'settlement', shipment: 'reversal' } as const

const distinct = (keys: readonly StockKey[]): StockKey[] => [...new Map(keys.map(key => [keyText(key), key])).values()]

type Booking = {
  readonly actor: Actor
  readonly paper: Paper
  readonly kind: 'shipment' | 'return' | 'settlement' | 'reversal'
  readonly rows: readonly (StockKey & { readonly onHand: string })[]
}
type Moved = StockKey & { readonly no: number; readonly qty: string }

/** Levels in one statement, the ledger with what was there after each move. */
function move(tx: Tx, { actor, paper, kind, rows }: Booking, moves: readonly Moved[], uses: readonly HoldUse[]): void {
  const changed = [
    ...moves.map(one => ({ ...one, moved: one.qty, held: '0' })),
    ...uses.map(one => ({ ...one, moved: '0', held: neg(sum([one.consumed, one.released])) })),
  ]
  if (changed.length > 0) changeLevels(tx, changesOf(changed))
  const after = new Map(rows.map(row => [keyText(row), row.onHand]))
  const { entity, recordId, paper: number, date } = paper
  const ledger = moves.map(({ productId, warehouseId, batch, qty, no }) => {
    const key = keyText({ productId, warehouseId, batch })
    const onHand = add(after.get(key) ?? '0', qty)
    after.set(key, onHand)
    const at = { at: tx.now, date, entity, recordId, paper: number, madeBy: actor.userId }
    return { id: newId(), productId, warehouseId, batch, qty, onHand, kind, lineNo: no, ...at }
  })
  if (ledger.length > 0) tx.write(stockMoves.insert(tx.orgId, ledger))
}

/** One change a stock row, however many lines it is for. */
function changesOf(parts: readonly (StockKey & { readonly moved: string; readonly held: string })[]): LevelChange[] {
  const rows = new Map<string, LevelChange>()
  for (const { productId, warehouseId, batch, moved, held } of parts) {
    const key = keyText({ productId, warehouseId, batch })
    const old = rows.get(key)
    rows.set(key, {
      productId,
      warehouseId,
      batch,
      moved: add(old?.moved ?? '0', moved),
      held: add(old?.held ?? '0', held),
    })
  }
  return [...rows.values()]
}
