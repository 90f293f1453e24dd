// What moves a return: order and return are locked in the order of levels, judged by the flow table, then written.
import { creditableOf } from '#features/invoice/server/creditReturn.service.ts'
import { dueValueAfter, type HeldOrder, holdOrders, seeOrders } from '#features/order/server/progress.service.ts'
import { activeWarehouses, siteProblems } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { add, isZero, max, min, sub } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type ReturnMove, returnFlow } from '../return.flow.ts'
import { nameProblems, type ReturnFacts } from '../return.rules.ts'
import type { GoodsReturn, InspectBody, InspectPreview, Outcome, ReceiveBody, WholeReturn } from '../return.schema.ts'
import { decidedLines, receivedLines, sameSplit } from './count.service.ts'
import { noticeMoved } from './notice.service.ts'
import { type At, againOf, returnEffects } from './return.effects.ts'
import { readBackReturn, tellReturn } from './return.service.ts'
import {
  lockReturnRow,
  returnSource,
  selectGivenFor,
  selectOutcomes,
  selectReturn,
  selectReturnLines,
  selectShippedOn,
} from './return.sql.ts'
import { goodsReturns, type ReturnLineRow, type ReturnRow } from './return.table.ts'
import { finerProblems } from './returnLine.service.ts'
import { returnSettingsOf } from './returnSettings.service.ts'
import { worthOf } from './settle.service.ts'

type Held = {
  readonly row: ReturnRow
  readonly lines: readonly ReturnLineRow[]
  readonly order: HeldOrder
  readonly givenFor: ReadonlyMap<string, string>
  readonly unsettled: readonly string[]
  readonly creditable: ReadonlyMap<string, string>
  /** In use, the default one first. */
  readonly places: readonly string[]
  readonly shippedOn: string | null
}

/** Credit 4, order 8, lines 10, return 11. The order is found before the return is locked: it never changes. */
export async function holdReturn(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const seen = await selectReturn(tx, id)
  if (!seen) throw missing('goodsReturn')
  const [orders, row, lines] = await Promise.all([
    holdOrders(tx, [seen.orderId]),
    lockReturnRow(tx, id),
    selectReturnLines(tx, id),
    getRecord<GoodsReturn>(tx, actor, returnSource, id),
  ])
  return { ...(await beside(tx, { row, lines, order: orders.get(seen.orderId) })) }
}

async function lookAt(db: Db, actor: Actor, id: string): Promise<Held> {
  const [row, lines] = await Promise.all([
    selectReturn(db, id),
    selectReturnLines(db, id),
    getRecord<GoodsReturn>(db, actor, returnSource, id),
  ])
  const orders = row ? await seeOrders(db, [row.orderId]) : new Map<string, HeldOrder>()
  return beside(db, { row, lines, order: orders.get(row?.orderId ?? '') })
}

type Found = Pick<Held, 'lines'> & { readonly row: ReturnRow | undefined; readonly order: HeldOrder | undefined }
const underway: Partial<Record<Outcome['entity'], readonly string[]>> = {
  refund: ['requested', 'approved', 'processing'],
  invoice: ['draft', 'awaiting', 'confirmed', 'issuing', 'failed'],
}

async function beside(db: Db, { row, lines, order }: Found): Promise<Held> {
  if (!row || !order) throw missing('goodsReturn')
  const ids = order.lines.map(line => line.id)
  const [givenFor, outcomes, creditable, places, shippedOn] = await Promise.all([
    selectGivenFor(db, ids, row.id),
    selectOutcomes(db, row.id),
    creditableOf(db, ids),
    activeWarehouses(db),
    selectShippedOn(
      db,
      lines.map(line => line.orderLineId),
    ),
  ])
  const open = outcomes.filter(one => underway[one.entity]?.includes(one.state))
  const unsettled = open.map(one => one.number)
  return { row, lines, order, givenFor, unsettled, creditable, places: places.map(one => one.id), shippedOn }
}

