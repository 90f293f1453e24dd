// What lists cost at twenty thousand records, asked as the application's own role: row security may hide an index
// from the planner, and then only its own plan says so.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery } from '#kernel/api.ts'
import { type Bound, type Db, inOrg, type Tx } from '#kernel/db.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
const rows = 20_000

beforeAll(async () => {
  t = await testApp()
  const owner = t.as('olivia')
  const label = { en: 'Rank', zh: '排名' }
  await owner.post('/fields', { entity: 'customer', key: 'rank', label, kind: 'number', indexed: true })
  await owner.post('/fields', { entity: 'customer', key: 'tribe', label, kind: 'text', indexed: true })
  const { body: customer } = await owner.post('/customers', { name: 'First' })
  const { body: deal } = await owner.post('/deals', { name: 'First', customerId: customer.id, amount: '100' })
  expect([typeof customer.id, typeof deal.id]).toEqual(['string', 'string'])
  await fill(String(customer.id), String(deal.id))
}, 120_000)
afterAll(() => t?.close())

/** Bulk for the planner only: no verb would make so many records in a second. */
async function fill(customerId: string, dealId: string): Promise<void> {
  const { world, database } = t
  const owners = `(array[$3::uuid, $4::uuid])[1 + (i % 50 = 0)::int]`
  const parts = (table: string, more: string) => `insert into ${table}
    select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'X' || i, 'owner_id', ${owners}, 'dept_id', (array[$5::uuid, $6::uuid])[1 + (i % 50 = 0)::int],
      'created_at', now() - i * interval '1 minute', ${more}))).* from ${table} o, generate_series(1, ${rows}) i where o.org_id = $1 and o.id = $2`
  const values = (id: string) => [world.acmeId, id, world.ids.olivia, world.ids.ann, world.officeId, world.salesId]
  const custom = `'name', 'Firm ' || i, 'name_key', 'firm' || i, 'company_key', 'firm' || i, 'custom', jsonb_build_object('rank', i::text, 'tribe', 'T' || i % 500)`
  await inOrg(t.db, world.acmeId, { mode: 'write', plan: 'free' }, async tx => {
    // deals first: each looks its customer up, by a plan made when there was one
    await tx.query({ text: parts('deals', `'amount', i::text`), values: values(dealId) })
    await tx.query({ text: parts('customers', custom), values: values(customerId) })
    const all: [string, unknown[]][] = [
      [
        `insert into search_term (org_id, term, entity, record_id) select org_id, 'w:' || name_key, 'customer', id from customers where org_id = $1`,
        [world.acmeId],
      ],
      [
        `insert into field_index (org_id, entity, field_id, record_id, text_value, num_value)
           select c.org_id, 'customer', f.id, c.id, case f.key when 'tribe' then c.custom ->> 'tribe' end, case f.key when 'rank' then (c.custom ->> 'rank')::float8 end
             from customers c join custom_fields f on f.org_id = c.org_id where c.org_id = $1 on conflict do nothing`,
        [world.acmeId],
      ],
    ]
    for (const [text, own] of all) await tx.query({ text, values: own })
  })
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}

/** The plan of the very statement that the list sends. */
async function planOf(who: 'olivia' | 'ann' | 'max', entity: string, query: ListQuery): Promise<string> {
  const actor: Actor = await t.world.as(who)
  return inOrg(t.db, t.world.acmeId, { mode: 'read', plan: 'free' }, async tx => {
    const asked: Bound[] = []
    await registered(entity)?.verbs.list(listening(tx, asked), actor, query)
    const list = asked.find(one => / limit \d+$/.test(one.text))
    if (!list) throw new Error(`no list among ${asked.map(one => one.text).join('\n')}`)
    const plan = await tx.query({ text: `explain ${list.text}`, values: list.values })
    return plan.map(row => Object.values(row)[0]).join('\n')
  })
}

function listening(tx: Tx, asked: Bound[]): Db {
  const { orgId, now, database } = tx
  const query: Db['query'] = bound => {
    asked.push(bound)
    return tx.query(bound)
  }
  return { orgId, now, database, query, one: async bound => (await query<never>(bound))[0] }
}

const filter = (field: string, op: string, value: unknown) => ({ field, op, value })
const within = (field: string, from: string, to: string): string =>
  JSON.stringify({ all: [filter(field, 'gte', from), filter(field, 'lte', to)] })

test('rows are filled in as the lists see them', async () => {
  const { body } = await t.as('olivia').get('/customers/summary')
  expect(body.count).toBe(rows + 1)
})

test.each([
  ['a name searched for', 'olivia', 'customer', { q: 'firm123' }],
  ['an own number within a range', 'olivia', 'customer', { filter: within('rank', '100', '140') }],
  ['an own text', 'olivia', 'customer', { filter: JSON.stringify(filter('tribe', 'is', 'T7')) }],
  ['sorted by an own number', 'olivia', 'customer', { sort: 'rank' }],
  ['sorted by an own text, from the end', 'olivia', 'customer', { sort: '-tribe' }],
  ['newest first', 'olivia', 'customer', {}],
  ['a seller’s own', 'ann', 'customer', {}],
  ['a manager’s branch', 'max', 'customer', {}],
  [
    'an amount within a range',
    'olivia',
    'deal',
    {
      filter: JSON.stringify({
        all: [
          { field: 'amount', op: 'gte', value: '500' },
          { field: 'amount', op: 'lt', value: '520' },
        ],
      }),
    },
  ],
  ['a seller’s own', 'ann', 'deal', {}],
  ['a manager’s branch', 'max', 'deal', {}],
] as const)('%s (%s, %s) reads no table from end to end', async (_, who, entity, query) => {
  const plan = await planOf(who, entity, query)
  expect(plan).not.toMatch(/Seq Scan on (customers|deals|field_index|search_term)/)
})
