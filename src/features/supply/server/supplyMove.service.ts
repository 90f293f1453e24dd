// What moves a supply: its orders and those who wait are locked, then the supply, judged by the flow table, then stock.
import { seeLines } from '#features/order/server/holding.service.ts'
import { qtyProblem } from '#features/product/server/product.service.ts'
import { siteProblems } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { cmp, percentOf, roundMoney, signOf } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type SupplyMove, supplyFlow } from '../supply.flow.ts'
import { restOf, type SupplyFacts, type Unpaid } from '../supply.rules.ts'
import type { ReceiveBody, Supply, TakeBackBody, WholeSupply } from '../supply.schema.ts'
import { type Coming, type Done, takeIn, takeOut } from './arrival.service.ts'
import { freeAgain } from './freed.service.ts'
import { beside, type HeldSupply, hold } from './hold.service.ts'
import { readBackSupply, tellSupply } from './supply.service.ts'
import { selectSupply, selectWants, supplySource } from './supply.sql.ts'
import { type SupplyRow, supplies } from './supply.table.ts'

export type SupplyWish = {
  readonly move: SupplyMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
}

export const moveSupply = (tx: Tx, actor: Actor, id: string, wish: SupplyWish): Promise<WholeSupply> =>
  carry(tx, actor, id, { wish })

/** A delivery, whole or in part: it lies there and is held for those who wait in the same step. */
export async function receiveSupply(tx: Tx, actor: Actor, id: string, input: ReceiveBody): Promise<WholeSupply> {
  refuseAll(await siteProblems(tx, [{ warehouseId: input.warehouseId, path: 'warehouseId' }]))
  return carry(tx, actor, id, { wish: { ...input, move: 'receive' }, input })
}

/** A receipt that was wrong is taken back whole; what it was held for waits again. */
export const takeBackSupply = (tx: Tx, actor: Actor, id: string, input: TakeBackBody): Promise<WholeSupply> =>
  carry(tx, actor, id, { wish: { ...input, move: 'takeBack' }, no: input.no })

type Carried = { readonly wish: SupplyWish; readonly input?: ReceiveBody; readonly no?: number }