type Wish = {
  readonly move: ReturnMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  readonly carrier?: string | null | undefined
  readonly trackingNumber?: string | null | undefined
}

export async function moveReturn(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeReturn> {
  const held = await holdReturn(tx, actor, id)
  const words = {
    ...(wish.carrier !== undefined && { carrier: wish.carrier?.trim() || null }),
    ...(wish.trackingNumber !== undefined && { trackingNumber: wish.trackingNumber?.trim() || null }),
  }
  await carryReturn(tx, actor, { ...held, row: { ...held.row, ...words } }, wish)
  return readBackReturn(tx, actor, id)
}

/** Goods are taken in once: the same receipt again, of a second click or a lost line, finds it done. */
export async function receiveReturn(tx: Tx, actor: Actor, id: string, input: ReceiveBody): Promise<WholeReturn> {
  const held = await holdReturn(tx, actor, id)
  const given = input.lines ?? []
  refuseAll(
    nameProblems(
      held.lines.map(line => line.no),
      given,
    ),
  )
  const lines = receivedLines(held.lines, given)
  if (held.row.receivedAt !== null) {
    if (!sameSplit(held.lines, lines)) throw new Refusal('goodsReturn.alreadyReceived', 'conflict')
    return readBackReturn(tx, actor, id)
  }
  refuseAll(await finerProblems(tx, lines))
  refuseAll(await siteProblems(tx, placesIn(input)))
  const row: ReturnRow = {
    ...held.row,
    warehouseId: input.warehouseId ?? held.places[0] ?? null,
    damagedWarehouseId: input.damagedWarehouseId === undefined ? apartFor(actor, lines) : input.damagedWarehouseId,
    date: input.date ?? today(tx.database.clock, actor.org.zone),
  }
  await carryReturn(tx, actor, { ...held, row, lines }, { ...input, move: 'receive' })
  return readBackReturn(tx, actor, id)
}

const placesIn = ({ warehouseId, damagedWarehouseId }: ReceiveBody) => [
  { warehouseId, path: 'warehouseId' },
  { warehouseId: damagedWarehouseId, path: 'damagedWarehouseId' },
]

/** Only where something came damaged: a receipt of good ones needs no such place. */
const apartFor = (actor: Actor, lines: readonly ReturnLineRow[]): string | null =>
  lines.some(line => !isZero(line.damaged)) ? returnSettingsOf(actor).damagedWarehouseId : null

/** What is done about it, line by line, and at once: goods again, money, another good. */
export async function inspectReturn(tx: Tx, actor: Actor, id: string, input: InspectBody): Promise<WholeReturn> {
  const held = await holdReturn(tx, actor, id)
  const decided = decide(held, input)
  refuseAll(await finerProblems(tx, decided.lines))
  await carryReturn(tx, actor, decided, { ...input, move: 'inspect' })
  return readBackReturn(tx, actor, id)
}

function decide(held: Held, input: InspectBody): Held {
  refuseAll(
    nameProblems(
      held.lines.map(line => line.no),
      input.lines,
    ),
  )
  return { ...held, lines: decidedLines(held, input.lines) }
}

// prettier-ignore
const told: Record<ReturnMove, string> = {
  approve: 'approved',
  reject: 'rejected',
  send: 'sent',
  receive: 'received',
  inspect: 'inspected',
  close: 'closed',
  cancel: 'cancelled',
  lapse: 'lapsed',
}
const ends: readonly ReturnMove[] = ['reject', 'close', 'cancel', 'lapse']

function stampsOf(tx: Tx, move: ReturnMove): Partial<ReturnRow> {
  if (move === 'receive') return { receivedAt: tx.now }
  if (move === 'inspect') return { inspectedAt: tx.now }
  return ends.includes(move) ? { endedAt: tx.now } : {}
}

async function carryReturn(tx: Tx, actor: Actor, held: Held, wish: Wish): Promise<void> {
  const { row, lines, order } = held
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = factsOf(tx, actor, held)
  const verdict = judge(returnFlow, wish.move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const moved: ReturnRow = { ...row, ...stampsOf(tx, wish.move), state: verdict.to, ...editStamp(tx, actor, row) }
  let at: At = { row: moved, lines, order, over: facts.refundable }
  for (const effect of verdict.effects) at = await returnEffects[effect](tx, actor, at)
  tx.write(goodsReturns.update(tx.orgId, at.row))
  tellReturn(tx, actor, at.row, order, {
    kind: `goodsReturn.${told[wish.move]}`,
    from: row.state,
    to: at.row.state,
    after: { ...saidOf(wish.move, lines), ...(wish.note && { note: wish.note }) },
  })
  await noticeMoved(tx, actor, at.row, wish.note)
}

function saidOf(move: ReturnMove, lines: readonly ReturnLineRow[]): Record<string, unknown> {
  if (move === 'receive')
    return { lines: lines.map(one => `${one.no} ${one.name} +${one.good} ✕${one.damaged} ?${one.missing}`).join('\n') }
  if (move === 'inspect')
    return { lines: lines.map(one => `${one.no} ${one.name} ${one.decision ?? ''} ${one.decidedQty}`).join('\n') }
  return {}
}

function factsOf(db: Db, actor: Actor, held: Held): ReturnFacts {
  const { row, lines, order, unsettled, places, shippedOn } = held
  const now = today(db.database.clock, actor.org.zone)
  const { paidAmount, writtenOff } = order.row
  const over = sub(add(paidAmount, writtenOff), dueValueAfter(order, againOf(held)))
  return {
    state: row.state,
    lines: lines.map(line => ({ ...line, creditable: held.creditable.get(line.orderLineId) ?? '0' })),
    orderNumber: order.row.number,
    orderState: order.row.state,
    currency: order.row.currency,
    refund: worthOf(lines, 'refund'),
    refundable: max(min(over, paidAmount), '0'),
    mayRefund: can(actor, 'refund.create', row),
    unsettled,
    places: new Set(places),
    warehouseId: row.warehouseId,
    damagedWarehouseId: row.damagedWarehouseId,
    date: row.date ?? now,
    today: now,
    booksClosedUntil: actor.org.booksClosedUntil,
    shippedOn,
  }
}

/** The moves that start here with their why-nots; what is typed with a move is judged with it. */
export async function returnOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const held = await lookAt(db, actor, id)
  const whole = held.row.state === 'received' ? held : receivable(held)
  return movesFrom(returnFlow, factsOf(db, actor, whole), permission => can(actor, permission, held.row)).map(offer =>
    offer.move === 'inspect' ? { ...offer, ...askedLater(offer) } : offer,
  )
}

/** As if all came whole into the first place, until somebody says otherwise. */
const receivable = (held: Held): Held => ({
  ...held,
  row: { ...held.row, warehouseId: held.row.warehouseId ?? held.places[0] ?? null },
  lines: held.row.receivedAt === null ? receivedLines(held.lines, []) : held.lines,
})

function askedLater(offer: MoveOffer): Pick<MoveOffer, 'ok' | 'reasons'> {
  const reasons = offer.reasons.filter(one => one.key !== 'goodsReturn.undecided')
  return { ok: reasons.length === 0, reasons }
}

/** The same judgement as the move itself, with what each line would be worth. */
export async function previewInspect(db: Db, actor: Actor, id: string, input: InspectBody): Promise<InspectPreview> {
  const held = decide(await lookAt(db, actor, id), input)
  const facts = factsOf(db, actor, held)
  const verdict = judge(returnFlow, 'inspect', facts, permission => can(actor, permission, held.row))
  const { currency, refund, refundable } = facts
  return {
    ok: verdict.ok,
    reasons: verdict.ok ? [] : [...verdict.reasons],
    currency,
    lines: held.lines.map(({ no, amount }) => ({ no, amount })),
    refund,
    refundable,
  }
}
