// Who may write for an import, and until when; and that a dry run says what the run then does.
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import { startImport } from './import.service.ts'
import { Runs, settleImports } from './run.service.ts'

let t: TestApp
let other: Database
const faults: unknown[] = []
beforeAll(async () => {
  t = await testApp()
  // another process: its own connections, its own runs
  other = openDatabase({ url: t.database.appUrl, max: 2 })
})
afterAll(async () => {
  await other?.pool.end()
  await t?.close()
  expect(faults).toEqual([])
})

const runsOf = () => new Runs(error => faults.push(error))
const me = () => importer(t)
const sql = <R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> =>
  inOrg(t.db, t.world.acmeId, { mode: 'write', plan: 'free' }, tx =>
    tx.query<R>({ text, values: [tx.orgId, ...values] }),
  )
const countOf = async (like: string) =>
  Number(
    (await sql<{ n: number }>('select count(*) as n from customers where org_id = $1 and name like $2', `${like}%`))[0]
      ?.n,
  )

async function checked(entity: string, ...lines: string[]): Promise<string> {
  const seen = await me().upload(entity, csv(...lines))
  await me().check(seen)
  return seen.import.id
}

const many = (name: string, count: number) => [
  'name',
  ...Array.from({ length: count }, (_, n) => `${name} ${String(n).padStart(5, '0')}`),
]

/** Begins a run on a database of the caller's, as a process of its own would. */
async function begin(db: Database, id: string, runs: Runs): Promise<void> {
  const actor = await t.world.as('olivia', 'import')
  await inOrg(db, t.world.acmeId, { mode: 'write' }, tx =>
    startImport(tx, actor, { runs, permissions: permissionRows, folder: '' }, id),
  )
}
const lapse = (id: string) =>
  sql(
    `update imports set lease_until = now() - interval '1 second' where org_id = $1 and id = $2 and token is not null`,
    id,
  )

test('of two who start the same import at once, one does', async () => {
  const id = await checked('customer', ...many('Once', 450))
  const runs = runsOf()
  const both = await Promise.allSettled([begin(t.db, id, runs), begin(other, id, runs)])
  expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await me().settled(id)).toMatchObject({ state: 'done', rowsOk: 450 })
  expect(await countOf('Once ')).toBe(450)
})

test('a run that fell silent is taken up by another; the first one writes nothing more when it wakes', async () => {
  const id = await checked('customer', ...many('Stall', 600))
  const narrow = openDatabase({ url: t.database.appUrl, max: 1 })
  try {
    const first = runsOf()
    await begin(narrow, id, first)
    // its one connection is taken as soon as it is free: between two batches it stands still
    const client = await narrow.pool.connect()
    const [at] = await sql<{ rowsRead: number; token: string }>(
      'select rows_read, token from imports where org_id = $1 and id = $2',
      id,
    )
    expect(at?.rowsRead).toBeLessThan(600)
    expect((await t.as('olivia').post(`/imports/${id}/run`)).status).toBe(409)
    await lapse(id)
    expect((await t.as('olivia').get(`/imports/${id}`)).body).toMatchObject({
      state: 'failed',
      problem: { key: 'exchange.brokeOff' },
    })
    const second = runsOf()
    await begin(other, id, second)
    const [now] = await sql<{ token: string }>('select token from imports where org_id = $1 and id = $2', id)
    expect(now?.token).not.toBe(at?.token)
    client.release()
    await first.stop()
    expect(await me().settled(id)).toMatchObject({ state: 'done', rowsRead: 600, rowsOk: 600, rowsRefused: 0 })
    expect(await countOf('Stall ')).toBe(600)
  } finally {
    await narrow.pool.end()
  }
})

test('two workers of which one was told to leave race to the end: every row is in once', async () => {
  for (let round = 0; round < 2; round++) {
    const name = `Race${round}`
    const id = await checked('customer', ...many(name, 400))
    await begin(t.db, id, runsOf())
    await lapse(id)
    // refused while a batch holds the import, else taken over: either way one of them is the worker
    await begin(other, id, runsOf()).catch(() => undefined)
    const done = await me().settled(id)
    const last = done.state === 'failed' ? await me().run(id) : done
    expect(last).toMatchObject({ state: 'done', rowsRead: 400, rowsOk: 400 })
    expect(await countOf(`${name} `)).toBe(400)
  }
})

test('a stopped server leaves a run that says so and goes on from there, without a twin', async () => {
  const id = await checked('customer', ...many('Deploy', 600))
  const runs = runsOf()
  await begin(t.db, id, runs)
  await runs.stop()
  const left = await me().settled(id)
  expect(left).toMatchObject({ state: 'failed', problem: { key: 'exchange.serverStopped' } })
  expect(left.rowsRead).toBeLessThan(600)
  expect(await countOf('Deploy ')).toBe(left.rowsOk)
  expect(await me().run(id)).toMatchObject({ state: 'done', rowsRead: 600, rowsOk: 600, lastLine: 601 })
  expect(await countOf('Deploy ')).toBe(600)
})

