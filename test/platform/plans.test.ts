// What lists cost at twenty thousand records of which some values are everywhere and others nearly nowhere, asked as
// the application's own role and planned as the list itself chooses: row security may hide an index from the planner,
// a plan for all values may suit none, and then only the rows it goes through say so.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dealBoard } from '#features/deal/server/board.service.ts'
import { finds } from '#features/handoff/handoff.schema.ts'
import { readBoard } from '#features/handoff/server/board.service.ts'
import { selectFound } from '#features/handoff/server/running.sql.ts'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery } from '#kernel/api.ts'
import { type Bound, type Db, inOrg, type Tx } from '#kernel/db.ts'
import { registered } from '#meta/registry.ts'
import { searchAll } from '#meta/server/search.service.ts'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
const rows = 20_000

beforeAll(async () => {
  t = await testApp()
  const owner = t.as('olivia')
  for (const entity of ['customer', 'order'])
    for (const [key, kind] of [
      ['rank', 'number'],
      ['tribe', 'text'],
    ])
      await owner.post('/fields', { entity, key, label: { en: key, zh: key }, kind, indexed: true })
  const { body: customer } = await owner.post('/customers', { name: 'First' })
  const { body: deal } = await owner.post('/deals', { name: 'First', customerId: customer.id, amount: '100' })
  const { body: order } = await owner.post('/orders', { customerId: customer.id })
  expect([typeof customer.id, typeof deal.id, typeof order.id]).toEqual(['string', 'string', 'string'])
  await fill({ customers: customer.id, deals: deal.id, orders: order.id })
}, 120_000)
afterAll(() => t?.close())

// Ann has one in fifty customers and deals, four orders, none of them new; Wei has nothing
const skewed = {
  customers: `'name', 'Firm ' || i, 'name_key', 'firm' || i, 'company_key', 'firm' || i, 'owner_id', (array[$3::uuid, $4::uuid])[1 + (i % 50 = 0)::int],
    'dept_id', (array[$5::uuid, $6::uuid])[1 + (i % 50 = 0)::int], 'custom', jsonb_build_object('rank', i::text, 'tribe', 'T' || i % 500)`,
  deals: `'amount', i::text, 'owner_id', (array[$3::uuid, $4::uuid])[1 + (i % 50 = 0)::int], 'dept_id', (array[$5::uuid, $6::uuid])[1 + (i % 50 = 0)::int]`,
  orders: `'completed_at', case when not (i in (19001, 19501) or i % 1000 = 7 or i % 100 = 3) then now() end, 'state', case when i in (19001, 19501) then 'on_hold' when i % 1000 = 7 then 'draft' when i % 100 = 3 then 'confirmed' else 'closed' end, 'confirmed_at', now(), 'date', current_date - i / 30, 'supply', 'full', 'fulfilment', 'none',
    'gross', (i * 7919 % ${rows})::text, 'net', (i * 7919 % ${rows})::text, 'owner_id', (array[$3::uuid, $4::uuid])[1 + (i in (15000, 16000, 17000, 18000))::int],
    'dept_id', (array[$5::uuid, $6::uuid])[1 + (i % 4000 = 3999)::int],
    'custom', jsonb_build_object('rank', i::text, 'tribe', case when i % 8000 = 7999 then 'rare' when i % 2 = 0 then 'half' else 'T' || i % 500 end)`,
}

/** Bulk for the planner only: no verb would make so many records in a second, nor would their foreign keys. */
async function fill(like: Readonly<Record<keyof typeof skewed, unknown>>): Promise<void> {
  const { world, database } = t
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query('set session_replication_role = replica')
  const people = [world.ids.olivia, world.ids.ann, world.officeId, world.salesId]
  for (const [table, more] of Object.entries(skewed))
    await client.query(
      `insert into ${table} select (made.row).* from (
         select jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'X' || i,
           'created_at', now() - i * interval '1 minute', ${more})) as row
           from ${table} o, generate_series(1, ${rows}) i where o.org_id = $1 and o.id = $2 and $3::uuid <> $4::uuid and $5::uuid <> $6::uuid
         offset 0) made`, // without the offset each row is made once a column
      [world.acmeId, Reflect.get(like, table), ...people],
    )
  await client.query(
    `insert into search_term (org_id, term, entity, record_id) select org_id, unnest(array[name_key, 'works']), 'customer', id from customers where org_id = $1 on conflict do nothing`,
    [world.acmeId],
  )
  for (const entity of ['customer', 'order'])
    await client.query(
      `insert into field_index (org_id, entity, field_id, record_id, text_value, num_value)
         select c.org_id, '${entity}', f.id, c.id, case f.key when 'tribe' then c.custom ->> 'tribe' end, case f.key when 'rank' then (c.custom ->> 'rank')::float8 end
           from ${entity}s c join custom_fields f on f.org_id = c.org_id and f.entity = '${entity}' where c.org_id = $1 on conflict do nothing`,
      [world.acmeId],
    )
  await client.query('vacuum analyze')
  await client.end()
}

