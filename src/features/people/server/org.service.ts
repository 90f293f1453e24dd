import type { Actor } from '#kernel/access.ts'
import { isZone, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, refuseStale, tell } from '#meta/server/record.service.ts'
import type { Me, Org, OrgEdit, OwnSession } from '../people.schema.ts'
import { endSession, renameBound, selectMemberships, selectSessions } from './login.sql.ts'
import { readMyStep } from './myStep.service.ts'
import { editOrgBound, lockOrg, selectOrg, settingBound } from './org.sql.ts'
import { selectMine } from './user.sql.ts'

export async function getOrg(db: Db): Promise<Org> {
  const org = await selectOrg(db)
  if (!org) throw missing('org')
  return org
}

export async function editOrg(tx: Tx, actor: Actor, input: OrgEdit): Promise<Org> {
  const row = await lockOrg(tx)
  if (!row) throw missing('org')
  await refuseStale(tx, 'org', row, input)
  const { version: _, ...wanted } = input
  refuseAll([...problemsOf(wanted), ...postingProblems(tx, actor, wanted)])
  const next: Org = {
    ...row,
    ...wanted,
    ...(wanted.name !== undefined && { name: wanted.name.trim() }),
    version: row.version + 1,
  }
  tx.write(editOrgBound(tx.orgId, next))
  if (next.name !== row.name) tx.write(renameBound(tx.orgId, next.name))
  tell(tx, {
    actor,
    entity: 'org',
    recordId: tx.orgId,
    kind: 'org.edited',
    ...changes(row, next),
    version: next.version,
  })
  return next
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Zone and currency as the runtime knows them: whatever counts days or writes money relies on it. */
export function problemsOf({ name, zone, currency }: Pick<OrgEdit, 'name' | 'zone' | 'currency'>): Reason[] {
  return [
    ...(name !== undefined && name.trim() === '' ? [reason('schema.required', 'name')] : []),
    ...(zone !== undefined && !isZone(zone) ? [reason('people.unknownZone', 'zone')] : []),
    ...(currency !== undefined && !currencies.has(currency) ? [reason('people.unknownCurrency', 'currency')] : []),
  ]
}

/** Books are closed for what has been, not for what is to come. */
function postingProblems(tx: Tx, actor: Actor, { booksClosedUntil }: OrgEdit): Reason[] {
  const now = today(tx.database.clock, actor.org.zone)
  return booksClosedUntil && booksClosedUntil >= now ? [reason('people.booksInFuture', 'booksClosedUntil')] : []
}

export async function readMe(db: Db, actor: Actor): Promise<Me> {
  const [mine, org] = await Promise.all([selectMine(db, actor.userId), getOrg(db)])
  if (!mine) throw missing('user')
  const { authId, ...own } = mine
  const orgs = authId ? await selectMemberships(db, authId) : [{ id: org.id, name: org.name }]
  const { userId, name, roles, deptId, grants } = actor
  const barred = actor.via === 'screen' && (await readMyStep(db, actor)).barred
  return { userId, name, ...own, roles: [...roles], deptId, grants: { ...grants }, barred, org, orgs }
}

export async function listSessions(db: Db, actor: Actor): Promise<{ items: OwnSession[] }> {
  const mine = await selectMine(db, actor.userId)
  return { items: mine?.authId ? await selectSessions(db, mine.authId) : [] }
}

export async function endOwnSession(tx: Tx, actor: Actor, id: string): Promise<void> {
  const mine = await selectMine(tx, actor.userId)
  if (!mine?.authId || !(await endSession(tx, mine.authId, id))) throw missing('session')
}

/** A feature's own setting under its own key; the feature judges, and tells what changed. */
export async function setOrgSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await lockOrg(tx)
  tx.write(settingBound(tx.orgId, key, value))
}
