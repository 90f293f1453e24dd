import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg, type Tx } from '#kernel/db.ts'
import { recordEvent } from '#kernel/event.ts'
import { type Cursor, cursorNow, eventsAfter } from '#kernel/eventReader.ts'
import { newId } from '#kernel/ids.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { type Ear, listenAt } from '#test/listen.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let address: string
beforeAll(async () => {
  t = await testApp()
  address = await t.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => t?.close())

const listen = async (who: Anyone, after = ''): Promise<Ear> => listenAt(address, await t.world.keyOf(who), after)
const closeAll = (...ears: Ear[]) => Promise.all(ears.map(ear => ear.close()))
const customer = async (who: Anyone, name: string): Promise<string> =>
  String((await t.as(who).post('/customers', { name })).body.id)

// other tests' transactions on this server hold the horizon back for a moment
const patience = { timeout: 20_000 }

describe('who hears what', () => {
  test('a change reaches those who may read the record, and nobody else', async () => {
    const [max, ann, gus] = await Promise.all([listen('max'), listen('ann'), listen('gus')])
    const olivias = await customer('olivia', 'Of Olivia')
    const anns = await customer('ann', 'Of Ann')
    const news = { entity: 'customer', id: anns, version: 1 }
    expect(await ann.until(news)).toContainEqual(news)
    expect(await max.until(news)).toContainEqual(news)
    expect(ann.text()).not.toContain(olivias)
    expect(gus.text()).not.toContain('customer')
    await closeAll(max, ann, gus)
  })

  test('a deleted record is gone for those who could read it, and was never there for others', async () => {
    const id = await customer('olivia', 'To the trash')
    const mine = await customer('ann', 'Mine to the trash')
    const [max, ann, gus] = await Promise.all([listen('max'), listen('ann'), listen('gus')])
    await t.as('olivia').delete(`/customers/${id}`)
    await t.as('olivia').delete(`/customers/${mine}`)
    const gone = { entity: 'customer', id: mine, gone: true }
    expect(await ann.until(gone)).toContainEqual(gone)
    expect(await max.until(gone)).toContainEqual(gone)
    expect(ann.text()).not.toContain(id)
    expect(gus.text()).not.toContain('customer')
    await closeAll(max, ann, gus)
  })

  test('a record that leaves my reach is gone for me; nothing is said of where it went, nor to those who never saw it', async () => {
    const mine = await customer('ann', 'Moves on')
    const other = await customer('olivia', 'Moves too')
    const [ann, max, gus] = await Promise.all([listen('ann'), listen('max'), listen('gus')])
    for (const id of [other, mine])
      expect((await t.as('olivia').patch(`/customers/${id}`, { ownerId: t.world.ids.oda })).status).toBe(200)
    const gone = { entity: 'customer', id: mine, gone: true }
    expect(await ann.until(gone)).toContainEqual(gone)
    expect(await max.until(gone)).toContainEqual(gone)
    for (const ear of [ann, max]) {
      expect(ear.text()).not.toContain(other)
      expect(ear.text()).not.toContain(t.world.ids.oda)
      expect(ear.told().findLast(one => one.id === mine)).toEqual(gone)
    }
    expect(gus.text()).not.toContain('customer')
    await closeAll(ann, max, gus)
  })

  test('a record that comes into my reach is told as any other', async () => {
    const id = await customer('olivia', 'Comes to Ann')
    const ann = await listen('ann')
    await t.as('olivia').patch(`/customers/${id}`, { ownerId: t.world.ids.ann })
    const news = { entity: 'customer', id, version: 2 }
    expect(await ann.until(news)).toContainEqual(news)
    await ann.close()
  })

  test('a file and the timelines it shows on reach the readers of its record', async () => {
    const [mine, theirs] = [await customer('ann', 'With a file'), await customer('olivia', 'With another')]
    const [ann, max] = await Promise.all([listen('ann'), listen('max')])
    const [hidden, fileId] = [await attach('olivia', theirs), await attach('ann', mine)]
    const news = { entity: 'file', id: fileId, version: 1 }
    expect(await ann.until(news)).toContainEqual(news)
    expect((await ann.until({ entity: 'customer', id: mine })).map(one => one.id)).toContain(mine)
    expect(ann.text()).not.toContain(hidden)
    await t.as('ann').delete(`/files/${fileId}`)
    await max.until({ ...news, version: 2 })
    expect(max.told()).toContainEqual({ ...news, version: 2 })
    await closeAll(ann, max)
  })

  test('whoever moves to another department takes the records along: those who look by department look again', async () => {
    await customer('ann', 'Goes with Ann')
    const [max, ann, wei] = await Promise.all([listen('max'), listen('ann'), listen('wei')])
    const { ids, officeId, salesId } = t.world
    expect((await t.as('olivia').patch(`/users/${ids.ann}`, { deptId: officeId })).status).toBe(200)
    await Promise.all([max.untilReset(), ann.untilReset()])
    expect([max.resets(), ann.resets()]).toEqual([1, 1])
    const news = { entity: 'user', id: ids.ann }
    expect((await wei.until(news)).some(one => one.id === ids.ann)).toBe(true)
    expect(wei.resets()).toBe(0)
    await t.as('olivia').patch(`/users/${ids.ann}`, { deptId: salesId })
    await closeAll(max, ann, wei)
  })

  test('new rights show everything anew on the same line', async () => {
    const ann = await listen('ann')
    const grant = (reach: string | null) =>
      t.as('olivia').put('/role-permissions', { changes: [{ permission: 'customer.read', role: 'sales', reach }] })
    await grant('all')
    await ann.untilReset()
    const id = await customer('olivia', 'Now for all')
    const news = { entity: 'customer', id, version: 1 }
    expect(await ann.until(news)).toContainEqual(news)
    await grant('own')
    await ann.close()
  })

  test('a line that is open while a right is taken tells no more of what it was for', async () => {
    const grant = (reach: string | null) =>
      t.as('olivia').put('/role-permissions', { changes: [{ permission: 'customer.read', role: 'sales', reach }] })
    const [ann, max] = await Promise.all([listen('ann'), listen('max')])
    await grant('all')
    await ann.untilReset()
    const heard = await customer('olivia', 'While it was for all')
    await ann.until({ entity: 'customer', id: heard, version: 1 })
    for (const reach of ['own', null]) {
      const before = ann.resets()
      await grant(reach)
      await expect.poll(() => ann.resets(), patience).toBeGreaterThan(before)
      const [hidden, shown] = [await customer('olivia', `After ${reach}`), await customer('max', `Max after ${reach}`)]
      await t.as('olivia').patch(`/customers/${heard}`, { note: `after ${reach}` })
      await max.until({ entity: 'customer', id: shown, version: 1 })
      // the news behind it have come: whatever was to be told of it has been told
      const last = await t.as('olivia').post('/products', { code: `L-${reach}`, name: 'The last word' })
      await ann.until({ entity: 'product', id: String(last.body.id), version: 1 })
      expect(ann.text()).not.toMatch(new RegExp(`${hidden}|${shown}`))
      expect(ann.told().filter(one => one.id === heard)).toEqual([{ entity: 'customer', id: heard, version: 1 }])
    }
    await grant('own')
    await closeAll(ann, max)
  }, 90_000)

  test('each role hears of exactly the records that it could open', async () => {
    const ears = await Promise.all(
      (['owner', 'sales', 'warehouse', 'finance'] as const).map(async role => {
        const { body } = await t.as('olivia').post('/api-keys', { name: role, roles: [role] })
        const caller = t.with({ authorization: `Bearer ${String(body.secret)}` })
        return { role, caller, ear: await listenAt(address, String(body.secret)) }
      }),
    )
    const customerId = await customer('olivia', 'Heard by some')
    const line = { kind: 'service', name: 'x', unitQty: '1', price: '1' }
    for (const [path, body] of [
      ['/leads', { name: 'x' }],
      ['/deals', { name: 'x', customerId }],
      ['/orders', { customerId, lines: [line] }],
      ['/receipts', { customerId, amount: '1' }],
      ['/tickets', { title: 'x', customerId }],
    ] as const)
      expect((await t.as('olivia').post(path, body)).status).toBe(201)
    const last = await t.as('olivia').post('/products', { code: 'LAST', name: 'The last word' })
    const wrong: string[] = []
    for (const { role, caller, ear } of ears) {
      await ear.until({ entity: 'product', id: String(last.body.id), version: 1 })
      for (const { entity, id, gone } of new Map(ear.told().map(one => [one.id, one])).values()) {
        const path = registered(entity)?.entity.path
        const status = path ? (await caller.get(`${path}/${id}`)).status : 0
        if (path && (status === 200) === (gone === true))
          wrong.push(`${role} hears of ${entity}, which answers ${status}`)
      }
    }
    expect(wrong).toEqual([])
    const heard = (role: string) =>
      new Set(
        ears
          .find(one => one.role === role)
          ?.ear.told()
          .map(one => one.entity),
      )
    expect([...heard('owner')]).toEqual(expect.arrayContaining(['lead', 'deal', 'order', 'receipt', 'ticket']))
    expect([heard('warehouse').has('receipt'), heard('finance').has('receipt')]).toEqual([false, true])
    expect([heard('warehouse').has('deal'), heard('sales').has('deal')]).toEqual([false, true])
    await closeAll(...ears.map(one => one.ear))
  }, 90_000)

  test('a signed-out person hears no more', async () => {
    const fay = await listen('fay')
    await t.as('olivia').post(`/users/${t.world.ids.fay}/moves/deactivate`)
    await fay.ended()
    const id = await customer('olivia', 'After Fay')
    expect(fay.text()).not.toContain(id)
    await t.as('olivia').post(`/users/${t.world.ids.fay}/moves/reactivate`)
    await fay.close()
  })

  test('without signing in nobody listens, and one person holds no more than thirty lines', async () => {
    expect((await t.with({}).get('/live')).status).toBe(401)
    const many = await Promise.all(Array.from({ length: 30 }, () => listen('wei')))
    expect((await t.as('wei').get('/live')).status).toBe(429)
    await closeAll(...many)
  })
})

async function attach(who: Anyone, recordId: string): Promise<string> {
  const line = 'x-line'
  const response = await t.app.inject({
    method: 'POST',
    url: `/api/files?entity=customer&recordId=${recordId}`,
    headers: {
      authorization: `Bearer ${await t.world.keyOf(who)}`,
      'content-type': `multipart/form-data; boundary=${line}`,
    },
    payload: `--${line}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbytes\r\n--${line}--\r\n`,
  })
  return String(response.json().id)
}

describe('Last-Event-ID', () => {
  test('after a broken line the page goes on behind the last event it saw, deletions included', async () => {
    const first = await listen('ann')
    const one = await customer('ann', 'Before')
    await first.until({ entity: 'customer', id: one, version: 1 })
    const lastId = first.lastId()
    await first.close()
    const [two, three] = [await customer('ann', 'Meanwhile'), await customer('ann', 'Made and deleted')]
    await t.as('olivia').delete(`/customers/${three}`)
    for (const after of [`?lastEventId=${lastId}`, `last-event-id: ${lastId}`]) {
      const second = await listen('ann', after)
      const gone = { entity: 'customer', id: three, gone: true }
      await second.until(gone)
      expect(second.told()).toContainEqual({ entity: 'customer', id: two, version: 1 })
      expect(second.told().findLast(told => told.id === three)).toEqual(gone)
      expect(second.text()).not.toContain(one)
      await second.close()
    }
  })

  test('a line that broke before its first event has missed nothing either', async () => {
    const first = await listen('ann')
    const lastId = await first.untilPlace()
    await first.close()
    const id = await customer('ann', 'While away')
    const second = await listen('ann', `?lastEventId=${lastId}`)
    const news = { entity: 'customer', id, version: 1 }
    expect(await second.until(news)).toContainEqual(news)
    await second.close()
  })

  test('each place is behind all that was sent before it, whatever the order in which records changed', async () => {
    const ann = await listen('ann')
    const [a, b] = [await customer('ann', 'A'), await customer('ann', 'B')]
    await t.as('ann').patch(`/customers/${a}`, { name: 'A again' })
    await ann.until({ entity: 'customer', id: a, version: 2 })
    await ann.until({ entity: 'customer', id: b, version: 1 })
    const places = ann.places().map(place => place.split('.').map(BigInt))
    const sorted = places.toSorted(([x = 0n, s = 0n], [y = 0n, r = 0n]) => (x === y ? Number(s - r) : Number(x - y)))
    expect(places.length).toBeGreaterThan(2)
    expect(places).toEqual(sorted)
    await ann.close()
  })

  test('a place of another database, or nonsense, makes the page ask for everything again', async () => {
    for (const place of ['999999999999.5', 'nonsense', '1.2.3', '-1.0']) {
      const ann = await listen('ann', `?lastEventId=${place}`)
      await ann.untilReset()
      const id = await customer('ann', `After ${place}`)
      const news = { entity: 'customer', id, version: 1 }
      expect(await ann.until(news)).toContainEqual(news)
      await ann.close()
    }
  })

  test('whoever is too far behind asks for everything again, and goes on from now', async () => {
    const before = await listen('ann')
    const place = await before.untilPlace()
    await before.close()
    await write(async tx => {
      for (let n = 0; n < 600; n++) happen(tx, newId())
    })
    const after = await listen('ann', `?lastEventId=${place}`)
    await after.untilReset()
    const id = await customer('ann', 'After six hundred')
    expect(await after.until({ entity: 'customer', id, version: 1 })).toContainEqual({
      entity: 'customer',
      id,
      version: 1,
    })
    await after.close()
  })
})

const write = (fn: (tx: Tx) => Promise<void>) => inOrg(t.db, t.world.acmeId, { mode: 'write' }, fn)
const read = <T>(fn: (tx: Tx) => Promise<T>) => inOrg(t.db, t.world.acmeId, { mode: 'read' }, fn)
const happen = (tx: Tx, recordId: string) =>
  recordEvent(tx, { actor: { userId: null, via: 'job' }, entity: 'x', recordId, kind: 'x.happened' }, newId())

describe('a reader of events', () => {
  const idsAfter = async (cursor: Cursor) => (await read(tx => eventsAfter(tx, cursor))).events.map(one => one.recordId)

  /** Behind all that has happened so far. */
  async function settled(): Promise<Cursor> {
    const [before, marker] = [await read(cursorNow), newId()]
    await write(async tx => happen(tx, marker))
    await expect.poll(() => idsAfter(before), patience).toContain(marker)
    const { events } = await read(tx => eventsAfter(tx, before))
    const seen = events.find(one => one.recordId === marker)
    if (!seen) throw new Error('no marker')
    return { xid: seen.xid, seq: seen.seq }
  }

  test('never skips what commits late', async () => {
    const start = await settled()
    const [slow, quick] = [newId(), newId()]
    await write(async tx => {
      await tx.query({ text: 'select pg_current_xact_id()', values: [] })
      happen(tx, slow)
      // begun later, committed earlier: it may not move the cursor past the slow one
      await write(async other => happen(other, quick))
      expect(await idsAfter(start)).toEqual([])
      const { cursor } = await read(one => eventsAfter(one, start))
      expect(BigInt(cursor.xid)).toBeLessThanOrEqual(BigInt(await xidOf(tx)))
    })
    await expect.poll(() => idsAfter(start), patience).toEqual([slow, quick])
  })

  test('reads in the order of numbers, page by page, nothing twice and nothing left out', async () => {
    const client = new pg.Client({ connectionString: t.database.adminUrl })
    await client.connect()
    // as text, 10000 comes before 9998
    await client.query(`select setval(pg_get_serial_sequence('event', 'seq'), 9990)`)
    await client.end()
    const start = await settled()
    const ids = Array.from({ length: 25 }, () => newId())
    await write(async tx => {
      for (const id of ids) happen(tx, id)
    })
    await expect.poll(() => idsAfter(start), patience).toEqual(ids)
    const seen: string[] = []
    let place = start
    for (let page = 0; page < 20; page++) {
      const { events, cursor } = await read(tx => eventsAfter(tx, place, 4))
      seen.push(...events.map(one => one.recordId))
      place = cursor
    }
    expect(seen).toEqual(ids)
  })
})

const xidOf = async (tx: Tx): Promise<string> =>
  (await tx.one<{ xid: string }>({ text: 'select pg_current_xact_id()::text as xid', values: [] }))?.xid ?? ''
