// Strange values at every place of every request that is otherwise well formed and names records that exist: no
// fault, the place named in both languages, nothing written; and what was taken can be read again.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/api.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { newId } from '#kernel/ids.ts'
import { texts } from '../../src/app/web/texts.ts'
import { type TestApp, testApp } from '../app.ts'
import { everyKind, type Kind, type Records } from '../everyKind.ts'
import { exampleOf, pathOf, placesOf, type Shape, solid } from '../idFields.ts'
import { type Body, filledFor, idsOf, kindOf, ownerOf, urlOf } from '../requests.ts'
import { extremesFor, type Strange, strangeFor } from '../strange.ts'

/** Of each place one value in so many; `STRANGE_EVERY=1` sends all of them, which takes minutes. */
const every = Number(process.env.STRANGE_EVERY ?? 15)
let t: TestApp
let own: Records
let foreign: Records
let admin: pg.Client
let key: string
let writes: readonly Endpoint[]

beforeAll(async () => {
  t = await testApp()
  own = await everyKind(t.as('olivia'), 'Umbrella')
  foreign = await everyKind(t.as('gus'), 'Initech')
  key = await t.world.keyOf('olivia')
  admin = new pg.Client({ connectionString: t.database.adminUrl })
  await admin.connect()
  const asks = ({ row }: { row: Endpoint }) => row.access !== 'public' && row.method !== 'GET' && !row.upload
  // one's own companies are asked of the sign-in
  writes = t.app.baton.rows.filter(one => asks(one) && one.row.path !== '/me/org').map(one => one.row)
}, 300_000)
afterAll(async () => {
  await admin?.end()
  await t?.close()
})

type Said = { readonly status: number; readonly text: string }
async function send(row: Endpoint, url: string, body?: Body): Promise<Said> {
  const response = await t.app.inject({
    method: row.method,
    url: `/api${url}`,
    headers: { authorization: `Bearer ${key}`, ...(row.body && { 'content-type': 'application/json' }) },
    ...(row.body && { payload: JSON.stringify(body) }),
  })
  return { status: response.statusCode, text: response.body }
}
const cameThrough = ({ status, text }: Said): boolean => status < 300 || text.includes('came.through')

/** What a request needs beside its schema to be carried out, not only to be judged. */
const deeper: Readonly<Record<string, () => Body>> = {
  '/deals/:id/moves/lose': () => ({ lostReason: 'price' }),
  '/promises/:id/moves/break': () => ({ note: 'late' }),
  '/needs/:id/moves/answer': () => ({ answer: 'so' }),
  '/number-patterns/preview': () => ({ pattern: 'A{yyyy}-{0001}' }),
  '/shipments': () => ({ lines: [{ orderLineId: own.confirmedLine, qty: '1' }] }),
  '/invoices': () => ({ lines: [{ orderLineId: own.confirmedLine, unitQty: '1', taxCode: '1090205000000000000' }] }),
  '/surveys': () => ({ orderId: own.confirmedOrder }),
  '/next-steps': () => ({ nextStep: 'call', nextStepAt: '2030-01-01T00:00:00.000Z' }),
}

function baseOf(row: Endpoint, wanted = ''): Body {
  const made = filledFor(row, own)(exampleOf(row.body, at => own[kindOf(row, at)], wanted))
  return { ...(row.method === 'POST' && deeper[row.path]?.()), ...made }
}

/** The record among all of its kind on which this request does what it says. */
async function aimOf(row: Endpoint): Promise<{ url: string; hits: boolean }> {
  const owner = row.path.includes('/:id') ? ownerOf(row) : undefined
  const query = exampleOf(row.query, at => own[kindOf(row, at)])
  const at = (id: string) => urlOf(row, owner ? { ...own, [owner]: id } : own, query)
  for (const id of owner ? await idsFor(row, owner) : [''])
    if (cameThrough(await send(row, at(id), baseOf(row)))) return { url: at(id), hits: true }
  return { url: urlOf(row, own, query), hits: false }
}

const idsFor = (row: Endpoint, owner: Kind, most?: number): Promise<string[]> =>
  idsOf(admin, { row, owner, own, orgId: t.world.acmeId, ...(most && { most }) })

function put(body: Body, place: string, value: unknown): Body {
  const copy = structuredClone(body)
  const parts = pathOf(place).split('.')
  const last = parts.pop() ?? ''
  let at = copy
  for (const part of parts) {
    const next: Body = Object(at[part] ?? {}) // a list is an object too
    at[part] = next
    at = next
  }
  at[last] = value
  return copy
}

const valueAt = (body: Body, place: string): unknown =>
  pathOf(place)
    .split('.')
    .reduce((at: unknown, part) => Object(at)[part], body)

