import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { fixedClock } from './clock.ts'
import { type Database, inOrg, openDatabase, stmt } from './db.ts'
import { recordEvent } from './event.ts'
import { newId } from './ids.ts'
import { nextNumbers, numbersOf } from './numbers.ts'
import { Refusal } from './refusal.ts'

let database: TestDatabase
let db: Database
const acme = newId()
const globex = newId()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl, max: 8 })
  for (const org of [acme, globex])
    await inOrg(db, org, { mode: 'write' }, async tx =>
      tx.write({ text: 'insert into orgs (org_id, name) values ($1, $2)', values: [org, 'Acme'] }),
    )
})

afterEach(() => {
  expect(db.counters.retries).toBeLessThan(4)
  db.counters.retries = 0
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

const insert = stmt(
  'test.insert',
  `insert into departments (org_id, id, name, created_at, updated_at) values ($1, $2, $3, now(), now())`,
)
const names = stmt('test.names', 'select id, name from departments where org_id = $1 order by name')
const everywhere = stmt('test.everywhere', 'select name from departments where $1::uuid is not null')

test('the application cannot read another organisation, even by a statement that forgets to ask', async () => {
  await inOrg(db, globex, { mode: 'write' }, async tx => tx.write(insert(globex, newId(), 'secret')))
  const seen = await inOrg(db, acme, { mode: 'read' }, tx => tx.query(everywhere(acme)))
  expect(seen).toEqual([])
  const client = new pg.Client({ connectionString: database.appUrl })
  await client.connect()
  await expect(client.query('select * from departments')).rejects.toThrow(/app.org_id/)
  const role = await client.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user')
  expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
  await client.end()
})

test('the application cannot write into another organisation', async () => {
  const stranger = inOrg(db, acme, { mode: 'write' }, async tx => tx.write(insert(globex, newId(), 'smuggled')))
  await expect(stranger).rejects.toThrow(/row-level security/)
})

test('a read-only transaction cannot write', async () => {
  await expect(inOrg(db, acme, { mode: 'read' }, async tx => tx.write(insert(acme, newId(), 'x')))).rejects.toThrow(
    /read-only/,
  )
})

test('nothing of a refused command is written, whichever statement failed', async () => {
  const id = newId()
  const twice = inOrg(db, acme, { mode: 'write' }, async tx =>
    tx.write(insert(acme, id, 'first'), insert(acme, id, 'again'), insert(acme, newId(), 'third')),
  )
  await expect(twice).rejects.toBeInstanceOf(Refusal)
  const refused = inOrg(db, acme, { mode: 'write' }, async tx => {
    tx.write(insert(acme, newId(), 'half'))
    await tx.query(names(acme))
    throw new Refusal('test.no')
  })
  await expect(refused).rejects.toMatchObject({ reasons: [{ key: 'test.no' }] })
  expect(await inOrg(db, acme, { mode: 'read' }, tx => tx.query(names(acme)))).toEqual([])
})

test('a read sees what the same command wrote before it', async () => {
  const found = await inOrg(db, acme, { mode: 'write' }, async tx => {
    tx.write(insert(acme, newId(), 'Sales'))
    return tx.query(names(acme))
  })
  expect(found).toMatchObject([{ name: 'Sales' }])
})

test('a lock asked for out of order is a fault', async () => {
  const backwards = inOrg(db, acme, { mode: 'write' }, async tx => {
    tx.level(8)
    tx.level(5)
  })
  await expect(backwards).rejects.toThrow('lock order: level 5 asked for after 8')
})

test('a deadlock is retried and both commands end well', async () => {
  const [a, b] = [newId(), newId()]
  await inOrg(db, acme, { mode: 'write' }, async tx => tx.write(insert(acme, a, 'A'), insert(acme, b, 'B')))
  const lock = stmt('test.lock', 'select id from departments where org_id = $1 and id = $2 for no key update')
  const wait = stmt('test.wait', 'select pg_sleep(0.2) where $1::uuid is not null')
  const both = (first: string, second: string) =>
    inOrg(db, acme, { mode: 'write' }, async tx => {
      await tx.query(lock(acme, first))
      await tx.query(wait(acme))
      await tx.query(lock(acme, second))
      return true
    })
  expect(await Promise.all([both(a, b), both(b, a)])).toEqual([true, true])
  expect(db.counters.retries).toBeGreaterThan(0)
})

test('events of a command are written in its own transaction, with their threads', async () => {
  const thread = newId()
  const recordId = newId()
  await inOrg(db, acme, { mode: 'write' }, async tx => {
    recordEvent(
      tx,
      {
        actor: { userId: null, via: 'job' },
        entity: 'department',
        recordId,
        kind: 'department.created',
        threads: [thread, thread, null],
        after: { name: 'mail 😀 rest' },
      },
      newId(),
    )
  })
  const rows = await inOrg(db, acme, { mode: 'read' }, tx =>
    tx.query({
      text: 'select e.kind, e.after, t.thread_id from event e join event_thread t on t.org_id = e.org_id and t.event_id = e.id where e.org_id = $1 and e.record_id = $2',
      values: [acme, recordId],
    }),
  )
  expect(rows).toEqual([{ kind: 'department.created', after: { name: 'mail 😀 rest' }, threadId: thread }])
})

test('times and figures come back in one form', async () => {
  const [row] = await inOrg(db, acme, { mode: 'read' }, tx =>
    tx.query({
      text: "select 1234.500000::numeric(20,6) as amount, 10::numeric(18,6) as whole, '2026-02-28'::date as day, '2026-11-25 08:00:00.5+08'::timestamptz as at, 9::bigint as n where $1::uuid is not null",
      values: [acme],
    }),
  )
  expect(row).toEqual({ amount: '1234.5', whole: '10', day: '2026-02-28', at: '2026-11-25T00:00:00.500Z', n: 9 })
})

test('C082 C083 numbers taken at the same moment are all different and in sequence', async () => {
  const kind = { kind: 'order', pattern: 'SO{yyyyMMdd}-{0001}' }
  const one = async (org: string, date: string) => (await nextNumbers(db, org, kind, { date, count: 1 }))[0]
  const single = await Promise.all(Array.from({ length: 40 }, () => one(acme, '2026-11-25')))
  const block = await nextNumbers(db, acme, kind, { date: '2026-11-25', count: 5 })
  expect(new Set([...single, ...block]).size).toBe(45)
  expect([...single].sort()[0]).toBe('SO20261125-0001')
  expect(block.at(-1)).toBe('SO20261125-0045')
  expect(await one(globex, '2026-11-25')).toBe('SO20261125-0001')
  expect(await one(acme, '2026-11-26')).toBe('SO20261126-0001')
})

test('numbers taken ahead of a crowd are given out in order, and forgotten when it has gone', async () => {
  const kind = { kind: 'crowded', pattern: 'X-{0001}' }
  const one = async () => (await nextNumbers(db, acme, kind, { date: '2026-11-25', count: 1 }))[0]
  // a machine that holds its breath for a quarter of a second would forget them too early
  const then = performance.now()
  const moment = vi.spyOn(performance, 'now').mockReturnValue(then)
  onTestFinished(() => moment.mockRestore())
  const crowd = await Promise.all(Array.from({ length: 6 }, one))
  expect(crowd).toEqual(['X-0001', 'X-0002', 'X-0003', 'X-0004', 'X-0005', 'X-0006'])
  expect(await one()).toBe('X-0007')
  moment.mockReturnValue(then + 300)
  // the four that nobody came for are a gap
  const later = [await one(), await one()]
  expect(later).toEqual(['X-0012', 'X-0013'])
})

test('taking a number leaves nothing in its connection', async () => {
  const alone = openDatabase({ url: database.appUrl, max: 1 })
  await alone.numbers.query('set synchronous_commit = local')
  await nextNumbers(alone, acme, { kind: 'left', pattern: 'L-{0001}' }, { date: '2026-11-25', count: 1 })
  const { rows } = await alone.numbers.query(
    "select coalesce(current_setting('app.org_id', true), '') as org, current_setting('synchronous_commit') as sync",
  )
  expect(rows).toEqual([{ org: '', sync: 'local' }])
  await alone.pool.end()
})

test('whoever waits for a number while every connection is taken by such waiters still gets one', async () => {
  const small = openDatabase({ url: database.appUrl, max: 3 })
  const numbers = await Promise.all(
    Array.from({ length: 30 }, () =>
      inOrg(small, acme, { mode: 'write' }, tx => numbersOf(tx)('crowd', 'C{0001}', '2026-11-25')),
    ),
  )
  expect(new Set(numbers).size).toBe(30)
  await small.pool.end()
})

test('the clock of the database handle is the time of the command', async () => {
  const fixed = openDatabase({ url: database.appUrl, max: 1, clock: fixedClock('2026-11-25T08:00:00.000Z') })
  expect(await inOrg(fixed, acme, { mode: 'read' }, async tx => tx.now)).toBe('2026-11-25T08:00:00.000Z')
  await fixed.pool.end()
})

test('a rehearsal is judged like a commit, and leaves no row, no number and no word behind', async () => {
  const told: string[] = []
  const rehearsal = { mode: 'write', rehearsal: true } as const
  const number = await inOrg(db, acme, rehearsal, async tx => {
    tx.write(insert(acme, newId(), 'rehearsed'))
    tx.afterCommit(() => void told.push('committed'))
    return numbersOf(tx)('rehearsed', 'R-{0001}', '2026-11-25')
  })
  const seen = await inOrg(db, acme, { mode: 'read' }, tx => tx.query<{ name: string }>(names(acme)))
  expect(seen.map(row => row.name)).not.toContain('rehearsed')
  expect(told).toEqual([])
  expect(number).toMatch(/^\?/)
  const first = await inOrg(db, acme, { mode: 'write' }, tx => numbersOf(tx)('rehearsed', 'R-{0001}', '2026-11-25'))
  expect(first).toBe('R-0001')
  const id = newId()
  const twins = inOrg(db, acme, rehearsal, async tx => tx.write(insert(acme, id, 'a'), insert(acme, id, 'b')))
  // people say it in their own words where they are loaded
  await expect(twins).rejects.toThrow(/kernel.notUnique|people.departmentTaken/)
})
