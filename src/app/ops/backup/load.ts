// The one transaction of a restore. Foreign keys are taken off and set again at its end, which proves them over
// all rows: tables that point at each other could not be filled in any order.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Problem } from '../../problem.ts'
import { type Manifest, type TablePart, tableFile } from './manifest.ts'
import { type KeptTable, keptTables, listOf, nameOf } from './tables.ts'

export type LoadOptions = {
  readonly url: string
  readonly folder: string
  readonly manifest: Manifest
  readonly replace: boolean
  readonly done?: ((table: TablePart) => void) | undefined
  readonly beforeCommit: () => Promise<void>
}

export async function load({ url, folder, manifest, replace, done, beforeCommit }: LoadOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // the query under way rejects as well
  await client.connect()
  try {
    await client.query('begin; set local role baton_owner; set local search_path = pg_catalog')
    const tables = await keptTables(client)
    await clean(client, tables, replace)
    const keys = await takeKeysOff(client)
    for (const part of await loadable(client, manifest)) {
      await copyIn(client, folder, part)
      done?.(part)
    }
    await setKeysAgain(client, keys, folder)
    await moveCounters(client)
    await beforeCommit()
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

async function clean(client: pg.Client, tables: readonly KeptTable[], replace: boolean): Promise<void> {
  await client.query(`lock table ${tables.map(nameOf).join(', ')} in access exclusive mode`)
  for (const table of tables.filter(one => one.schema !== 'pgboss' && one.name !== 'event_reader')) {
    const { rowCount } = await client.query(`select from ${nameOf(table)} limit 1`)
    if (rowCount && !replace) throw new Problem('restore.notEmpty', { table: table.name })
  }
  await client.query(`truncate ${tables.map(nameOf).join(', ')}`)
}

/** Jobs of another version of pg-boss are not its tables' shape: they are left out, the rest is ours. */
async function loadable(client: pg.Client, manifest: Manifest): Promise<readonly TablePart[]> {
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version')
  const sameJobs = rows[0]?.version === manifest.jobSchema
  return manifest.tables.filter(part => sameJobs || part.schema !== 'pgboss')
}

async function copyIn(client: pg.Client, folder: string, part: TablePart): Promise<void> {
  const into = client.query(copyFrom(`copy ${nameOf(part)} (${listOf(part.columns)}) from stdin`))
  await pipeline(createReadStream(tableFile(folder, part)), into)
  if (into.rowCount !== part.rows)
    throw new Problem('restore.damaged', {
      file: tableFile(folder, part),
      why: `gave ${into.rowCount} of ${part.rows} rows`,
    })
}

type ForeignKey = { owner: string; name: string; definition: string }

async function takeKeysOff(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select k.conrelid::regclass::text as owner, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('public', 'auth', 'pgboss') order by 1, 2`)
  for (const key of rows) await client.query(`alter table ${key.owner} drop constraint ${key.name}`)
  return rows
}

async function setKeysAgain(client: pg.Client, keys: readonly ForeignKey[], folder: string): Promise<void> {
  for (const key of keys)
    await client
      .query(`alter table ${key.owner} add constraint ${key.name} ${key.definition}`)
      .catch((error: unknown) => {
        throw new Problem('restore.damaged', {
          file: folder,
          why: error instanceof Error ? error.message : String(error),
        })
      })
}

// Identities go on after the last number given. Asked of the catalogue alone: pg_get_serial_sequence would look at
// every table the planner happens to try first, and only a superuser may look at all of them.
async function moveCounters(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owner: string; column: string; sequence: string }>(`
    select c.oid::regclass::text as owner, quote_ident(a.attname) as column, s.oid::regclass::text as sequence
    from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
      join pg_class c on c.oid = d.refobjid and c.relkind in ('r', 'p') join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      and n.nspname in ('public', 'auth', 'pgboss')`)
  for (const { owner, column, sequence } of rows)
    await client.query(`select setval($1, coalesce(max(${column}), 0) + 1, false) from ${owner}`, [sequence])
}
