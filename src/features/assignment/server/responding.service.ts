// The settings of the first-response clock, and its ladder standing still.

import { recountGiven, resumeGiven } from '#features/lead/server/given.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { type Responding, respondingOf } from '#meta/responding.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { RespondingEdit } from '../assignment.schema.ts'
import { lockOrgRow, selectOrg } from './assignment.sql.ts'

export const readResponding = async (db: Db): Promise<Responding> => respondingOf((await selectOrg(db)).settings)

export async function setResponding(tx: Tx, actor: Actor, input: RespondingEdit): Promise<Responding> {
  refuseAll(problemsOf(input))
  const before = respondingOf((await lockOrgRow(tx)).settings)
  return keep(tx, actor, before, { ...before, ...input })
}

/** The ladder stands still, say through a fair; the clocks go on. */
export async function pauseLadder(tx: Tx, actor: Actor, paused: boolean): Promise<Responding> {
  const org = await lockOrgRow(tx)
  const before = respondingOf(org.settings)
  if (paused === (before.pausedAt !== null)) return before
  if (before.pausedAt) await resumeGiven(tx, org, before.pausedAt)
  return keep(tx, actor, before, { ...before, pausedAt: paused ? tx.now : null })
}

async function keep(tx: Tx, actor: Actor, before: Responding, next: Responding): Promise<Responding> {
  await setOrgSetting(tx, 'responding', next)
  recountGiven(tx)
  const said = changes({ ...before }, { ...next })
  if (Object.keys(said.after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'responding.set', ...said })
  return next
}

/** Each rung comes after the one before. */
function problemsOf({ ownerAt, managerAt, reassignAt }: RespondingEdit): Reason[] {
  const rungs = [
    ['ownerAt', ownerAt],
    ['managerAt', managerAt],
    ['reassignAt', reassignAt],
  ] as const
  const set = rungs.flatMap(([path, minutes]) => (minutes === null ? [] : [{ path, minutes }]))
  return set.flatMap(({ path, minutes }, at) =>
    at > 0 && minutes < (set[at - 1]?.minutes ?? 0) ? [reason('assignment.rungOrder', path)] : [],
  )
}
