// A backup outlives the program that made it, and the database it came from.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { recordEvent } from '#kernel/event.ts'
import { type Cursor, eventsAfter } from '#kernel/eventReader.ts'
import { newId } from '#kernel/ids.ts'
import { migrate, readMigrations } from '#kernel/migrate.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { org, owner } from '#test/rows.ts'
import { databaseFolder } from '../../server/databases.ts'
import { backup } from './backup.ts'
import { filesFolder } from './manifest.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-older-'))
const made: TestDatabase[] = []
const madeAt = '2026-11-25T00:00:00.000Z'

afterAll(async () => {
  await Promise.all(made.map(one => one.drop()))
  rmSync(folder, { recursive: true, force: true })
})

async function database(kind: 'empty' | 'migrated' = 'empty'): Promise<TestDatabase> {
  const one = await testDatabase(kind)
  made.push(one)
  return one
}

const manifestFile = (copy: string): string => join(copy, 'manifest.json')

async function ask<R>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as R[] // the caller states what its SQL returns
  } finally {
    await client.end()
  }
}

const firm = `insert into orgs (org_id, name) values ('${org}', 'Acme');
  insert into users (org_id, id, name, email, created_at, updated_at) values ('${org}', '${owner}', 'Ann', 'ann@acme.example', now(), now());
  insert into user_roles (org_id, user_id, role) values ('${org}', '${owner}', 'owner')`

describe('of an older schema', () => {
  const kept = join(folder, 'kept')
  let names: string[]

  beforeAll(async () => {
    names = (await readMigrations(databaseFolder)).map(one => one.name)
    const old = await database()
    await migrate({ url: old.adminUrl, folder: databaseFolder, only: names.slice(0, -2) })
    await ask(old.adminUrl, firm)
    const { migrations } = await backup({ opsUrl: old.opsUrl, filesFrom: join(folder, 'none'), folder: kept, madeAt })
    expect(migrations.map(one => one.name)).toEqual(names.slice(0, -2))
  })

  test('what it holds comes back, and is then brought up to date', async () => {
    const target = await database()
    await restore({ folder: kept, adminUrl: target.adminUrl, filesTo: join(folder, 'back') })
    expect(await ask(target.adminUrl, 'select name from users')).toEqual([{ name: 'Ann' }])
    const applied = await ask<{ name: string }>(target.adminUrl, 'select name from baton_migration order by name')
    expect(applied.map(one => one.name)).toEqual(names)
    expect(await migrate({ url: target.adminUrl, folder: databaseFolder })).toEqual([])
  })

  test('into a database that is further already it is refused in one line, and nothing there is touched', async () => {
    const target = await database('migrated')
    await ask(target.adminUrl, firm)
    const tried = restore({ folder: kept, adminUrl: target.adminUrl, filesTo: join(folder, 'no'), replace: true })
    await expect(tried).rejects.toThrow(/database is newer than the backup \(it has 0\d+_\w+\.sql\)/)
    expect(await ask(target.adminUrl, 'select name from orgs')).toEqual([{ name: 'Acme' }])
  })
})

describe('that is damaged', () => {
  const whole = join(folder, 'files')
  let source: TestDatabase

  beforeAll(async () => {
    source = await database('migrated')
    await ask(source.adminUrl, firm)
    mkdirSync(join(whole, org, 'ab'), { recursive: true })
    writeFileSync(join(whole, org, 'ab', 'abcd'), Buffer.alloc(5000, 3))
  })

  test.each([
    ['an uploaded file cut in half', (copy: string) => truncateSync(uploaded(copy), 2500), /has 2500 of 5000 bytes/],
    ['an uploaded file changed', (copy: string) => writeFileSync(uploaded(copy), Buffer.alloc(5000, 4)), /was changed/],
    ['an uploaded file gone', (copy: string) => rmSync(uploaded(copy)), /is missing/],
    ['a manifest cut in half', (copy: string) => truncateSync(manifestFile(copy), 300), /is not a backup/],
    ['a seal gone', (copy: string) => rmSync(join(copy, 'manifest.sha256')), /manifest.sha256 is missing/],
    ['a manifest gone', (copy: string) => rmSync(manifestFile(copy)), /is not a backup/],
    ['a table that the manifest has lost', forget, /does not fit manifest.json/],
  ] as const)('%s: refused before anything is written', async (name, damage, line) => {
    const copy = join(folder, `bad ${name}`)
    await backup({ opsUrl: source.opsUrl, filesFrom: whole, folder: copy, madeAt })
    damage(copy)
    const target = await database()
    const filesTo = join(folder, `to ${name}`)
    await expect(restore({ folder: copy, adminUrl: target.adminUrl, filesTo })).rejects.toThrow(line)
    const tables = "select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace"
    expect(await ask(target.adminUrl, tables)).toEqual([{ n: 0 }])
    expect(readdirSync(folder)).not.toContain(`to ${name}`)
  })

  const uploaded = (copy: string): string => join(filesFolder(copy), org, 'ab', 'abcd')
  function forget(copy: string): void {
    const manifest = JSON.parse(readFileSync(manifestFile(copy), 'utf8'))
    manifest.tables = manifest.tables.filter((one: { name: string }) => one.name !== 'users')
    writeFileSync(manifestFile(copy), JSON.stringify(manifest))
  }
})

test('readers go on after a restore: every event once, in its order, whatever the numbers of the new cluster', async () => {
  const source = await database('migrated')
  await ask(source.adminUrl, firm)
  // far ahead of where the target's own transactions are, as after years of work
  await ask(
    source.adminUrl,
    `insert into event (org_id, id, xid, at, recorded_at, via, entity, record_id, kind)
    select '${org}', gen_random_uuid(), ((90000000 + (n / 4) * 7) || '')::xid8, now(), now(), 'job', 'x', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'x.happened' from generate_series(1, 40) n`,
  )
  await ask(
    source.adminUrl,
    `insert into event_reader (name, xid, seq) select 'hooks', xid, seq from event order by xid, seq offset 16 limit 1`,
  )
  const kept = join(folder, 'events')
  await backup({ opsUrl: source.opsUrl, filesFrom: join(folder, 'none'), folder: kept, madeAt })
  const target = await database()
  await restore({ folder: kept, adminUrl: target.adminUrl, filesTo: join(folder, 'events back') })

  const db = openDatabase({ url: target.appUrl, max: 2 })
  try {
    const [place] = await ask<Cursor>(
      target.adminUrl,
      `select xid::text, seq::text from event_reader where name = 'hooks'`,
    )
    const news = (from: Cursor) => inOrg(db, org, { mode: 'read' }, tx => eventsAfter(tx, from, 10))
    const seen: string[] = []
    let from = place ?? { xid: '0', seq: '0' }
    for (let page = 0; page < 10; page++) {
      const { events, cursor } = await news(from)
      seen.push(...events.map(one => one.recordId.slice(-12)))
      from = cursor
    }
    expect(seen.map(Number)).toEqual(Array.from({ length: 23 }, (_, i) => i + 18))
    const fresh = newId()
    await inOrg(db, org, { mode: 'write' }, async tx =>
      recordEvent(
        tx,
        { actor: { userId: null, via: 'job' }, entity: 'x', recordId: fresh, kind: 'x.happened' },
        newId(),
      ),
    )
    // other tests' transactions on this server hold the horizon back for a moment
    await expect
      .poll(async () => (await news(from)).events.map(one => one.recordId), { timeout: 20_000 })
      .toEqual([fresh])
  } finally {
    await db.pool.end()
  }
})
