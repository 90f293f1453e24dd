// What is derived from records for finding them, written again: search terms and the index of own fields.
import pg from 'pg'
import { type Database, inOrg, openDatabase, stmt, type Tx } from '#kernel/db.ts'
import { snake } from '#kernel/pgTypes.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { selectCustomFields, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import type { Databases } from '../server/databases.ts'
import { recordTables } from './check.ts'
import { searched, searchTerms } from './searched.ts'

type Urls = Pick<Databases, 'opsUrl' | 'appUrl' | 'stepDown'>
export type Rebuilt = { readonly org: string; readonly fields: number; readonly terms: number }

export async function rebuild({ opsUrl, appUrl, stepDown }: Urls): Promise<Rebuilt[]> {
  const orgs = await listOrgs(opsUrl)
  const db = openDatabase({ url: appUrl, stepDown, max: 1 })
  const done: Rebuilt[] = []
  try {
    for (const org of orgs) {
      const counts = { fields: 0, terms: 0 }
      for (const [entity, table] of Object.entries(recordTables))
        await rebuildTable(db, org.id, { entity, table }, counts)
      done.push({ org: org.name, ...counts })
    }
    return done
  } finally {
    await db.pool.end()
  }
}

/**
 * Records that nothing finds are given their terms: after an upgrade, the kinds that could not be searched for before.
 * Answers how many; safe beside people at work and beside another process that does the same. Interrupted, what it had
 * done stays done.
 */
export async function makeFindable({ opsUrl, appUrl, stepDown }: Urls, signal?: AbortSignal): Promise<number> {
  const db = openDatabase({ url: appUrl, stepDown, max: 1 })
  const counts = { fields: 0, terms: 0 }
  try {
    const kinds = Object.entries(recordTables).filter(([entity]) => searched[entity])
    for (const org of await listOrgs(opsUrl))
      for (const [entity, table] of kinds) await rebuildTable(db, org.id, { entity, table, lost: true, signal }, counts)
    return counts.terms
  } finally {
    await db.pool.end()
  }
}

type Counts = { fields: number; terms: number }

async function rebuildTable(db: Database, orgId: string, of: Of, counts: Counts) {
  for (let after: string | undefined = first; after && !of.signal?.aborted; ) {
    const from: string = after
    after = await inOrg(db, orgId, { mode: 'write' }, tx => rebuildBatch(tx, { ...of, from }, counts))
  }
}

/** Every organisation: only the operator's role sees them all. */
export async function listOrgs(opsUrl: string): Promise<{ id: string; name: string }[]> {
  const ops = new pg.Client({ connectionString: opsUrl })
  await ops.connect()
  try {
    return (await ops.query<{ id: string; name: string }>('select org_id as id, name from orgs order by org_id')).rows
  } finally {
    await ops.end()
  }
}

const first = '00000000-0000-0000-0000-000000000000'
const atOnce = 500

/** `lost`: only what has no terms, and what nobody else is at. */
type Of = {
  readonly entity: string
  readonly table: string
  readonly lost?: boolean
  readonly signal?: AbortSignal | undefined
}
type Batch = Of & { readonly from: string }
type Live = { readonly id: string; readonly custom: Custom } & Readonly<Record<string, unknown>>

/** Answers where the next batch begins; undefined after the last. */
async function rebuildBatch(
  tx: Tx,
  { entity, table, lost, from }: Batch,
  counts: { fields: number; terms: number },
): Promise<string | undefined> {
  const fields = indexedOf((await selectCustomFields(tx)).get(entity) ?? [])
  const columns = [...new Set(['id', 'custom', ...(searched[entity] ?? []).map(([column]) => column)])]
  const select = stmt(
    `${lost ? 'findable' : 'rebuild'}.${entity}`,
    `select ${columns.map(column => `t.${column}`).join(', ')} from ${table} t where t.org_id = $1 and t.id > $2 and t.deleted_at is null
       ${lost ? `and not exists (select from search_term s where s.org_id = t.org_id and s.entity = '${entity}' and s.record_id = t.id)` : ''}
     order by t.id limit ${atOnce} for no key update of t ${lost ? 'skip locked' : ''}`,
  )
  const rows = await tx.query<Live>(select(tx.orgId, from))
  if (searched[entity]) {
    writeSearchTerms(
      tx,
      entity,
      rows.map(row => ({ id: row.id, terms: searchTerms(entity, backToColumns(row)) })),
    )
    counts.terms += rows.length
  }
  if (lost) return rows.length < atOnce ? undefined : rows.at(-1)?.id
  writeFieldIndex(tx, entity, fields, rows)
  counts.fields += rows.length * fields.length
  return rows.length < atOnce ? undefined : rows.at(-1)?.id
}

const indexedOf = (fields: readonly Field[]): Field[] =>
  fields.filter(field => field.custom?.indexed || field.custom?.unique)

const backToColumns = (row: Live): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]))
