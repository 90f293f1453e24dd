// The packet: made by a won deal, accepted by operations or sent back with reasons.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { needsOf, promisesOf } from '#features/followup/server/need.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { lockOrder, type OrderRow, setPacketState } from '#features/order/server/order.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { linkThread } from '#kernel/thread.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { editStamp, newStamp, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { handoffPermissions } from '../handoff.access.ts'
import { type HandoffMove, handoffFlow } from '../handoff.flow.ts'
import { type HandoffFacts, type PacketFacts, packetItems } from '../handoff.rules.ts'
import { checklistVersion, type Handoff, type PacketNeed, type PacketPromise } from '../handoff.schema.ts'
import { handoffSource, lockHandoffRow, selectHandoffOf, selectOrderOf, selectOrderPacket } from './handoff.sql.ts'
import { type HandoffRow, handoffs } from './handoff.table.ts'

export const listHandoffs = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Handoff>> =>
  listRecords<Handoff>(db, actor, handoffSource, query)
export const summariseHandoffs = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, handoffSource, query)
export const getHandoff = (db: Db, actor: Actor, id: string): Promise<Handoff> =>
  getRecord<Handoff>(db, actor, handoffSource, id)
export const handoffOf = (db: Db, orderId: string): Promise<string | undefined> => selectHandoffOf(db, orderId)

export type Carried = { readonly needs: PacketNeed[]; readonly promises: PacketPromise[] }

/** What was learned and promised in the follow-up: all needs, and the promises still open. */
export async function carriedOf(db: Db, dealId: string): Promise<Carried> {
  const [needs, promises] = await Promise.all([needsOf(db, dealId), promisesOf(db, dealId)])
  return {
    needs: needs
      .filter(need => need.state !== 'dropped')
      .map(({ id, text, importance, state, answer }) => ({ id, text, importance, state, answer })),
    promises: promises
      .filter(promise => promise.state === 'open')
      .map(({ id, what, toWhom, byWhen, kind }) => ({ id, what, toWhom, byWhen, kind })),
  }
}

export type NewPacket = { readonly facts: PacketFacts; readonly note: string | undefined }

/** The journey has judged the packet and made the order; both are written together. */
export async function writePacket(tx: Tx, actor: Actor, order: OrderRow, packet: NewPacket): Promise<string> {
  const { facts, note } = packet
  const row: HandoffRow = {
    ...newStamp(tx, actor, { ownerId: order.ownerId, deptId: order.deptId }),
    dealId: order.dealId ?? '',
    orderId: order.id,
    checklist: checklistVersion,
    items: packetItems(facts),
    needs: [...facts.needs],
    promises: [...facts.promises],
    state: 'complete',
    since: tx.now,
    reason: null,
    note: note?.trim() || null,
    acceptedBy: null,
    acceptedAt: null,
    threadId: order.threadId,
  }
  tx.write(handoffs.insert(tx.orgId, [row]))
  linkThread(tx, row.threadId, [{ entity: 'handoff', recordId: row.id }])
  say(tx, actor, row, { kind: 'created', to: 'complete', customerId: order.customerId })
  await tellOthers(tx, actor, row, order)
  return row.id
}

export type HandoffWish = {
  readonly move: HandoffMove
  readonly version?: number | undefined
  readonly reason?: string
  readonly note?: string | undefined
}

type Held = {
  readonly order: OrderRow
  readonly row: HandoffRow
  readonly carried: Carried
  readonly items: HandoffRow['items']
}

/** The order first, its packet after it; a packet handed over again holds what stands there now. */
async function holdPacket(tx: Tx, actor: Actor, id: string, move: HandoffMove): Promise<Held> {
  const orderId = await selectOrderOf(tx, id)
  if (!orderId) throw missing('handoff')
  const [order, row, packet] = await Promise.all([
    lockOrder(tx, orderId),
    lockHandoffRow(tx, id),
    selectOrderPacket(tx, orderId),
    getRecord<Handoff>(tx, actor, handoffSource, id),
  ])
  if (!order || !row || !packet) throw missing('handoff')
  if (move !== 'resubmit') return { order, row, carried: row, items: row.items }
  const carried = await carriedOf(tx, row.dealId)
  return { order, row, carried, items: packetItems({ ...packet, ...carried }) }
}

