// What follows an order: one client takes orders to cash, beside the same statements through bare pg; searches; and
// brings in a file, beside COPY of the same rows.

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
import { type Ask, openTrade, steps, type Trade, walkChain } from './chain.ts'
import { type ChainFloor, chainFloor, recordChain } from './chainFloor.ts'
import type { Plan } from './plan.ts'

type Urls = { readonly adminUrl: string; readonly appUrl: string; readonly opsUrl: string }

/**
 * The chain's own goal: half of all orders go from the order to the issued invoice within it. It was set on a machine
 * whose floor creates an order in 1.8 ms: that is the goal in creates of the floor, which any machine can be asked for.
 */
const chainGoalMs = 40
const chainGoal = 22

/** Where the floor creates no slower than this, milliseconds are those that the goal was set in. */
const quietCreateMs = 2

export async function measureDay(
  house: string,
  urls: Urls,
  { day: plan, sizes }: Plan,
  { key: listKey, dataDir }: { readonly key: string; readonly dataDir: string },
): Promise<{ lines: string[]; isReached: boolean }> {
  const { key, orgId } = await newCompany(urls)
  const ask = asker(house, key)
  const chain = await besideFloor(ask, plan.chains, await openFloor(ask, urls, dataDir, { key, orgId }))
  // the bench's own orders were written past the verbs that make them findable
  await rebuild({ ...urls, stepDown: false })
  const search = await times(plan.searches, n =>
    asker(house, listKey)('GET', `/search?q=${encodeURIComponent(queries[n % queries.length] ?? '')}`),
  )
  const rows = await imported(house, key, plan.rows)
  const copied = await copyRows(urls.adminUrl, plan.rows)
  return {
    isReached: isReached(chain),
    lines: [
      ...chainLines(chain),
      `Search in ${sizes.listed.toLocaleString('en')} orders and their customers: p50 ${median(search).toFixed(1)} ms`,
      `Import of ${plan.rows} customers as CSV: checked ${perSecond(plan.rows, rows.checkMs)} rows/s, brought in ${perSecond(plan.rows, rows.runMs)} rows/s; COPY of the same rows into a bare table ${perSecond(plan.rows, copied)} rows/s`,
    ],
  }
}

/** Milliseconds, by chain: of each step. */
type Walks = readonly (readonly number[])[]
type Chain = { readonly product: Walks; readonly floor: Walks; readonly ratios: readonly number[] }

async function openFloor(ask: Ask, urls: Urls, dataDir: string, place: { key: string; orgId: string }) {
  const trade = await openTrade(ask)
  const recorded = await recordChain(urls, dataDir, { ...place, trade })
  return { trade, floor: await chainFloor(urls.appUrl, recorded) }
}

/** In turn, ten and ten: only what was measured in the same seconds is compared. */
async function besideFloor(
  ask: Ask,
  count: number,
  { trade, floor }: { trade: Trade; floor: ChainFloor },
): Promise<Chain> {
  let n = 100
  const product = async () => {
    const marks: number[] = []
    await walkChain(ask, trade, n++, async (step, work) => {
      const begun = performance.now()
      const answer = await work()
      marks[step] = performance.now() - begun
      return answer
    })
    return marks
  }
  // the first ones warm both up
  for (let i = 0; i < 30; i++) await product()
  for (let i = 0; i < 10; i++) await floor.walk()
  const all: { product: number[][]; floor: number[][]; ratios: number[] } = { product: [], floor: [], ratios: [] }
  for (let cycle = 0; cycle < count / 10; cycle++) {
    const [ours, bare]: [number[][], number[][]] = [[], []]
    for (let i = 0; i < 10; i++) ours.push(await product())
    for (let i = 0; i < 10; i++) bare.push(await floor.walk())
    all.product.push(...ours)
    all.floor.push(...bare)
    all.ratios.push(median(bare.map(whole)) / median(ours.map(whole)))
  }
  if (process.argv.includes('--log')) process.stdout.write(`${floor.costly().join('\n')}\n`)
  await floor.end()
  return all
}

const whole = (marks: readonly number[]): number => marks.reduce((sum, ms) => sum + ms, 0)

const createOf = ({ floor }: Chain): number => median(floor.map(marks => marks[0] ?? 0))
const inCreates = (chain: Chain): number => median(chain.product.map(whole)) / createOf(chain)

function isReached(chain: Chain): boolean {
  const ms = median(chain.product.map(whole))
  return inCreates(chain) <= chainGoal && (createOf(chain) > quietCreateMs || ms <= chainGoalMs)
}

/** As a ratio always, in milliseconds where this machine is as fast as that of the goal. */
function verdictOf(chain: Chain): string {
  const ratio = `${inCreates(chain).toFixed(1)} creates of the floor's, goal ${chainGoal}`
  const ms =
    createOf(chain) <= quietCreateMs
      ? `goal ${chainGoalMs} ms`
      : `${chainGoalMs} ms not to be said where the floor creates in ${createOf(chain).toFixed(1)} ms`
  return `${ratio}; ${ms}: ${isReached(chain) ? 'reached' : '**missed**'}`
}

function chainLines(chain: Chain): string[] {
  const { product, floor, ratios } = chain
  const of = (walks: Walks, step: number) => median(walks.map(marks => marks[step] ?? 0))
  const each = steps.map((step, i) => {
    const [ours, bare] = [of(product, i), of(floor, i)]
    return `| ${step} | ${bare.toFixed(1)} | ${ours.toFixed(1)} | ${Math.round((100 * bare) / ours)} % |`
  })
  const [ours, bare] = [median(product.map(whole)), median(floor.map(whole))]
  return [
    `Order → confirmed → ready → shipped → receipt allocated → invoice issued (${steps.length} requests, one client): ${verdictOf(chain)}`,
    '',
    '| step | floor p50 ms | product p50 ms | product ÷ floor |',
    '|---|---|---|---|',
    ...each,
    `| **whole chain** | ${bare.toFixed(1)} | **${ours.toFixed(1)}** | **${Math.round(100 * median(ratios))} %** |`,
    '',
  ]
}

const queries = ['杭州12', '机械', '0042', 'S4711', 'K77'] as const
async function newCompany({ appUrl }: Urls): Promise<{ key: string; orgId: string }> {
  const db = openDatabase({ url: appUrl })
  try {
    const owner = { name: 'D', email: 'day@bench.example', password: 'correct horse battery' }
    const { orgId, ownerId } = await createOrganisation(db, { name: 'D', lang: 'en', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'api'))
    const made = await inOrg(db, orgId, { mode: 'write' }, tx => createKey(tx, actor, { name: 'bench' }))
    return { key: made.secret, orgId }
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
