// Every statement about links; nobody else writes the table.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Link, LinkVisit } from '../link.schema.ts'
import { linkVisits } from './link.table.ts'

const shown = `select l.id, l.entity, l.record_id, l.scope, l.receiver, l.expires_at, l.revoked_at, l.created_at, u.name as created_by_name,
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

const live = stmt(
  'link.live',
  `${shown} and l.scope = $2 and l.entity = $3 and l.record_id = $4 and l.revoked_at is null and l.expires_at > $5 order by l.created_at desc, l.id desc limit 1`,
)
export type LinkPlace = Pick<Link, 'scope' | 'entity' | 'recordId'>
export const selectLive = (db: Db, { scope, entity, recordId }: LinkPlace): Promise<Link | undefined> =>
  db.one<Link>(live(db.orgId, scope, entity, recordId, db.now))

const opened = stmt(
  'link.opened',
  `update links set opened = opened + 1, first_opened_at = coalesce(first_opened_at, $3::timestamptz), last_opened_at = $3::timestamptz
   where org_id = $1 and id = $2`,
)
export const openedBound = (orgId: string, id: string, now: string): Bound => opened(orgId, id, now)

const lockOfRecord = stmt(
  'link.lockOf',
  'select id, expires_at, revoked_at from links where org_id = $1 and entity = $2 and record_id = $3 order by id for no key update',
)
type Held = Pick<Link, 'id' | 'expiresAt' | 'revokedAt'>
export function lockLinksOf(tx: Tx, entity: string, recordId: string): Promise<Held[]> {
  tx.level(lockLevel.record)
  return tx.query<Held>(lockOfRecord(tx.orgId, entity, recordId))
}

const revokeOfRecord = stmt(
  'link.revokeOf',
  'update links set revoked_at = $4 where org_id = $1 and entity = $2 and record_id = $3 and revoked_at is null',
)
export const revokeOfBound = (tx: Tx, entity: string, recordId: string): Bound =>
  revokeOfRecord(tx.orgId, entity, recordId, tx.now)

/** One look. */
type Glance = Pick<LinkVisit, 'linkId' | 'what' | 'address' | 'agent'>
const lately = stmt(
  'link.lately',
  `select count(*) filter (where what = $3 and address = $4 and agent = $5 and at > $6::timestamptz - interval '10 minutes')::int as again, count(*)::int as hour
   from link_visits where org_id = $1 and link_id = $2 and at > $6::timestamptz - interval '1 hour'`,
)
/** Whoever looks again within ten minutes is still looking; nobody fills the log by looking. */
export async function isFreshLook(tx: Tx, { linkId, what, address, agent }: Glance): Promise<boolean> {
  const found = await tx.one<{ again: number; hour: number }>(lately(tx.orgId, linkId, what, address, agent, tx.now))
  return found !== undefined && found.again === 0 && found.hour < 20
}
export const visitedBound = (tx: Tx, id: string, glance: Glance): Bound =>
  linkVisits.insert(tx.orgId, [{ id, at: tx.now, ...glance }])

const visits = stmt(
  'link.visits',
  `select v.id, v.link_id, v.at, v.what, v.address, v.agent, l.receiver from link_visits v join links l on l.org_id = v.org_id and l.id = v.link_id
   where v.org_id = $1 and l.entity = $2 and l.record_id = $3 order by v.at desc, v.id desc limit 100`,
)
export const selectVisits = (db: Db, entity: string, recordId: string): Promise<Omit<LinkVisit, 'device'>[]> =>
  db.query(visits(db.orgId, entity, recordId))
