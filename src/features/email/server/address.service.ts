// The address of a record: whoever knows it may write to the record. Its token is found in auth.link, like any link.
import { randomBytes } from 'node:crypto'
import { subjectOf } from '#features/followup/server/subject.service.ts'
import { findLink, openDoor } from '#features/people/server/visitor.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { namedBy, Refusal } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { addressOf, tokenIn } from '../email.rules.ts'
import type { EmailPlace } from '../email.schema.ts'
import { revokeBound, selectAddress, selectAddressById } from './email.sql.ts'
import { type EmailAddressRow, emailAddresses } from './email.table.ts'

/** 130 bits in letters that mean the same in either case. */
function newMailToken(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  return Array.from(randomBytes(26), byte => letters[byte % 32]).join('')
}

export function makeAddress(tx: Tx, { entity, recordId }: EmailPlace, createdBy: string | null): string {
  const [id, token] = [newId(), newMailToken()]
  tx.write(
    emailAddresses.insert(tx.orgId, [{ id, entity, recordId, token, createdBy, createdAt: tx.now, revokedAt: null }]),
  )
  openDoor(tx, id, token)
  return token
}

type Answer = { readonly address: string }

/** `domain`: where mail comes in; without one there is nothing to ask for. */
export async function openMailbox(
  tx: Tx,
  actor: Actor,
  place: EmailPlace,
  domain: string | undefined,
): Promise<Answer> {
  await namedBy('recordId', subjectOf(tx, actor, place.entity, place.recordId))
  if (!domain) throw new Refusal('email.noDomain')
  const row = await selectAddress(tx, place)
  const token = row?.token ?? makeAddress(tx, place, actor.userId)
  return { address: addressOf(place.entity, token, domain) }
}

/** All that the record had: what is sent to them from now on is refused. */
export async function renewMailbox(
  tx: Tx,
  actor: Actor,
  place: EmailPlace,
  domain: string | undefined,
): Promise<Answer> {
  await namedBy('recordId', subjectOf(tx, actor, place.entity, place.recordId))
  if (!domain) throw new Refusal('email.noDomain')
  tx.write(revokeBound(tx, place))
  const token = makeAddress(tx, place, actor.userId)
  tell(tx, { actor, entity: place.entity, recordId: place.recordId, kind: 'email.addressRenewed' })
  return { address: addressOf(place.entity, token, domain) }
}

export type Target = { readonly orgId: string; readonly row: EmailAddressRow }

/** Whose address it is, if it still is one. */
export async function targetOf(db: Database, address: string, domain: string): Promise<Target | undefined> {
  const token = tokenIn(address, domain)
  const found = token && (await findLink(db, token))
  if (!found) return undefined
  const row = await inOrg(db, found.orgId, { mode: 'read' }, tx => selectAddressById(tx, found.linkId))
  return row && { orgId: found.orgId, row }
}