/** What the packet says is pushed down into its order. */
export async function moveHandoff(tx: Tx, actor: Actor, id: string, wish: HandoffWish): Promise<Handoff> {
  const { move, version, reason, note } = wish
  const { order, row, carried, items } = await holdPacket(tx, actor, id, move)
  const facts: HandoffFacts = {
    state: row.state,
    items,
    orderState: order.state,
    isStale: version !== undefined && version !== row.version,
    ...(move === 'sendBack' && { reason: reason ?? '' }),
  }
  const verdict = judge(handoffFlow, move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons, facts.isStale ? 'conflict' : 'invalid')
  const accepted = verdict.to === 'accepted' ? { acceptedBy: actor.userId, acceptedAt: tx.now } : nobody
  const said = {
    needs: carried.needs,
    promises: carried.promises,
    reason: verdict.to === 'sent_back' ? (reason?.trim() ?? '') : row.reason,
    note: note?.trim() || row.note,
  }
  const stamp = editStamp(tx, actor, row)
  const next: HandoffRow = { ...row, ...said, ...accepted, items, state: verdict.to, since: tx.now, ...stamp }
  tx.write(handoffs.update(tx.orgId, next))
  setPacketState(tx, order.id, verdict.to)
  const why = reason ?? note
  await tellOthers(tx, actor, next, order)
  const event = { kind: told[move], from: row.state, to: next.state, customerId: order.customerId }
  say(tx, actor, next, { ...event, ...(why && { why }) })
  return readBack<Handoff>(tx, actor, handoffSource, id)
}

/** A packet that lies there is for whoever may accept it; what they say of it, for whoever sold. */
async function tellOthers(tx: Tx, actor: Actor, row: HandoffRow, { number, customerId }: OrderRow): Promise<void> {
  const given = row.state === 'complete'
  const [takers, customers] = await Promise.all([
    given ? holdersOf(tx, 'handoff.accept', handoffPermissions, row) : [],
    findCustomers(tx, [customerId]),
  ])
  const customer = customers.get(customerId)?.name ?? ''
  notify(tx, actor, {
    userIds: given ? takers : [row.ownerId],
    kind: noticeKind[row.state],
    values: { by: actor.name, number, customer, reason: row.reason ?? '' },
    entity: 'handoff',
    recordId: row.id,
  })
}

const noticeKind = { complete: 'packetHandedOver', accepted: 'packetAccepted', sent_back: 'packetSentBack' } as const

const nobody = { acceptedBy: null, acceptedAt: null }
const told: Record<HandoffMove, string> = { accept: 'accepted', sendBack: 'sentBack', resubmit: 'resubmitted' }

type Said = {
  readonly kind: string
  readonly from?: string
  readonly to: string
  readonly customerId: string
  readonly why?: string
}

function say(tx: Tx, actor: Actor, row: HandoffRow, { kind, from, to, customerId, why }: Said): void {
  tell(tx, {
    actor,
    entity: 'handoff',
    recordId: row.id,
    kind: `handoff.${kind}`,
    to,
    ...(from && { from }),
    ...(why && { after: { reason: why } }),
    threads: [row.threadId],
    about: [
      { entity: 'order', recordId: row.orderId },
      { entity: 'deal', recordId: row.dealId },
      { entity: 'customer', recordId: customerId },
    ],
    version: row.version,
  })
}

export async function handoffOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const seen = await getHandoff(db, actor, id)
  const [packet, carried] = await Promise.all([selectOrderPacket(db, seen.orderId), carriedOf(db, seen.dealId)])
  const items = packet && seen.state === 'sent_back' ? packetItems({ ...packet, ...carried }) : seen.items
  const facts: HandoffFacts = { state: seen.state, items, orderState: packet?.orderState ?? '', isStale: false }
  return movesFrom(handoffFlow, facts, permission => can(actor, permission, seen))
}
