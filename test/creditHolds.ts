// After every test of a file: what each credit row says is what its orders, receipts, refunds and write-offs come to,
// worked out anew by the doctor's own questions.
import pg from 'pg'
import { expect } from 'vitest'
import { pgTypes } from '#kernel/pgTypes.ts'
import type { Check } from '../src/app/ops/check.ts'
import { checks } from '../src/app/ops/checks.ts'
import type { TestDatabase } from './database.ts'

const names = ['credit.used', 'order.exposure']
const asked: readonly Check[] = checks.filter(one => names.includes(one.name))

let opened: TestDatabase | undefined
let client: Promise<pg.Client> | undefined

/** The database whose credit rows hold from now on; undefined once it is dropped. */
export function holdCredit(database: TestDatabase | undefined): void {
  opened = database
  client?.then(
    one => one.end(),
    () => undefined,
  )
  client = undefined
}

/** After every test, whatever file it stands in (`databaseSetup.ts`). */
export async function creditHolds(): Promise<void> {
  if (!opened) return
  client ??= connect(opened.opsUrl)
  expect(asked).toHaveLength(names.length)
  for (const check of asked) expect({ [check.name]: await found(await client, check) }).toEqual({ [check.name]: [] })
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
