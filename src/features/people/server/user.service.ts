// The verbs of people: edit, deactivate, reactivate, free from a lock-out. How a person comes to be is said in
// `people.service.ts`.
import { type Actor, can, type Role } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Bound, Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { changes, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { lastOwner, type UserFacts, type UserMove, userFlow } from '../people.flow.ts'
import type { Absence, MyEdit, NewPerson, User, UserEdit } from '../people.schema.ts'
import { hasDepartment } from './department.sql.ts'
import { revokeAllBound } from './key.sql.ts'
import { activeMembershipBound, endSessionsBound } from './login.sql.ts'
import { setOwnSetting } from './ownSetting.service.ts'
import { createUser, deptFollows, deptOf, indexPerson } from './people.service.ts'
import { type UserRow, users } from './people.table.ts'
import { refuseForeignRoles } from './role.service.ts'
import {
  countOtherOwners,
  lockPeople,
  lockUserRow,
  rolesBounds,
  selectAbove,
  selectRoles,
  userSource,
} from './user.sql.ts'

const onlyActive = JSON.stringify({ field: 'state', op: 'is', value: 'active' })

/** Pickers ask without a filter: the deactivated are never offered (C113). */
export const listUsers = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<User>> =>
  listRecords<User>(db, actor, userSource, { ...query, filter: query.filter ?? onlyActive })

export const summariseUsers = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, userSource, query)

export const getUser = (db: Db, actor: Actor, id: string): Promise<User> => getRecord<User>(db, actor, userSource, id)

/** Without a login: nobody signs in as this person until they are invited. */
export async function addPerson(tx: Tx, actor: Actor, input: NewPerson): Promise<User> {
  refuseForeignRoles(actor, input.roles)
  const { name, deptId = null, managerId = null, awayFrom, awayUntil } = input
  await refusePlace(tx, { deptId: null, managerId: null }, { name, deptId, managerId })
  const id = await createUser(tx, actor, { ...input, deptId, managerId })
  if (awayUntil) return editUser(tx, actor, id, { awayUntil, ...(awayFrom && { awayFrom }) })
  return readBack<User>(tx, actor, userSource, id)
}

type Locked = { readonly row: UserRow; readonly roles: readonly Role[]; readonly facts: UserFacts }

/** Roles and activity change one person at a time: two owners cannot remove each other at once. */
async function lockUser(tx: Tx, id: string): Promise<Locked> {
  await lockPeople(tx)
  const [row, roles, otherOwners] = await Promise.all([
    lockUserRow(tx, id),
    selectRoles(tx, id),
    countOtherOwners(tx, id),
  ])
  if (!row) throw missing('user')
  return { row, roles, facts: { state: row.active ? 'active' : 'inactive', roles, otherOwners } }
}

export async function editUser(tx: Tx, actor: Actor, id: string, input: UserEdit): Promise<User> {
  const { row, roles, facts } = await lockUser(tx, id)
  await refuseStale(tx, 'user', { ...row, roles } as UserRow & { roles: readonly Role[] }, input) // the row with its roles
  const { version: _, roles: wantedRoles, ...wanted } = input
  if (wantedRoles) refuseRoleChange(actor, facts, wantedRoles)
  await refusePlace(tx, row, wanted)
  const next = {
    ...row,
    ...named(wanted),
    accessVersion: row.accessVersion + 1,
    version: row.version + 1,
    updatedAt: tx.now,
  }
  refuseBackwards(next)
  tx.write(users.update(tx.orgId, next))
  if (wantedRoles) tx.write(...rolesBounds(tx.orgId, id, wantedRoles))
  if (next.deptId !== row.deptId) tx.write(...deptFollows(tx.orgId, id, next.deptId))
  indexPerson(tx, next)
  const what = changes({ ...row, roles }, { ...next, roles: wantedRoles ?? roles, accessVersion: row.accessVersion })
  tell(tx, { actor, entity: 'user', recordId: id, kind: 'user.edited', ...what, version: next.version })
  return readBack<User>(tx, actor, userSource, id)
}

function named<W extends { readonly name?: string }>(wanted: W): W {
  return wanted.name === undefined ? wanted : { ...wanted, name: wanted.name.trim() }
}

function refuseRoleChange(actor: Actor, facts: UserFacts, wanted: readonly Role[]): void {
  const given = wanted.filter(role => !facts.roles.includes(role))
  const taken = facts.roles.filter(role => !wanted.includes(role))
  refuseForeignRoles(actor, [...given, ...taken])
  const why = facts.state === 'active' && taken.includes('owner') ? lastOwner(facts) : undefined
  if (typeof why === 'string') throw new Refusal(reason(why, 'roles'))
}

type Place = Pick<UserRow, 'deptId' | 'managerId'> & { readonly id?: string }