async function carry(tx: Tx, actor: Actor, id: string, { wish, input, no }: Carried): Promise<WholeSupply> {
  const held = await hold(tx, actor, id, input && (input.warehouseId ?? ''))
  const { row, product } = held
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const arriving = comingOf(tx, actor, held, input)
  const verdict = judge(supplyFlow, wish.move, factsOf(tx, actor, held, { arriving, no }), permission =>
    can(actor, permission, row),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  refuseAll([(input && qtyProblem(product, input.qty, 'qty')) ?? []].flat())
  let done: Done = { received: row.received, orders: held.orders.map(one => one.row) }
  const receipt = held.receipts.find(one => one.no === no)
  for (const effect of verdict.effects)
    if (effect === 'takeIn') done = await takeIn(tx, actor, held, arriving)
    else if (receipt) done = await takeOut(tx, actor, held, { ...receipt, reversedNote: wish.note ?? null })
  const state = wish.move === 'receive' && cmp(done.received, row.qty) >= 0 ? 'received' : verdict.to
  const next: SupplyRow = {
    ...row,
    state,
    received: done.received,
    ...stampsOf(tx, row, state),
    ...editStamp(tx, actor, row),
  }
  tx.write(supplies.update(tx.orgId, next))
  const what = [done.said, ...(await goingOn(tx, held, next, wish))].filter(Boolean).join(' · ')
  tellSupply(tx, actor, next, {
    kind: `supply.${told(wish.move, state)}`,
    from: row.state,
    to: next.state,
    ...(next.received !== row.received && { before: { received: row.received } }),
    after: {
      ...(next.received !== row.received && { received: next.received }),
      ...(what && { what }),
      ...(wish.note && { note: wish.note }),
    },
    orders: done.orders,
  })
  return readBackSupply(tx, actor, id)
}

/** Had it ended, what its orders need no more by now is for stock. */
const goingOn = async (tx: Tx, { wants }: HeldSupply, row: SupplyRow, { move }: SupplyWish): Promise<string[]> =>
  move === 'takeBack' || move === 'reopen' ? freeAgain(tx, row, [...new Set(wants.map(one => one.orderId))]) : []

export const told = (move: SupplyMove, state: SupplyRow['state']): string => {
  if (move === 'receive' || move === 'deliver') return state === 'received' ? 'received' : 'partReceived'
  return words[move]
}
// prettier-ignore
const words: Record<Exclude<SupplyMove, 'receive' | 'deliver'>, string> = {
  start: 'started',
  pause: 'paused',
  takeBack: 'takenBack',
  finish: 'finished',
  reopen: 'reopened',
  cancel: 'cancelled',
}

export function stampsOf(tx: Tx, row: SupplyRow, state: SupplyRow['state']): Partial<SupplyRow> {
  const isEnded = state === 'received' || state === 'cancelled'
  return {
    startedAt: state === 'planned' ? null : (row.startedAt ?? (state === 'cancelled' ? null : tx.now)),
    endedAt: isEnded ? tx.now : null,
    ...(state === 'received' && { progress: 100 }),
  }
}

export function comingOf(db: Db, actor: Actor, { row, places }: HeldSupply, input: ReceiveBody | undefined): Coming {
  return {
    qty: input?.qty ?? restOf(row),
    date: input?.date ?? today(db.database.clock, actor.org.zone),
    batch: input?.batch?.trim() ?? '',
    warehouseId: input?.warehouseId ?? (places.some(one => one.id === row.warehouseId) ? row.warehouseId : ''),
    note: input?.note?.trim() || null,
  }
}

type Asked = { readonly arriving: Coming; readonly no?: number | undefined }
export function factsOf(db: Db, actor: Actor, held: HeldSupply, { arriving, no }: Asked): SupplyFacts {
  const { row, places, receipts } = held
  const receipt = receipts.find(one => one.no === no)
  return {
    ...row,
    unpaid: unpaidOf(held),
    arriving: arriving.qty,
    date: arriving.date,
    today: today(db.database.clock, actor.org.zone),
    booksClosedUntil: actor.org.booksClosedUntil,
    inactive: places.some(one => one.id === arriving.warehouseId) ? null : held.row.warehouseId && '–',
    receipt: receipt && { date: receipt.date, stands: receipt.reversedAt === null },
  }
}

/** Domain §6, O4: of each order it is for, that share of the total has to be in before it begins. */
function unpaidOf({ orders, wants }: HeldSupply): Unpaid[] {
  const wanted = new Set(wants.map(one => one.orderId))
  return orders.flatMap(({ row: order }) => {
    if (!wanted.has(order.id) || order.state === 'cancelled' || order.state === 'closed') return []
    const percent = order.terms.gates.supply
    const needed = roundMoney(percentOf(order.gross, percent), order.currency)
    return signOf(needed) > 0 && cmp(order.paidAmount, needed) < 0 ? [{ number: order.number, percent }] : []
  })
}

/** The moves that start here with their why-nots; a receipt is judged as if all that is open came today. */
export async function supplyOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row, wants] = await Promise.all([
    selectSupply(db, id),
    selectWants(db, [id]),
    getRecord<Supply>(db, actor, supplySource, id),
  ])
  if (!row) throw missing('supply')
  const held = await beside(
    db,
    row,
    await seeLines(
      db,
      wants.map(one => one.orderId),
    ),
  )
  const arriving = comingOf(db, actor, held, undefined)
  const last = held.receipts.findLast(one => one.reversedAt === null)
  const facts = factsOf(db, actor, held, { arriving, no: last?.no })
  const never: readonly SupplyMove[] = row.direct ? ['receive', 'takeBack'] : ['deliver']
  const offers = movesFrom(supplyFlow, facts, permission => can(actor, permission, row))
  return offers
    .filter(one => !never.includes(one.move))
    .map(offer => {
      // how much is typed with the move
      const reasons = offer.reasons.filter(one => one.key !== 'supply.noQty')
      return { ...offer, ok: reasons.length === 0, reasons }
    })
}
