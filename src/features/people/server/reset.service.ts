// Who has forgotten the password asks for a mail; where no mail goes out, somebody who may edit people hands on a link.
import { hashPassword } from 'better-auth/crypto'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { emailKey } from '#kernel/keys.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { tell } from '#meta/server/record.service.ts'
import type { ResetPassword } from '../people.schema.ts'
import { newToken, resetFor, type SendLetter } from './letter.service.ts'
import { hashOf } from './principal.service.ts'
import { findMembers, isOpenReset, type Resetter, resetBound, selectResetter, takeReset } from './reset.sql.ts'
import { refuseForeignRoles } from './role.service.ts'
import { clearStepBound, stepChangedBound } from './secondStep.sql.ts'
import { selectRoles } from './user.sql.ts'

export type Forgotten = { readonly email: string; readonly wish: Lang | undefined }

/** One mail, from the first of the login's companies that sends any. Says nothing of whether there is such a login. */
export async function forgotPassword(database: Database, send: SendLetter, { email, wish }: Forgotten): Promise<void> {
  const key = emailKey(email)
  for (const { orgId, userId } of key ? await findMembers(database, key) : []) {
    const isSent = await inOrg(database, orgId, { mode: 'write' }, async tx => {
      const row = await selectResetter(tx, userId)
      return row ? post(tx, send, userId, { ...row, lang: row.lang ?? wish ?? null }) : false
    })
    if (isSent) return
  }
}

const post = (tx: Tx, send: SendLetter, userId: string, { email, name, lang }: Resetter): Promise<boolean> =>
  send(tx, { kind: 'passwordReset', aboutId: userId, email, name, lang })

/**
 * For whoever works at the server's terminal: they hold the database anyway. Answers the token of a link that works
 * once, for an hour; every company of the login is told.
 */
export async function openReset(database: Database, email: string): Promise<string | undefined> {
  const key = emailKey(email)
  const members = key ? await findMembers(database, key) : []
  let token: string | undefined
  for (const { orgId, userId } of members)
    await inOrg(database, orgId, { mode: 'write' }, async tx => {
      const row = await selectResetter(tx, userId)
      if (!row?.authId) return
      if (token === undefined) {
        token = newToken()
        const expiresAt = new Date(Date.parse(tx.now) + resetFor.byMail).toISOString()
        tx.write(resetBound({ hash: hashOf(token), authId: row.authId, expiresAt }))
      }
      const actor = { userId: null, via: 'job' } as const
      tell(tx, { actor, entity: 'user', recordId: userId, kind: 'user.passwordAsked', after: { from: 'terminal' } })
    })
  return token
}

/** As `openReset`, for whoever lost the phone and the backup codes: the password alone opens again. */
export async function clearStepOf(database: Database, email: string): Promise<void> {
  const key = emailKey(email)
  for (const { orgId, userId } of key ? await findMembers(database, key) : [])
    await inOrg(database, orgId, { mode: 'write' }, async tx => {
      const row = await selectResetter(tx, userId)
      if (!row?.authId) return
      tx.write(clearStepBound(row.authId), stepChangedBound(orgId, userId))
      const actor = { userId: null, via: 'job' } as const
      tell(tx, { actor, entity: 'user', recordId: userId, kind: 'user.secondStepReset', after: { from: 'terminal' } })
    })
}

export type PasswordLink = { readonly link: string | null; readonly mailed: boolean }

/** To the person's own letter box where that is possible: nobody else sees the link then. */
export async function makePasswordLink(tx: Tx, actor: Actor, id: string, send: SendLetter): Promise<PasswordLink> {
  const [row, roles] = await Promise.all([selectResetter(tx, id), selectRoles(tx, id)])
  if (!row) throw missing('user')
  if (!row.authId) throw new Refusal('people.noLogin')
  if (!row.active) throw new Refusal('people.emailInactive')
  // whoever holds the link becomes this person
  refuseForeignRoles(actor, roles)
  const mailed = await post(tx, send, id, row)
  const link = mailed ? null : linkFor(tx, row, row.authId)
  tell(tx, { actor, entity: 'user', recordId: id, kind: 'user.passwordAsked' })
  return { link, mailed }
}

function linkFor(tx: Tx, { companies }: Resetter, authId: string): string {
  // a link made here would open the other companies too
  if (companies > 1) throw new Refusal('people.loginElsewhere')
  const token = newToken()
  const expiresAt = new Date(Date.parse(tx.now) + resetFor.byHand).toISOString()
  tx.write(resetBound({ hash: hashOf(token), authId, expiresAt }))
  return `/reset#${token}`
}

export async function resetPassword(database: Database, { token, password }: ResetPassword): Promise<void> {
  const hash = hashOf(token)
  // hashing a password is work: not for every guess
  if (!(await isOpenReset(database, hash))) throw gone()
  const members = await takeReset(database, hash, await hashPassword(password))
  if (members.length === 0) throw gone()
  for (const { orgId, userId } of members)
    await inOrg(database, orgId, { mode: 'write' }, async tx => {
      tell(tx, { actor: { userId, via: 'screen' }, entity: 'user', recordId: userId, kind: 'user.passwordReset' })
    })
}

const gone = (): Refusal => new Refusal('people.resetGone', 'missing')
