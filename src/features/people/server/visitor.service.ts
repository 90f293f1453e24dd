// Somebody without an account, who holds a link: may what the link says and nothing else, and is nobody of ours.
import { type Actor, nobody } from '#kernel/access.ts'
import type { Database, Db, Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { selectHost } from './org.sql.ts'
import { hashOf } from './principal.service.ts'
import { doorBound, type FoundLink, selectFoundLink } from './visitor.sql.ts'

/** Before any organisation is known; only the hash of a token is kept. */
export const findLink = (database: Database, token: string): Promise<FoundLink | undefined> =>
  selectFoundLink(database, hashOf(token))

/** Whoever holds the token comes in by this link. */
export const openDoor = (tx: Tx, linkId: string, token: string): void =>
  tx.write(doorBound(tx.orgId, linkId, hashOf(token)))

/** Speaks the company's tongue: what is written for them is read by its people. */
export async function visitorOf(db: Db, grants: Actor['grants']): Promise<Actor> {
  const host = await selectHost(db)
  if (!host) throw missing('org')
  const { lang, ...org } = host
  return {
    org: { ...org, id: db.orgId },
    orgId: db.orgId,
    userId: nobody,
    name: org.name,
    lang,
    roles: [],
    deptId: null,
    branchIds: [],
    poolIds: [],
    grants,
    fieldRights: {},
    via: 'link',
  }
}
