// The packet: made by a won deal, accepted by operations or sent back with reasons.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { lockOrder, type OrderRow, setPacketState } from '#features/order/server/order.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Label, Lang } from '#kernel/text.ts'
import { linkThread } from '#kernel/thread.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { editStamp, newStamp, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { answerProblems } from '../checklist.rules.ts'
import type { ItemAnswer, Objection, PacketItem } from '../checklist.schema.ts'
import { handoffPermissions } from '../handoff.access.ts'
import { type HandoffMove, handoffFlow } from '../handoff.flow.ts'
import type { HandoffFacts } from '../handoff.rules.ts'
import type { Handoff } from '../handoff.schema.ts'
import { handoffSource, lockHandoffRow, selectHandoffOf, selectOrderOf } from './handoff.sql.ts'
import { type HandoffRow, handoffs } from './handoff.table.ts'
import { type Carried, carriedOf, namedAnswers, readable, standingOf, withFiles } from './packet.service.ts'

export { type Carried, carriedOf, namedAnswers, readable }

export async function listHandoffs(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Handoff>> {
  const page = await listRecords<Handoff>(db, actor, handoffSource, query)
  return { ...page, items: await readable(db, actor, page.items) }
}
export const summariseHandoffs = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, handoffSource, query)
export const getHandoff = async (db: Db, actor: Actor, id: string): Promise<Handoff> =>
  one(db, actor, getRecord<Handoff>(db, actor, handoffSource, id))
export const handoffOf = (db: Db, orderId: string): Promise<string | undefined> => selectHandoffOf(db, orderId)

async function one(db: Db, actor: Actor, reading: Promise<Handoff>): Promise<Handoff> {
  const packet = await reading
  return (await readable(db, actor, [packet]))[0] ?? packet
}

export type NewPacket = Carried & {
  /** As the journey judged them, by which version. */
  readonly items: readonly PacketItem[]
  readonly checklist: number
  readonly note: string | undefined
}

