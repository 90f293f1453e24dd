// A PostgreSQL of the user's own: is it there, is it new enough, and may we do what we must?
import pg from 'pg'
import { Problem } from '../problem.ts'
import { type Given, grantRights, may, missing } from './rights.ts'

export type External = {
  adminUrl: string
  appUrl: string
  opsUrl: string
  /** The application's connections are not baton_app and step down in every transaction. */
  stepDown: boolean
}

/** Given one URL only, the same login migrates and, stepping down to baton_app, serves. */
export async function checkDatabase(given: Given): Promise<External> {
  const adminUrl = given.adminUrl ?? given.databaseUrl
  const adminName = given.adminUrl ? 'DATABASE_ADMIN_URL' : 'DATABASE_URL'
  await ask(adminUrl, adminName, async admin => {
    await checkServer(admin, adminUrl)
    await refuseServing(admin, given)
    await grantRights(admin, given)
  })
  const stepDown = await ask(given.databaseUrl, 'DATABASE_URL', app => checkApplication(app, given))
  await checkPooler(given.databaseUrl)
  const opsUrl = given.opsUrl ?? withRole(adminUrl, 'baton_ops')
  await ask(opsUrl, given.opsUrl ? 'DATABASE_OPS_URL' : adminName, ops => checkOperator(ops, opsUrl))
  return { adminUrl, appUrl: given.databaseUrl, opsUrl, stepDown }
}

async function checkServer(admin: pg.Client, url: string): Promise<void> {
  const {
    rows: [server],
  } = await admin.query<{ version: number; name: string; encoding: string }>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
           pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`)
  if (!server || server.version < 160_000)
    throw new Problem('database.tooOld', { where: placeOf(url), found: server?.name ?? '?' })
  if (server.encoding !== 'UTF8')
    throw new Problem('database.encoding', { where: placeOf(url), found: server.encoding })
}

/** Named before any right is asked for: what serves must never be given what only the owner and the operator may. */
async function refuseServing(admin: pg.Client, { adminUrl }: Given): Promise<void> {
  const { rows } = await admin.query<{ user: string }>('select current_user as user')
  if (!adminUrl && rows[0]?.user === 'baton_app') throw new Problem('database.onlyServes', { user: 'baton_app' })
}

async function checkApplication(app: pg.Client, given: Given): Promise<boolean> {
  const {
    rows: [me],
  } = await app.query<{ name: string; super: boolean }>(
    'select rolname as name, rolsuper as super from pg_roles where rolname = current_user',
  )
  const user = me?.name ?? '?'
  if (me?.super && given.adminUrl) throw new Problem('database.superuser', { user })
  if (!(await may(app, "pg_has_role(current_user, 'baton_app', 'set')"))) {
    throw missing(user, placeOf(given.databaseUrl), [`grant baton_app to ${app.escapeIdentifier(user)}`])
  }
  return user !== 'baton_app'
}

/**
 * A pooler between transactions must carry prepared statements along (PgBouncer does from 1.21 on). While another holds the
 * server connection that knows the statement, its owner is given one that does not.
 */
async function checkPooler(url: string): Promise<void> {
  const known = { name: 'baton.pooled', text: 'select 1' }
  await ask(url, 'DATABASE_URL', app =>
    ask(url, 'DATABASE_URL', async other => {
      await app.query(known)
      await other.query('begin')
      try {
        await app.query(known)
      } catch (error) {
        // 26000: there is no such statement; 08P01: what poolers of old say of it
        if (['26000', '08P01'].includes(codeOf(error))) throw new Problem('database.pooler', { where: placeOf(url) })
        throw error
      }
      await other.query('rollback')
    }),
  )
}

const codeOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '')

async function checkOperator(ops: pg.Client, url: string): Promise<void> {
  const {
    rows: [me],
  } = await ops.query<{ name: string; sees: boolean }>(
    'select rolname as name, rolbypassrls or rolsuper as sees from pg_roles where rolname = current_user',
  )
  if (me?.sees) return
  const name = me?.name ?? 'baton_ops'
  const role = ops.escapeIdentifier(name)
  const more = name === 'baton_ops' ? [] : [`grant baton_ops to ${role}`]
  throw missing(name, placeOf(url), [`alter role ${role} bypassrls`, ...more])
}

/** A direct connection (doctor, backup) that starts as another role; the application's pooled ones never do this. */
function withRole(url: string, role: string): string {
  const changed = new URL(url)
  changed.searchParams.set('options', `-c role=${role}`)
  return changed.href
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

async function ask<T>(url: string, name: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // the query under way rejects as well: that one is reported
  try {
    await client.connect()
    return await question(client)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('database.unreachable', { where: placeOf(url), why: wordsOf(error), name })
  } finally {
    await client.end().catch(() => {})
  }
}

// Node reports a host with several addresses as an AggregateError whose own message is empty.
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
