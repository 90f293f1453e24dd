// Who was given a lead, how, and when they first spoke with it: written where the owner changes, in its transaction.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import type { Given, GivenFacts, How } from '#meta/given.ts'
import { type ClockOrg, isTimed, minutesTaken, nextRung, respondByOf, stoodStill } from '#meta/responding.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import {
  answerGivenBound,
  climbBound,
  endGivenBound,
  insertGivenBound,
  recountBound,
  selectClimbing,
  selectDueGiven,
  selectGivenOf,
  selectHad,
  selectOpenGiven,
  stillBound,
} from './given.sql.ts'
import { leadSource } from './lead.sql.ts'
import type { AssignmentRow, LeadRow } from './lead.table.ts'

export type Giving = {
  readonly how: How
  readonly org: ClockOrg
  readonly byId: string | null
  readonly ruleId?: string | null
  readonly facts?: GivenFacts | null
}

/** The clock of whoever is given a lead now. */
export const clockFrom = (tx: Tx, { org, how }: Giving): Pick<LeadRow, 'respondBy'> => ({
  respondBy: respondByOf(org, how, tx.now),
})

/** Ends what was, begins what is; `after` has its clock already. */
export function followGiven(tx: Tx, before: LeadRow | null, after: LeadRow, giving?: Giving): void {
  if (before?.ownerId) tx.write(endGivenBound(tx.orgId, after.id, tx.now))
  giveNew(tx, [{ row: after, giving }])
}

type NewlyGiven = { readonly row: LeadRow; readonly giving: Giving | undefined }

/** Leads that nobody had; what nobody gets begins nothing. */
export function giveNew(tx: Tx, given: readonly NewlyGiven[]): void {
  const rows = given.flatMap(({ row, giving }) => (giving && row.ownerId ? [begun(tx, row, row.ownerId, giving)] : []))
  if (rows.length > 0) tx.write(insertGivenBound(tx.orgId, rows))
}

function begun(tx: Tx, row: LeadRow, userId: string, giving: Giving): AssignmentRow {
  const { how, org, byId, ruleId = null, facts = null } = giving
  const next = isTimed(how) ? nextRung(org, { at: tx.now, step: 0, paused: 0 }) : undefined
  return {
    id: newId(),
    leadId: row.id,
    userId,
    how,
    ruleId,
    byId,
    facts,
    at: tx.now,
    respondBy: row.respondBy,
    respondedAt: null,
    minutes: null,
    endedAt: null,
    step: 0,
    nextAt: next?.at ?? null,
    paused: 0,
  }
}

/** Its owner has spoken with it: the clock stops. */
export function answerGiven(tx: Tx, actor: Actor, { id, ownerId, assignedAt }: LeadRow, at: string): boolean {
  if (ownerId !== actor.userId || !assignedAt) return false
  tx.write(answerGivenBound(tx.orgId, id, { at, minutes: minutesTaken(actor.org, assignedAt, at) }))
  return true
}

/** Of one lead, to whoever may read it. */
export async function givenOf(db: Db, actor: Actor, leadId: string): Promise<Given[]> {
  const [rows] = await Promise.all([selectGivenOf(db, leadId), getRecord(db, actor, leadSource, leadId)])
  return rows
}

export type OpenGiven = AssignmentRow
export const dueGiven = (db: Db, limit: number): Promise<{ id: string; leadId: string }[]> => selectDueGiven(db, limit)
/** Under the leads' locks. */
export const openGiven = (tx: Tx, leadIds: readonly string[]): Promise<OpenGiven[]> => selectOpenGiven(tx, leadIds)
export const hadSince = (db: Db, leadId: string, since: string): Promise<string[]> => selectHad(db, leadId, since)

export function climbGiven(
  tx: Tx,
  id: string,
  climbed: { readonly step: number; readonly nextAt: string | null },
): void {
  tx.write(climbBound(tx.orgId, id, climbed))
}

/** After the settings have changed: each open one is looked at by the next run. */
export function recountGiven(tx: Tx): void {
  tx.write(recountBound(tx.orgId, tx.now))
}

/** The ladder goes on: what it stood still is nobody's delay. */
export async function resumeGiven(tx: Tx, org: ClockOrg, pausedAt: string): Promise<void> {
  const rows = await selectClimbing(tx)
  if (rows.length === 0) return
  const minutes = rows.map(({ id, at }) => ({ id, minutes: stoodStill(org, at, pausedAt, tx.now) }))
  tx.write(stillBound(tx.orgId, minutes))
}
