import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type CompareAs, type Condition, evaluate, type Op } from './condition.ts'
import { type ColumnSql, conditionSql, Params } from './conditionSql.ts'

// `can` and every list rest on these two compilers saying the same thing of the same record, nulls included.

let database: TestDatabase
let client: pg.Client

const rows = [
  { id: 1, name: 'Acme 100%', qty: '10', day: '2026-02-28', yes: true },
  { id: 2, name: 'acme_1000', qty: '10.50', day: '2026-03-01', yes: false },
  { id: 3, name: '', qty: '-3', day: null, yes: null },
  { id: 4, name: null, qty: null, day: '2026-12-31', yes: true },
  { id: 5, name: '华为技术😀', qty: '0', day: '2025-01-01', yes: false },
] as const

const kinds: Record<string, { as: CompareAs; type: string }> = {
  name: { as: 'text', type: 'text' },
  qty: { as: 'number', type: 'numeric' },
  day: { as: 'time', type: 'date' },
  yes: { as: 'yesNo', type: 'boolean' },
}

const columnOf = (field: string): ColumnSql | undefined => {
  const kind = kinds[field]
  return kind && { sql: `t.${field}`, ...kind }
}

beforeAll(async () => {
  database = await testDatabase('empty')
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query('create table t (id int, name text, qty numeric(20,6), day date, yes boolean)')
  for (const row of rows)
    await client.query('insert into t values ($1, $2, $3, $4, $5)', [row.id, row.name, row.qty, row.day, row.yes])
})

afterAll(async () => {
  await client?.end()
  await database?.drop()
})

const values: Record<string, readonly (string | boolean | null)[]> = {
  name: ['Acme 100%', 'acme', '100%', '_', '\\', '', '华为', null],
  qty: ['10', '10.5', '0', '-3.000000', null],
  day: ['2026-03-01', '2025-01-01', null],
  yes: [true, false, null],
}

function leaves(): Condition[] {
  const all: Condition[] = []
  for (const [field, wants] of Object.entries(values)) {
    const text = kinds[field]?.as === 'text'
    const ordered = field === 'qty' || field === 'day'
    const ops: Op[] = [
      'is',
      'isNot',
      'in',
      'notIn',
      'empty',
      'notEmpty',
      ...(text ? (['contains', 'notContains', 'startsWith'] as const) : []),
      ...(ordered ? (['lt', 'lte', 'gt', 'gte'] as const) : []),
    ]
    for (const op of ops)
      for (const value of wants)
        all.push({ field, op, value: op === 'in' || op === 'notIn' ? [value, wants[0] ?? null] : value })
    const ranges = ordered ? wants.flatMap(low => wants.map(high => [low, high])) : []
    all.push(...ranges.map(value => ({ field, op: 'between', value }) as const))
  }
  return all
}

async function bySql(condition: Condition): Promise<number[]> {
  const params = new Params()
  const found = await client.query<{ id: number }>(
    `select id from t where ${conditionSql(condition, columnOf, params)} order by id`,
    params.values,
  )
  return found.rows.map(row => row.id)
}

function byCode(condition: Condition): number[] {
  return rows
    .filter(row =>
      evaluate(condition, field => ({
        value: Object.entries(row).find(([key]) => key === field)?.[1],
        as: kinds[field]?.as ?? 'text',
      })),
    )
    .map(row => row.id)
}

test('every operator finds the same rows in TypeScript and in SQL, alone and negated', async () => {
  const conditions = leaves()
  expect(conditions.length).toBeGreaterThan(100)
  for (const leaf of conditions) {
    expect({ leaf, found: await bySql(leaf) }).toEqual({ leaf, found: byCode(leaf) })
    expect({ not: leaf, found: await bySql({ not: leaf }) }).toEqual({ not: leaf, found: byCode({ not: leaf }) })
  }
})

test('all and any of pairs agree too, and so do the empty ones', async () => {
  const some = leaves().filter((_, i) => i % 9 === 0)
  for (const a of some) {
    for (const b of some) {
      for (const condition of [{ all: [a, b] }, { any: [a, b] }, { all: [{ not: a }, b] }] as const)
        expect(await bySql(condition)).toEqual(byCode(condition))
    }
  }
  expect(await bySql({ all: [] })).toEqual([1, 2, 3, 4, 5])
  expect(await bySql({ any: [] })).toEqual([])
})

test('C141 percent, underscore and backslash are plain characters', async () => {
  expect(await bySql({ field: 'name', op: 'contains', value: '100%' })).toEqual([1])
  expect(await bySql({ field: 'name', op: 'contains', value: '_' })).toEqual([2])
})
