import { afterAll, beforeAll, expect, test } from 'vitest'
import { addReminder } from '#features/followup/server/reminder.service.ts'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { enqueue, openJobQueue } from '#kernel/jobQueue.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'
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
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl, max: 4 })
  // as with one address for everything: an owner connects, and steps down to the application's role
  other = openDatabase({ url: database.adminUrl, max: 4, stepDown: true })
  world = await makeWorld(db)
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
const until = async (done: () => Promise<boolean>) => {
  for (let n = 0; n < 100 && !(await done()); n++) await new Promise(next => setTimeout(next, 100))
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
  const queue = await openJobQueue(db, ['later'], failed)
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
