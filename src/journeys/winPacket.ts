// The packet of a win: its items by the checklist that applies now, judged before anything is written.
import { DealEdit } from '#features/deal/deal.schema.ts'
import type { findDealRow } from '#features/deal/server/move.service.ts'
import { answerProblems, packetItems, packetProblems } from '#features/handoff/checklist.rules.ts'
import { dealPrefix, type ItemAnswer, type PacketItem } from '#features/handoff/checklist.schema.ts'
import type { WinInput } from '#features/handoff/handoff.schema.ts'
import { checklistNow } from '#features/handoff/server/checklist.service.ts'
import { type Carried, carriedOf, namedAnswers } from '#features/handoff/server/handoff.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { mul } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { Agreement } from './dealAgreement.ts'

type DealRow = NonNullable<Awaited<ReturnType<typeof findDealRow>>>
export type DealPacket = Carried & { readonly items: readonly PacketItem[]; readonly checklist: number }

type Said = {
  readonly from: Agreement | undefined
  readonly contactName: string | null
  readonly address: string | null
  readonly promisedDate: string | null
  readonly poNumber: string | null
  readonly answers: readonly ItemAnswer[]
}

export async function packetFor(
  db: Db,
  actor: Actor,
  deal: DealRow,
  { from, answers, ...said }: Said,
): Promise<DealPacket> {
  const [{ version, items: asked }, carried, given] = await Promise.all([
    checklistNow(db),
    carriedOf(db, deal.id),
    namedAnswers(db, actor, [{ entity: 'deal', recordId: deal.id }], answers),
  ])
  const facts = {
    ...said,
    ...carried,
    quoteNumber: from?.number ?? null,
    instalments: from?.instalments ?? 0,
    ships: from?.lines.some(line => line.fulfil !== 'none') ?? false,
    amount: from ? mul(from.gross, from.rate) : null,
    deal,
  }
  return { ...carried, checklist: version, items: packetItems(asked, facts, { given }) }
}

/** What is missing, and what was said to nothing that is asked. */
export const packetLacks = (actor: Actor, { items }: DealPacket, { answers = [] }: WinInput): Reason[] => [
  ...packetProblems(items, actor.lang),
  ...answerProblems(items, answers),
]

/** Fields of the deal that are filled in with the win: its own three, and those the checklist takes items from. */
export async function wishedValues(db: Db, input: WinInput): Promise<DealEdit> {
  const { amount, expectedClose, contactId, values = {} } = input
  const own = {
    ...(amount !== undefined && { amount }),
    ...(expectedClose !== undefined && { expectedClose }),
    ...(contactId !== undefined && { contactId }),
  }
  if (Object.keys(values).length === 0) return own
  const { custom = {}, ...plain } = accept(DealEdit, values)
  const { items } = await checklistNow(db)
  const asked = new Set(items.map(one => one.from))
  const foreign = (keys: readonly string[], path: string) =>
    keys.filter(key => !asked.has(`${dealPrefix}${key}`)).map(key => reason('handoff.unknownItem', `${path}${key}`))
  refuseAll([...foreign(Object.keys(plain), 'values.'), ...foreign(Object.keys(custom), 'values.custom.')])
  return { ...plain, ...own, ...(Object.keys(custom).length > 0 && { custom }) }
}
