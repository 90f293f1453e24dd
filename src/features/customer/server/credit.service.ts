// The payer's credit row: what the front needs from the back is pushed down into it (domain D9, §6).
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isMoney, isZero } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { customerEntity } from '../customer.entity.ts'
import type { Credit, CreditEdit } from '../customer.schema.ts'
import { parentsOf } from './create.service.ts'
import {
  type CountedCredit,
  type CreditRow,
  lockCreditRows,
  lockEveryCreditRow,
  markHeadsBound,
  moveCreditBound,
  moveCreditsBound,
  selectCredit,
  selectCreditRows,
  selectGroupHead,
  setCreditBound,
} from './credit.sql.ts'
import { getCustomer } from './customer.service.ts'
import { dealsOpenedBound, lastFollowupBound, type Touch, touchBound } from './customer.sql.ts'

/** May the figures behind a refusal be told, too? */
export const seesCredit = (actor: Actor): boolean => !hiddenFields(actor, customerEntity).has('creditLimit')

/** What is used, beside what is free, tells the limit: whoever may not read that reads none of it. */
export async function getCredit(db: Db, actor: Actor, id: string): Promise<Credit> {
  if (!seesCredit(actor))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'customer.credit' } }, 'forbidden')
  const [credit, head] = await Promise.all([selectCredit(db, id), selectGroupHead(db, id), getCustomer(db, actor, id)])
  if (!credit) throw missing('customer')
  return { ...credit, groupHeadId: head?.id ?? null, groupHeadName: head?.name ?? null }
}

/** For whoever has judged their own record, and says nothing of it to who may not see it. */
export const creditOf = (db: Db, payerId: string): Promise<CountedCredit | undefined> => selectCredit(db, payerId)

export async function setCredit(tx: Tx, actor: Actor, id: string, input: CreditEdit): Promise<Credit> {
  const { old, others, headId } = await holdToSet(tx, actor, id, input.sharesLimit)
  const { creditLimit = old.creditLimit, creditDays = old.creditDays, policy = old.policy } = input
  const { currency } = actor.org
  if (creditLimit !== null && !isMoney(creditLimit, currency))
    throw new Refusal(reason('kernel.tooFine', 'creditLimit', { currency }))
  if (headId !== null && headId !== old.headId)
    refuseAll(
      sharingProblems(
        old,
        others.find(one => one.customerId === headId),
      ),
    )
  const next = { ...old, creditLimit, creditDays, policy, headId }
  tx.write(setCreditBound(tx.orgId, next))
  if (headId !== old.headId)
    tx.write(
      markHeadsBound(
        tx.orgId,
        [headId, old.headId].filter(one => one !== null),
      ),
    )
  const said = ({ creditLimit: limit, creditDays: days, policy: stops, headId: head }: typeof next) => ({
    ...{ creditLimit: limit, creditDays: days, policy: stops, creditHeadId: head },
  })
  const { before, after } = changes(said(old), said(next))
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.creditSet', before, after })
  const [credit, head] = await Promise.all([selectCredit(tx, id), selectGroupHead(tx, id)])
  if (!credit) throw missing('customer')
  return { ...credit, groupHeadId: head?.id ?? null, groupHeadName: head?.name ?? null }
}

type ToSet = { readonly old: CreditRow; readonly others: readonly CreditRow[]; readonly headId: string | null }
/** The payer's row with those of the heads it leaves and joins, in one order of ids; no parent changes meanwhile. */
async function holdToSet(tx: Tx, actor: Actor, id: string, shares: boolean | undefined): Promise<ToSet> {
  const [head, seen] =
    shares === undefined ? [] : [await wishedHead(tx, id, shares), (await selectCreditRows(tx, [id]))[0]]
  const ids = [id, head, seen?.headId].filter(one => typeof one === 'string')
  const [others] = await Promise.all([lockCreditRows(tx, ids), getCustomer(tx, actor, id)])
  const old = others.find(one => one.customerId === id)
  if (!old) throw missing('customer')
  if (seen && seen.headId !== old.headId) throw new Refusal('customer.creditMoved', 'conflict')
  return { old, others, headId: head === undefined ? old.headId : head }
}

async function wishedHead(tx: Tx, id: string, shares: boolean): Promise<string | null> {
  if (!shares) return null
  await parentsOf(tx, id)
  const head = await selectGroupHead(tx, id)
  if (!head) throw new Refusal(reason('customer.noGroup', 'sharesLimit'))
  return head.id
}

/** One level: neither has a head of its own, or is one, beside. */
function sharingProblems(old: CreditRow, head: CreditRow | undefined): Reason[] {
  if (old.shared) return [reason('customer.othersShare', 'sharesLimit')]
  return head === undefined || head.headId !== null ? [reason('customer.headShares', 'sharesLimit')] : []
}

/** Level 4: before anything of an order. */
/** With the days that count: of the head, where its limit is shared. */
export const lockCredit = async (tx: Tx, payerIds: readonly string[]): Promise<CreditRow[]> =>
  (await lockCreditRows(tx, payerIds)).map(row => ({ ...row, creditDays: row.dueDays }))

/** `delta` in base currency; the row must be locked. */
export function moveExposure(tx: Tx, payerId: string, delta: string): void {
  if (!isZero(delta)) tx.write(moveCreditBound(tx.orgId, payerId, delta))
}

/** What happened with the customer: open deals, needs, orders, the last follow-up. Derived life follows from it. */
export function touchCustomer(tx: Tx, customerId: string, touch: Touch): void {
  tx.write(touchBound(tx.orgId, customerId, touch))
}

/** The deals that open together, customer by customer. */
export function touchOpened(tx: Tx, customerIds: readonly string[]): void {
  const opened = new Map<string, number>()
  for (const id of customerIds) opened.set(id, (opened.get(id) ?? 0) + 1)
  if (opened.size > 0) tx.write(dealsOpenedBound(tx.orgId, opened))
}

/** Where follow-ups went away with their deal: what is left is the last. */
export function setLastFollowup(tx: Tx, customerId: string, at: string | null): void {
  tx.write(lastFollowupBound(tx.orgId, customerId, at))
}

/** For a change that counts all of them anew. */
export const lockEveryCredit = (tx: Tx): Promise<void> => lockEveryCreditRow(tx)
/** Payer → delta in base currency; the rows must be locked. */
export function moveExposures(tx: Tx, deltas: ReadonlyMap<string, string>): void {
  if (deltas.size > 0) tx.write(moveCreditsBound(tx.orgId, deltas))
}