test('orders whose lines lie scattered over the file go on whole after a stop: none is half in, none twice', async () => {
  await t.as('olivia').post('/customers', { name: 'Scattered Ltd' })
  const orders = Array.from({ length: 200 }, (_, n) => `S${n}`)
  const lines = ['one', 'two', 'three'].flatMap(what =>
    orders.map(number => `${number},Scattered Ltd,2026-03-01,${what},1,10`),
  )
  const id = await checked('openingOrder', 'order,customer,date,description,qty,price', ...lines)
  const runs = runsOf()
  await begin(t.db, id, runs)
  await runs.stop()
  const left = await me().settled(id)
  expect(left).toMatchObject({ state: 'failed', problem: { key: 'exchange.serverStopped' } })
  expect([left.rowsRead < 600, left.rowsRead % 3]).toEqual([true, 0])
  expect(await me().run(id)).toMatchObject({ state: 'done', rowsRead: 600, rowsOk: 600, rowsRefused: 0 })
  const made = await sql(
    `select count(*) as n, sum(o.gross)::text as gross, count(*) filter (where l.n <> 3) as torn from orders o
     join (select org_id, order_id, count(*) as n from order_lines group by 1, 2) l on l.org_id = o.org_id and l.order_id = o.id
     where o.org_id = $1 and o.number like $2`,
    'S%',
  )
  expect(made).toEqual([{ n: 200, gross: '6000.0000', torn: 0 }])
})

test('stopped by its person in the middle: what is in stays, the rest is not, and the state says so', async () => {
  const id = await checked('customer', ...many('Cancel', 1200))
  await t.as('olivia').post(`/imports/${id}/run`)
  for (let tries = 0; tries < 1000 && (await countOf('Cancel ')) === 0; tries++) await setTimeout(20)
  expect((await t.as('olivia').post(`/imports/${id}/cancel`)).body.state).toBe('cancelled')
  await setTimeout(300)
  const stopped = await me().settled(id)
  const there = await countOf('Cancel ')
  expect(stopped).toMatchObject({ state: 'cancelled', rowsOk: there, rowsRead: there })
  expect([there > 0, there < 1200]).toEqual([true, true])
  expect((await t.as('olivia').post(`/imports/${id}/run`)).status).toBe(409)
  expect(await sql('select 1 from import_pieces where org_id = $1 and import_id = $2', id)).toEqual([])
})

test('stopped by its person, a run goes on from its row: every row is in, none twice', async () => {
  const id = await checked('customer', ...many('Pause', 1200))
  await t.as('olivia').post(`/imports/${id}/run`)
  for (let tries = 0; tries < 1000 && (await countOf('Pause ')) === 0; tries++) await setTimeout(20)
  const pressed = await t.as('olivia').post(`/imports/${id}/stop`)
  expect(pressed.body).toMatchObject({ state: 'failed', problem: { key: 'exchange.stoppedByHand' } })
  await setTimeout(300)
  const there = await countOf('Pause ')
  expect([there > 0, there < 1200]).toEqual([true, true])
  // the second press of a slow line takes nothing away
  expect((await t.as('olivia').post(`/imports/${id}/stop`)).body).toMatchObject({ state: 'failed', rowsOk: there })
  expect(await me().run(id)).toMatchObject({ state: 'done', rowsOk: 1200, rowsRead: 1200 })
  expect(await countOf('Pause ')).toBe(1200)
})

test('a check that is stopped goes back to the columns and leaves nothing behind', async () => {
  const seen = await me().upload('customer', csv(...many('Undecided', 1000)))
  const { id } = seen.import
  await t.as('olivia').post(`/imports/${id}/check`, { mapping: seen.mapping })
  expect((await t.as('olivia').post(`/imports/${id}/cancel`)).body).toMatchObject({ state: 'inspected', rowsRead: 0 })
  await setTimeout(200)
  expect(await me().settled(id)).toMatchObject({ state: 'inspected', rowsRead: 0 })
  expect(await countOf('Undecided ')).toBe(0)
  expect(await me().check(seen)).toMatchObject({ state: 'checked', rowsOk: 1000 })
})

test('what its worker left behind is written down as broken off, and only that', async () => {
  const [dead, alive] = [await checked('customer', 'name', 'Dead'), await checked('customer', 'name', 'Alive')]
  const put = (id: string, until: string) =>
    sql(
      `update imports set state = 'running', token = $3, lease_until = now() + $4::interval where org_id = $1 and id = $2`,
      id,
      newId(),
      until,
    )
  await put(dead, '-1 minute')
  await put(alive, '1 minute')
  expect(await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => settleImports(tx, 100))).toBe(1)
  const states = await sql<{ id: string; state: string }>(
    'select id, state from imports where org_id = $1 and id = any($2)',
    [dead, alive],
  )
  expect(new Map(states.map(row => [row.id, row.state]))).toEqual(
    new Map([
      [dead, 'failed'],
      [alive, 'running'],
    ]),
  )
  await t.as('olivia').post(`/imports/${alive}/cancel`)
  expect(await me().run(dead)).toMatchObject({ state: 'done', rowsOk: 1 })
})

test('a check leaves no gap in the numbers, no row and no event', async () => {
  const before = await sql('select count(*) as n from event where org_id = $1')
  const seen = await me().upload('customer', csv(...many('Rehearsed', 300)))
  expect(await me().check(seen)).toMatchObject({ rowsOk: 300 })
  expect(await sql('select count(*) as n from event where org_id = $1')).toEqual(before)
  const numbers = async () =>
    ((await t.as('olivia').post('/customers', { name: 'Numbered' })).body.number as string).split('-')[1] // a number is text
  const [one, two] = [Number(await numbers()), 0]
  await me().check(seen)
  expect([Number(await numbers()) - one, two]).toEqual([1, 0])
})