function attacksAt(row: Endpoint, place: string, shape: Shape): Strange[] {
  if (solid(shape).items) {
    const one = valueAt(baseOf(row, `${place}[]`), `${place}[]`)
    const many = Array.from({ length: 10_001 }, () => one)
    const lists = { none: [], twice: [one, one], '10,001': many }
    return [...strangeFor(shape, {}), ...Object.entries(lists).map(([what, value]) => ({ what, value }))]
  }
  if (solid(shape).format !== 'uuid') return strangeFor(shape, {})
  const kind = kindOf(row, place)
  const other = kind === 'user' ? own.customer : own.user
  return strangeFor(shape, { 'another company’s': foreign[kind], 'another kind’s': other, 'no record’s': newId() })
}

/** Words that name no place: the database’s own verdict, which somebody has to read beside a field. */
const nameless = /^kernel\.(outOfRange|badDate|badText|badValue|tooLong|brokenReference|notUnique)$/

function wrongIn(place: string, { wrong }: Strange, said: Said): string | undefined {
  if (cameThrough(said)) return wrong && 'taken'
  if (said.status >= 500) return 'a fault'
  const { reasons = [] } = JSON.parse(said.text) as { reasons?: { key: string; path?: string }[] } // a refusal's shape
  if (reasons.length === 0) return 'without a reason'
  if (reasons.some(({ key: name }) => !texts[name]?.en || !texts[name].zh)) return 'without words'
  if (reasons.some(one => nameless.test(one.key) && one.path === undefined)) return 'without a place'
  const at = pathOf(place)
  const isNamed = reasons.some(({ path }) => path === at || path?.startsWith(`${at}.`))
  return wrong && !isNamed ? 'another place is named' : undefined
}

/**
 * What a request writes is written, judged by every constraint, and taken back by COMMIT itself: each attack meets
 * the same records, and comes as far as if it were the first.
 */
async function takeBackAtCommit(): Promise<void> {
  nameConstraints({ came_through: { key: 'came.through' } })
  await admin.query(`create function came_through() returns trigger language plpgsql as $$
    begin raise exception 'came through' using errcode = '23514', constraint = 'came_through'; end $$`)
  await admin.query(`do $$ declare t regclass; begin
    for t in select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r' and c.relname not in ('number_counter', 'api_keys') loop
      execute format('create constraint trigger came_through after insert or update or delete on %s
        deferrable initially deferred for each row execute function came_through()', t);
    end loop; end $$`)
}

async function rowCounts(): Promise<unknown> {
  const { rows: tables } = await admin.query<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'number_counter' order by 1",
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`)
  // many tables are counted side by side, in whichever order
  return (await admin.query(`${counts.join(' union all ')} order by 1`)).rows
}

/** Every attack on one route. */
const attacksOn = (row: Endpoint) =>
  placesOf(row.body).flatMap(([place, shape]) => attacksAt(row, place, shape).map(strange => ({ place, strange })))

test('a strange value anywhere in a request is taken or refused by its place, never a fault, nothing half written', async () => {
  await takeBackAtCommit()
  const before = await rowCounts()
  const found: string[] = []
  const counted = { sent: 0, hit: 0 }
  for (const row of writes) {
    const { url, hits } = await aimOf(row)
    if (hits) counted.hit++
    for (const { place, strange } of attacksOn(row)) {
      if (counted.sent++ % every !== 0) continue
      const said = await send(row, url, put(baseOf(row, place), place, strange.value))
      const wrong = wrongIn(place, strange, said)
      if (wrong) found.push(`${wrong}: ${row.method} ${row.path} ${place} ${strange.what}: ${said.text.slice(0, 200)}`)
    }
  }
  expect(found).toEqual([])
  expect(await rowCounts()).toEqual(before)
  expect(counted.sent).toBeGreaterThan(15_000)
  // so many come all the way with their plain values: where this falls, the test has grown blind
  expect(counted.hit).toBeGreaterThan(160)
  await admin.query('drop function came_through cascade')
}, 900_000)

test('the largest, the oldest and the oddest that is taken can be read again wherever it shows', async () => {
  let kept = 0
  const keeps = (row: Endpoint) => row.mode === 'write' && row.method !== 'DELETE' && !row.path.includes('/moves/')
  for (const row of writes.filter(keeps)) {
    const query = exampleOf(row.query, at => own[kindOf(row, at)])
    const extremes = placesOf(row.body).flatMap(([place, shape]) => extremesFor(shape).map(value => ({ place, value })))
    for (const { place, value } of extremes)
      if ((await send(row, urlOf(row, own, query), put(baseOf(row, place), place, value))).status < 300) kept++
  }
  expect(kept).toBeGreaterThan(200)
  const found: string[] = []
  for (const { row } of t.app.baton.rows.filter(one => one.row.method === 'GET' && one.row.access !== 'public')) {
    const owner = row.path.includes('/:id') ? ownerOf(row) : undefined
    const query = exampleOf(row.query, at => own[kindOf(row, at)])
    for (const id of owner ? await idsFor(row, owner, 4) : ['']) {
      const { status, text } = await send(row, urlOf(row, owner ? { ...own, [owner]: id } : own, query))
      if (status >= 500) found.push(`GET ${row.path} ${id}: ${text.slice(0, 300)}`)
    }
  }
  expect(found).toEqual([])
}, 900_000)
