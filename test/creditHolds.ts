// After every test of a file: what each credit row says is what its orders, receipts, refunds and write-offs come to,
// worked out anew by the doctor's own questions.
import pg from 'pg'
import { afterAll, afterEach, expect } from 'vitest'
import { pgTypes } from '#kernel/pgTypes.ts'
import type { Check } from '../src/app/ops/check.ts'
import { checks } from '../src/app/ops/checks.ts'
import type { TestDatabase } from './database.ts'

const names = ['credit.used', 'order.exposure']
const asked: readonly Check[] = checks.filter(one => names.includes(one.name))

/** Said once, at the top of a file or of the world that it is played in. */
export function creditHolds(database: () => TestDatabase | undefined): void {
  let client: pg.Client | undefined
  afterEach(async () => {
    const opened = database()
    if (!opened) return
    client ??= await connect(opened.opsUrl)
    expect(asked).toHaveLength(names.length)
    for (const check of asked) expect({ [check.name]: await found(client, check) }).toEqual({ [check.name]: [] })
  })
  // runs before that of the file, which drops the database
  afterAll(async () => {
    await client?.end()
    client = undefined
  })
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: pgTypes })
  client.on('error', () => undefined) // the database is dropped by force
  await client.connect()
  return client
}

async function found(client: pg.Client, check: Check): Promise<readonly object[]> {
  const ask = async <R>(sql: string, values: readonly unknown[] = []) => {
    const { rows } = await client.query({ name: `${check.name}.${values.length}`, text: sql, values: [...values] })
    return rows as R[] // the check states the row type that its SQL returns
  }
  if ('sql' in check) return ask(check.sql)
  return check.find({ ask, filesFolder: '', today: '2026-11-26' })
}
