import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { org, owner } from '#test/rows.ts'
import { examine } from '../doctor.ts'
import { backup } from './backup.ts'
import { type Manifest, tableFile, writeManifest } from './manifest.ts'
import { restore } from './restore.ts'

const north = '00000000-0000-7000-8000-000000000002'
const customer = '00000000-0000-7000-8000-000000000011'
const folder = mkdtempSync(join(tmpdir(), 'baton-backup-'))
const kept = join(folder, 'kept')
const files = join(folder, 'files')
let source: TestDatabase
let made: Manifest
const targets: TestDatabase[] = []

beforeAll(async () => {
  source = await testDatabase()
  await ask(source.adminUrl, filled)
  mkdirSync(join(files, 'a'), { recursive: true })
  writeFileSync(join(files, 'a', '合同.pdf'), Buffer.alloc(200_000, 7))
  made = await backup({ opsUrl: source.opsUrl, filesFrom: files, folder: kept, madeAt: '2026-11-25T00:00:00.000Z' })
})

afterAll(async () => {
  await Promise.all([source, ...targets].map(one => one.drop()))
  rmSync(folder, { recursive: true, force: true })
})

// people who point at each other, a key and a session to sign in with, events of which a reader has read the first
const filled = `
  insert into orgs (org_id, name) values ('${org}', 'Acme "北\\京"');
  insert into users (org_id, id, name, email, created_at, updated_at) values ('${org}', '${owner}', E'Ann\\t\\n', 'ann@acme.example', now(), now());
  insert into departments (org_id, id, name, head_id, created_at, updated_at) values ('${org}', '${north}', 'North', '${owner}', now(), now());
  insert into dept_closure values ('${org}', '${north}', '${north}');
  update users set dept_id = '${north}', auth_id = 'login1';
  insert into user_roles (org_id, user_id, role) values ('${org}', '${owner}', 'owner');
  insert into auth."user" (id, name, email, "emailVerified") values ('login1', 'Ann', 'ann@acme.example', true);
  insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ('s1', now() + interval '1 day', 'secret', now(), 'login1');
  insert into auth.membership (auth_id, org_id, user_id, org_name) select 'login1', org_id, '${owner}', name from orgs;
  insert into customers (org_id, id, number, name, name_key, company_key, owner_id, dept_id, version, created_at, updated_at) values ('${org}', '${customer}', 'KH1', '杭州', 'k', 'k', '${owner}', '${north}', 1, now(), now());
  insert into customer_credit (org_id, customer_id) values ('${org}', '${customer}');
  insert into search_term (org_id, term, entity, record_id) values ('${org}', '杭', 'customer', '${customer}');
  insert into event (org_id, id, at, recorded_at, via, entity, record_id, kind)
    select '${org}', gen_random_uuid(), now(), now(), 'job', 'customer', '${customer}', 'customer.edited' from generate_series(1, 5);
  insert into event_reader (name, xid, seq) select 'live', xid, seq from event order by xid, seq offset 1 limit 1;
  select pgboss.create_queue('mail', '{"policy":"standard"}'::jsonb);
  insert into pgboss.job (name, data) values ('mail', '{"id":"1"}');`

test('what comes back has equal counts and hashes, files included, and the doctor finds it clean', async () => {
  const target = await emptyTarget()
  // the way in which the planner looks at tables one may not see, were they asked for
  await ask(target.adminUrl, `alter database ${target.name} set enable_nestloop = off`)
  const told: string[] = []
  await restore({
    folder: kept,
    adminUrl: target.ownerUrl, // a server of one's own: baton_owner is no superuser
    filesTo: join(folder, 'back'),
    done: one => told.push(one.name),
  })
  expect(told).toHaveLength(made.tables.length)
  const again = await backup({
    opsUrl: target.opsUrl,
    filesFrom: join(folder, 'back'),
    folder: join(folder, 'again'),
    madeAt: made.madeAt,
  })
  expect(again).toEqual(made)
  const rows = Object.fromEntries(made.tables.map(one => [`${one.schema}.${one.name}`, one.rows]))
  expect(rows).toMatchObject({ 'public.event': 5, 'auth.session': 1, 'pgboss.job': 1, 'public.users': 1 })
  const report = await examine({ opsUrl: target.opsUrl, filesFolder: join(folder, 'back'), today: '2026-11-25' })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
})

test('a reader goes on where it stood: the three events it had not read, and none twice', async () => {
  const target = await emptyTarget()
  await restore({ folder: kept, adminUrl: target.adminUrl, filesTo: join(folder, 'back2') })
  const unread = `select count(*)::int as n from event e, event_reader r where (e.xid, e.seq) > (r.xid, r.seq) and e.xid < pg_snapshot_xmin(pg_current_snapshot())`
  expect(await ask(target.adminUrl, unread)).toEqual([{ n: 3 }])
  await ask(
    target.adminUrl,
    `insert into event (org_id, id, at, recorded_at, via, entity, record_id, kind) values ('${org}', gen_random_uuid(), now(), now(), 'job', 'customer', '${customer}', 'customer.edited')`,
  )
  // other tests' transactions on this server hold the horizon back for a moment
  await expect.poll(() => ask(target.adminUrl, unread), { timeout: 20_000 }).toEqual([{ n: 4 }])
})

