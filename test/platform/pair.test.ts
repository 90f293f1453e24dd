// Two server processes on one database, as behind a balancer: they know of each other only through it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addReminder } from '#features/followup/server/reminder.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { registerEntities } from '../../src/app/server/entities.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { doctored } from '../doctored.ts'
import { type Asker, everyKind } from '../everyKind.ts'
import { listenAt } from '../listen.ts'
import { type Anyone, type World, worldOn } from '../world.ts'
import { cleanUp, emptyFolder, eventually, type Launched, launch } from './launch.ts'

let database: TestDatabase
let db: Database
let world: World
let pair: readonly [Launched, Launched]

beforeAll(async () => {
  registerEntities()
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 3 })
  world = worldOn(db)
})

afterEach(cleanUp, 60_000)

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

async function startPair(): Promise<void> {
  const env = {
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.ownerUrl,
    DATABASE_OPS_URL: database.opsUrl,
    DATA_DIR: emptyFolder(),
    AUTH_SECRET: 'the same in both of them, long enough',
  }
  const started = await Promise.all([launch(env), launch(env)])
  await Promise.all(started.map(one => one.settled))
  expect(started.map(one => (one.child.exitCode === null ? '' : one.err()))).toEqual(['', ''])
  pair = started
}

const addressOf = ({ port }: Launched): string => `http://127.0.0.1:${port}`

