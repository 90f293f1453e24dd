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
import { leadEffects } from './lead.effects.ts'
import { saidOf } from './lead.service.ts'
import { countHeld, leadSource, lockLeadRows } from './lead.sql.ts'
import { type LeadRow, leads } from './lead.table.ts'

export const lockLeads = (tx: Tx, ids: readonly string[]): Promise<LeadRow[]> => lockLeadRows(tx, ids)

/** As its reader saw it last, though it may have left their sight. */
export const leadAfter = (db: Db, actor: Actor, id: string): Promise<Lead> => readBack<Lead>(db, actor, leadSource, id)

/** Open leads that a person has. */
export const countLeadsHeld = (db: Db, userId: string): Promise<number> => countHeld(db, userId)

export type LeadTaker = { readonly id: string; readonly deptId: string | null }
type Words = Readonly<Record<string, unknown>>
type Told = { readonly kind: string; readonly words?: Words }

export function giveLeadFromPool(
  tx: Tx,
  by: Doer & { readonly name: string },
  row: LeadRow,
  { to, kind, words }: Told & { readonly to: LeadTaker },
): LeadRow {
  const next = moved(tx, by, row, 'claim', {
    ...leadEffects.giveOwner(row, { now: tx.now, to }),
    homePoolId: row.poolId ?? row.homePoolId,
  })
  say(tx, by, row, next, { kind, ...(words && { words }) })
  if (to.id !== by.userId)
    notifyAll(tx, {
      userIds: [to.id],
      kind: 'leadAssigned',
      values: { by: by.name, name: row.company ? `${row.name} · ${row.company}` : row.name },
      entity: 'lead',
      recordId: row.id,
    })
  return next
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
