// Nothing may point at a customer, a contact or a lead without a merge knowing of it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyOf } from '#meta/server/children.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { children } from './children.ts'

/** Points at a record and does not go along, because … */
// biome-ignore format: a table
const staying: Readonly<Record<string, string>> = {
  'customer_activity.customer_id': 'its sums go along, by the rows they count',
  'customer_credit.customer_id':   'its sum goes along; limit, days and policy are the winner’s',
  'customer_prices.customer_id':   'said anew by the orders that were moved',
  'customers.merged_into':         'where the address of a merged one leads',
  'contacts.merged_into':          'as above',
  'leads.merged_into':             'as above',
  'event.record_id':               'history is never rewritten: the winner’s timeline shows it (takeOverHistory)',
  'event_about.record_id':         'as above',
  'field_index.record_id':         'follows the record’s own fields',
  'search_term.record_id':         'a merged one is not found',
  'record_reader.record_id':       'approvers of orders, quotes and write-offs; nobody is asked about these kinds',
  'thread_link.record_id':         'a thread keeps the record it began with',
  'goods_return_outcomes.record_id': 'refunds, invoices and orders only',
  'bot_posts.record_id':           'told already, and shows in no record',
  'customer_prices.record_id':     'the quote or order that said the price',
  'stock_moves.record_id':         'stock documents only',
}

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const merged: Readonly<Record<string, string>> = { customers: 'customer', contacts: 'contact', leads: 'lead' }

async function ask<R extends object>(text: string): Promise<R[]> {
  return (await t.db.pool.query<R>(text)).rows
}

test('every foreign key to a record that can be merged is among the children, or stays for a reason', async () => {
  const keys = await ask<{ table: string; column: string; of: string }>(
    `select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as of
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid::regclass::text in ('customers', 'contacts', 'leads') and a.attname <> 'org_id'`,
  )
  expect(keys.length).toBeGreaterThan(20)
  const known = new Set(children.map(one => `${keyOf(one)} ${one.of}`))
  const lost = keys
    .filter(({ table, column, of }) => !known.has(`${table}.${column} ${merged[of]}`))
    .map(({ table, column }) => `${table}.${column}`)
    .filter(key => !(key in staying))
  expect(lost, 'add them to src/app/server/children.ts').toEqual([])
})

test('so is every column that names a record of any kind', async () => {
  const columns = await ask<{ key: string }>(
    `select c.table_name || '.' || c.column_name as key from information_schema.columns c
       join pg_class p on p.oid = format('%I.%I', c.table_schema, c.table_name)::regclass and not p.relispartition
      where c.table_schema = 'public' and c.data_type = 'uuid' and c.column_name in ('record_id', 'subject_id')
        and exists (select from information_schema.columns e where e.table_schema = 'public' and e.table_name = c.table_name
          and e.column_name in ('entity', 'subject_entity', 'document'))`,
  )
  const along = children.flatMap(one => (one.along ? [`${one.table}.${one.along[1]}`] : []))
  const known = new Set([...children.map(keyOf), ...along, ...Object.keys(staying)])
  expect(columns.map(one => one.key).filter(key => !known.has(key))).toEqual([])
})

test('what is said of a table is true of it: the columns are there, and so is an id', async () => {
  const columns = new Set(
    (
      await ask<{ key: string }>(
        `select table_name || '.' || column_name as key from information_schema.columns where table_schema = 'public'`,
      )
    ).map(one => one.key),
  )
  const said = children.flatMap(one => [
    keyOf(one),
    `${one.table}.${one.by ?? 'id'}`,
    ...(one.kind ? [`${one.table}.${one.kind}`] : []),
    ...(one.along ?? []).map(column => `${one.table}.${column}`),
  ])
  expect([...said, ...Object.keys(staying)].filter(key => !columns.has(key))).toEqual([])
})

test('a customer with an open deal, quote or lead is not thrown away: each is counted, and it stays', async () => {
  const olivia = t.as('olivia')
  const made = async (path: string, body: Record<string, unknown>) => String((await olivia.post(path, body)).body.id)
  const customerId = await made('/customers', { name: 'Still at work' })
  const dealId = await made('/deals', { name: 'Open', customerId })
  const line = { kind: 'service', name: 'x', unitQty: '1', price: '1' }
  const quoteId = await made('/quotes', { dealId, lines: [line] })
  const gone = () => olivia.delete(`/customers/${customerId}`)
  const refused = await gone()
  expect([refused.status, refused.body.reasons]).toEqual([
    422,
    [
      { key: 'customer.hasDeals', values: { count: 1 } },
      { key: 'customer.hasQuotes', values: { count: 1 } },
    ],
  ])
  expect((await olivia.get(`/customers/${customerId}`)).status).toBe(200)
  await olivia.post(`/quotes/${quoteId}/moves/cancel`)
  await olivia.post(`/deals/${dealId}/moves/lose`, { lostReason: 'price' })
  expect((await gone()).body.reasons ?? []).toEqual([])
})
