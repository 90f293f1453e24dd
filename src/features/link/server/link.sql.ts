// Every statement about links; nobody else writes the table.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Link } from '../link.schema.ts'

const shown = `select l.id, l.entity, l.record_id, l.scope, l.expires_at, l.revoked_at, l.created_at, u.name as created_by_name,
    l.opened, l.first_opened_at, l.last_opened_at
  from links l left join users u on u.org_id = l.org_id and u.id = l.created_by where l.org_id = $1`
const ofRecord = stmt(
  'link.of',
  `${shown} and l.entity = $2 and l.record_id = $3 order by l.created_at desc, l.id desc limit 100`,
)
const one = stmt('link.get', `${shown} and l.id = $2`)
const lock = stmt('link.lock', 'select id from links where org_id = $1 and id = $2 for no key update')

export const selectLinks = (db: Db, entity: string, recordId: string): Promise<Link[]> =>
  db.query<Link>(ofRecord(db.orgId, entity, recordId))
export const selectLink = (db: Db, id: string): Promise<Link | undefined> => db.one<Link>(one(db.orgId, id))
export async function lockLink(tx: Tx, id: string): Promise<Link | undefined> {
  tx.level(lockLevel.record)
  await tx.query(lock(tx.orgId, id))
  return selectLink(tx, id)
}

const revoke = stmt(
  'link.revoke',
  'update links set revoked_at = $3 where org_id = $1 and id = $2 and revoked_at is null',
)
export const revokeBound = (orgId: string, id: string, now: string): Bound => revoke(orgId, id, now)

const opened = stmt(
  'link.opened',
  `update links set opened = opened + 1, first_opened_at = coalesce(first_opened_at, $3::timestamptz), last_opened_at = $3::timestamptz
   where org_id = $1 and id = $2`,
)
export const openedBound = (orgId: string, id: string, now: string): Bound => opened(orgId, id, now)
