// The server is killed while it writes: what it had acknowledged is there, and the doctor finds nothing wrong.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { examine } from '../../src/app/ops/doctor.ts'
import { joinPostgres, type Postgres } from '../../src/app/postgres/startPostgres.ts'
import { permissionRows } from '../../src/app/server/permissions.ts'
import { begunFolder, cleanUp, eventually, type Launched, launch } from './launch.ts'

afterEach(cleanUp, 60_000)

const writers = 6

test('kill -9 during writes: every acknowledged write is there, nothing is half-written, the doctor is clean', async () => {
  const DATA_DIR = await begunFolder()
  let run = await launch({ DATA_DIR })
  await run.settled
  const { key, orgId } = await found(DATA_DIR)
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const writing = Array.from({ length: writers }, (_, i) => write(run, key, `${round}-${i}`, acknowledged))
    await eventually(10, async () => acknowledged.length >= (round + 1) * 25)
    run.child.kill('SIGKILL')
    await Promise.all(writing)
    run = await launch({ DATA_DIR })
    await run.settled
    expect(run.out()).toContain('left running by a killed Baton')
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(75)

  const server = await joinPostgres({ dataDir: DATA_DIR })
  const there = new Set(
    (await ask<{ id: string }>(server.opsUrl, `select id from leads where org_id = '${orgId}'`)).map(row => row.id),
  )
  expect(acknowledged.filter(id => !there.has(id))).toEqual([])
  expect(there.size).toBeLessThanOrEqual(acknowledged.length + 3 * writers)
  await expectClean(server, DATA_DIR)
  const again = await post(run, key, 'after')
  expect(again.status).toBe(201)
}, 120_000)

test('kill -9 of the database during writes: the same, and the server goes on without a restart', async () => {
  const DATA_DIR = await begunFolder()
  const run = await launch({ DATA_DIR })
  await run.settled
  const { key, orgId } = await found(DATA_DIR)
  const acknowledged: string[] = []
  const statuses = new Set<number>()
  let over = false
  const writing = Array.from({ length: writers }, async (_, i) => {
    for (let n = 0; !over && n < 5000; n++) {
      const answer = await post(run, key, `db-${i}-${n}`)
      statuses.add(answer.status)
      if (answer.status === 201) acknowledged.push(answer.id)
      else await new Promise(resolve => setTimeout(resolve, 50))
    }
  })
  await eventually(10, async () => acknowledged.length >= 30)
  process.kill(await postmaster(DATA_DIR), 'SIGKILL')
  await eventually(10, async () => statuses.has(503))
  expect(statuses).toContain(503)
  const before = acknowledged.length
  expect(await eventually(40, async () => acknowledged.length >= before + 20)).toBe(true)
  over = true
  await Promise.all(writing)
  expect([...statuses].sort()).toEqual([201, 503])
  const server = await joinPostgres({ dataDir: DATA_DIR })
  const there = new Set(
    (await ask<{ id: string }>(server.opsUrl, `select id from leads where org_id = '${orgId}'`)).map(row => row.id),
  )
  expect(acknowledged.filter(id => !there.has(id))).toEqual([])
  await expectClean(server, DATA_DIR)
}, 120_000)

async function write(run: Launched, key: string, name: string, acknowledged: string[]): Promise<void> {
  for (let n = 0; n < 5000; n++) {
    // a refused or reset connection is the kill
    const answer = await post(run, key, `${name}-${n}`).catch(() => undefined)
    if (!answer) return
    if (answer.status === 201) acknowledged.push(answer.id)
  }
}

async function post(run: Launched, key: string, name: string): Promise<{ status: number; id: string }> {
  const response = await fetch(`http://127.0.0.1:${run.port}/api/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, company: `${name} 有限公司`, phone: '13800001111' }),
  })
  const body = (await response.json()) as { id?: string } // the lead, or reasons without an id
  return { status: response.status, id: body.id ?? '' }
}

async function found(dataDir: string): Promise<{ key: string; orgId: string }> {
  const server = await joinPostgres({ dataDir })
  const db = openDatabase({ url: server.appUrl })
  try {
    const owner = { name: 'Olivia', email: 'olivia@acme.example', password: 'correct horse battery' }
    const { orgId, ownerId } = await createOrganisation(db, { name: 'Acme', lang: 'en', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'screen'))
    const { secret } = await inOrg(db, orgId, { mode: 'write' }, tx => createKey(tx, actor, { name: 'test' }))
    return { key: secret, orgId }
  } finally {
    await db.pool.end()
  }
}

async function postmaster(dataDir: string): Promise<number> {
  const [row] = await ask<{ file: string }>(
    (await joinPostgres({ dataDir })).adminUrl,
    "select pg_read_file('postmaster.pid') as file",
  )
  return Number(row?.file.split('\n')[0])
}

async function expectClean(server: Postgres, dataDir: string): Promise<void> {
  expect(existsSync(join(dataDir, 'postgres'))).toBe(true)
  const report = await examine({ opsUrl: server.opsUrl, filesFolder: join(dataDir, 'files'), today: '2026-11-25' })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
  expect(report.orgs).toBe(1)
}

async function ask<R>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as R[] // the caller states what its SQL returns
  } finally {
    await client.end()
  }
}
