// What the doctor finds in a test's database: nothing, after anything that people may do.
import pg from 'pg'
import { pgTypes } from '#kernel/pgTypes.ts'
import { type Examined, examineThrough } from '../src/app/ops/doctor.ts'
import type { TestDatabase } from './database.ts'

export type Doctored = {
  /** `log`: told a line for each check, as `npm run doctor` says it. */
  findings(log?: (line: string) => void): Promise<string[]>
}

export const doctored = (database: TestDatabase, filesFolder = '/nonexistent'): Doctored => ({
  async findings(log = () => undefined) {
    const client = await connected(database.opsUrl)
    await planAnew(client)
    await client.query('begin transaction isolation level repeatable read read only')
    try {
      const done = ({ name, found, advice }: Examined) => log(`${found} ${advice ? 'hints' : 'faults'}  ${name}`)
      const { checks } = await examineThrough(client, { filesFolder, today: '2026-11-25', done })
      return checks
        .filter(check => check.found > 0 && !check.advice)
        .flatMap(check => check.findings.map(one => `${check.name}: ${one.what} · ${one.detail}`))
    } finally {
      await client.query('rollback')
    }
  },
})

// A plan that was made for a few rows does not end with thousands: after an import all are made anew.
const plannedAt = new WeakMap<pg.Client, number>()
const muchMore = 1_000_000
async function planAnew(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  const bytes = Number(rows[0]?.bytes)
  const before = plannedAt.get(client)
  if (before !== undefined && bytes - before < muchMore) return
  if (before !== undefined) await client.query('discard plans')
  plannedAt.set(client, bytes)
}

// One connection to a database: planning a hundred checks takes far longer than asking them of a few rows. It goes
// when the database is dropped under it.
const clients = new Map<string, Promise<pg.Client>>()
function connected(url: string): Promise<pg.Client> {
  const client = clients.get(url) ?? connect(url)
  clients.set(url, client)
  return client
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: pgTypes })
  client.on('error', () => clients.delete(url))
  await client.connect()
  await client.query("set plan_cache_mode = 'force_generic_plan'")
  return client
}
