import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { MigrationProblem, migrate, pendingMigrations } from './migrate.ts'

let db: TestDatabase
let folder: string
const made: TestDatabase[] = []

beforeEach(async () => {
  db = await testDatabase('empty')
  made.push(db)
  folder = mkdtempSync(join(tmpdir(), 'baton-migrations-'))
  mkdirSync(join(folder, 'migrations'))
  writeFileSync(join(folder, 'grants.sql'), 'grant select on all tables in schema public to baton_app')
  writeFileSync(join(folder, 'superuser.sql'), 'alter function numeric_lt(numeric, numeric) leakproof')
  put('0001_first.sql', 'create table thing (id int primary key);')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(async () => {
  for (const one of made) await one.drop()
})

test('applies the files in order, once, and says what it applied', async () => {
  put('0002_second.sql', 'insert into thing values (1);')
  expect(await migrate({ url: db.adminUrl, folder })).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await migrate({ url: db.adminUrl, folder })).toEqual([])
  expect(await rows(db.appUrl, 'select id from thing')).toEqual([{ id: 1 }])
})

test('the tables belong to baton_owner though a superuser migrated', async () => {
  await migrate({ url: db.adminUrl, folder })
  expect(await rows(db.adminUrl, "select tableowner from pg_tables where tablename = 'thing'")).toEqual([
    { tableowner: 'baton_owner' },
  ])
})

test('a superuser marks functions leakproof, the owner alone migrates without it', async () => {
  const leakproof = "select proleakproof as is from pg_proc where oid = 'numeric_lt(numeric, numeric)'::regprocedure"
  await migrate({ url: db.ownerUrl, folder })
  expect(await rows(db.adminUrl, leakproof)).toEqual([{ is: false }])
  await migrate({ url: db.adminUrl, folder })
  expect(await rows(db.adminUrl, leakproof)).toEqual([{ is: true }])
})

test('a failing file leaves nothing of itself and names the place', async () => {
  put('0002_broken.sql', 'create table half (id int); select nonsense;')
  await expect(migrate({ url: db.adminUrl, folder })).rejects.toMatchObject({
    trouble: 'failed',
    migration: '0002_broken.sql',
  })
  expect(
    await rows(db.adminUrl, "select to_regclass('half') as half, to_regclass('thing') is not null as thing"),
  ).toEqual([{ half: null, thing: true }])
})

test('an applied file that was changed, lost or numbered twice is refused', async () => {
  await migrate({ url: db.adminUrl, folder })
  put('0001_first.sql', 'create table thing (id bigint primary key);')
  await expect(migrate({ url: db.adminUrl, folder })).rejects.toMatchObject({
    trouble: 'changed',
    migration: '0001_first.sql',
  })
  const newer = join(folder, 'newer')
  mkdirSync(join(newer, 'migrations'), { recursive: true })
  await expect(migrate({ url: db.adminUrl, folder: newer })).rejects.toMatchObject({
    trouble: 'missing',
    migration: '0001_first.sql',
  })
  put('0001_other.sql', 'select 1;')
  await expect(migrate({ url: db.adminUrl, folder })).rejects.toBeInstanceOf(MigrationProblem)
})

test('a file that says so runs outside a transaction, statement by statement', async () => {
  put(
    '0002_index.sql',
    '-- no transaction\ncreate index concurrently one on thing (id);\ncreate index concurrently two on thing (id desc);\n',
  )
  await migrate({ url: db.adminUrl, folder })
  expect(await rows(db.adminUrl, "select count(*)::int as n from pg_indexes where tablename = 'thing'")).toEqual([
    { n: 3 },
  ])
})

test('four starters at once apply each file once', async () => {
  put('0002_slow.sql', 'select pg_sleep(0.2); create table slow (id int);')
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate({ url: db.adminUrl, folder })))
  expect(applied.flat().sort()).toEqual(['0001_first.sql', '0002_slow.sql'])
})

test('what is pending is known without applying it', async () => {
  await migrate({ url: db.adminUrl, folder })
  put('0002_more.sql', 'select 1;')
  const client = new pg.Client({ connectionString: db.appUrl })
  await client.connect()
  try {
    expect(await pendingMigrations(client, folder)).toEqual(['0002_more.sql'])
  } finally {
    await client.end()
  }
})

test('the job tables are there and the application may use them', async () => {
  const ready = await testDatabase()
  made.push(ready)
  expect(await rows(ready.appUrl, 'select count(*)::int as n from pgboss.queue')).toEqual([{ n: 0 }])
  await expect(rows(ready.appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied')
  await expect(rows(ready.appUrl, 'delete from baton_migration')).rejects.toThrow('permission denied')
})

function put(name: string, sql: string): void {
  writeFileSync(join(folder, 'migrations', name), sql)
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