function refuseBackwards({ awayFrom, awayUntil }: Pick<UserRow, 'awayFrom' | 'awayUntil'>): void {
  if (awayFrom && awayUntil && awayUntil < awayFrom) throw new Refusal(reason('people.awayBackwards', 'awayUntil'))
}

async function refusePlace(tx: Tx, row: Place, { name, deptId, managerId }: UserEdit): Promise<void> {
  if (name !== undefined && name.trim() === '') throw new Refusal(reason('schema.required', 'name'))
  if (deptId && deptId !== row.deptId && !(await hasDepartment(tx, deptId)))
    throw new Refusal(reason('people.unknownDepartment', 'deptId'))
  if (!managerId || managerId === row.managerId) return
  await deptOf(tx, managerId, 'managerId')
  if (row.id !== undefined && (await selectAbove(tx, managerId)).includes(row.id))
    throw new Refusal(reason('people.managerCircle', 'managerId'))
}

/** What anyone may change of themselves. How pages look is nobody's news, and ends no session's memory of who one is. */
export async function editMyself(tx: Tx, actor: Actor, { theme, ...wanted }: MyEdit): Promise<void> {
  if (Object.keys(wanted).length > 0) await editOwnRow(tx, actor, wanted)
  // after the row, which carries the settings as they were
  if (theme !== undefined) setOwnSetting(tx, actor, 'theme', theme)
}

async function editOwnRow(tx: Tx, actor: Actor, wanted: Omit<MyEdit, 'theme'>): Promise<void> {
  const row = await lockUserRow(tx, actor.userId)
  if (!row) throw missing('user')
  if (wanted.name !== undefined && wanted.name.trim() === '') throw new Refusal(reason('schema.required', 'name'))
  const next = {
    ...row,
    ...named(wanted),
    accessVersion: row.accessVersion + 1,
    version: row.version + 1,
    updatedAt: tx.now,
  }
  refuseBackwards(next)
  tx.write(users.update(tx.orgId, next))
  indexPerson(tx, next)
  const what = changes(row, { ...next, accessVersion: row.accessVersion })
  tell(tx, { actor, entity: 'user', recordId: row.id, kind: 'user.edited', ...what, version: next.version })
}

/** By whoever leads them: when they are away, and nothing else. */
export async function setAbsence(tx: Tx, actor: Actor, id: string, absence: Absence): Promise<User> {
  const row = await lockUserRow(tx, id)
  if (!row) throw missing('user')
  if (!can(actor, 'user.absence', { ownerId: id, deptId: row.deptId }))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'user.absence' } }, 'forbidden')
  const next = { ...row, ...absence, version: row.version + 1, updatedAt: tx.now }
  refuseBackwards(next)
  tx.write(users.update(tx.orgId, next))
  tell(tx, {
    actor,
    entity: 'user',
    recordId: id,
    kind: 'user.edited',
    ...changes(row, next),
    version: next.version,
  })
  return readBack<User>(tx, actor, userSource, id)
}

const pastTense = { deactivate: 'user.deactivated', reactivate: 'user.reactivated' } as const

export async function moveUser(tx: Tx, actor: Actor, id: string, move: UserMove): Promise<User> {
  const { row, roles, facts } = await lockUser(tx, id)
  const verdict = judge(userFlow, move, facts, permission =>
    can(actor, permission, { ownerId: id, deptId: row.deptId }),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  if (roles.includes('owner')) refuseForeignRoles(actor, ['owner'])
  const active = verdict.to === 'active'
  const next = { ...row, active, accessVersion: row.accessVersion + 1, version: row.version + 1, updatedAt: tx.now }
  tx.write(users.update(tx.orgId, next), ...doors(tx, next))
  tell(tx, {
    actor,
    entity: 'user',
    recordId: id,
    kind: pastTense[move],
    from: facts.state,
    to: verdict.to,
    version: next.version,
  })
  return readBack<User>(tx, actor, userSource, id)
}

/** Sessions and keys end in the same transaction (C125); a key stays revoked when the person comes back. */
function doors(tx: Tx, { id, authId, active }: UserRow): Bound[] {
  const membership = authId ? [activeMembershipBound(authId, tx.orgId, active)] : []
  if (active) return membership
  return [...membership, ...(authId ? [endSessionsBound(authId, tx.orgId)] : []), revokeAllBound(tx.orgId, id, tx.now)]
}

export async function userOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const reading = [getUser(db, actor, id), selectRoles(db, id), countOtherOwners(db, id)] as const
  const [{ state, deptId }, roles, otherOwners] = await Promise.all(reading)
  return movesFrom(userFlow, { state, roles, otherOwners }, permission =>
    can(actor, permission, { ownerId: id, deptId }),
  )
}
