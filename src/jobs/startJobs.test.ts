import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addReminder, fireReminders } from '#features/followup/server/reminder.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import { addDays, fixedClock, systemClock, today } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { enqueue, type Failed, openJobQueue } from '#kernel/jobQueue.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { dealWorld } from '#test/dealWorld.ts'
import { type World, worldOn } from '#test/world.ts'
import { examine } from '../app/ops/doctor.ts'
import { forgetKeys } from '../app/server/idempotency.ts'
import { startJobs } from './startJobs.ts'
import type { Work } from './work.ts'

let database: TestDatabase
let db: Database
let other: Database
let world: World
const failures: unknown[] = []
const failed = (error: unknown) => void failures.push(error)

beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 4 })
  // as with one address for everything: an owner connects, and steps down to the application's role
  other = openDatabase({ url: database.adminUrl, max: 4, stepDown: true })
  world = worldOn(db)
})
afterAll(async () => {
  await db?.pool.end()
  await other?.pool.end()
  await database?.drop()
})

const write = <T>(fn: Parameters<typeof inOrg<T>>[3]) => inOrg(db, world.acmeId, { mode: 'write' }, fn)
const count = async (text: string): Promise<number> =>
  (await write(tx => tx.query<{ n: number }>({ text: `select count(*)::int as n from ${text}`, values: [] })))[0]?.n ??
  -1
const until = async (done: () => Promise<boolean>, times = 200) => {
  for (let n = 0; n < times && !(await done()); n++) await new Promise(next => setTimeout(next, 100))
}

test('two processes on one database do each piece of work once, and stop at once', async () => {
  const runs: string[] = []
  const counting: Work = {
    kind: 'counting',
    everySeconds: 3600,
    run: async tx => runs.push(tx.orgId) && 0,
  }
  const past = new Date(Date.now() - 60_000).toISOString()
  await write(async tx => {
    for (let n = 0; n < 5; n++)
      addReminder(tx, { userId: world.ids.ann, entity: 'lead', id: newId(), kind: 'own', text: `R${n}`, at: past })
    const old = new Date(Date.now() - 49 * 3_600_000).toISOString()
    for (const [key, at] of Object.entries({ old, fresh: past }))
      tx.write({
        text: `insert into idempotency (org_id, principal, key, method, path, body_hash, status, answer, created_at)
          values ($1, 'p', $2, 'POST', '/x', 'h', 200, '{}', $3)`,
        values: [tx.orgId, key, at],
      })
  })
  const orgs = async () => [world.acmeId, world.globexId]
  const more = [counting, forgetKeys]
  const both = await Promise.all([db, other].map(one => startJobs({ db: one, orgs, failed, more })))
  await until(
    async () => (await count('reminders where fired_at is not null')) === 5 && (await count('idempotency')) === 1,
  )
  await until(async () => runs.length >= 2)
  const began = performance.now()
  await Promise.all(both.map(jobs => jobs.stop()))
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(await count('reminders where fired_at is not null')).toBe(5)
  expect(await count(`idempotency where key = 'fresh'`)).toBe(1)
  expect(await count(`pgboss.job where name = 'remind' and data->>'orgId' = '${world.acmeId}'`)).toBeLessThanOrEqual(2)
  expect(runs.toSorted()).toEqual([world.acmeId, world.globexId].toSorted())
  expect(failures).toEqual([])
})

