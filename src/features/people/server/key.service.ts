import { randomBytes } from 'node:crypto'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { missing } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { ApiKey, NewApiKey } from '../people.schema.ts'
import { hashBound, lockKey, revokeBound, selectKeyShown, selectKeys } from './key.sql.ts'
import { apiKeys } from './people.table.ts'
import { hashOf } from './principal.service.ts'
import { refuseForeignRoles } from './role.service.ts'

export const listKeys = async (db: Db): Promise<{ items: ApiKey[] }> => ({ items: await selectKeys(db) })

/** The secret is shown this once: only its hash is kept. Without roles the key may what its person may. */
export async function createKey(tx: Tx, actor: Actor, input: NewApiKey): Promise<ApiKey & { secret: string }> {
  const { roles = [], scope = 'full' } = input
  refuseForeignRoles(actor, roles)
  const secret = `bk_${randomBytes(32).toString('base64url')}`
  const id = newId()
  const row = { id, userId: actor.userId, name: filled(input.name, 'name'), roles, scope, prefix: secret.slice(0, 9) }
  const stamps = { createdAt: tx.now, createdBy: actor.userId, lastUsedAt: null, revokedAt: null }
  tx.write(apiKeys.insert(tx.orgId, [{ ...row, ...stamps }]), hashBound(tx.orgId, id, hashOf(secret)))
  tell(tx, { actor, entity: 'apiKey', recordId: id, kind: 'apiKey.created', after: { name: row.name, roles, scope } })
  const shown = await selectKeyShown(tx, id)
  if (!shown) throw missing('apiKey')
  return { ...shown, secret }
}

export async function revokeKey(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockKey(tx, id)
  if (!row) throw missing('apiKey')
  if (row.revokedAt) return
  tx.write(revokeBound(tx.orgId, id, tx.now))
  tell(tx, { actor, entity: 'apiKey', recordId: id, kind: 'apiKey.revoked' })
}
