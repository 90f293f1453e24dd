import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ensureJobSchema } from './jobSchema.ts'

// `folder` holds `migrations/NNNN_name.sql` and, run after every migrate, `grants.sql` and `superuser.sql`.
export type MigrateOptions = {
  url: string
  folder: string
  /** For restoring an older backup: these and no further ones. */
  only?: readonly string[] | undefined
}

export type Migration = { name: string; hash: string; sql: string }

export type MigrationTrouble = 'busy' | 'changed' | 'failed' | 'missing' | 'numberTwice'

export class MigrationProblem extends Error {
  readonly trouble: MigrationTrouble
  readonly migration: string
  readonly why: string

  constructor(trouble: MigrationTrouble, migration: string, why = '') {
    super(`migration ${migration}: ${trouble} ${why}`.trim())
    this.name = 'MigrationProblem'
    this.trouble = trouble
    this.migration = migration
    this.why = why
  }
}

/** Brings a database up to the files of the folder and answers the names it applied. */
export async function migrate({ url, folder, only }: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(folder)
  // The lock lives in a transaction of its own connection: a session lock would not survive a pooler in transaction mode.
  const guard = await connect(url)
  const client = await connect(url).catch(async error => {
    await guard.end()
    throw error
  })
  try {
    await takeLock(guard)
    return await applyAll(client, files, { folder, only })
  } finally {
    await Promise.allSettled([client.end(), guard.end()])
  }
}

/** What a migrate would still apply: nothing means that the database is current. */
export async function pendingMigrations(client: pg.ClientBase | pg.Pool, folder: string): Promise<string[]> {
  return pendingOf(await readMigrations(folder), await appliedHashes(client)).map(file => file.name)
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const home = join(folder, 'migrations')
  const names = (await readdir(home)).filter(name => /^\d{4}_\w+\.sql$/.test(name)).sort()
  names.forEach((name, at) => {
    if (names[at - 1]?.slice(0, 4) === name.slice(0, 4)) throw new MigrationProblem('numberTwice', name)
  })
  return Promise.all(
    names.map(async name => {
      const sql = (await readFile(join(home, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // a lost connection also rejects the query under way: that one is reported
  await client.connect()
  return client
}

async function takeLock(guard: pg.Client): Promise<void> {
  await guard.query("begin; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '120s'")
  try {
    await guard.query("select pg_advisory_xact_lock(hashtext('baton.migrate'))")
  } catch (error) {
    throw new MigrationProblem('busy', '', String(error))
  }
}

async function applyAll(
  client: pg.Client,
  files: Migration[],
  { folder, only }: Pick<MigrateOptions, 'folder' | 'only'>,
): Promise<string[]> {
  const { superuser } = await actAsOwner(client)
  await client.query(`create table if not exists baton_migration (
    name text primary key, hash text not null, at timestamptz not null default now())`)
  const pending = pendingOf(files, await appliedHashes(client)).filter(file => !only || only.includes(file.name))
  await ensureJobSchema(client)
  for (const file of pending) await apply(client, file)
  await client.query(await readFile(join(folder, 'grants.sql'), 'utf8'))
  if (superuser) await client.query(`reset role; ${await readFile(join(folder, 'superuser.sql'), 'utf8')}`)
  return pending.map(file => file.name)
}

// Whoever connects, baton_owner makes and therefore owns the tables.
async function actAsOwner(client: pg.Client): Promise<{ superuser: boolean }> {
  const {
    rows: [me],
  } = await client.query<{ superuser: boolean }>(
    'select rolsuper as superuser from pg_roles where rolname = current_user',
  )
  await client.query('set role baton_owner; set search_path = public; set client_min_messages = warning')
  return { superuser: me?.superuser === true }
}

async function appliedHashes(client: pg.ClientBase | pg.Pool): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from baton_migration')
  return new Map(rows.map(row => [row.name, row.hash]))
}

function pendingOf(files: Migration[], applied: Map<string, string>): Migration[] {
  for (const name of applied.keys()) {
    if (!files.some(file => file.name === name)) throw new MigrationProblem('missing', name)
  }
  const changed = files.find(file => applied.has(file.name) && applied.get(file.name) !== file.hash)
  if (changed) throw new MigrationProblem('changed', changed.name)
  return files.filter(file => !applied.has(file.name))
}

async function apply(client: pg.Client, file: Migration): Promise<void> {
  const note = 'insert into baton_migration (name, hash) values ($1, $2)'
  const alone = file.sql.startsWith('-- no transaction')
  try {
    if (!alone) await client.query('begin')
    // `create index concurrently` and its like stand alone: one message per statement, each ending its line with `;`
    for (const statement of alone ? file.sql.split(/;[ \t]*\n/) : [file.sql])
      if (statement.trim()) await client.query(statement)
    await client.query(note, [file.name, file.hash])
    if (!alone) await client.query('commit')
  } catch (error) {
    if (!alone) await client.query('rollback').catch(() => {})
    throw new MigrationProblem('failed', file.name, describe(error))
  }
}

function describe(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return String(error)
  return [error.message, error.detail, error.where, error.position && `at character ${error.position}`]
    .filter(Boolean)
    .join(' · ')
}
