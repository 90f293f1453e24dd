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

export type Rebuilt = { readonly org: string; readonly fields: number; readonly terms: number }

export async function rebuild({
  opsUrl,
  appUrl,
  stepDown,
}: Pick<Databases, 'opsUrl' | 'appUrl' | 'stepDown'>): Promise<Rebuilt[]> {
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

type Counts = { fields: number; terms: number }

async function rebuildTable(db: Database, orgId: string, of: { entity: string; table: string }, counts: Counts) {
  for (let after: string | undefined = first; after; ) {
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

type Batch = { readonly entity: string; readonly table: string; readonly from: string }
type Live = { readonly id: string; readonly custom: Custom } & Readonly<Record<string, unknown>>

/** Answers where the next batch begins; undefined after the last. */
async function rebuildBatch(
  tx: Tx,
  { entity, table, from }: Batch,
  counts: { fields: number; terms: number },
): Promise<string | undefined> {
  const fields = indexedOf((await selectCustomFields(tx)).get(entity) ?? [])
  const columns = [...new Set(['id', 'custom', ...(searched[entity] ?? []).map(([column]) => column)])]
  const select = stmt(
    `rebuild.${entity}`,
    `select ${columns.join(', ')} from ${table} where org_id = $1 and id > $2 and deleted_at is null order by id limit ${atOnce} for no key update`,
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
  writeFieldIndex(tx, entity, fields, rows)
  counts.fields += rows.length * fields.length
  return rows.length < atOnce ? undefined : rows.at(-1)?.id
}

const indexedOf = (fields: readonly Field[]): Field[] =>
  fields.filter(field => field.custom?.indexed || field.custom?.unique)

const backToColumns = (row: Live): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]))
