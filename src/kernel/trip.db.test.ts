import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { ask, leave } from './asked.ts'
import { pgTypes } from './pgTypes.ts'

let database: TestDatabase
let client: pg.Client
const received: string[] = []

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  client = new pg.Client({ connectionString: database.appUrl, pipeline: true, types: pgTypes })
  client.on('error', () => undefined)
  await client.connect()
  received.length = 0
  // what the server says, message by message
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter } // pg keeps it to itself
  connection.on('message', ({ name }: { name: string }) => received.push(name))
})
afterEach(() => client.end())
afterAll(() => database?.drop())

const count = (name: string): number => received.filter(one => one === name).length
const say = (text: string, name?: string) => ask(client, { ...(name && { name }), text, values: [] })
const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )

test('what is asked in one turn is one trip with one end, answered in its order', async () => {
  const answers = await Promise.all([
    say('select 1 as first_one'),
    say('select 2 as n union all select 3'),
    say('begin'),
  ])
  expect(answers.map(one => one.rows)).toEqual([[{ firstOne: 1 }], [{ n: 2 }, { n: 3 }], []])
  expect(answers.map(one => one.command)).toEqual(['SELECT', 'SELECT', 'BEGIN'])
  expect(count('readyForQuery')).toBe(1)
})

test('a named statement is parsed once and described once, and answers the same for ever', async () => {
  const ask2 = () => say('select 7 as seven, null::text as nothing', 'trip.seven')
  const first = await ask2()
  const second = await ask2()
  expect([first.rows, second.rows]).toEqual([[{ seven: 7, nothing: null }], [{ seven: 7, nothing: null }]])
  expect([count('parseComplete'), count('rowDescription')]).toEqual([1, 1])
})

test('one name with another text on another connection takes nothing from an answer that is under way', async () => {
  const other = new pg.Client({ connectionString: database.appUrl, pipeline: true, types: pgTypes })
  await other.connect()
  await say('select 1 as mine, pg_sleep(0.2)::text as slept', 'trip.shared')
  const slow = say('select 1 as mine, pg_sleep(0.2)::text as slept', 'trip.shared')
  leave(client)
  const theirs = await ask(other, { name: 'trip.shared', text: 'select 2 as theirs', values: [] })
  expect(theirs.rows).toEqual([{ theirs: 2 }])
  expect((await slow).rows).toEqual([{ mine: 1, slept: '' }])
  expect((await say('select 1 as mine, pg_sleep(0.2)::text as slept', 'trip.shared')).rows).toEqual([
    { mine: 1, slept: '' },
  ])
  await other.end()
})

test('what stands behind a failed statement is not run, and says so with a code of its own', async () => {
  await say('begin')
  const trip = [say('select 1'), say('select 1/0'), say('select 2', 'trip.two'), say('commit')].map(outcome)
  expect(await Promise.all(trip)).toEqual(['done', '22012', '25P02', '25P02'])
  expect((await say('rollback')).command).toBe('ROLLBACK')
  // its name was never heard of there, and is not taken for known here
  expect((await say('select 2', 'trip.two')).rows).toHaveLength(1)
})

test('a trip that was under way when an earlier one failed finds its statements again afterwards', async () => {
  await say('begin')
  const first = [say('select 1/0'), say('select 3 as three', 'trip.three')].map(outcome)
  leave(client)
  const second = outcome(say('select 3 as three', 'trip.three'))
  leave(client)
  expect(await Promise.all(first)).toEqual(['22012', '25P02'])
  expect(await second).not.toBe('done')
  await say('rollback')
  expect((await say('select 3 as three', 'trip.three')).rows).toEqual([{ three: 3 }])
})

test('a rollback in a trip of its own is heard although the trip before it failed', async () => {
  const failing = [say('begin'), say('select 1/0')].map(outcome)
  leave(client)
  const back = outcome(say('rollback'))
  expect(await Promise.all([...failing, back])).toEqual(['done', '22012', 'done'])
})

test('two statements of one name, or a value that has no text, are refused before anything leaves', async () => {
  await say('select 1', 'trip.twin')
  const twins = [say('select 5'), say('select 6', 'trip.six'), say('select 2', 'trip.twin')].map(outcome)
  expect((await Promise.all(twins)).at(0)).toMatch(/two statements are called trip.twin/)
  const circle: { self?: unknown } = {}
  circle.self = circle
  const round = [say('select 5'), ask(client, { text: 'select $1::jsonb', values: [circle] })].map(outcome)
  expect((await Promise.all(round)).at(0)).toMatch(/circular/)
  expect((await say('select 6 as six', 'trip.sixth')).rows).toEqual([{ six: 6 }])
  expect((await say('select 6', 'trip.six')).rows).toHaveLength(1)
})

test('a lost connection ends all that was asked', async () => {
  const { pid } = (await say('select pg_backend_pid() as pid')).rows[0] as { pid: number } // the statement's own column
  const asked = [say('select pg_sleep(20)'), say('select 1')].map(outcome)
  leave(client)
  const later = outcome(say('select 2'))
  const admin = new pg.Client({ connectionString: database.appUrl })
  await admin.connect()
  await admin.query('select pg_terminate_backend($1)', [pid])
  await admin.end()
  expect(await Promise.all([...asked, later])).not.toContain('done')
})

test('values arrive as they were: text, bytes, nested lists, objects and nothing', async () => {
  const { rows } = await ask(client, {
    text: 'select $1::text as t, $2::bytea as b, $3::int[] as l, $4::jsonb as j, $5::text as n, $6::bytea[] as bl, $7::jsonb[] as jl',
    values: [
      '"{}\\😀',
      new Uint8Array([0, 255]),
      [
        [1, 2],
        [3, 4],
      ],
      { a: [1] },
      null,
      [new Uint8Array([7])],
      [{ q: '"' }],
    ],
  })
  expect(rows).toEqual([
    {
      t: '"{}\\😀',
      b: Buffer.from([0, 255]),
      l: [
        [1, 2],
        [3, 4],
      ],
      j: { a: [1] },
      n: null,
      bl: [Buffer.from([7])],
      jl: [{ q: '"' }],
    },
  ])
})
