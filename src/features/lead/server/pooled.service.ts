// What a pool does with leads: takes them, gives them to someone, keeps them from its rules. Whether it may is judged
// there (`pool.flow.ts`); here the lead follows its own flow.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { judge } from '#kernel/flow.ts'
import { Refusal } from '#kernel/refusal.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { type LeadMove, leadFlow } from '../lead.flow.ts'
import type { Lead } from '../lead.schema.ts'
import { clockFrom, followGiven, type Giving } from './given.service.ts'
import { leadEffects } from './lead.effects.ts'
import { saidOf } from './lead.service.ts'
import { countHeld, leadSource, lockLeadRows, selectLeadRows } from './lead.sql.ts'
import { type LeadRow, leads } from './lead.table.ts'

export const lockLeads = (tx: Tx, ids: readonly string[]): Promise<LeadRow[]> => lockLeadRows(tx, ids)

export const leadRowsOf = (db: Db, ids: readonly string[]): Promise<LeadRow[]> => selectLeadRows(db, ids)

/** As its reader saw it last, though it may have left their sight. */
export const leadAfter = (db: Db, actor: Actor, id: string): Promise<Lead> => readBack<Lead>(db, actor, leadSource, id)

/** Open leads that a person has. */
export const countLeadsHeld = (db: Db, userId: string): Promise<number> => countHeld(db, userId)

export type LeadTaker = { readonly id: string; readonly deptId: string | null }
type Words = Readonly<Record<string, unknown>>
type Told = { readonly kind: string; readonly words?: Words }

export function giveLeadFromPool(
  tx: Tx,
  by: Actor,
  row: LeadRow,
  { to, kind, words }: Told & { readonly to: LeadTaker },
): LeadRow {
  const giving: Giving = { how: kind === 'claimed' ? 'claim' : 'hand', org: by.org, byId: by.userId }
  const next = moved(tx, by, row, 'claim', {
    ...leadEffects.giveOwner(row, { now: tx.now, to, ...clockFrom(tx, giving) }),
    homePoolId: row.poolId ?? row.homePoolId,
  })
  followGiven(tx, row, next, giving)
  say(tx, by, row, next, { kind, ...(words && { words }) })
  if (to.id !== by.userId) tellGiven(tx, row, to.id, by.name)
  return next
}

type ByRule = {
  readonly to: LeadTaker
  readonly giving: Giving
  /** Whose name stands in the notice, and why in the history. */
  readonly by: string
  readonly reason: string
}

/** By a rule, whoever brought the lead: nobody's right is asked, the rule's owner has decided. */
export function giveLeadByRule(tx: Tx, doer: Doer, row: LeadRow, { to, giving, by, reason }: ByRule): LeadRow {
  const clock = clockFrom(tx, giving)
  const next = moved(tx, doer, row, 'assign', leadEffects.giveOwner(row, { now: tx.now, to, ...clock }))
  followGiven(tx, row, next, giving)
  tellNextStep(tx, doer, 'lead', row, next)
  say(tx, doer, row, next, { kind: 'assigned', words: { reason } })
  if (doer.via !== 'import' && to.id !== doer.userId) tellGiven(tx, row, to.id, by)
  return next
}

function tellGiven(tx: Tx, { id, name, company }: LeadRow, userId: string, by: string): void {
  const values = { by, name: company ? `${name} · ${company}` : name }
  notifyAll(tx, { userIds: [userId], kind: 'leadAssigned', values, entity: 'lead', recordId: id })
}

/** Why nobody was given it. */
export function sayOfLead(tx: Tx, by: Doer, row: LeadRow, told: Told): void {
  say(tx, by, row, row, told)
}

export function putLeadInPool(
  tx: Tx,
  by: Doer,
  row: LeadRow,
  { poolId, kind, words }: Told & { readonly poolId: string },
): LeadRow {
  const next = moved(tx, by, row, 'recycle', {
    ...leadEffects.dropOwner(row, { now: tx.now }),
    poolId,
    homePoolId: poolId,
    pooledAt: tx.now,
  })
  followGiven(tx, row, next)
  tellNextStep(tx, by, 'lead', row, next)
  say(tx, by, row, next, { kind, ...(words && { words }) })
  return next
}

export function lockLeadFromRules(tx: Tx, by: Doer, row: LeadRow, poolLocked: boolean): LeadRow {
  const next = { ...row, poolLocked, ...stamp(tx, by, row) }
  tx.write(leads.update(tx.orgId, next))
  say(tx, by, row, next, { kind: poolLocked ? 'locked' : 'unlocked' })
  return next
}

const stamp = (tx: Tx, by: Doer, { version }: LeadRow) => ({
  version: version + 1,
  updatedAt: tx.now,
  updatedBy: by.userId,
})

function moved(tx: Tx, by: Doer, row: LeadRow, ...[move, also]: readonly [LeadMove, Partial<LeadRow>]): LeadRow {
  const verdict = judge(leadFlow, move, { state: row.state, ownerId: row.ownerId }, () => true)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const next: LeadRow = { ...row, ...also, state: verdict.to, ...stamp(tx, by, row) }
  tx.write(leads.update(tx.orgId, next))
  return next
}

function say(tx: Tx, by: Doer, row: LeadRow, ...[next, told]: readonly [LeadRow, Told]): void {
  const { before, after } = changes(saidOf(row), saidOf(next))
  tell(tx, {
    actor: by,
    entity: 'lead',
    recordId: row.id,
    kind: `lead.${told.kind}`,
    threads: [row.threadId],
    version: next.version,
    ...(row.state !== next.state && { from: row.state, to: next.state }),
    before,
    after: { ...after, ...told.words },
  })
}
