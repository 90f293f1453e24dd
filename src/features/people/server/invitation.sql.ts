import { type Bound, type Database, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Invitation } from '../people.schema.ts'
import { type InvitationRow, invitations } from './people.table.ts'
import { askAuth } from './principal.sql.ts'

const shown = `select i.id, i.email, i.roles, i.dept_id, d.name as dept_name, i.created_at, i.expires_at
  from invitations i left join departments d on d.org_id = i.org_id and d.id = i.dept_id
  where i.org_id = $1 and i.accepted_at is null and i.revoked_at is null`
const open = stmt('invitations.open', `${shown} order by i.created_at desc, i.id limit 500`)
const one = stmt('invitations.get', `${shown} and i.id = $2`)
const lock = stmt(
  'invitations.lock',
  `select ${invitations.select('t')} from invitations t where t.org_id = $1 and t.id = $2 for no key update`,
)

export const selectInvitations = (db: Db): Promise<Invitation[]> => db.query<Invitation>(open(db.orgId))
export const selectInvitation = (db: Db, id: string): Promise<Invitation | undefined> =>
  db.one<Invitation>(one(db.orgId, id))

export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<InvitationRow>(lock(tx.orgId, id))
}

const letterOf = stmt(
  'invitations.letter',
  `select i.expires_at, u.name as by_name, o.name as company, o.zone
   from invitations i join orgs o on o.org_id = i.org_id left join users u on u.org_id = i.org_id and u.id = i.created_by
   where i.org_id = $1 and i.id = $2 and i.accepted_at is null and i.revoked_at is null`,
)
export type LetterOf = {
  readonly expiresAt: string
  readonly byName: string | null
  readonly company: string
  readonly zone: string
}
export const selectLetterOf = (db: Db, id: string): Promise<LetterOf | undefined> =>
  db.one<LetterOf>(letterOf(db.orgId, id))

const revoke = stmt('invitations.revoke', 'update invitations set revoked_at = $3 where org_id = $1 and id = $2')
const replace = stmt(
  'invitations.replace',
  'update invitations set revoked_at = $3 where org_id = $1 and lower(email) = lower($2) and accepted_at is null and revoked_at is null',
)
const accepted = stmt('invitations.accepted', 'update invitations set accepted_at = $3 where org_id = $1 and id = $2')
const hash = stmt('invitation.hash', 'insert into auth.invitation (org_id, invitation_id, hash) values ($1, $2, $3)')

export const revokeInvitationBound = (orgId: string, id: string, now: string): Bound => revoke(orgId, id, now)
export const replaceBound = (orgId: string, email: string, now: string): Bound => replace(orgId, email, now)
export const acceptedBound = (orgId: string, id: string, now: string): Bound => accepted(orgId, id, now)
export const tokenBound = (orgId: string, id: string, of: string): Bound => hash(orgId, id, of)

export async function findByToken(database: Database, of: string): Promise<{ orgId: string; id: string } | undefined> {
  const text = 'select org_id as "orgId", invitation_id as id from auth.invitation where hash = $1'
  return (await askAuth<{ orgId: string; id: string }>(database, text, [of]))[0]
}
