// Somebody leaves, or gives their work away: all they have goes to others in one transaction, and the report is kept.
import { ownApprovals } from '#features/approval/server/approval.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { owedBy } from '#features/followup/server/owed.service.ts'
import type { Handover, HandoverBody, HandoverCount, HandoverPreview } from '#features/people/handover.schema.ts'
import { getHandover, judgeTakers, keepHandover, listHandovers } from '#features/people/server/handover.service.ts'
import { getUser, moveUser } from '#features/people/server/user.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import {
  countHeld,
  type HandoverKind,
  handoverKinds,
  heldKey,
  heldRows,
  lockHeld,
  type Moved,
  moveHeld,
  type Takers,
  waitShortly,
} from '#meta/server/handover.ts'
import { tell } from '#meta/server/record.service.ts'
import type { handOverApi } from './handOver.api.ts'

export const handOverHandlers: Handlers<typeof handOverApi> = {
  previewHandover: (db, actor, { id, ...body }) => previewHandover(db, actor, id, body),
  handOver: (tx, actor, { id, ...body }) => handOver(tx, actor, id, body),
  handovers: async db => ({ items: await listHandovers(db) }),
  handover: (db, _actor, { id }) => getHandover(db, id),
}

async function previewHandover(db: Db, actor: Actor, id: string, body: HandoverBody): Promise<HandoverPreview> {
  const [taking, strangers, counts, promises] = await Promise.all([
    judgeTakers(db, id, body),
    unknownCustomers(db, body),
    countHeld(db, id, body.finished ?? false),
    owedBy(db, id),
    getUser(db, actor, id),
  ])
  return {
    counts: counted(new Map(counts.map(one => [one.key, one.count]))),
    promises,
    reasons: [...taking.reasons, ...strangers],
  }
}

/** Each once, and of this company: what is not there would be left behind in silence. */
async function unknownCustomers(db: Db, { customers = [] }: HandoverBody): Promise<Reason[]> {
  const ids = customers.map(one => one.id)
  const known = await findCustomers(db, ids)
  return ids.flatMap((id, at) => {
    if (!known.has(id)) return [reason('handover.unknownCustomer', `customers.${at}.id`)]
    return ids.indexOf(id) < at ? [reason('handover.customerTwice', `customers.${at}.id`)] : []
  })
}

/** In the order of the registry; what there is none of is not said. */
function counted(counts: ReadonlyMap<string, number>): HandoverCount[] {
  return heldRows().flatMap(one => {
    const count = counts.get(heldKey(one)) ?? 0
    return count > 0 ? [{ key: heldKey(one), kind: one.kind, count }] : []
  })
}

function takersOf({ to, kinds = {}, customers = [] }: HandoverBody): Takers {
  const of = (kind: HandoverKind): string => kinds[kind] ?? to
  const [customer, lead, deal, order, service, work, setup] = handoverKinds.map(of)
  return {
    customers,
    kinds: {
      customer: customer ?? to,
      lead: lead ?? to,
      deal: deal ?? to,
      order: order ?? to,
      service: service ?? to,
      work: work ?? to,
      setup: setup ?? to,
    },
  }
}

async function handOver(tx: Tx, actor: Actor, id: string, body: HandoverBody): Promise<Handover> {
  await waitShortly(tx)
  const [{ names, reasons }, strangers] = await Promise.all([judgeTakers(tx, id, body), unknownCustomers(tx, body)])
  refuseAll([...reasons, ...strangers])
  const user = await getUser(tx, actor, id)
  // the account first: plain records stand before everything in the order of locks
  if (body.deactivate && user.state === 'active') await moveUser(tx, actor, id, 'deactivate')
  const takers = takersOf(body)
  const way = { ...takers, from: id, finished: body.finished ?? false }
  const promises = await owedBy(tx, id)
  const moved = await lockAndMove(tx, way)
  const own = await ownApprovals(tx)
  const titles = own.join('；')
  if (own.length > 0) throw new Refusal(reason('handover.ownApprovals', 'kinds.work', { titles }))
  const counts = counted(new Map(moved.map(one => [one.key, one.count])))
  const report: Handover = {
    id: newId(),
    userId: id,
    userName: user.name,
    at: tx.now,
    byName: actor.name,
    takers: namedTakers(takers, names),
    counts,
    promises,
    finished: way.finished,
    deactivated: body.deactivate ?? false,
    note: body.note?.trim() || null,
  }
  const { userName: _, byName: __, ...kept } = report
  keepHandover(tx, { ...kept, byId: actor.userId })
  tellMoved(tx, actor, report, moved)
  return report
}

/** Somebody who holds one of the rows is waited for shortly; then all of it is refused, and may be tried again. */
async function lockAndMove(tx: Tx, way: Parameters<typeof moveHeld>[1]): Promise<Moved[]> {
  try {
    await lockHeld(tx, way)
    return await moveHeld(tx, way)
  } catch (error) {
    const isHeld = error instanceof Error && 'code' in error && error.code === '55P03'
    throw isHeld ? new Refusal(reason('handover.busy'), 'conflict') : error
  }
}

function namedTakers({ kinds, customers }: Takers, names: ReadonlyMap<string, string>): Handover['takers'] {
  const byKind = handoverKinds.map(kind => ({ kind, name: names.get(kinds[kind]) ?? '', customers: 0 }))
  const lists = Map.groupBy(customers, one => one.to)
  const byList = [...lists].map(([to, some]) => ({
    kind: 'customer',
    name: names.get(to) ?? '',
    customers: some.length,
  }))
  return [...byKind, ...byList]
}

const most = 500

/** One sentence in the history of each record that changed hands. */
function tellMoved(tx: Tx, actor: Actor, report: Handover, moved: readonly Moved[]): void {
  const about = moved.flatMap(({ entity, ids }) => (entity ? ids.map(recordId => ({ entity, recordId })) : []))
  const after = { count: report.counts.reduce((all, one) => all + one.count, 0), userName: report.userName }
  for (let at = 0; at === 0 || at < about.length; at += most) {
    const event = {
      entity: 'user',
      recordId: report.userId,
      kind: 'user.handedOver',
      about: about.slice(at, at + most),
    }
    tell(tx, { actor, ...event, after })
  }
}