/** The journey has judged the packet and made the order; both are written together. */
export async function writePacket(tx: Tx, actor: Actor, order: OrderRow, packet: NewPacket): Promise<string> {
  const { items, checklist, needs, promises, note } = packet
  const stamp = newStamp(tx, actor, { ownerId: order.ownerId, deptId: order.deptId })
  const row: HandoffRow = {
    ...stamp,
    dealId: order.dealId ?? '',
    orderId: order.id,
    checklist,
    items: await withFiles(tx, actor, { id: stamp.id, threadId: order.threadId }, items),
    needs,
    promises,
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
  readonly reason?: string | undefined
  readonly objections?: readonly Objection[] | undefined
  readonly note?: string | undefined
}

type Held = { readonly order: OrderRow; readonly row: HandoffRow }

/** The order first, its packet after it. */
async function holdPacket(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const orderId = await selectOrderOf(tx, id)
  if (!orderId) throw missing('handoff')
  const [order, row] = await Promise.all([
    lockOrder(tx, orderId),
    lockHandoffRow(tx, id),
    getRecord<Handoff>(tx, actor, handoffSource, id),
  ])
  if (!order || !row) throw missing('handoff')
  return { order, row }
}

/** A packet handed over again holds what stands there now; one that is sent back says at which items why. */
async function contentFor(tx: Tx, row: HandoffRow, { move, objections = [] }: HandoffWish) {
  if (move === 'resubmit') {
    const now = await standingOf(tx, row)
    return now ? { ...now.carried, items: now.items } : row
  }
  const items = row.items.map(item => {
    const objection = objections.find(said => said.key === item.key)?.reason.trim() ?? null
    return { ...item, objection }
  })
  return { needs: row.needs, promises: row.promises, items: move === 'sendBack' ? items : row.items }
}

/** What is told where there is room for one sentence. */
function wholeReason(
  actor: Actor,
  items: readonly PacketItem[],
  { reason = '', objections = [] }: HandoffWish,
): string {
  const nameOf = (key: string) => items.find(item => item.key === key)?.label[actor.lang] ?? key
  const each = objections.map(said => `${nameOf(said.key)}${actor.lang === 'zh' ? '：' : ': '}${said.reason.trim()}`)
  return [reason.trim(), ...each].filter(Boolean).join(actor.lang === 'zh' ? '；' : '; ')
}

/** What the packet says is pushed down into its order. */
export async function moveHandoff(tx: Tx, actor: Actor, id: string, wish: HandoffWish): Promise<Handoff> {
  const { move, version, reason, objections, note } = wish
  const { order, row } = await holdPacket(tx, actor, id)
  const content = await contentFor(tx, row, wish)
  const facts: HandoffFacts = {
    state: row.state,
    items: content.items,
    orderState: order.state,
    isStale: version !== undefined && version !== row.version,
    lang: actor.lang,
    ...(move === 'sendBack' && { reason: reason ?? '', objections: objections ?? [] }),
  }
  const verdict = judge(handoffFlow, move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons, facts.isStale ? 'conflict' : 'invalid')
  const accepted = verdict.to === 'accepted' ? { acceptedBy: actor.userId, acceptedAt: tx.now } : nobody
  const said = {
    reason: verdict.to === 'sent_back' ? wholeReason(actor, row.items, wish) : row.reason,
    note: note?.trim() || row.note,
  }
  const stamp = editStamp(tx, actor, row)
  const next: HandoffRow = { ...row, ...content, ...said, ...accepted, state: verdict.to, since: tx.now, ...stamp }
  tx.write(handoffs.update(tx.orgId, next))
  setPacketState(tx, order.id, verdict.to)
  const why = verdict.to === 'sent_back' ? said.reason : note
  await tellOthers(tx, actor, next, order)
  const event = { kind: told[move], from: row.state, to: next.state, customerId: order.customerId }
  say(tx, actor, next, { ...event, ...(why && { after: { reason: why } }) })
  return one(tx, actor, readBack<Handoff>(tx, actor, handoffSource, id))
}

export type FillWish = { readonly version?: number | undefined; readonly answers: readonly ItemAnswer[] }

/** Until it is accepted, whoever sold says in place what is missing or was found wrong. */
export async function fillHandoff(tx: Tx, actor: Actor, id: string, { version, answers }: FillWish): Promise<Handoff> {
  const { order, row } = await holdPacket(tx, actor, id)
  if (!can(actor, 'handoff.resubmit', row))
    throw new Refusal({ key: 'flow.notAllowed', values: { permission: 'handoff.resubmit' } })
  if (row.state === 'accepted') throw new Refusal('handoff.notOpen')
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  refuseAll(answerProblems(row.items, answers))
  const homes = [
    { entity: 'handoff', recordId: id },
    { entity: 'deal', recordId: row.dealId },
  ]
  const now = await standingOf(tx, row, await namedAnswers(tx, actor, homes, answers))
  if (!now) throw missing('handoff')
  const isAnswered = (key: string) => answers.some(one => one.key === key)
  const filled = now.items.map(item => {
    const objection = isAnswered(item.key) ? null : (row.items.find(old => old.key === item.key)?.objection ?? null)
    return { ...item, objection }
  })
  const items = await withFiles(tx, actor, row, filled)
  const next: HandoffRow = { ...row, items, ...editStamp(tx, actor, row) }
  tx.write(handoffs.update(tx.orgId, next))
  const answered = items.filter(item => isAnswered(item.key))
  const names = (lang: Lang) => answered.map(item => item.label[lang]).join(', ')
  say(tx, actor, next, {
    kind: 'filled',
    customerId: order.customerId,
    after: { text: { en: names('en'), zh: names('zh') } },
  })
  return one(tx, actor, readBack<Handoff>(tx, actor, handoffSource, id))
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
  readonly to?: string
  readonly customerId: string
  readonly after?: Readonly<Record<string, string | Label>>
}

function say(tx: Tx, actor: Actor, row: HandoffRow, { kind, from, to, customerId, after }: Said): void {
  tell(tx, {
    actor,
    entity: 'handoff',
    recordId: row.id,
    kind: `handoff.${kind}`,
    ...(to && { to }),
    ...(from && { from }),
    ...(after && { after }),
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
  const seen = await getRecord<Handoff>(db, actor, handoffSource, id)
  const now = await standingOf(db, seen)
  const items = now && seen.state === 'sent_back' ? now.items : seen.items
  const facts: HandoffFacts = {
    state: seen.state,
    items,
    orderState: now?.order.orderState ?? '',
    isStale: false,
    lang: actor.lang,
  }
  return movesFrom(handoffFlow, facts, permission => can(actor, permission, seen))
}
