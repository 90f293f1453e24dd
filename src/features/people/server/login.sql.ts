// Logins: better-auth's rows that we write ourselves, in the transaction of the membership they belong to.
import { type Bound, type Db, stmt } from '#kernel/db.ts'

const findLogin = stmt(
  'login.find',
  `select u.id, a.password from auth."user" u left join auth.account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`,
)

export type Login = { readonly id: string; readonly password: string | null }

/** The first value of a statement is the organisation everywhere else; a login is older than any. */
export const selectLogin = (db: Db, email: string): Promise<Login | undefined> => db.one(findLogin(email))

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
  'insert into auth.membership (auth_id, org_id, user_id, chosen_at) values ($1, $2, $3, $4)',
)

export type NewLogin = { readonly id: string; readonly name: string; readonly email: string; readonly hash: string }

export const loginBounds = ({ id, name, email, hash }: NewLogin, now: string): Bound[] => [
  newUser(id, name, email, now),
  newAccount(id, hash, now),
]
export const membershipBound = (authId: string, orgId: string, userId: string, now: string): Bound =>
  newMembership(authId, orgId, userId, now)

const dropSessions = stmt('login.endSessions', 'delete from auth.session where "userId" = $1 and "orgId" = $2')
const membersOf = stmt(
  'login.memberships',
  'select org_id, user_id from auth.membership where auth_id = $1 order by chosen_at desc',
)
const choose = stmt('login.choose', 'update auth.membership set chosen_at = $3 where auth_id = $1 and org_id = $2')

export const endSessionsBound = (authId: string, orgId: string): Bound => dropSessions(authId, orgId)
export const selectMemberships = (db: Db, authId: string): Promise<{ orgId: string; userId: string }[]> =>
  db.query(membersOf(authId))
export const chooseBound = (authId: string, orgId: string, now: string): Bound => choose(authId, orgId, now)

const any = stmt('login.any', 'select exists (select 1 from auth.membership) as found')
export const hasOrganisation = async (db: Db): Promise<boolean> =>
  (await db.one<{ found: boolean }>(any()))?.found ?? false

// held to the end of the transaction, so that two first sign-ups do not both come first
const first = stmt('login.first', 'select pg_advisory_xact_lock(424201) is null as held')
export const holdFirstSignUp = (db: Db): Promise<unknown> => db.query(first())
