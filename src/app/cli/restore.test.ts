import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { customer, org } from '#test/rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-into-'))
const data = join(folder, 'data')
const kept = join(folder, 'kept')
let running: TestDatabase
let other: TestDatabase

beforeAll(async () => {
  running = await testDatabase()
  other = await testDatabase('empty')
  await ask(running, `insert into orgs (org_id, name) values ('${org}', 'Acme')`)
  mkdirSync(join(data, 'files', org, 'ab'), { recursive: true })
  writeFileSync(join(data, 'files', org, 'ab', 'abcd'), 'bytes')
  const { code, stdout } = await run('backup', kept)
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 file into')])
})
afterAll(async () => {
  await Promise.all([running, other].map(one => one?.drop()))
  rmSync(folder, { recursive: true, force: true })
})

async function ask(on: TestDatabase, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: on.adminUrl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

type Ran = { stdout: string; stderr: string; code: number }

async function run(command: 'backup' | 'restore', ...args: string[]): Promise<Ran> {
  const entry = fileURLToPath(new URL(`./${command}.ts`, import.meta.url))
  const { appUrl, adminUrl, opsUrl } = running
  const urls = { DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl, DATABASE_OPS_URL: opsUrl }
  const env = { PATH: process.env.PATH, LANG: 'en_US.UTF-8', DATA_DIR: data, ...urls }
  try {
    return { ...(await promisify(execFile)(process.execPath, [entry, ...args], { env, timeout: 60_000 })), code: 0 }
  } catch (error) {
    return error as Ran // what execFile rejects with
  }
}

test('--into never touches the files of the running database, not even with --replace', async () => {
  for (const more of [[], ['--replace']]) {
    const { code, stderr } = await run('restore', kept, '--into', other.adminUrl, ...more)
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/files in .* belong to another database/)])
  }
  expect(readFileSync(join(data, 'files', org, 'ab', 'abcd'), 'utf8')).toBe('bytes')
})

test('--into fills the other database and leaves the running one as it is', async () => {
  // nobody owns it here: only that it is left alone counts
  await ask(running, `set session_replication_role = replica; ${customer(1, { name: 'After the backup' })}`)
  const back = join(folder, 'back')
  const { code, stdout, stderr } = await run('restore', kept, '--into', other.adminUrl, '--files', back)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('is whole')
  expect(await ask(other, 'select name from orgs')).toEqual([{ name: 'Acme' }])
  expect(await ask(other, 'select name from customers')).toEqual([])
  expect(await ask(running, 'select name from customers')).toEqual([{ name: 'After the backup' }])
  expect(readFileSync(join(back, org, 'ab', 'abcd'), 'utf8')).toBe('bytes')
  expect(readdirSync(folder).toSorted()).toEqual(['back', 'data', 'kept'])
})

test('an unknown word, a missing folder or no backup at all is one line', async () => {
  for (const [args, line] of [
    [[], 'Name the backup'],
    [[kept, '--fast'], 'Name the backup'],
    [[join(folder, 'nowhere'), '--into', other.adminUrl], 'is not a backup'],
  ] as const) {
    const { code, stderr } = await run('restore', ...args)
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining(line)]])
  }
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})