test('foreign keys stand again after a restore', async () => {
  const target = await emptyTarget()
  const keys =
    "select count(*)::int as n from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace"
  await restore({ folder: kept, adminUrl: target.adminUrl, filesTo: join(folder, 'back3') })
  expect(await ask(target.adminUrl, keys)).toEqual(await ask(source.adminUrl, keys))
  await expect(ask(target.adminUrl, `delete from users`)).rejects.toThrow(/foreign key/)
})

test.each([
  ['cut off', (file: string) => truncateSync(file, readFileSync(file).length - 3)],
  ['changed by one letter', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('ann', 'eve'))],
  ['missing', (file: string) => rmSync(file)],
] as const)('a file that is %s is refused and nothing is written', async (_, damage) => {
  const copy = join(folder, `bad-${Math.random().toString(36).slice(2)}`)
  await backup({ opsUrl: source.opsUrl, filesFrom: files, folder: copy, madeAt: made.madeAt })
  damage(tableFile(copy, { schema: 'public', name: 'users' }))
  const target = await emptyTarget()
  await expect(restore({ folder: copy, adminUrl: target.adminUrl, filesTo: join(folder, 'none') })).rejects.toThrow(
    /damaged, nothing was restored/,
  )
  expect(
    await ask(target.adminUrl, "select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace"),
  ).toEqual([{ n: 0 }])
  expect(existsSync(join(folder, 'none'))).toBe(false)
})

test('a database that holds data is refused, and replaced only when told so', async () => {
  const target = await testDatabase()
  targets.push(target)
  await ask(target.adminUrl, `insert into orgs (org_id, name) values ('${north}', 'Globex')`)
  const filesTo = join(folder, 'theirs')
  mkdirSync(filesTo)
  writeFileSync(join(filesTo, 'old.txt'), 'old')
  await expect(restore({ folder: kept, adminUrl: target.adminUrl, filesTo })).rejects.toThrow(
    /files in .*theirs already/,
  )
  rmSync(join(filesTo, 'old.txt'))
  await expect(restore({ folder: kept, adminUrl: target.adminUrl, filesTo })).rejects.toThrow(
    /holds data already \(orgs\)/,
  )
  expect(await ask(target.adminUrl, 'select name from orgs')).toEqual([{ name: 'Globex' }])
  writeFileSync(join(filesTo, 'old.txt'), 'old')
  await restore({ folder: kept, adminUrl: target.adminUrl, filesTo, replace: true })
  expect(await ask(target.adminUrl, 'select name from orgs')).toEqual([{ name: 'Acme "北\\京"' }])
  expect(existsSync(join(filesTo, 'old.txt'))).toBe(false)
  expect(readFileSync(join(filesTo, 'a', '合同.pdf'))).toHaveLength(200_000)
})

test.each([
  ['of a newer Baton', { name: '9999_later.sql', hash: 'x' }, /made by a newer Baton \(it has 9999_later.sql\)/],
  ['whose migration reads otherwise', { name: '0001_kernel.sql', hash: 'x' }, /another wording/],
] as const)('a backup %s is refused', async (_, migration, line) => {
  const copy = join(folder, `other-${migration.name}`)
  mkdirSync(copy)
  const migrations = [...made.migrations.filter(one => one.name !== migration.name), migration]
  await writeManifest(copy, { ...made, migrations })
  const target = await emptyTarget()
  await expect(restore({ folder: copy, adminUrl: target.adminUrl, filesTo: join(folder, 'none') })).rejects.toThrow(
    line,
  )
})

test('a manifest that points out of its folder is no backup', async () => {
  const copy = join(folder, 'sly')
  mkdirSync(copy)
  await writeManifest(copy, { ...made, files: [{ path: 'a/../../x', bytes: 1, sha256: '0'.repeat(64) }] })
  await expect(restore({ folder: copy, adminUrl: source.adminUrl, filesTo: join(folder, 'none') })).rejects.toThrow(
    /is not a backup/,
  )
})

test('a folder that holds something is not written into, and no half backup stays', async () => {
  await expect(backup({ opsUrl: source.opsUrl, filesFrom: files, folder: kept, madeAt: made.madeAt })).rejects.toThrow(
    /not empty/,
  )
  await expect(
    backup({ opsUrl: source.appUrl, filesFrom: files, folder: join(folder, 'blind'), madeAt: made.madeAt }),
  ).rejects.toThrow(/does not see every/)
  expect(existsSync(join(folder, 'blind'))).toBe(false)
})

test('a file that goes while the backup is made, as the trash is emptied, stops nothing', async () => {
  const from = join(folder, 'busy')
  mkdirSync(from)
  const names = Array.from({ length: 400 }, (_, n) => `f${1000 + n}`)
  for (const name of names) writeFileSync(join(from, name), name)
  const copy = join(folder, 'while busy')
  let over = false
  const emptying = (async () => {
    for (let n = 0; n < 5000 && !over; n++) {
      await new Promise(go => setTimeout(go, 1))
      if (!existsSync(join(`${copy}.part-${process.pid}`, 'files', 'f1000'))) continue
      for (const name of names.slice(-100)) rmSync(join(from, name), { force: true })
      return
    }
  })()
  const { files: kept } = await backup({ opsUrl: source.opsUrl, filesFrom: from, folder: copy, madeAt: made.madeAt })
  over = true
  await emptying
  expect(kept.map(one => one.path)).toEqual(names.slice(0, -100))
  expect(readdirSync(join(copy, 'files')).toSorted()).toEqual(names.slice(0, -100))
})

async function emptyTarget(): Promise<TestDatabase> {
  const target = await testDatabase('empty')
  targets.push(target)
  return target
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
