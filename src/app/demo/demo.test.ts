import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock, today } from '#kernel/clock.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { examine } from '../ops/doctor.ts'
import { type AppParts, buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { ensureDemo } from './demo.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'baton-demo-'))
const warnings: string[] = []
let database: TestDatabase
let parts: AppParts
let app: FastifyInstance
let lines: string[]
let seconds: number

beforeAll(async () => {
  database = await testDatabase()
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
  const databases = { appUrl: database.appUrl, opsUrl: database.opsUrl, stepDown: false }
  parts = { config, databases, log: { write: line => void warnings.push(line) } }
  app = await buildApp(parts)
  const begun = performance.now()
  lines = await ensureDemo(parts, app)
  seconds = (performance.now() - begun) / 1000
}, 120_000)
afterAll(async () => {
  await app.close()
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

async function ask<R>(text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: database.opsUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const statesOf = async (table: string): Promise<string[]> =>
  (await ask<{ state: string }>(`select distinct state from ${table} order by state`)).map(row => row.state)

test('no rule refuses anything that the demo company does', () => {
  expect(warnings).toEqual([])
})

test('it is made while one waits for it', () => {
  expect(seconds).toBeLessThan(60)
})

test('it prints a login for every role and the one password, and keeps them for later', () => {
  const password = /[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}/.exec(lines[0] ?? '')?.[0]
  expect(password).toBeTruthy()
  expect(lines.filter(line => line.includes('@lihe.example'))).toHaveLength(11)
  expect(readFileSync(join(dataDir, 'demo.txt'), 'utf8')).toContain(password)
})

test('every record stands in every state that a person brings it to', async () => {
  expect(await statesOf('leads')).toEqual(['assigned', 'converted', 'following', 'invalid', 'unassigned'])
  expect(await statesOf('deals')).toEqual(['lost', 'open', 'won'])
  const quotes = ['accepted', 'declined', 'draft', 'expired', 'in_approval', 'sent', 'superseded']
  expect(await statesOf('quotes')).toEqual(expect.arrayContaining(quotes))
  expect((await ask('select 1 from quote_lines where alternative is not null')).length).toBeGreaterThan(1)
  expect((await ask('select 1 from quote_lines where parts is not null')).length).toBeGreaterThan(0)
  expect(await statesOf('tasks')).toEqual(['done', 'open'])
  expect(await statesOf('handoffs')).toEqual(['accepted', 'complete', 'sent_back'])
  expect(await statesOf('orders')).toEqual(['cancelled', 'closed', 'confirmed', 'draft', 'in_review', 'on_hold'])
  expect(await statesOf('supplies')).toEqual(['cancelled', 'in_progress', 'planned', 'received'])
  expect((await ask('select 1 from supply_wants')).length).toBeGreaterThan(0)
  expect(await statesOf('invoices')).toEqual(['awaiting', 'draft', 'failed', 'issued', 'requested'])
  const bills = "select distinct kind, tax_kind from invoices where state = 'issued' order by 1, 2"
  expect((await ask<{ kind: string; tax_kind: string }>(bills)).map(one => `${one.kind} ${one.tax_kind}`)).toEqual([
    'advance none',
    'normal plain',
    'normal special',
    'red special',
  ])
  expect(await statesOf('goods_returns')).toEqual(['closed', 'in_transit', 'inspected', 'received', 'requested'])
  expect(await statesOf('tickets')).toEqual(['closed', 'in_progress', 'open', 'waiting'])
  expect(await statesOf('surveys')).toEqual(['answered', 'ready', 'reviewed', 'sent'])
  const asked =
    'select 1 from quote_questions q join links l on l.id = q.link_id where q.answer is null and l.revoked_at is null'
  expect((await ask(asked)).length).toBeGreaterThan(0)
  expect(await statesOf('approval_requests')).toEqual(['approved', 'pending'])
  expect(await ask('select distinct stage_id from deals')).toHaveLength(7)
})

test('one thread is finished from the lead to the last payment, with a return on the way; a photo of the signed paper', async () => {
  const whole = `select o.state, o.completed_at is not null as completed, o.billing, o.payment, o.fulfilment,
      (select count(*)::int from leads l where l.thread_id = o.thread_id) as leads,
      (select count(*)::int from goods_returns r where r.order_id = o.id and r.state = 'closed') as returns,
      (select count(distinct x.shipment_id)::int from shipment_lines x where x.order_id = o.id) as shipments
    from orders o join customers c on c.id = o.customer_id where c.name = '南浔湖笔文化用品有限公司'`
  const done = { state: 'confirmed', completed: true, billing: 'full', payment: 'full', fulfilment: 'delivered' }
  expect(await ask(whole)).toEqual([{ ...done, leads: 1, returns: 1, shipments: 3 }])
  const photos = "select type from files where kind = 'signedReceipt'"
  expect(await ask(photos)).toEqual([{ type: 'image/png' }])
  const words = 'select distinct carrier_state as state from shipments where carrier_state is not null order by 1'
  expect((await ask<{ state: string }>(words)).map(one => one.state)).toEqual(['in_transit', 'problem', 'signed'])
  expect(await statesOf('shipments')).toEqual(['delivered', 'draft', 'ready', 'shipped'])
})

test('a newcomer finds papers, a photo of a visit, a mail with its drawing, a stamp, and bots that post nothing', async () => {
  const kept = "select entity, type, size from files where kind is distinct from 'signedReceipt' order by entity, type"
  const found = await ask<{ entity: string; type: string; size: number }>(kept)
  expect(found.map(one => `${one.entity} ${one.type}`)).toEqual([
    'customer image/png',
    'deal application/pdf',
    'deal application/pdf',
    'followup image/png',
    'org image/png',
  ])
  expect(Math.max(...found.map(one => one.size))).toBeLessThan(64 * 1024)
  expect(await ask('select place is not null as said, distance from check_ins')).toEqual([
    { said: true, distance: null },
  ])
  const mails = await ask("select jsonb_array_length(files::jsonb) as files, doubt from emails where direction = 'in'")
  expect(mails).toEqual([{ files: 1, doubt: null }])
  expect(await ask('select kind, active from notice_bots order by kind')).toEqual([
    { kind: 'dingtalk', active: false },
    { kind: 'wecom', active: false },
  ])
})

test('one special release of a credit block is granted and used, one is asked for', async () => {
  const states =
    'select r.state, o.state as of from credit_releases r join orders o on o.org_id = r.org_id and o.id = r.order_id order by 1'
  expect(await ask(states)).toEqual([
    { state: 'asked', of: 'in_review' },
    { state: 'granted', of: 'confirmed' },
  ])
})

test('half of what lies at a customer’s site is settled and invoiced', async () => {
  const laid = `select s.state, trim_scale(sum(l.qty))::text as sent, trim_scale(sum(l.delivered))::text as settled,
      (select i.state from invoices i join settlements t on t.id = i.settlement_id) as invoice
    from shipments s join shipment_lines l on l.shipment_id = s.id where s.site_id is not null group by s.state`
  expect(await ask(laid)).toEqual([{ state: 'shipped', sent: '16', settled: '8', invoice: 'issued' }])
})

test('stock is reserved for confirmed orders, and one order waits for stock', async () => {
  const [held] = await ask<{ lines: number }>('select count(*)::int as lines from stock_levels where reserved > 0')
  expect(held?.lines).toBeGreaterThan(5)
  const waiting = "select count(*)::int as orders from orders where state = 'in_review' and approved_hash is not null"
  expect(await ask(waiting)).toEqual([{ orders: 2 }])
})

test('the doctor finds nothing', async () => {
  const day = today(systemClock, 'Asia/Shanghai')
  const report = await examine({ opsUrl: database.opsUrl, filesFolder: join(dataDir, 'files'), today: day })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
})

test('its past lies within four months, and every change is told', async () => {
  const [past] = await ask<{ days: number; events: number; late: number }>(
    `select extract(day from now() - min(at))::int as days, count(*)::int as events, count(*) filter (where at > now())::int as late from event`,
  )
  expect(past?.days).toBeLessThanOrEqual(150)
  expect(past?.events).toBeGreaterThan(500)
  expect(past?.late).toBe(0)
})

test('the second start makes nothing, and says where the logins are', async () => {
  const before = await ask('select count(*) from event')
  expect(await ensureDemo(parts, app)).toEqual([expect.stringContaining(join(dataDir, 'demo.txt'))])
  // killed while the past was being made
  writeFileSync(join(dataDir, 'demo.unfinished'), '')
  expect(await ensureDemo(parts, app)).toEqual([
    expect.stringContaining(join(dataDir, 'demo.txt')),
    expect.stringContaining('parts of it are missing'),
  ])
  expect(await ask('select count(*) from event')).toEqual(before)
})
