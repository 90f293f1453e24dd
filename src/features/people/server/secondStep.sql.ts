// The second step of a login: better-auth's rows as far as we read and clear them, and the codes that were used.
import { type Bound, type Database, type Db, stmt } from '#kernel/db.ts'
import { askAuth } from './principal.sql.ts'

const now = (database: Database): string => database.clock.now().toISOString()

/** False where the same code has just opened: it stands for as long as it could be given again. */
export async function claimCode(database: Database, authId: string, code: string): Promise<boolean> {
  const text = `insert into auth.used_code as u (auth_id, code, used_at) values ($1, $2, $3)
    on conflict (auth_id, code) do update set used_at = $3 where u.used_at < $3::timestamptz - interval '3 minutes' returning code`
  return (await askAuth(database, text, [authId, code, now(database)])).length > 0
}

/** A code that was wrong has not been used. */
export async function releaseCode(database: Database, authId: string, code: string): Promise<void> {
  await askAuth(database, 'delete from auth.used_code where auth_id = $1 and code = $2', [authId, code])
}

export type Challenged = { readonly authId: string; readonly email: string }

/** Whose password was right a moment ago and who now owes a code. */
export async function findChallenged(database: Database, challenge: string): Promise<Challenged | undefined> {
  const text = `select u.id as "authId", u.email from auth.verification v join auth."user" u on u.id = v.value
    where v.identifier = $1 and v."expiresAt" > $2`
  return (await askAuth<Challenged>(database, text, [challenge, now(database)]))[0]
}

export type OwnLogin = { readonly authId: string; readonly email: string; readonly on: boolean }

export async function findLoginOf(database: Database, token: string): Promise<OwnLogin | undefined> {
  const text = `select u.id as "authId", u.email, coalesce(u."twoFactorEnabled", false) as on from auth.session s
    join auth."user" u on u.id = s."userId" where s.token = $1 and s."expiresAt" > $2`
  return (await askAuth<OwnLogin>(database, text, [token, now(database)]))[0]
}

/** The sessions from before the second step was on, and devices that were trusted under another one. */
export async function endOthers(database: Database, authId: string, token: string): Promise<void> {
  const text = `with old as (delete from auth.session where "userId" = $1 and token <> $2)
    delete from auth.verification where value = $1 and identifier like 'trust-device-%'`
  await askAuth(database, text, [authId, token])
}

export async function forgetTrusted(database: Database, authId: string): Promise<void> {
  await askAuth(database, `delete from auth.verification where value = $1 and identifier like 'trust-device-%'`, [
    authId,
  ])
}

const own = stmt(
  'secondStep.own',
  `select u.created_at as joined, coalesce(a."twoFactorEnabled", false) as on, coalesce(json_array_length(f."backupCodes"::json), 0) as codes_left
   from users u join auth."user" a on a.id = u.auth_id
     left join auth."twoFactor" f on f."userId" = a.id and f.verified where u.org_id = $1 and u.id = $2`,
)
export type OwnStep = { readonly on: boolean; readonly codesLeft: number; readonly joined: string }
export const selectStep = (db: Db, userId: string): Promise<OwnStep | undefined> =>
  db.one<OwnStep>(own(db.orgId, userId))

const clear = stmt(
  'secondStep.clear',
  `with kept as (delete from auth."twoFactor" where "userId" = $1),
     trusted as (delete from auth.verification where value = $1 and (identifier like 'trust-device-%' or identifier like '2fa-%'))
   update auth."user" set "twoFactorEnabled" = false where id = $1`,
)
export const clearStepBound = (authId: string): Bound => clear(authId)

const unlock = stmt(
  'secondStep.unlock',
  `update auth."twoFactor" f set "failedVerificationCount" = 0, "lockedUntil" = null
   from auth."user" u where u.id = f."userId" and u.email = lower($1)`,
)
export const unlockStepBound = (email: string): Bound => unlock(email)

const bump = stmt(
  'secondStep.bump',
  'update users set access_version = access_version + 1 where org_id = $1 and id = $2',
)
export const stepChangedBound = (orgId: string, userId: string): Bound => bump(orgId, userId)