async function write(server: Launched, who: Anyone, name: string): Promise<string> {
  const answer = await fetch(`${addressOf(server)}/api/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await world.keyOf(who)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  return String(((await answer.json()) as { id: string }).id) // the customer's schema
}

const rows = <R>(text: string): Promise<R[]> =>
  inOrg(db, world.acmeId, { mode: 'read' }, tx => tx.query<R>({ text, values: [world.acmeId] }))

test('what is written through one arrives at the pages of the other, and each reminder rings once', async () => {
  const many = 40
  await fillReminders(many)
  await startPair()
  const [a, b] = pair
  const [atA, atB] = await Promise.all([a, b].map(async one => listenAt(addressOf(one), await world.keyOf('ann'))))
  if (!atA || !atB) throw new Error('no streams')
  for (const [server, ear] of [
    [a, atB],
    [b, atA],
  ] as const) {
    const begun = performance.now()
    const id = await write(server, 'ann', `Through ${server.port}`)
    const news = { entity: 'customer', id, version: 1 }
    expect(await ear.until(news)).toContainEqual(news)
    expect(performance.now() - begun).toBeLessThan(15_000)
  }
  const rung = () =>
    rows<{ userId: string; key: string }>(`select user_id, key from notices where org_id = $1 and kind = 'reminder'`)
  expect(await eventually(20, async () => (await rung()).length >= many)).toBe(true)
  // long enough for the other process to take its turn too
  await new Promise(go => setTimeout(go, 3000))
  const notices = await rung()
  expect(notices).toHaveLength(many)
  expect(new Set(notices.map(one => one.key)).size).toBe(many)
  const [left] = await rows<{ n: number }>(
    'select count(*)::int as n from reminders where org_id = $1 and fired_at is null',
  )
  expect(left?.n).toBe(0)
  for (const one of pair) one.child.kill('SIGTERM')
  expect(await Promise.all(pair.map(one => one.ended))).toEqual([0, 0])
  await Promise.all([atA.close(), atB.close()])
}, 90_000)

test('when one of them is killed, its pages go on at the other and have missed nothing', async () => {
  await startPair()
  const [a, b] = pair
  const key = await world.keyOf('ann')
  const first = await listenAt(addressOf(a), key)
  const one = await write(b, 'ann', 'Before the end')
  await first.until({ entity: 'customer', id: one, version: 1 })
  a.child.kill('SIGKILL')
  await first.ended()
  const two = await write(b, 'ann', 'After the end')
  const second = await listenAt(addressOf(b), key, `?lastEventId=${first.lastId()}`)
  const news = { entity: 'customer', id: two, version: 1 }
  expect(await second.until(news)).toEqual([news])
  await second.close()
}, 60_000)

test('a day from order to cash, every request at the other process, is one day: pages hear of it, numbers are unique', async () => {
  await startPair()
  const key = await world.keyOf('olivia')
  const [atA, atB] = await Promise.all(pair.map(one => listenAt(addressOf(one), key)))
  if (!atA || !atB) throw new Error('no streams')
  const day = await everyKind(byTurns(key), 'PairDay')
  for (const ear of [atA, atB])
    for (const [entity, id] of [
      ['order', day.confirmedOrder],
      ['shipment', day.shipped],
      ['invoice', day.issuedInvoice],
      ['receipt', day.receipt],
    ] as const)
      expect((await ear.until({ entity, id })).some(one => one.entity === entity && one.id === id)).toBe(true)
  const lines = [{ productId: day.product, unitQty: '1' }]
  const me = byTurns(key)
  const many = await Promise.all(
    Array.from({ length: 30 }, () => me.post('/orders', { customerId: day.customer, lines })),
  )
  expect(many.map(one => one.status)).toEqual(many.map(() => 201))
  expect(new Set(many.map(one => one.body.number)).size).toBe(30)
  const twice = await rows<{ n: number }>(
    `select count(*)::int as n from (select number from orders where org_id = $1 group by number having count(*) > 1
       union all select key from notices where org_id = $1 and key is not null group by key, user_id having count(*) > 1) x`,
  )
  expect(twice).toEqual([{ n: 0 }])
  expect(await doctored(database).findings()).toEqual([])
  await Promise.all([atA.close(), atB.close()])
}, 120_000)

test('what a role may do and see is changed at one and obeyed by the other at its next request', async () => {
  await startPair()
  const [a, b] = pair
  const id = await write(a, 'ann', 'Obeyed')
  const [atA, atB] = [at(a, await world.keyOf('olivia')), at(b, await world.keyOf('ann'))]
  const seen = async () => atB.get(`/customers/${id}`)
  expect((await seen()).body).toHaveProperty('note')
  const note = (access: 'hidden' | null) =>
    atA.put('/field-rights', { changes: [{ entity: 'customer', field: 'note', role: 'sales', access }] })
  for (const access of ['hidden', null, 'hidden'] as const) {
    expect((await note(access)).status).toBe(200)
    expect('note' in (await seen()).body).toBe(access === null)
  }
  const reach = (wide: 'own' | null) =>
    atA.put('/role-permissions', { changes: [{ permission: 'customer.read', role: 'sales', reach: wide }] })
  for (const wide of [null, 'own', null, 'own'] as const) {
    expect((await reach(wide)).status).toBe(200)
    expect((await seen()).status).toBe(wide === null ? 403 : 200)
  }
}, 60_000)

type Line = Asker & { put(path: string, body: object): ReturnType<Asker['get']> }

function at(server: Launched, key: string): Line {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${addressOf(server)}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> } // every answer is an object
  }
  return {
    get: path => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    put: (path, body) => ask('PUT', path, body),
  }
}

/** Each request at the other one, as a balancer would send them. */
function byTurns(key: string): Asker {
  const lines = pair.map(one => at(one, key))
  let turn = 0
  const next = (): Line => {
    const line = lines[turn++ % lines.length]
    if (!line) throw new Error('no servers')
    return line
  }
  return {
    get: path => next().get(path),
    post: (path, body) => next().post(path, body),
    patch: (path, body) => next().patch(path, body),
  }
}

async function fillReminders(many: number): Promise<void> {
  const ann = await world.as('ann')
  const at = new Date(Date.now() - 60_000).toISOString()
  await inOrg(db, world.acmeId, { mode: 'write' }, async tx => {
    const lead = await createLead(tx, ann, { name: 'Ring me' })
    for (let n = 0; n < many; n++)
      addReminder(tx, {
        userId: ann.userId,
        entity: 'lead',
        id: lead.id,
        kind: 'own',
        text: `R${n}`,
        at: laterBy(at, n),
      })
  })
}

const laterBy = (at: string, n: number): string => new Date(Date.parse(at) + n).toISOString()
