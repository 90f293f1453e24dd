import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type Database, inOrg, openDatabase } from './db.ts'
import { newId } from './ids.ts'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl })
})
afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

async function back(type: string, list: readonly unknown[]): Promise<unknown> {
  return inOrg(
    db,
    newId(),
    { mode: 'read' },
    async tx => (await tx.one({ text: `select $1::${type}[] as list`, values: [list] }))?.list,
  )
}

const nasty = fc.constantFrom(
  '',
  'null',
  'NULL',
  '{}',
  '{a,b}',
  '"',
  '\\',
  '\\"',
  ' ',
  ',',
  'a b',
  '\n',
  '甲',
  '😀',
  "'",
  '$1',
  '{"a":"b\\\\"}',
)
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme' }),
  fc.array(nasty, { maxLength: 4 }).map(parts => parts.join('')),
)

test('whatever list of texts is sent is the list that PostgreSQL has', async () => {
  const lists = fc.array(fc.option(text.filter(one => !one.includes('\0'))), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(lists, async list => {
      expect(await back('text', list)).toEqual(list)
    }),
    { numRuns: 300 },
  )
})

test('numbers, truths, decimals, ids, instants, documents and nothing', async () => {
  const id = newId()
  expect(await back('int', [1, -2, null, undefined])).toEqual([1, -2, null, null])
  expect(await back('bool', [true, false])).toEqual([true, false])
  expect(await back('text', ['-12.50', id, '2026-11-25T20:00:00.000Z'])).toEqual([
    '-12.50',
    id,
    '2026-11-25T20:00:00.000Z',
  ])
  expect(await back('jsonb', [JSON.stringify({ a: 'b "c" \\ {d}, 甲' })])).toEqual([{ a: 'b "c" \\ {d}, 甲' }])
  expect(await back('text', [])).toEqual([])
})

test('lists of what is no plain value are left to pg', async () => {
  expect(await back('text', [['a'], ['b']])).toEqual([['a'], ['b']])
  expect(await back('bytea', [Buffer.from('x')])).toEqual([Buffer.from('x')])
})
