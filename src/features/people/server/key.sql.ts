import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { ApiKey } from '../people.schema.ts'

const shown = `select k.id, k.name, k.prefix, k.roles, k.scope, k.user_id, u.name as user_name, k.created_at, k.last_used_at, k.revoked_at
  from api_keys k join users u on u.org_id = k.org_id and u.id = k.user_id where k.org_id = $1`
const all = stmt('api_keys.all', `${shown} order by k.revoked_at desc nulls first, k.created_at desc, k.id limit 500`)
const one = stmt('api_keys.get', `${shown} and k.id = $2`)
const lock = stmt('api_keys.lock', 'select revoked_at from api_keys where org_id = $1 and id = $2 for no key update')

export const selectKeys = (db: Db): Promise<ApiKey[]> => db.query<ApiKey>(all(db.orgId))
export const selectKeyShown = (db: Db, id: string): Promise<ApiKey | undefined> => db.one<ApiKey>(one(db.orgId, id))

export async function lockKey(tx: Tx, id: string): Promise<{ revokedAt: string | null } | undefined> {
  tx.level(lockLevel.record)
  return tx.one(lock(tx.orgId, id))
}

const hash = stmt('api_key.hash', 'insert into auth.api_key (org_id, key_id, hash) values ($1, $2, $3)')
const revoke = stmt('api_keys.revoke', 'update api_keys set revoked_at = $3 where org_id = $1 and id = $2')
const revokeAll = stmt(
  'api_keys.revokeAll',
  'update api_keys set revoked_at = $3 where org_id = $1 and user_id = $2 and revoked_at is null',
)

export const hashBound = (orgId: string, id: string, of: string): Bound => hash(orgId, id, of)
export const revokeBound = (orgId: string, id: string, now: string): Bound => revoke(orgId, id, now)
export const revokeAllBound = (orgId: string, userId: string, now: string): Bound => revokeAll(orgId, userId, now)