type Who = 'olivia' | 'ann' | 'max'

/** What the list sends, in one go or in two, and how it wants it planned. */
async function listsOf(tx: Tx, actor: Actor, entity: string, query: ListQuery): Promise<Bound[]> {
  const asked: Bound[] = []
  await registered(entity)?.verbs.list(listening(tx, asked), actor, query)
  const lists = asked.filter(one => one.text.includes('sort_keys'))
  if (lists.length === 0) throw new Error(`no list among ${asked.map(one => one.text).join('\n')}`)
  return lists
}

function listening(tx: Tx, asked: Bound[]): Db {
  const { orgId, now, database } = tx
  const query: Db['query'] = bound => {
    asked.push(bound)
    return tx.query(bound)
  }
  return { orgId, now, database, query, one: async bound => (await query<never>(bound))[0] }
}

type Node = Readonly<Record<string, unknown>> & { readonly Plans?: readonly Node[] }

/** The plans with what they really did, under one root. */
async function ranOf(who: Who, entity: string, query: ListQuery): Promise<Node> {
  const actor: Actor = await t.world.as(who)
  return inOrg(t.db, t.world.acmeId, { mode: 'read' }, async tx => {
    const plans: Node[] = []
    for (const list of await listsOf(tx, actor, entity, query)) plans.push(await ran(tx, list))
    return { Plans: plans }
  })
}

async function ran(tx: Tx, { text, values, plan }: Bound): Promise<Node> {
  const how = 'explain (analyze, timing off, format json)'
  // values given with `explain` would be planned for, whatever the setting; `execute` is planned like the list
  if (plan === 'fixed') await tx.query({ text: `prepare list as ${text}`, values: [] })
  const explained =
    plan === 'fixed'
      ? { text: `${how} execute list(${values.map(quoted).join(', ')})`, values: [], plan }
      : { text: `${how} ${text}`, values, ...(plan && { plan }) }
  const [row] = await tx.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Node }] }>(explained)
  if (plan === 'fixed') await tx.query({ text: 'deallocate list', values: [] })
  if (!row) throw new Error('no plan')
  return row['QUERY PLAN'][0].Plan
}

const quoted = (value: unknown): string =>
  value === null
    ? 'null'
    : pg.escapeLiteral(Array.isArray(value) ? `{${value.map(one => `"${one}"`).join(',')}}` : String(value))

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
const big = ['customers', 'deals', 'orders', 'field_index', 'search_term']

/** Rows of the large tables that the plan looked at, whether or not it kept them. */
function visited(plan: Node): number {
  const scans = nodesOf(plan).filter(node => big.includes(String(node['Relation Name'])))
  const number = (node: Node, key: string): number => Number(node[key] ?? 0)
  return scans.reduce(
    (sum, node) =>
      sum +
      number(node, 'Actual Loops') * (number(node, 'Actual Rows') + number(node, 'Rows Removed by Filter')) +
      number(node, 'Rows Removed by Index Recheck'),
    0,
  )
}

const said = (plan: Node): string =>
  nodesOf(plan)
    .map(node => [
      node['Node Type'],
      node['Relation Name'],
      node['Index Name'],
      node['Actual Rows'],
      node['Actual Loops'],
    ])
    .map(words => words.filter(word => word !== undefined).join(' '))
    .join('; ')

const filter = (field: string, op: string, value: unknown) => ({ field, op, value })
const asked = (...parts: readonly object[]): ListQuery => ({ filter: JSON.stringify({ all: parts }) })
const within = (field: string, from: string, to: string): ListQuery =>
  asked(filter(field, 'gte', from), filter(field, 'lte', to))

