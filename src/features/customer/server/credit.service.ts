// The payer's credit row: what the front needs from the back is pushed down into it (domain D9, §6).
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isMoney, isZero } from '#kernel/money.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { customerEntity } from '../customer.entity.ts'
import type { Credit, CreditEdit } from '../customer.schema.ts'
import { getCustomer } from './customer.service.ts'
import {
  dealsOpenedBound,
  lastFollowupBound,
  lockCreditRows,
  lockEveryCreditRow,
  moveCreditBound,
  moveCreditsBound,
  selectCredit,
  setCreditBound,
  type Touch,
  touchBound,
} from './customer.sql.ts'

/** May the figures behind a refusal be told, too? */
export const seesCredit = (actor: Actor): boolean => !hiddenFields(actor, customerEntity).has('creditLimit')

/** What is used, beside what is free, tells the limit: whoever may not read that reads none of it. */
export async function getCredit(db: Db, actor: Actor, id: string): Promise<Credit> {
  if (!seesCredit(actor))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'customer.credit' } }, 'forbidden')
  const [credit] = await Promise.all([selectCredit(db, id), getCustomer(db, actor, id)])
  if (!credit) throw missing('customer')
  return credit
}

/** For whoever has judged their own record, and says nothing of it to who may not see it. */
export const creditOf = (db: Db, payerId: string): Promise<Credit | undefined> => selectCredit(db, payerId)

export async function setCredit(tx: Tx, actor: Actor, id: string, input: CreditEdit): Promise<Credit> {
  const [[old]] = await Promise.all([lockCreditRows(tx, [id]), getCustomer(tx, actor, id)])
  if (!old) throw missing('customer')
  const { creditLimit = old.creditLimit, creditDays = old.creditDays, policy = old.policy } = input
  const { currency } = actor.org
  if (creditLimit !== null && !isMoney(creditLimit, currency))
    throw new Refusal(reason('kernel.tooFine', 'creditLimit', { currency }))
  const next: Credit = { ...old, creditLimit, creditDays, policy }
  tx.write(setCreditBound(tx.orgId, next))
  const { before, after } = changes(old, next)
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.creditSet', before, after })
  return next
}

/** Level 4: before anything of an order. */
export const lockCredit = (tx: Tx, payerIds: readonly string[]): Promise<Credit[]> => lockCreditRows(tx, payerIds)

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
