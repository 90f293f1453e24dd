// What follows an order: one client takes orders to cash, searches, and brings in a file. Steps have no floor of their
// own; the import stands beside COPY of the same rows.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { rebuild } from '../src/app/ops/rebuild.ts'
import { permissionRows } from '../src/app/server/permissions.ts'
import type { Plan } from './plan.ts'

type Urls = { readonly adminUrl: string; readonly appUrl: string; readonly opsUrl: string }
type Ask = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>

/** The chain's own goal: half of all orders go from the order to the issued invoice within it. */
const chainGoalMs = 40

export async function measureDay(
  house: string,
  urls: Urls,
  { day: plan, sizes }: Plan,
  listKey: string,
): Promise<{ lines: string[]; isReached: boolean }> {
  const key = await newCompany(urls)
  const ask = asker(house, key)
  const chain = await chains(ask, plan.chains)
  // the bench's own orders were written past the verbs that make them findable
  await rebuild({ ...urls, stepDown: false })
  const search = await times(plan.searches, n =>
    asker(house, listKey)('GET', `/search?q=${encodeURIComponent(queries[n % queries.length] ?? '')}`),
  )
  const rows = await imported(house, key, plan.rows)
  const copied = await copyRows(urls.adminUrl, plan.rows)
  const p50 = median(chain.whole)
  return {
    isReached: p50 <= chainGoalMs,
    lines: [
      `Chain order → confirmed → ready → shipped → receipt allocated → invoice issued (${steps.length} requests, one client): p50 ${p50.toFixed(1)} ms, goal ${chainGoalMs} ms ${p50 <= chainGoalMs ? 'reached' : '**missed**'}`,
      `  of it ${steps.map((step, i) => `${step} ${median(chain.each[i] ?? []).toFixed(1)}`).join(' · ')} ms (p50)`,
      `Search in ${sizes.listed.toLocaleString('en')} orders and their customers: p50 ${median(search).toFixed(1)} ms`,
      `Import of ${plan.rows} customers as CSV: checked ${perSecond(plan.rows, rows.checkMs)} rows/s, brought in ${perSecond(plan.rows, rows.runMs)} rows/s; COPY of the same rows into a bare table ${perSecond(plan.rows, copied)} rows/s`,
    ],
  }
}

const queries = ['杭州12', '机械', '0042', 'S4711', 'K77'] as const
const steps = [
  'create',
  'submit',
  'plan',
  'ready',
  'ship',
  'receipt',
  'allocate',
  'request',
  'issue',
  'record',
] as const

async function newCompany({ appUrl }: Urls): Promise<string> {
  const db = openDatabase({ url: appUrl })
  try {
    const owner = { name: 'D', email: 'day@bench.example', password: 'correct horse battery' }
    const { orgId, ownerId } = await createOrganisation(db, { name: 'D', lang: 'en', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'api'))
    const made = await inOrg(db, orgId, { mode: 'write' }, tx => createKey(tx, actor, { name: 'bench' }))
    return made.secret
  } finally {
    await db.pool.end()
  }
}

const asker =
  (house: string, key: string): Ask =>
  async (method, path, body) => {
    const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${house}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
    return JSON.parse(text) as Record<string, unknown> // every answer of the server is an object or a list
  }

