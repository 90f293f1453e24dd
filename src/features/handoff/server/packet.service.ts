// What stands in a packet: of its order and deal, said to its items, and its files; and what of it somebody may read.
import { findDealRow } from '#features/deal/server/move.service.ts'
import type { FileParent } from '#features/file/file.schema.ts'
import { carryFile, getFile } from '#features/file/server/file.service.ts'
import { needsOf, promisesOf } from '#features/followup/server/need.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { entityFor } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { type Given, type PacketFacts, packetItems } from '../checklist.rules.ts'
import { dealPrefix, type ItemAnswer, type OwnSource, type PacketItem } from '../checklist.schema.ts'
import type { PacketNeed, PacketPromise } from '../handoff.schema.ts'
import { checklistOf } from './checklist.service.ts'
import { type OrderPacket, selectOrderPacket } from './handoff.sql.ts'
import type { HandoffRow } from './handoff.table.ts'

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

type Kept = Pick<HandoffRow, 'dealId' | 'orderId' | 'checklist' | 'items'>
export type Standing = { readonly order: OrderPacket; readonly carried: Carried; readonly items: PacketItem[] }

/** The items as they stand now, by the version that the packet was made with. */
export async function standingOf(
  db: Db,
  { dealId, orderId, checklist, items: old }: Kept,
  given: readonly Given[] = [],
): Promise<Standing | undefined> {
  const asked = [
    selectOrderPacket(db, orderId),
    findDealRow(db, dealId),
    carriedOf(db, dealId),
    checklistOf(db, checklist),
  ] as const
  const [order, deal, carried, { items }] = await Promise.all(asked)
  if (!order) return undefined
  const facts: PacketFacts = { ...order, ...carried, deal: deal ?? {} }
  return { order, carried, items: packetItems(items, facts, { given, old }) }
}

/** What was said, with the files by name; each has to hang on one of these records. */
export function namedAnswers(
  db: Db,
  actor: Actor,
  homes: readonly FileParent[],
  answers: readonly ItemAnswer[],
): Promise<Given[]> {
  return Promise.all(
    answers.map(async (answer): Promise<Given> => {
      if (!answer.fileId) return answer
      const path = `answers.${answer.key}`
      const file = await namedBy(path, getFile(db, actor, answer.fileId))
      const isHere = homes.some(home => home.entity === file.entity && home.recordId === file.recordId)
      if (!isHere) throw new Refusal(reason('handoff.foreignFile', path))
      return { ...answer, fileName: file.name }
    }),
  )
}

type Packet = { readonly id: string; readonly threadId: string }
/** Files of the deal go along: operations read the packet's, whatever becomes of the deal's. */
export async function withFiles(
  tx: Tx,
  actor: Actor,
  packet: Packet,
  items: readonly PacketItem[],
): Promise<PacketItem[]> {
  const kept: PacketItem[] = []
  for (const item of items) {
    const file = item.fileId ? await getFile(tx, actor, item.fileId) : undefined
    if (file?.entity !== 'deal') kept.push(item)
    else {
      const fileId = await carryFile(tx, actor, file, {
        entity: 'handoff',
        recordId: packet.id,
        threadId: packet.threadId,
      })
      kept.push({ ...item, fileId })
    }
  }
  return kept
}

/** The field of which record an item repeats. */
const repeats: Readonly<Partial<Record<OwnSource, string>>> = {
  quote: 'quoteId',
  contact: 'contactId',
  address: 'address',
  promisedDate: 'promisedDate',
  poNumber: 'poNumber',
  terms: 'terms',
}

type Holding = {
  /** Absent where a list was asked for other fields. */ readonly items?: PacketItem[]
}
/** Whoever may not read a field of the deal or the order does not read it in the packet either. */
export async function readable<P extends Holding>(db: Db, actor: Actor, packets: readonly P[]): Promise<P[]> {
  const taken = packets.some(one => one.items?.some(item => item.kind === 'field'))
  if (!taken) return [...packets]
  const hiddenIn = async (key: string) => hiddenFields(actor, await entityFor(db, actor, sourceOf(key).entity))
  const [deal, order] = await Promise.all([hiddenIn('deal'), hiddenIn('order')])
  if (deal.size === 0 && order.size === 0) return [...packets]
  const isHidden = ({ from }: PacketItem): boolean => {
    if (!from) return false
    if (from.startsWith(dealPrefix)) return deal.has(from.slice(dealPrefix.length))
    const field: unknown = Reflect.get(repeats, from)
    return typeof field === 'string' && order.has(field)
  }
  return packets.map(packet => ({
    ...packet,
    ...(packet.items && { items: packet.items.map(item => (isHidden(item) ? { ...item, say: null } : item)) }),
  }))
}
