// Links that are given out: made, listed, taken back. Opening one is `visit.service.ts`.
import { createHash } from 'node:crypto'
import { newToken } from '#features/people/server/letter.service.ts'
import { openDoor } from '#features/people/server/visitor.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { deviceOf } from '#kernel/device.ts'
import { idFrom, newId } from '#kernel/ids.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import { tell } from '#meta/server/record.service.ts'
import { isLive } from '../link.rules.ts'
import type { Link, LinkVisit } from '../link.schema.ts'
import {
  type LinkPlace,
  lockLink,
  lockLinksOf,
  revokeBound,
  revokeOfBound,
  selectLink,
  selectLinks,
  selectLive,
  selectVisits,
} from './link.sql.ts'
import { links } from './link.table.ts'
import { scopeOf } from './scope.service.ts'

export type Wanted = {
  readonly scope: string
  readonly entity: string
  readonly recordId: string
  readonly expiresAt: string
  /** Whose name stands on the page. */
  readonly receiver?: string | null
  /** Null: sent by itself. */
  readonly createdBy: string | null
}

/** `path` from the server's own address on: shown this once. */
export type NewLink = { readonly id: string; readonly path: string; readonly expiresAt: string }

/** Whose rights the caller has judged. The token is in the answer and nowhere else; earlier links go on opening. */
export function makeLink(tx: Tx, wanted: Wanted): NewLink {
  const [id, token] = [newId(), newToken()]
  write(tx, wanted, { id, token })
  return { id, path: `/p/${token}`, expiresAt: wanted.expiresAt }
}

function write(tx: Tx, wanted: Wanted, { id, token }: { readonly id: string; readonly token: string }): void {
  if (scopeOf(wanted.scope)?.entity !== wanted.entity) throw new Error(`no scope ${wanted.scope} of ${wanted.entity}`)
  const unopened = { revokedAt: null, opened: 0, firstOpenedAt: null, lastOpenedAt: null }
  tx.write(links.insert(tx.orgId, [{ id, receiver: null, ...wanted, ...unopened, createdAt: tx.now }]))
  openDoor(tx, id, token)
}

type From = { readonly linkId: string; readonly token: string }

/** Of what took the place of what a link was of, for whoever holds that link: pressed twice it is the same one. */
export async function linkOnward(tx: Tx, from: From, wanted: Omit<Wanted, 'createdBy'>): Promise<string> {
  await lockLink(tx, from.linkId)
  const seed = (what: string) => createHash('sha256').update(`${from.token} ${wanted.recordId} ${what}`).digest()
  const token = seed('token').toString('base64url')
  const id = idFrom(seed('id'))
  if (!(await selectLink(tx, id))) write(tx, { ...wanted, createdBy: null }, { id, token })
  return `/p/${token}`
}

/** The newest that still opens; whose rights the caller has judged. */
export const liveLink = (db: Db, place: LinkPlace): Promise<Link | undefined> => selectLive(db, place)

type Listed = { items: Link[]; mayRevoke: boolean }

/** Whoever may read the record sees who got in by which link. */
export async function linksOf(db: Db, actor: Actor, entity: string, recordId: string): Promise<Listed> {
  const record = await recordOf(db, actor, entity, recordId)
  const items = await selectLinks(db, entity, recordId)
  return { items, mayRevoke: items.some(one => mayGive(actor, one.scope, record)) }
}

export async function revokeLink(tx: Tx, actor: Actor, id: string): Promise<Link> {
  const link = await lockLink(tx, id)
  if (!link) throw missing('link')
  const record = await recordOf(tx, actor, link.entity, link.recordId).catch((error: unknown) => {
    throw error instanceof Refusal ? missing('link') : error
  })
  if (!mayGive(actor, link.scope, record))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: scopeOf(link.scope)?.may ?? '' } }, 'forbidden')
  if (link.revokedAt) return link
  tx.write(revokeBound(tx.orgId, id, tx.now))
  tell(tx, { actor, entity: link.entity, recordId: link.recordId, kind: 'link.revoked' })
  const after = await selectLink(tx, id)
  if (!after) throw missing('link')
  return after
}

/** Before anything else is locked: from now on no visitor of the record says anything that is not seen here. */
export async function holdLinks(tx: Tx, entity: string, recordId: string): Promise<void> {
  await lockLinksOf(tx, entity, recordId)
}

/** Of visitors who say something: their own link is held with the others, and opens still. */
export async function holdOwnLink(
  tx: Tx,
  { entity, recordId, linkId }: Record<'entity' | 'recordId' | 'linkId', string>,
): Promise<void> {
  const own = (await lockLinksOf(tx, entity, recordId)).find(one => one.id === linkId)
  if (!own || !isLive(own, tx.now)) throw new Refusal('link.page.gone', 'missing')
}

/** What the record says is no longer offered. */
export const endLinks = (tx: Tx, entity: string, recordId: string): void =>
  tx.write(revokeOfBound(tx, entity, recordId))

/** Newest first, at most a hundred; whoever calls has judged the reader. */
export const visitsOf = async (db: Db, entity: string, recordId: string): Promise<LinkVisit[]> =>
  (await selectVisits(db, entity, recordId)).map(one => ({ ...one, device: deviceOf(one.agent) }))

async function recordOf(db: Db, actor: Actor, entity: string, id: string): Promise<AnyRecord> {
  const row = registered(entity)
  if (!row) throw missing(entity)
  return row.verbs.get(db, actor, id)
}

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
function mayGive(actor: Actor, scope: string, record: AnyRecord): boolean {
  const may = scopeOf(scope)?.may
  return may !== undefined && can(actor, may, { ownerId: idOf(record.ownerId), deptId: idOf(record.deptId) })
}
