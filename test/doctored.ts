// What the doctor finds in a test's database: nothing, after anything that people may do.
import pg from 'pg'
import { pgTypes } from '#kernel/pgTypes.ts'
import { examineThrough } from '../src/app/ops/doctor.ts'
import type { TestDatabase } from './database.ts'

export type Doctored = { findings(): Promise<string[]> }

export const doctored = (database: TestDatabase): Doctored => ({
  async findings() {
    const client = await connected(database.opsUrl)
    await client.query('begin transaction isolation level repeatable read read only')
    try {
      const { checks } = await examineThrough(client, { filesFolder: '/nonexistent', today: '2026-11-25' })
      return checks
        .filter(check => check.found > 0 && !check.advice)
        .flatMap(check => check.findings.map(one => `${check.name}: ${one.what} · ${one.detail}`))
    } finally {
      await client.query('rollback')
    }
  },
})

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
