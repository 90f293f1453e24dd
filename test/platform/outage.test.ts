// The database is gone for a while: the page that listens keeps its line, the work that runs by itself goes on.
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { joinPostgres } from '../../src/app/postgres/startPostgres.ts'
import { permissionRows } from '../../src/app/server/permissions.ts'
import { listenAt } from '../listen.ts'
import { begunFolder, cleanUp, eventually, launch } from './launch.ts'

afterEach(cleanUp, 60_000)

test('live news and jobs come back with the database, on the same lines and without a restart', async () => {
  const DATA_DIR = await begunFolder()
  // a letter box that nobody empties: its job comes every ten seconds, and finds nothing to do
  const run = await launch({ DATA_DIR, SMTP_URL: 'smtp://127.0.0.1:9', PUBLIC_URL: 'http://localhost' })
  await run.settled
  const key = await found(DATA_DIR)
  const address = `http://127.0.0.1:${run.port}`
  const ear = await listenAt(address, key)
  const write = async (name: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const answer = await fetch(`${address}/api/customers`, { method: 'POST', headers, body: JSON.stringify({ name }) })
    return { status: answer.status, id: ((await answer.json()) as { id?: string }).id ?? '' } // a customer, or reasons
  }
  const first = await write('Before')
  await ear.until({ entity: 'customer', id: first.id, version: 1 })

  process.kill(await postmaster(DATA_DIR), 'SIGKILL')
  expect(await eventually(10, async () => (await write('Meanwhile')).status === 503)).toBe(true)
  expect((await run.get('/healthz')).status).toBe(200)
  expect(await eventually(40, async () => (await write('Again')).status === 201)).toBe(true)

  const after = await write('After')
  const news = { entity: 'customer', id: after.id, version: 1 }
  expect(await ear.until(news)).toContainEqual(news)
  const since = new Date().toISOString()
  const worked = `select 1 from pgboss.job where name = 'sendMails' and state = 'completed' and completed_on > '${since}'`
  expect(await eventually(60, async () => (await ask(DATA_DIR, worked)).length > 0)).toBe(true)
  expect(run.child.exitCode).toBe(null)
  await ear.close()
}, 150_000)

async function found(dataDir: string): Promise<string> {
  const db = openDatabase({ url: (await joinPostgres({ dataDir })).appUrl, max: 2 })
  try {
    const owner = { name: 'Olivia', email: 'olivia@acme.example', password: 'correct horse battery' }
    const { orgId, ownerId } = await createOrganisation(db, { name: 'Acme', lang: 'en', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'screen'))
    return (await inOrg(db, orgId, { mode: 'write' }, tx => createKey(tx, actor, { name: 'test' }))).secret
  } finally {
    await db.pool.end()
  }
}

async function postmaster(dataDir: string): Promise<number> {
  const [row] = await ask<{ file: string }>(dataDir, "select pg_read_file('postmaster.pid') as file")
  return Number(row?.file.split('\n')[0])
}

async function ask<R>(dataDir: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: (await joinPostgres({ dataDir })).adminUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows as R[] // the caller states what its SQL returns
  } finally {
    await client.end()
  }
}