async function chains(ask: Ask, count: number): Promise<{ whole: number[]; each: number[][] }> {
  await ask('PATCH', '/approval-policies/order/review', { nodes: [], allowSelf: true, version: 0 })
  await ask('POST', '/warehouses', { code: 'A', name: 'Main' })
  const product = await ask('POST', '/products', {
    code: 'P',
    name: 'Bearing',
    price: '100',
    taxRate: '13',
    taxCode: '1090229990000000000',
  })
  const paper = await ask('POST', '/stock-documents', {
    kind: 'receipt',
    lines: [{ productId: product.id, unitQty: '1000000' }],
  })
  await ask('POST', `/stock-documents/${paper.id}/moves/post`, {})
  const customer = await ask('POST', '/customers', { name: 'Acme', address: '1 Main Street' })
  const lines = [1, 2, 3, 4, 5].map(n => ({ productId: product.id, unitQty: String(n), price: '99.99' }))
  const whole: number[] = []
  const each: number[][] = steps.map(() => [])
  for (let n = -20; n < count; n++) {
    const marks = await chain(ask, { customerId: customer.id, lines }, n + 20)
    // the first ones warm the server up
    if (n < 0) continue
    for (const [i, ms] of marks.entries()) each[i]?.push(ms)
    whole.push(marks.reduce((sum, ms) => sum + ms, 0))
  }
  return { whole, each }
}

/** Milliseconds of each step. */
async function chain(ask: Ask, order: object, n: number): Promise<number[]> {
  const marks: number[] = []
  const timed = async (path: string, body: object) => {
    const begun = performance.now()
    const answer = await ask('POST', path, body)
    marks.push(performance.now() - begun)
    return answer
  }
  const { id, customerId } = await timed('/orders', order)
  await timed(`/orders/${id}/moves/submit`, {})
  const shipment = await timed('/shipments', { orderIds: [id] })
  await timed(`/shipments/${shipment.id}/moves/ready`, {})
  await timed(`/shipments/${shipment.id}/moves/ship`, {})
  const receipt = await timed('/receipts', { customerId, amount: '1499.85' })
  await timed(`/receipts/${receipt.id}/allocations`, { items: [{ orderId: id, amount: '1499.85' }] })
  const asked = { orderId: id, taxKind: 'plain', buyer: { kind: 'person', name: 'Acme' } }
  const invoice = await timed('/invoices/from-order', asked)
  await timed(`/invoices/${invoice.id}/moves/issue`, {})
  await timed(`/invoices/${invoice.id}/moves/record`, { taxNumber: String(n).padStart(20, '0') })
  return marks
}

async function times(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let n = -10; n < count; n++) {
    const begun = performance.now()
    await work(n + 10)
    if (n >= 0) found.push(performance.now() - begun)
  }
  return found
}

const fileOf = (rows: number): string =>
  [
    'name,phone,address',
    ...Array.from({ length: rows }, (_, i) => `Customer ${i} Ltd,1380${String(i).padStart(7, '0')},${i} Main Street`),
  ].join('\n')

async function imported(house: string, key: string, rows: number): Promise<{ checkMs: number; runMs: number }> {
  const ask = asker(house, key)
  const form = new FormData()
  form.set('file', new Blob([fileOf(rows)], { type: 'text/csv' }), 'customers.csv')
  const sent = await fetch(`${house}/api/imports?entity=customer`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  })
  if (!sent.ok) throw new Error(`imports: ${await sent.text()}`)
  const inspection = (await sent.json()) as { import: { id: string }; mapping: object } // as the endpoint answers
  const { id } = inspection.import
  const until = async (from: string) => {
    const begun = performance.now()
    for (;;) {
      const { state } = await ask('GET', `/imports/${id}`)
      if (state !== from) return performance.now() - begun
      await sleep(20)
    }
  }
  await ask('POST', `/imports/${id}/check`, { mapping: inspection.mapping })
  const checkMs = await until('checking')
  await ask('POST', `/imports/${id}/run`, {})
  return { checkMs, runMs: await until('running') }
}

async function copyRows(adminUrl: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('create table bench_copy (name text, phone text, address text)')
    const begun = performance.now()
    await pipeline(
      Readable.from([`${fileOf(rows)}\n`]),
      client.query(copyFrom('copy bench_copy from stdin with (format csv, header)')),
    )
    return performance.now() - begun
  } finally {
    await client.query('drop table if exists bench_copy')
    await client.end()
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const perSecond = (rows: number, ms: number): string => Math.round((rows / ms) * 1000).toLocaleString('en')
