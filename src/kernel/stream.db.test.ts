import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type Database, type Db, openDatabase } from './db.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { streamInOrg } from './stream.ts'

let database: TestDatabase
let db: Database
const acme = newId()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl, max: 2 })
})
afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

async function* numbers(tx: Db): AsyncGenerator<unknown> {
  for (let n = 0; n < 3; n++) yield await tx.one({ text: 'select $1::int as n, pg_backend_pid() as pid', values: [n] })
}

const gather = async <T>(parts: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const part of parts) all.push(part)
  return all
}

test('parts are read one by one in one transaction, which ends with the last', async () => {
  const parts = await gather(streamInOrg(db, acme, numbers))
  expect(parts).toMatchObject([{ n: 0 }, { n: 1 }, { n: 2 }])
  expect(new Set(parts.map(part => Reflect.get(Object(part), 'pid'))).size).toBe(1)
  expect(db.pool.idleCount).toBe(db.pool.totalCount)
})

test('a reader who leaves, a refusal and a fault give the connection back', async () => {
  for await (const _ of streamInOrg(db, acme, numbers)) break
  async function* refusing(tx: Db): AsyncGenerator<unknown> {
    yield* numbers(tx)
    throw new Refusal('test.no')
  }
  await expect(gather(streamInOrg(db, acme, refusing))).rejects.toBeInstanceOf(Refusal)
  async function* failing(tx: Db): AsyncGenerator<unknown> {
    yield await tx.one({ text: 'select 1 / 0', values: [] })
  }
  await expect(gather(streamInOrg(db, acme, failing))).rejects.toThrow('division by zero')
  expect(db.pool.idleCount).toBe(db.pool.totalCount)
})

test('who left is waited for no longer: the connection is given back once', async () => {
  const removed: unknown[] = []
  const note = (client: unknown): void => void removed.push(client)
  db.pool.on('remove', note)
  for await (const _ of streamInOrg(db, acme, numbers, 50)) break
  // given back twice it would end the process, outside of any promise
  await wait(200)
  db.pool.off('remove', note)
  expect(removed).toEqual([])
  expect(db.pool.idleCount).toBe(db.pool.totalCount)
})

test('who waits too long for the next part loses the connection, and others get it', async () => {
  const slow = streamInOrg(db, acme, numbers, 50)
  await slow.next()
  await wait(200)
  expect(db.pool.idleCount).toBe(db.pool.totalCount)
  await expect(slow.next()).rejects.toThrow('nobody took the next part')
  expect(await gather(streamInOrg(db, acme, numbers))).toHaveLength(3)
})
