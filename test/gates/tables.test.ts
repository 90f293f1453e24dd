import { expect, test } from 'vitest'
import { tracked } from './lib/source.ts'
import { foreignWrites, readsAgainstArrows, straySql } from './lib/tables.ts'

const migration: [string, string] = [
  'db/migrations/0001_all.sql',
  'create table orders (id uuid);\ncreate table if not exists customers ()',
]
const world = (files: Record<string, string>) => new Map([migration, ...Object.entries(files)])
const order = 'src/features/order/server/order.sql.ts'
const customer = 'src/features/customer/server/customer.sql.ts'

test('every table is written in one place', () => expect(foreignWrites(tracked())).toEqual([]))
test('reads join along the arrows', () => expect(readsAgainstArrows(tracked())).toEqual([]))
test('statements stand in x.sql.ts', () => expect(straySql(tracked())).toEqual([]))

test('a second feature that writes a table is named, as a text, by a declared table and by Kysely', () => {
  const own = { [customer]: 'const a = stmt("a", `insert into customers (id) values ($1)`)' }
  expect(foreignWrites(world(own))).toEqual([])
  for (const foreign of ['`update customers set name = $1`', 'table("customers", {})', 'db.deleteFrom("customers")'])
    expect(foreignWrites(world({ ...own, [order]: `const b = ${foreign}` }))).toEqual([
      expect.stringContaining(customer),
      expect.stringContaining(order),
    ])
})

test('locks and conflicts are not writes', () => {
  const sql = 'const a = `select 1 from orders o for no key update of o`; const b = `on conflict do update set x = 1`'
  expect(foreignWrites(world({ [order]: sql }))).toEqual([])
})

test('a verb that writes by itself is named', () => {
  const service = 'src/features/order/server/order.service.ts'
  expect(foreignWrites(world({ [service]: 'const a = `update orders set state = $1`' }))).toHaveLength(1)
  expect(straySql(world({ [service]: 'const a = `update orders set state = $1`' }))).toHaveLength(1)
  expect(straySql(world({ 'src/journeys/winDeal.ts': 'const a = "select 1 from deals"' }))).toHaveLength(1)
})

test('a read against the arrows is named, one along them is not', () => {
  const tables = { [order]: 'const t = table("orders", {})', [customer]: 'const t = table("customers", {})' }
  expect(
    readsAgainstArrows(world({ ...tables, [order]: `${tables[order]}; const r = "select 1 from customers c"` })),
  ).toEqual([])
  expect(
    readsAgainstArrows(
      world({ ...tables, [customer]: `${tables[customer]}; const r = "select 1 from x join orders o"` }),
    ),
  ).toEqual([`${customer}:1 reads orders of order, against the arrows`])
})
