// Links as they are found before any organisation is known.
import { type Bound, type Database, stmt } from '#kernel/db.ts'
import { askAuth } from './principal.sql.ts'

export type FoundLink = { readonly orgId: string; readonly linkId: string }

export async function selectFoundLink(database: Database, hash: string): Promise<FoundLink | undefined> {
  const text = 'select org_id as "orgId", link_id as "linkId" from auth.link where hash = $1'
  return (await askAuth<FoundLink>(database, text, [hash]))[0]
}

const door = stmt('link.door', 'insert into auth.link (org_id, link_id, hash) values ($1, $2, $3)')
export const doorBound = (orgId: string, linkId: string, hash: string): Bound => door(orgId, linkId, hash)