test('a transaction that is rolled back leaves no job; one that commits leaves one, with ids only', async () => {
  const queue = await openJobQueue(db, [{ kind: 'later', everySeconds: 60 }], failed)
  const undone = write(async tx => {
    await enqueue(tx, 'later', { orderId: 'a' })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await write(tx => enqueue(tx, 'later', { orderId: 'b' }))
  expect(await count(`pgboss.job where name = 'later'`)).toBe(1)
  const done: unknown[] = []
  await queue.work('later', 2, async ids => void done.push(ids))
  await until(async () => done.length > 0)
  await queue.stop()
  expect(done).toEqual([{ orderId: 'b' }])
  await expect(write(tx => enqueue(tx, 'later', { orderId: 'c' }))).rejects.toThrow('no job queue')
})

describe('a job that fails', () => {
  const at = { kind: 'flaky', everySeconds: 60 }

  test('is tried again and works in the end; each failure is told with what it was for', async () => {
    const told: Failed[] = []
    const queue = await openJobQueue(db, [at], (_, job) => job && told.push(job))
    const ids = { orgId: world.acmeId, orderId: 'a' }
    await write(tx => enqueue(tx, 'flaky', ids))
    let runs = 0
    await queue.work('flaky', 1, async () => {
      if (++runs < 3) throw new Error('the carrier does not answer')
    })
    await until(
      async () =>
        (await hurry('flaky')) && (await count(`pgboss.job where name = 'flaky' and state = 'completed'`)) > 0,
    )
    await queue.stop()
    expect(runs).toBe(3)
    expect(told).toEqual([1, 2].map(tries => ({ kind: 'flaky', ids, tries, isLast: false })))
    expect(await unfinished()).toEqual([])
  })

  test('after its last try is told as such, and the doctor names it until it has worked again', async () => {
    const told: Failed[] = []
    const queue = await openJobQueue(db, [{ ...at, kind: 'hopeless' }], (_, job) => job && told.push(job))
    const ids = { orgId: world.acmeId }
    await write(tx => enqueue(tx, 'hopeless', ids))
    let isBroken = true
    await queue.work('hopeless', 1, async () => {
      if (isBroken) throw new Error('the carrier does not answer')
    })
    await until(async () => (await hurry('hopeless')) && told.some(one => one.isLast))
    await until(async () => (await unfinished()).length > 0)
    expect(told.map(one => [one.tries, one.isLast])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
    expect(await unfinished()).toMatchObject([
      { orgId: world.acmeId, what: 'job hopeless', detail: expect.stringContaining('the carrier does not answer') },
    ])
    isBroken = false
    await write(tx => enqueue(tx, 'hopeless', ids))
    await until(async () => (await unfinished()).length === 0)
    await queue.stop()
    expect(await unfinished()).toEqual([])
  }, 60_000)
})

test('a job whose process is killed is taken again by another', async () => {
  const queue = await openJobQueue(db, [{ kind: 'heavy', everySeconds: 60 }], failed)
  const ids = { orgId: world.acmeId }
  await write(tx => enqueue(tx, 'heavy', ids))
  const child = spawn(process.execPath, ['--input-type=module', '-e', takeAndHang(database.appUrl)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(done => child.once('exit', done))
  await new Promise(done => child.stdout.once('data', done))
  child.kill('SIGKILL')
  await ended
  const active = `pgboss.job where name = 'heavy' and state = 'active'`
  expect(await count(active)).toBe(1)
  // half a minute without a sign of life, which a test need not wait for
  await admin(`update pgboss.job set heartbeat_on = now() - interval '31 seconds' where name = 'heavy'`)
  const taken: unknown[] = []
  await queue.work('heavy', 1, async one => void taken.push(one))
  await until(async () => (await hurry('heavy')) && taken.length > 0, 500)
  await queue.stop()
  expect(taken).toEqual([ids])
}, 90_000)

test('a reminder whose process is killed between claim and delivery is told once by the others', async () => {
  const text = '客户回访 😀'
  const at = new Date(Date.now() - 60_000).toISOString()
  const { ann } = world.ids
  await write(async tx => addReminder(tx, { userId: ann, entity: 'lead', id: newId(), kind: 'own', text, at }))
  const told = () => count(`notices where kind = 'reminder' and said ->> 'text' = '${text}'`)
  // claimed and told within its transaction, which never commits
  const child = spawn(process.execPath, ['--input-type=module', '-e', claimAndHang(database.appUrl, world.acmeId)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise(done => child.once('exit', done))
  await new Promise(done => child.stdout.once('data', done))
  // while it lives nobody takes the row from it
  expect((await write(tx => fireReminders(tx))).map(one => one.text)).not.toContain(text)
  child.kill('SIGKILL')
  await ended
  await until(async () => {
    const fired = await Promise.all(
      [db, other].map(one => inOrg(one, world.acmeId, { mode: 'write' }, tx => fireReminders(tx))),
    )
    return fired.flat().some(one => one.text === text)
  })
  expect(await told()).toBe(1)
  await Promise.all([db, other].map(one => inOrg(one, world.acmeId, { mode: 'write' }, tx => fireReminders(tx))))
  expect(await told()).toBe(1)
}, 60_000)

const service = fileURLToPath(new URL('../features/followup/server/reminder.service.ts', import.meta.url))
const claimAndHang = (url: string, orgId: string): string => `
  const { inOrg, openDatabase } = await import(${JSON.stringify(source('db.ts'))})
  const { fireReminders } = await import(${JSON.stringify(service)})
  await inOrg(openDatabase({ url: ${JSON.stringify(url)} }), ${JSON.stringify(orgId)}, { mode: 'write' }, async tx => {
    await fireReminders(tx)
    console.log('claimed')
    return new Promise(() => setInterval(() => {}, 1000))
  })`

function source(path: string): string {
  return fileURLToPath(new URL(`../kernel/${path}`, import.meta.url))
}
const takeAndHang = (url: string): string => `
  const { openDatabase } = await import(${JSON.stringify(source('db.ts'))})
  const { openJobQueue } = await import(${JSON.stringify(source('jobQueue.ts'))})
  const queue = await openJobQueue(openDatabase({ url: ${JSON.stringify(url)} }), [{ kind: 'heavy', everySeconds: 60 }], console.error)
  await queue.work('heavy', 1, () => {
    console.log('taken')
    return new Promise(() => setInterval(() => {}, 1000))
  })`

test('which day it is follows each organisation: a quote ends at its own midnight', async () => {
  const [east, west] = await Promise.all(
    ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(zone => dealWorld(db, { zone })),
  )
  if (!east || !west) throw new Error('no worlds')
  const day = addDays(today(systemClock, 'UTC'), 40)
  const line = { name: '安装调试', unitQty: '1', price: '100', taxRate: '6' }
  for (const one of [east, west]) {
    const deal = await one.deal()
    const quote = await one.quote(deal.id, { lines: [line], validUntil: day })
    await one.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  }
  // noon in Greenwich: the next day has begun in the east, the day before is just over in the west
  const clock = fixedClock(`${day}T11:30:00.000Z`)
  const states = async () => {
    const found = await Promise.all(
      [east, west].map(one => one.rows<{ state: string }>('select state from quotes where org_id = $1')),
    )
    return found.flat().map(one => one.state)
  }
  expect(await states()).toEqual(['sent', 'sent'])
  const jobs = await startJobs({ db: { ...db, clock }, orgs: async () => [east.orgId, west.orgId], failed })
  await until(async () => (await states())[0] === 'expired')
  await until(
    async () =>
      (await count(
        `pgboss.job where name = 'expireQuotes' and state = 'completed' and data ->> 'orgId' = '${west.orgId}'`,
      )) > 0,
  )
  await jobs.stop()
  expect(await states()).toEqual(['expired', 'sent'])
}, 60_000)

/** Retries wait some seconds, which a test need not. */
async function hurry(kind: string): Promise<boolean> {
  await admin(`update pgboss.job set start_after = now() where name = '${kind}' and state = 'retry'`)
  return true
}

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function unfinished() {
  const report = await examine({ opsUrl: database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
  return report.checks.find(one => one.name === 'jobs.done')?.findings ?? []
}
