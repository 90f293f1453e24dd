// Posting and cancelling stock documents: lock the rows in order, judge, write levels and ledger in one step.
import { findProducts } from '#features/product/server/product.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { add, neg } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp, tell } from '#meta/server/record.service.ts'
import { type DocumentMove, documentFlow } from '../document.flow.ts'
import {
  belowReasons,
  brokenBy,
  type DocumentFacts,
  deltasOf,
  keyText,
  movesOf,
  type PlannedMove,
  type StockKey,
  touchedBy,
} from '../document.rules.ts'
import type { WholeDocument } from '../document.schema.ts'
import type { StockRow } from '../stock.schema.ts'
import { getDocument, readBackDocument } from './document.service.ts'
import { lockDocumentRow, movedBound, selectLineRows } from './document.sql.ts'
import { changeLevels } from './freed.service.ts'
import { type HeldRow, lockHeld, releaseBound, selectHeldByKey } from './reservation.sql.ts'
import { lockHoldingLines, lowerLines, releasedOf } from './stock.service.ts'
import { lockLevelsOf, makeLevelsBound, selectMoves } from './stock.sql.ts'
import { type DocumentLineRow, type DocumentRow, stockDocuments, stockMoves } from './stock.table.ts'
import { selectWarehouses } from './warehouse.sql.ts'

export type MoveInput = { readonly version?: number; readonly note?: string; readonly release?: readonly string[] }

