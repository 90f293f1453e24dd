// Logins: better-auth's rows that we write ourselves, in the transaction of the membership they belong to.
import { type Bound, type Database, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { OwnSession } from '../people.schema.ts'
import { askAuth } from './principal.sql.ts'

const byEmail = `select u.id, a.password, coalesce(u."twoFactorEnabled", false) as "secondStep" from auth."user" u left join auth.account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`
const loginInside = stmt('login.find', byEmail)

export type Login = { readonly id: string; readonly password: string | null; readonly secondStep: boolean }

export const selectLogin = (db: Db, email: string): Promise<Login | undefined> => db.one<Login>(loginInside(email))
export const findLogin = async (database: Database, email: string): Promise<Login | undefined> =>
  (await askAuth<Login>(database, byEmail, [email.toLowerCase()]))[0]

const unlock = stmt('login.unlock', 'delete from auth.lockout where email = lower($1)')
export const unlockBound = (email: string): Bound => unlock(email)

const newUser = stmt(
  'login.user',
  `insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, false, $4, $4)`,
)
const newAccount = stmt(
  'login.account',
  `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt") values ($1, $1, 'credential', $1, $2, $3, $3)`,
)
const newMembership = stmt(
  'login.membership',
  'insert into auth.membership (auth_id, org_id, user_id, chosen_at, org_name) select $1, $2, $3, $4, o.name from orgs o where o.org_id = $2',
)

export type NewLogin = { readonly id: string; readonly name: string; readonly email: string; readonly hash: string }

export const loginBounds = ({ id, name, email, hash }: NewLogin, now: string): Bound[] => [
  newUser(id, name, email, now),
  newAccount(id, hash, now),
]
export const membershipBound = (authId: string, orgId: string, userId: string, now: string): Bound =>
  newMembership(authId, orgId, userId, now)

const dropSessions = stmt(
  'login.endSessions',
  'delete from auth.session where "userId" = $1 and "orgId" = ($2::uuid)::text',
)
const setActive = stmt('login.active', 'update auth.membership set active = $3 where auth_id = $1 and org_id = $2')
const rename = stmt('login.orgName', 'update auth.membership set org_name = $2 where org_id = $1')
const membersOf = stmt(
  'login.memberships',
  'select org_id as id, org_name as name from auth.membership where auth_id = $1 and active order by lower(org_name), org_id',
)

export const endSessionsBound = (authId: string, orgId: string): Bound => dropSessions(authId, orgId)
export const activeMembershipBound = (authId: string, orgId: string, active: boolean): Bound =>
  setActive(authId, orgId, active)
export const renameBound = (orgId: string, name: string): Bound => rename(orgId, name)
export const selectMemberships = (db: Db, authId: string): Promise<{ id: string; name: string }[]> =>
  db.query(membersOf(authId))

const sessions = stmt(
  'login.sessions',
  `select id, "createdAt" as created_at, "updatedAt" as seen_at, "ipAddress" as address, "userAgent" as device
   from auth.session where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc, id limit 200`,
)
const dropSession = stmt('login.endSession', 'delete from auth.session where "userId" = $1 and id = $2 returning id')

export const selectSessions = (db: Db, authId: string): Promise<OwnSession[]> => db.query<OwnSession>(sessions(authId))
/** Read, not collected: whether there was one decides the answer. */
export const endSession = async (tx: Tx, authId: string, id: string): Promise<boolean> =>
  (await tx.query(dropSession(authId, id))).length > 0

const any = 'select exists (select 1 from auth.membership) as found'
const anyInside = stmt('login.any', any)
export const hasOrganisation = async (db: Db): Promise<boolean> =>
  (await db.one<{ found: boolean }>(anyInside()))?.found ?? false
export const hasOrganisationYet = async (database: Database): Promise<boolean> =>
  (await askAuth<{ found: boolean }>(database, any, []))[0]?.found ?? false

// held to the end of the transaction, so that two first sign-ups do not both come first
const first = stmt('login.first', 'select pg_advisory_xact_lock(424201) is null as held')
export const holdFirstSignUp = (db: Db): Promise<unknown> => db.query(first())

export async function hasActiveMembership(database: Database, authId: string): Promise<boolean> {
  const text = 'select 1 from auth.membership where auth_id = $1 and active limit 1'
  return (await askAuth(database, text, [authId])).length > 0
}

export async function dropSessionByToken(database: Database, token: string): Promise<void> {
  await askAuth(database, 'delete from auth.session where token = $1', [token])
}

/** The session works there from now on, and the next sign-in begins there; false where the login is no member. */
export async function chooseOrg(database: Database, token: string, orgId: string): Promise<boolean> {
  const text = `with chosen as (
      update auth.membership m set chosen_at = now() from auth.session s
      where s.token = $1 and m.auth_id = s."userId" and m.org_id = $2::uuid and m.active returning m.org_id)
    update auth.session set "orgId" = c.org_id::text from chosen c where token = $1 returning "orgId"`
  return (await askAuth(database, text, [token, orgId])).length > 0
}
