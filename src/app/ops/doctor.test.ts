import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pgTypes } from '#kernel/pgTypes.ts'
import { breaks } from '#test/breaks.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { org, owner } from '#test/rows.ts'
import { checks } from './checks.ts'
import { examine, examineThrough, type Report } from './doctor.ts'

let database: TestDatabase
let admin: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  admin = new pg.Client({ connectionString: database.adminUrl, types: pgTypes })
  await admin.connect()
  await admin.query(`insert into orgs (org_id, name) values ('${org}', 'Acme')`)
  await admin.query(
    `insert into users (org_id, id, name, email, created_at, updated_at) values ('${org}', '${owner}', 'Ann', 'ann@acme.example', now(), now())`,
  )
  await admin.query(`insert into user_roles (org_id, user_id, role) values ('${org}', '${owner}', 'owner')`)
  // once: PostgreSQL forgets every plan when this changes, and planning all checks takes ten times as long as asking them
  await admin.query('set session_replication_role = replica')
})

afterAll(async () => {
  await admin.end()
  await database.drop()
})

const where = { filesFolder: '/nonexistent', today: '2026-11-25' }

test('a house in which nothing is wrong is clean, and every check looked', async () => {
  const report = await examine({ opsUrl: database.opsUrl, ...where })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
  expect(report.clean).toBe(true)
  expect(report.orgs).toBe(1)
  expect(report.checks.map(one => one.name)).toEqual(checks.map(one => one.name))
})

test('every check has its own name', () => {
  expect(new Set(checks.map(one => one.name)).size).toBe(checks.length)
})

test('a role that cannot see every organisation is refused instead of finding all clean', async () => {
  await expect(examine({ opsUrl: database.appUrl, ...where })).rejects.toThrow(/does not see every organisation/)
})

test('every check is broken by a test', () => {
  const broken = new Set(breaks.map(([name]) => name))
  expect(checks.map(one => one.name).filter(name => !broken.has(name) && !elsewhere.has(name))).toEqual([])
})

/** Broken in tests of their own below or beside. */
const elsewhere = new Set(['calendar.comingYear', 'file.stray'])

test.each(breaks)('%s is found: %s', async (name, said, sql) => {
  const report = await broken(sql)
  const check = report.checks.find(one => one.name === name)
  const lines = check?.findings.map(one => `${one.what} · ${one.detail}`) ?? []
  expect(lines.join('\n')).toContain(said)
  expect(report.clean).toBe(Boolean(check?.advice) && report.checks.every(one => one.advice || one.found === 0))
})

test('the coming year without a published calendar is advised, not counted as a fault', async () => {
  const report = await examine({ opsUrl: database.opsUrl, ...where, today: '2050-12-01' })
  const check = report.checks.find(one => one.name === 'calendar.comingYear')
  expect(check?.findings[0]?.detail).toContain('2051 is not published')
  expect(report.clean).toBe(true)
})

test('no more than twenty of a kind are listed, all are counted', async () => {
  const report = await broken(
    `insert into search_term (org_id, term, entity, record_id) select '${org}', 'x', 'customer', gen_random_uuid() from generate_series(1, 45)`,
  )
  const check = report.checks.find(one => one.name === 'records.orphans')
  expect(check?.found).toBe(45)
  expect(check?.findings).toHaveLength(20)
})

/** Breaks the house in a transaction that is taken back, past every constraint that would forbid it. */
async function broken(sql: string): Promise<Report> {
  await admin.query('begin')
  try {
    await admin.query(sql)
    await admin.query('set local role baton_ops')
    return await examineThrough(admin, where)
  } finally {
    await admin.query('rollback')
  }
}
