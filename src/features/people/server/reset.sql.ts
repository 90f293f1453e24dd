// A new password by a link: found before any organisation is, like the login it belongs to.
import { type Bound, type Database, type Db, stmt } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { askAuth } from './principal.sql.ts'

export type NewReset = { readonly hash: string; readonly authId: string; readonly expiresAt: string }

const insert = stmt('reset.insert', 'insert into auth.password_reset (hash, auth_id, expires_at) values ($1, $2, $3)')
export const resetBound = ({ hash, authId, expiresAt }: NewReset): Bound => insert(hash, authId, expiresAt)

const resetter = stmt(
  'reset.member',
  `select u.active, u.auth_id, u.name, u.lang, coalesce(a.email, u.email) as email,
     (select count(*) from auth.membership m where m.auth_id = u.auth_id) as companies
   from users u left join auth."user" a on a.id = u.auth_id where u.org_id = $1 and u.id = $2`,
)
export type Resetter = {
  readonly active: boolean
  readonly authId: string | null
  readonly name: string
  readonly lang: Lang | null
  readonly email: string
  readonly companies: number
}
export const selectResetter = (db: Db, userId: string): Promise<Resetter | undefined> =>
  db.one<Resetter>(resetter(db.orgId, userId))

export type Member = { readonly orgId: string; readonly userId: string }

/** Where the login works, the company it was last used in first. */
export function findMembers(database: Database, email: string): Promise<Member[]> {
  const text = `select m.org_id as "orgId", m.user_id as "userId" from auth."user" u
    join auth.membership m on m.auth_id = u.id and m.active where u.email = $1 order by m.chosen_at desc, m.org_id limit 20`
  return askAuth<Member>(database, text, [email])
}

export async function isOpenReset(database: Database, hash: string): Promise<boolean> {
  const text = 'select 1 from auth.password_reset where hash = $1 and expires_at > $2'
  return (await askAuth(database, text, [hash, database.clock.now().toISOString()])).length > 0
}

/**
 * In one statement, so that a link works once: every open link of the login goes, the password is the new one,
 * nobody stays signed in by the old one, and no lock-out is left.
 */
export function takeReset(database: Database, hash: string, password: string): Promise<Member[]> {
  const text = `with mine as (
      delete from auth.password_reset where auth_id = (select auth_id from auth.password_reset where hash = $1 and expires_at > $2) returning auth_id),
    who as (select distinct auth_id from mine),
    changed as (update auth.account a set password = $3, "updatedAt" = $2 from who where a."userId" = who.auth_id and a."providerId" = 'credential'),
    trusted as (delete from auth.verification v using who where v.value = who.auth_id and v.identifier like 'trust-device-%'),
    out as (delete from auth.session s using who where s."userId" = who.auth_id),
    freed as (delete from auth.lockout l using auth."user" u, who where u.id = who.auth_id and l.email = u.email)
    select m.org_id as "orgId", m.user_id as "userId" from auth.membership m join who on who.auth_id = m.auth_id where m.active`
  return askAuth<Member>(database, text, [hash, database.clock.now().toISOString(), password])
}