test('rows are filled in as the lists see them', async () => {
  for (const path of ['/customers/summary', '/deals/summary', '/orders/summary']) {
    const { body } = await t.as('olivia').get(path)
    expect(body.count).toBe(rows + 1)
  }
})

test.each([
  ['a name searched for', 'olivia', 'customer', { q: 'firm123' }],
  ['a word that all have', 'olivia', 'customer', { q: 'works' }],
  ['a word that all have, of a seller’s own', 'ann', 'customer', { q: 'works' }],
  ['a name and a word that all have', 'olivia', 'customer', { q: 'firm123 works' }],
  ['an own number within a range', 'olivia', 'customer', within('rank', '100', '140')],
  ['an own text', 'olivia', 'customer', asked(filter('tribe', 'is', 'T7'))],
  ['sorted by an own number', 'olivia', 'customer', { sort: 'rank' }],
  ['newest first', 'olivia', 'customer', {}],
  ['a seller’s own', 'ann', 'customer', {}],
  ['a manager’s branch', 'max', 'customer', {}],
  ['an amount within a range', 'olivia', 'deal', within('amount', '500', '520')],
  ['a seller’s own', 'ann', 'deal', {}],
  ['a manager’s branch', 'max', 'deal', {}],
  ['newest first', 'olivia', 'order', {}],
  ['the state of nearly all', 'olivia', 'order', asked(filter('state', 'is', 'closed'))],
  ['the state of two old ones', 'olivia', 'order', asked(filter('state', 'is', 'on_hold'))],
  ['a state that none has', 'olivia', 'order', asked(filter('state', 'is', 'in_review'))],
  ['two rare states', 'olivia', 'order', asked(filter('state', 'in', ['on_hold', 'draft']))],
  ['an owner of nearly all', 'olivia', 'order', asked(filter('ownerId', 'is', 'me'))],
  ['a seller’s own four, all old', 'ann', 'order', {}],
  ['a seller’s own of a rare state', 'ann', 'order', asked(filter('state', 'is', 'draft'))],
  ['a branch of five', 'max', 'order', {}],
  ['an amount within a narrow range', 'olivia', 'order', within('gross', '500', '505')],
  ['an amount within a wide range', 'olivia', 'order', within('gross', '1000', '12000')],
  ['an amount that few reach', 'olivia', 'order', asked(filter('gross', 'gte', '19995'))],
  ['an amount that none reaches', 'olivia', 'order', asked(filter('gross', 'gte', '999999'))],
  [
    'an amount that few reach, of the state of nearly all',
    'olivia',
    'order',
    asked(filter('gross', 'gte', '19995'), filter('state', 'is', 'closed')),
  ],
  ['an own text that two have', 'olivia', 'order', asked(filter('tribe', 'is', 'rare'))],
  ['an own text that half have', 'olivia', 'order', asked(filter('tribe', 'is', 'half'))],
  ['an own text that none has', 'olivia', 'order', asked(filter('tribe', 'is', 'none'))],
  ['a high own number', 'olivia', 'order', asked(filter('rank', 'gte', '19990'))],
  [
    'one thing or another, both rare',
    'olivia',
    'order',
    { filter: JSON.stringify({ any: [filter('state', 'is', 'on_hold'), filter('gross', 'gte', '19995')] }) },
  ],
  ['sorted by amount', 'olivia', 'order', { sort: '-gross' }],
] as const)('%s (%s, %s) goes through few rows', async (_, who, entity, query) => {
  const plan = await ranOf(who, entity, query)
  expect(visited(plan), said(plan)).toBeLessThan(4500)
})

test('sorted from its end by a field that may be empty, each row is gone through once', async () => {
  const plan = await ranOf('olivia', 'customer', { sort: '-tribe' })
  expect(visited(plan), said(plan)).toBeLessThan(2 * rows + 100)
})

test('somebody who owns nothing waits no longer', async () => {
  const plan = await ranOf('olivia', 'order', asked(filter('ownerId', 'is', t.world.ids.wei)))
  expect(visited(plan)).toBeLessThan(1200)
})

