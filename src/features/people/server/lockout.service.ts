// Who may try a password, and how often. The state is in the database: two processes agree, a restart forgets nothing.
import { verifyPassword } from 'better-auth/crypto'
import type { Actor } from '#kernel/access.ts'
import type { Database, Tx } from '#kernel/db.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { clearTries, countHit, countTry, forgetOldHits, takeBackTry } from './lockout.sql.ts'
import { findLogin, unlockBound } from './login.sql.ts'
import { unlockStepBound } from './secondStep.sql.ts'
import { selectMine } from './user.sql.ts'

const allowed = 5

/** Five wrong passwords in five minutes lock this e-mail from this address for thirty; nobody else (C127). */
export async function beforePassword(database: Database, email: string, address: string): Promise<void> {
  const state = await countTry(database, email.toLowerCase(), address)
  if (!state || state.tries <= allowed) return
  const left = state.lockedUntil ? Date.parse(state.lockedUntil) - database.clock.now().getTime() : 0
  const minutes = Math.max(1, Math.ceil(left / 60_000))
  throw new Refusal({ key: 'people.locked', values: { minutes } }, 'tooMany')
}

export const afterRightPassword = (database: Database, email: string, address: string): Promise<void> =>
  clearTries(database, email.toLowerCase(), address)

/** The password was right and a code is still owed: a password buys no new guesses of the code. */
export const passwordOnly = (database: Database, email: string, address: string): Promise<void> =>
  takeBackTry(database, email.toLowerCase(), address)

/** The login of this e-mail when the password is its own; undefined when there is no such login yet. */
export async function loginFor(
  database: Database,
  email: string,
  password: string,
  address: string,
): Promise<string | undefined> {
  const login = await findLogin(database, email)
  if (!login) return undefined
  await beforePassword(database, email, address)
  const right = login.password !== null && (await verifyPassword({ hash: login.password, password }))
  if (!right) throw new Refusal(reason('people.emailKnown', 'password'))
  await (login.secondStep ? passwordOnly : afterRightPassword)(database, email, address)
  return login.id
}

export async function unlockUser(tx: Tx, actor: Actor, id: string): Promise<void> {
  const mine = await selectMine(tx, id)
  if (!mine) throw missing('user')
  tx.write(unlockBound(mine.email), unlockStepBound(mine.email))
  tell(tx, { actor, entity: 'user', recordId: id, kind: 'user.unlocked' })
}

export type Rate = { readonly most: number; readonly seconds: number }

let forgotten = 0

export async function limit(database: Database, bucket: string, { most, seconds }: Rate): Promise<void> {
  const hit = await countHit(database, bucket, seconds)
  if (performance.now() > forgotten) {
    forgotten = performance.now() + 3_600_000
    await forgetOldHits(database)
  }
  if (hit && hit.hits > most) throw new Refusal({ key: 'kernel.tooMany', values: { seconds: hit.seconds } }, 'tooMany')
}
