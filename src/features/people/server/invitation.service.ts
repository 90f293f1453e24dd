// An invitation is a link: shown once, to copy, and sent by mail where mails go out.
import type { Actor } from '#kernel/access.ts'
import type { Database, Db, Tx } from '#kernel/db.ts'
import { inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { emailKey } from '#kernel/keys.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { AcceptInvitation, Invitation, NewInvitation } from '../people.schema.ts'
import { hasDepartment } from './department.sql.ts'
import {
  acceptedBound,
  findByToken,
  lockInvitation,
  replaceBound,
  revokeInvitationBound,
  selectInvitation,
  selectInvitations,
  tokenBound,
} from './invitation.sql.ts'
import { newToken, type SendLetter } from './letter.service.ts'
import { loginFor } from './lockout.service.ts'
import { findLogin } from './login.sql.ts'
import { getOrg } from './org.service.ts'
import { createUser, giveLogin } from './people.service.ts'
import { invitations } from './people.table.ts'
import { hashOf } from './principal.service.ts'
import { refuseForeignRoles } from './role.service.ts'
import { selectByEmail } from './user.sql.ts'

const week = 7 * 24 * 3600 * 1000

export const listInvitations = async (db: Db): Promise<{ items: Invitation[] }> => ({
  items: await selectInvitations(db),
})

/** A second invitation of the same address replaces the first. */
export async function invite(
  tx: Tx,
  actor: Actor,
  input: NewInvitation,
  send: SendLetter,
): Promise<Invitation & { link: string; mailed: boolean }> {
  refuseForeignRoles(actor, input.roles)
  const email = emailKey(input.email)
  if (!email) throw new Refusal(reason('people.badEmail', 'email'))
  const { roles, deptId = null } = input
  const [member, known] = await Promise.all([selectByEmail(tx, email), deptId ? hasDepartment(tx, deptId) : true])
  if (!known) throw new Refusal(reason('people.unknownDepartment', 'deptId'))
  // somebody who was imported has no login yet: the invitation brings it
  if (member && (member.authId || !member.active))
    throw new Refusal(reason(member.active ? 'people.emailTaken' : 'people.emailInactive', 'email'), 'conflict')
  const [id, token] = [newId(), newToken()]
  const times = {
    createdAt: tx.now,
    expiresAt: new Date(Date.parse(tx.now) + week).toISOString(),
    acceptedAt: null,
    revokedAt: null,
  }
  const link = `/invitation#${token}`
  tx.write(replaceBound(tx.orgId, email, tx.now))
  tx.write(invitations.insert(tx.orgId, [{ id, email, roles, deptId, createdBy: actor.userId, ...times }]))
  tx.write(tokenBound(tx.orgId, id, hashOf(token)))
  tell(tx, { actor, entity: 'invitation', recordId: id, kind: 'user.invited', after: { email, roles, deptId } })
  const mailed = await send(tx, { kind: 'invitation', aboutId: id, email, name: email, lang: null })
  const shown = await selectInvitation(tx, id)
  if (!shown) throw missing('invitation')
  return { ...shown, link, mailed }
}

export async function revokeInvitation(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockInvitation(tx, id)
  if (!row || row.acceptedAt) throw missing('invitation')
  if (row.revokedAt) return
  tx.write(revokeInvitationBound(tx.orgId, id, tx.now))
  tell(tx, { actor, entity: 'invitation', recordId: id, kind: 'user.invitationRevoked' })
}

export type Preview = { readonly company: string; readonly email: string; readonly known: boolean }

/** What the invited see before they answer; `known` asks for the password they already have. */
export async function previewInvitation(database: Database, token: string): Promise<Preview> {
  const found = await findByToken(database, hashOf(token))
  if (!found) throw gone()
  const { row, company } = await inOrg(database, found.orgId, { mode: 'read' }, async db => {
    const [invitation, org] = await Promise.all([selectInvitation(db, found.id), getOrg(db)])
    return { row: invitation && invitation.expiresAt > db.now ? invitation : undefined, company: org.name }
  })
  if (!row) throw gone()
  return { company, email: row.email, known: (await findLogin(database, row.email)) !== undefined }
}

/** A login that exists proves itself by its password; otherwise this is the password it gets. */
export async function acceptInvitation(
  database: Database,
  input: AcceptInvitation,
  address: string,
): Promise<{ orgId: string; email: string }> {
  const { email } = await previewInvitation(database, input.token)
  const found = await findByToken(database, hashOf(input.token))
  if (!found) throw gone()
  const authId = await loginFor(database, email, input.password, address)
  await inOrg(database, found.orgId, { mode: 'write' }, async tx => {
    const row = await lockInvitation(tx, found.id)
    if (!row || row.acceptedAt || row.revokedAt || row.expiresAt <= tx.now) throw gone()
    const { roles, deptId } = row
    const place = deptId && (await hasDepartment(tx, deptId)) ? deptId : null
    const how = authId === undefined ? { password: input.password } : { authId }
    const who = { name: input.name, email, roles, deptId: place }
    tx.write(acceptedBound(tx.orgId, found.id, tx.now))
    const member = await selectByEmail(tx, email)
    if (member && !member.authId) await giveLogin(tx, member.id, { ...who, ...how })
    else await createUser(tx, { userId: null, via: 'screen' }, { ...who, ...how })
  })
  return { orgId: found.orgId, email }
}

const gone = (): Refusal => new Refusal('people.invitationGone', 'missing')