test.each(['firm1234', 'Firm 1234', 'works'])('everything is asked for %s by way of few rows', async q => {
  const actor = await t.world.as('olivia')
  await inOrg(t.db, t.world.acmeId, { mode: 'read' }, async tx => {
    const asked: Bound[] = []
    await searchAll(listening(tx, asked), actor, q)
    const plans: Node[] = []
    for (const one of asked) plans.push(await ran(tx, one))
    const plan = { Plans: plans }
    expect(visited(plan), said(plan)).toBeLessThan(9000)
  })
})

test('what the deals of a board add up to is read from an index', async () => {
  const actor = await t.world.as('olivia')
  await inOrg(t.db, t.world.acmeId, { mode: 'read' }, async tx => {
    const asked: Bound[] = []
    await dealBoard(listening(tx, asked), actor, {})
    const sums = asked.filter(one => one.text.includes('sum(t.amount)'))
    expect(sums).toHaveLength(1)
    for (const one of sums) {
      const scans = nodesOf(await ran(tx, one)).filter(node => node['Relation Name'] === 'deals')
      expect(scans.map(node => [node['Node Type'], node['Index Name']])).toEqual([['Index Only Scan', 'deals_sum']])
    }
  })
})

test('a column of the board goes through its orders once, and names only those that it shows', async () => {
  const actor = await t.world.as('olivia')
  const plans = await inOrg(t.db, t.world.acmeId, { mode: 'read', plan: 'free' }, async tx => {
    const asked: Bound[] = []
    const { columns } = await readBoard(listening(tx, asked), actor, { part: 'orders' })
    expect(columns.find(one => one.key === 'shipment')).toMatchObject({ count: 202, cards: { length: 100 } })
    const told: Node[] = []
    for (const one of asked.filter(({ text }) => text.includes('stands'))) told.push(await ran(tx, one))
    return told
  })
  expect(plans).toHaveLength(4)
  const scans = plans
    .flatMap(nodesOf)
    .filter(node => ['customers', 'order_lines'].includes(String(node['Relation Name'])))
  for (const node of scans) expect(Number(node['Actual Rows']) * Number(node['Actual Loops'])).toBeLessThanOrEqual(100)
})

test('what nobody moves is looked for among the orders on which something is left to do', async () => {
  const actor = await t.world.as('olivia')
  await inOrg(t.db, t.world.acmeId, { mode: 'read' }, async tx => {
    for (const find of finds) {
      const asked: Bound[] = []
      await selectFound(listening(tx, asked), actor, find)
      expect(asked).toHaveLength(1)
      for (const one of asked) expect(visited(await ran(tx, one)), find).toBeLessThan(300)
    }
  })
})

test('tables that a page only takes names from are joined by a key that is always there', async () => {
  const client = new pg.Client({ connectionString: t.database.adminUrl })
  await client.connect()
  const actor = await t.world.as('olivia')
  const found: string[] = []
  for (const entity of [
    'customer',
    'lead',
    'deal',
    'order',
    'product',
    'invoice',
    'receipt',
    'refund',
    'writeOff',
    'creditRelease',
    'shipment',
    'ticket',
    'goodsReturn',
    'survey',
    'registration',
    'handoff',
    'stockDocument',
  ]) {
    const [list] = await inOrg(t.db, t.world.acmeId, { mode: 'read' }, tx => listsOf(tx, actor, entity, {}))
    if (!list) throw new Error(entity)
    const table = /\(select t\.\* from (\w+) t/.exec(list.text)?.[1] ?? ''
    const tables = new Map([
      ['t', table],
      ...[...list.text.matchAll(/join (\w+) (\w+) on/g)].map(([, name = '', alias = '']) => [alias, name] as const),
    ])
    for (const [, alias = '', column = ''] of list.text.matchAll(
      /(?<!left )join \w+ \w+ on \w+\.org_id = \w+\.org_id and \w+\.id = (\w+)\.(\w+)/g,
    )) {
      const { rows: nullable } = await client.query(
        'select 1 from pg_attribute where attrelid = $1::regclass and attname = $2 and not attnotnull',
        [tables.get(alias), column],
      )
      found.push(`${entity}.${column}`)
      expect([entity, column, nullable]).toEqual([entity, column, []])
    }
  }
  await client.end()
  expect(found).toContain('order.payer_id')
})
