// A write with an `Idempotency-Key` leaves its answer in its own transaction; the same request again, or a twin
// in flight, gets that first answer. Kept 48 h.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Work } from '#jobs/work.ts'
import type { Endpoint } from '#kernel/api.ts'
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { Refusal, refusalStatus } from '#kernel/refusal.ts'

export type Keyed = {
  readonly principal: string
  readonly key: string
  readonly method: string
  readonly path: string
  readonly hash: string
}

const find = stmt(
  'idempotency.find',
  'select method, path, body_hash, status, answer from idempotency where org_id = $1 and principal = $2 and key = $3',
)
const insert = stmt(
  'idempotency.insert',
  'insert into idempotency (org_id, principal, key, method, path, body_hash, status, answer, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
)

const forget = stmt(
  'idempotency.forget',
  `delete from idempotency where org_id = $1 and (principal, key) in
    (select principal, key from idempotency where org_id = $1 and created_at < $2 order by created_at limit $3) returning key`,
)
const keptMs = 48 * 3_600_000

/** Answers are kept for who asks again at once, not for ever. */
export const forgetKeys: Work = {
  kind: 'forgetKeys',
  everySeconds: 3600,
  run: async (tx, limit) => {
    const before = new Date(Date.parse(tx.now) - keptMs).toISOString()
    return (await tx.query(forget(tx.orgId, before, limit))).length
  },
}

export function bodyHash(row: Endpoint, input: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(JSON.stringify([row.method, row.path, input], shortBytes))
    .digest('base64url')
}

/** An upload counts by its own hash: as JSON 20 MB would become 200. */
const shortBytes = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? createHash('sha256').update(value).digest('base64url') : value

/** The hash costs as much as reading the body, and most requests bring no key. */
export function readKeyed(request: FastifyRequest, principal: string, hash: () => string): Keyed | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal('kernel.badKey', 'malformed')
  return { principal, key, method: request.method, path: request.url.split('?')[0] ?? '', hash: hash() }
}

/** Of one row of a batch: no key that a request may carry has a space. */
export const keyedRow = (batch: Keyed, index: number, hash: string): Keyed => ({
  ...batch,
  key: `${batch.key} ${index}`,
  hash,
})

type Row = { method: string; path: string; bodyHash: string; status: number; answer: string }

export type Answer = { readonly status: number; readonly body: unknown }

export async function replay(db: Db, keyed: Keyed): Promise<Answer | undefined> {
  const row = await db.one<Row>(find(db.orgId, keyed.principal, keyed.key))
  if (!row) return undefined
  if (row.method !== keyed.method || row.path !== keyed.path || row.bodyHash !== keyed.hash)
    throw new Refusal('kernel.keyReused', 'invalid')
  return { status: row.status, body: JSON.parse(row.answer) }
}

/** Kept in place of an answer that shows a secret: a repeat does nothing twice, and is told that it comes too late. */
export const shownOnce: Answer = {
  status: refusalStatus.conflict,
  body: { reasons: [{ key: 'kernel.shownOnce' }] },
}

/** The last write before COMMIT. */
export function writeKeyed(tx: Tx, keyed: Keyed, { status, body }: Answer): void {
  tx.beforeCommit(() => [
    insert(
      tx.orgId,
      keyed.principal,
      keyed.key,
      keyed.method,
      keyed.path,
      keyed.hash,
      status,
      JSON.stringify(body),
      tx.now,
    ),
  ])
}