export async function moveDocument(
  tx: Tx,
  actor: Actor,
  { id, move }: { readonly id: string; readonly move: DocumentMove },
  input: MoveInput,
): Promise<WholeDocument> {
  const [row, lines] = await Promise.all([lockDocumentRow(tx, id), selectLineRows(tx, id)])
  if (!row || !can(actor, 'stockDocument.read', row)) throw missing('stockDocument')
  if (input.version !== undefined && input.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = await factsOf(tx, actor, row, lines)
  const verdict = judge(documentFlow, move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const booking = { actor, row, facts, release: input.release ?? [] }
  for (const effect of verdict.effects) await effects[effect](tx, booking)
  const postedAt = verdict.to === 'posted' ? tx.now : row.postedAt
  const next = { ...row, state: verdict.to, postedAt, ...editStamp(tx, actor, row) }
  tx.write(stockDocuments.update(tx.orgId, next))
  tell(tx, {
    actor,
    entity: 'stockDocument',
    recordId: id,
    kind: `stockDocument.${verdict.to}`,
    from: row.state,
    to: verdict.to,
    ...(input.note && { after: { note: input.note } }),
    about: [...new Set(lines.map(line => line.productId))].map(recordId => ({ entity: 'product', recordId })),
    version: next.version,
  })
  return readBackDocument(tx, actor, id)
}

export async function documentOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const whole = await getDocument(db, actor, id)
  const facts = await factsOf(db, actor, whole, whole.lines)
  return movesFrom(documentFlow, facts, permission => can(actor, permission, { ownerId: whole.ownerId, deptId: null }))
}

type Head = Pick<DocumentRow, 'state' | 'kind' | 'date' | 'warehouseId' | 'toWarehouseId'>

async function factsOf(
  db: Db,
  actor: Actor,
  head: Head,
  lines: readonly Pick<DocumentLineRow, 'no' | 'productId' | 'batch' | 'qty'>[],
): Promise<DocumentFacts> {
  const [places, products] = await Promise.all([
    selectWarehouses(db),
    findProducts(db, [...new Set(lines.map(line => line.productId))]),
  ])
  const { state, kind, date, warehouseId, toWarehouseId } = head
  const used = places.filter(one => one.id === warehouseId || one.id === toWarehouseId)
  return {
    state,
    kind,
    date,
    warehouseId,
    toWarehouseId,
    lines: lines.map(({ no, productId, batch, qty }) => {
      const product = products.get(productId)
      return { no, productId, batch, qty, productName: product?.name ?? '', stockKept: product?.stockKept }
    }),
    inactive: used.filter(one => one.state !== 'active').map(one => one.name),
    sites: used.filter(one => one.customerId !== null).map(one => one.name),
    today: today(db.database.clock, actor.org.zone),
    booksClosedUntil: actor.org.booksClosedUntil,
  }
}

export type Booking = {
  readonly actor: Actor
  readonly row: Pick<DocumentRow, 'id' | 'number' | 'kind' | 'date' | 'warehouseId'>
  readonly facts: DocumentFacts
  /** Order lines whose reservations may be given up. */
  readonly release: readonly string[]
}

const effects = { moveStock, moveBack } as const

export async function moveStock(tx: Tx, booking: Booking): Promise<void> {
  const { row, facts } = booking
  const moves = await book(tx, booking, touchedBy(facts), rows => movesOf(facts, rows))
  const moved = new Map(facts.lines.map(line => [line.no, '0']))
  for (const move of moves)
    if (move.warehouseId === row.warehouseId) moved.set(move.lineNo, add(moved.get(move.lineNo) ?? '0', move.qty))
  if (moved.size > 0) tx.write(movedBound(tx.orgId, row.id, moved))
}

/** What the document moved, the other way round; a draft moved nothing. */
async function moveBack(tx: Tx, booking: Booking): Promise<void> {
  const done = booking.facts.state === 'posted' ? await selectMoves(tx, booking.row.id) : []
  if (done.length === 0) return
  const back = done.map(move => ({ ...move, qty: neg(move.qty) }))
  await book(tx, booking, back, () => back)
}

async function book(
  tx: Tx,
  { actor, row, facts, release }: Booking,
  keys: readonly StockKey[],
  plan: (rows: ReadonlyMap<string, StockRow>) => readonly PlannedMove[],
): Promise<readonly PlannedMove[]> {
  await lockHoldingLines(tx, release)
  tx.write(makeLevelsBound(tx, keys))
  const rows = new Map((await lockLevelsOf(tx, keys)).map(one => [keyText(one), one]))
  const moves = plan(rows)
  const deltas = deltasOf(moves)
  const broken = brokenBy(deltas, rows)
  refuseAll(belowReasons(facts, broken.below))
  const given =
    broken.held.length > 0 ? await giveUp(tx, actor, facts, { deltas, rows, held: broken.held, release }) : []
  const released = byRow(given)
  const touched = [...deltas].map(([key, { delta, ...at }]) => ({
    ...at,
    moved: delta,
    held: neg(released.get(key) ?? '0'),
  }))
  if (touched.length === 0) return moves
  changeLevels(tx, touched)
  const kind = facts.state === 'posted' ? 'reversal' : row.kind
  tx.write(
    stockMoves.insert(
      tx.orgId,
      ledger(tx, { actor, row }, moves, rows).map(one => ({ ...one, kind })),
    ),
  )
  return moves
}

type Break = {
  readonly deltas: ReturnType<typeof deltasOf>
  readonly rows: ReadonlyMap<string, StockRow>
  readonly held: readonly StockRow[]
  readonly release: readonly string[]
}

/** S8: reservations that no longer fit give way only where the person named their order line. */
async function giveUp(
  tx: Tx,
  actor: Actor,
  facts: DocumentFacts,
  { deltas, rows, held, release }: Break,
): Promise<HeldRow[]> {
  const holders = await selectHeldByKey(tx, held)
  const named = holders.filter(one => release.includes(one.orderLineId))
  if (brokenBy(deltas, rows, byRow(named)).held.length > 0) throw wouldBreak(facts, holders)
  const given = await lockHeld(
    tx,
    named.map(one => one.id),
  )
  tx.write(
    releaseBound(
      tx.orgId,
      given.map(one => one.id),
    ),
  )
  await lowerLines(tx, actor, releasedOf(given))
  return given
}

function wouldBreak(facts: DocumentFacts, holders: readonly HeldRow[]): Refusal {
  const reasons = holders.map(({ productId, batch, holder, open }) => {
    const line = facts.lines.find(one => one.productId === productId && one.batch === batch)
    const values = { name: line?.productName ?? '', holder, qty: open }
    return reason('stock.wouldBreak', line && `lines.${line.no - 1}.unitQty`, values)
  })
  return new Refusal(reasons, 'invalid', { holds: holders })
}

function byRow(held: readonly HeldRow[]): Map<string, string> {
  const rows = new Map<string, string>()
  for (const one of held) rows.set(keyText(one), add(rows.get(keyText(one)) ?? '0', one.open))
  return rows
}

/** Each move with what was there after it. */
function ledger(
  tx: Tx,
  { actor, row }: Pick<Booking, 'actor' | 'row'>,
  moves: readonly PlannedMove[],
  rows: ReadonlyMap<string, StockRow>,
) {
  const after = new Map([...rows].map(([key, { onHand }]) => [key, onHand]))
  return moves.map(({ productId, warehouseId, batch, qty, lineNo }) => {
    const key = keyText({ productId, warehouseId, batch })
    const onHand = add(after.get(key) ?? '0', qty)
    after.set(key, onHand)
    const paper = { entity: 'stockDocument', recordId: row.id, paper: row.number }
    const at = { at: tx.now, date: row.date, ...paper, madeBy: actor.userId }
    return { id: newId(), productId, warehouseId, batch, qty, onHand, lineNo, ...at }
  })
}
