import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createUser } from '#features/people/server/people.service.ts'
import { receiveLead } from '#journeys/receiveLead.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'
import type { Person } from '#test/world.ts'
import { climbLadders } from './ladder.service.ts'

// Max leads Sales with Ann in it; three more sell there: Bo, Cy and Di, who never sign in.

let app: TestApp
let sellers: readonly string[]
const names = ['Bo', 'Cy', 'Di']
beforeAll(async () => {
  app = await testApp()
  const { world } = app
  sellers = await inOrg(app.db, world.acmeId, { mode: 'write' }, async tx => {
    const made: string[] = []
    for (const name of names)
      made.push(
        await createUser(
          tx,
          { userId: world.ids.olivia, via: 'demo' },
          {
            name,
            email: `${name.toLowerCase()}@acme.example`,
            roles: ['sales'],
            deptId: world.salesId,
          },
        ),
      )
    return made
  })
})
afterAll(() => app.close())

type Row = Readonly<Record<string, unknown>>
const rows = <R = Row>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))

const blank = {
  active: true,
  condition: null,
  method: 'roundRobin',
  people: [],
  deptIds: [],
  places: [],
  maxOpen: null,
}
async function set(rules: readonly Row[], switches: Row = {}) {
  const { version } = (await app.as('max').get('/assignment')).body
  const input = { on: true, keepOwn: true, fallbackPoolId: null, version, ...switches }
  const kept = await app.as('max').put('/assignment', { ...input, rules: rules.map(rule => ({ ...blank, ...rule })) })
  expect(kept.status, JSON.stringify(kept.body)).toBe(200)
  return kept.body
}
const named = (ids: readonly string[], weight = 1) => ids.map(userId => ({ userId, weight }))

let count = 0
const lead = async (more: Row = {}, who: Person = 'olivia') => {
  const made = await app.as(who).post('/leads', { name: `L${++count}`, ownerId: null, ...more })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}
/** The answers are held to their schemas by the test app. */
const itemsOf = <R = Row>({ body }: { body: Row }): R[] => (Array.isArray(body.items) ? body.items : [])
const given = async (id: unknown) => itemsOf(await app.as('olivia').get(`/leads/${String(id)}/assignments`))

test('a hundred leads by eight clients: in turn, exactly', async () => {
  await set([{ name: 'All', people: named(sellers) }])
  const olivia = await app.world.as('olivia', 'api')
  const todo = Array.from({ length: 100 }, (_, n) => n)
  const client = async () => {
    for (let n = todo.pop(); n !== undefined; n = todo.pop()) {
      const name = `Race ${n}`
      await inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => receiveLead(tx, olivia, { name, ownerId: null }))
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  expect(app.db.counters.retries).toBe(0)
  const got = await rows<{ count: number }>(
    "select count(*)::int as count from leads where org_id = $1 and name like 'Race %' and owner_id is not null group by owner_id",
  )
  expect(got.map(one => one.count).toSorted()).toEqual([33, 33, 34])
  const told = await rows("select 1 from notices where org_id = $1 and kind = 'leadAssigned'")
  expect(told.length).toBe(100)
}, 90_000)

describe('every door', () => {
  test('form without an owner, file, interface and batch are given by the rules; a named owner is kept', async () => {
    await set([{ name: 'Bo', people: named(sellers.slice(0, 1)) }])
    const byForm = (await app.as('max').post('/leads', { name: 'Door', ownerId: null })).body
    expect(byForm).toMatchObject({ ownerId: sellers[0], ownerName: 'Bo', state: 'assigned' })
    const byApi = (await app.as('max').post('/leads', { name: 'Interface' })).body
    expect(byApi.ownerId).toBe(sellers[0])
    await importer(app, 'max').bring('lead', csv('name,phone', 'File one,13800001111', 'File two,13800002222'))
    const filed = await rows("select owner_id from leads where org_id = $1 and name like 'File %'")
    expect(filed).toEqual([{ ownerId: sellers[0] }, { ownerId: sellers[0] }])
    const kept = (await app.as('max').post('/leads', { name: 'Mine', ownerId: app.world.ids.ann })).body
    expect(kept.ownerId).toBe(app.world.ids.ann)
  })

  test('what somebody types in themselves stays theirs, unless the company wants otherwise', async () => {
    const typed = async () =>
      inOrg(app.db, app.world.acmeId, { mode: 'write' }, async tx =>
        receiveLead(tx, await app.world.as('ann', 'screen'), { name: 'Typed' }),
      )
    await set([{ name: 'Bo', people: named(sellers.slice(0, 1)) }])
    expect((await typed()).ownerId).toBe(app.world.ids.ann)
    await set([{ name: 'Bo', people: named(sellers.slice(0, 1)) }], { keepOwn: false })
    expect((await typed()).ownerId).toBe(sellers[0])
    await set([{ name: 'Bo', people: named(sellers.slice(0, 1)) }], { on: false })
    expect((await lead()).ownerId).toBe(null)
  })
})

describe('who', () => {
  test('conditions, department, absence, caps; why is told on the lead', async () => {
    const [bo = '', cy = '', di = ''] = sellers
    const field = (key: string, value: string) => JSON.stringify({ all: [{ field: key, op: 'contains', value }] })
    await set([
      { name: 'Expo', condition: field('source', 'expo'), people: named([bo]) },
      { name: 'Sales', deptIds: [app.world.salesId], method: 'leastLoaded' },
    ])
    expect((await lead({ source: 'Spring Expo' })).ownerId).toBe(bo)
    const day = new Date().toISOString().slice(0, 10)
    const away = (id: string, awayUntil: string | null) =>
      app.as('max').put(`/users/${id}/absence`, { awayFrom: null, awayUntil })
    expect((await away(bo, '2099-01-01')).status).toBe(200)
    expect(
      (await app.as('max').put(`/users/${app.world.ids.wei}/absence`, { awayFrom: null, awayUntil: day })).status,
    ).toBe(403)
    expect((await app.as('ann').patch('/me', { awayUntil: '2099-01-01' })).status).toBe(200)
    const other = await lead({ source: 'Spring Expo' })
    expect([cy, di]).toContain(other.ownerId)
    const [why] = await given(other.id)
    expect(why).toMatchObject({ how: 'rule', userName: other.ownerName, facts: { rule: 'Sales', passed: ['Expo'] } })
    const timeline = JSON.stringify((await app.as('olivia').get(`/timeline?entity=lead&id=${String(other.id)}`)).body)
    expect(timeline).toContain('Nobody by: Expo')
    await away(bo, null)
    await app.as('ann').patch('/me', { awayUntil: null })
  })

  test('whoever is named has the weight that is said, though their department is named, too', async () => {
    const { salesId } = app.world
    const [bo = '', ...rest] = sellers
    await set([{ name: 'Heavy', method: 'weighted', people: [{ userId: bo, weight: 8 }], deptIds: [salesId] }])
    const owners = []
    for (let n = 0; n < 9; n++) owners.push((await lead()).ownerId)
    expect(owners.filter(id => id === bo).length).toBeGreaterThan(4)
    expect(rest.length).toBe(2)
  })

  test('nobody fits: the pool that is named, else nobody, each with its reason', async () => {
    const pool = String((await app.as('max').post('/pools', { name: 'Rest', entity: 'lead' })).body.id)
    const full = { name: 'Full', people: named(sellers.slice(0, 1)), maxOpen: 1 }
    await set([full])
    const left = await lead()
    expect(left).toMatchObject({ ownerId: null, poolId: null, state: 'unassigned' })
    const history = await rows<{ after: { reason: string } }>(
      "select after from event where org_id = $1 and record_id = $2 and kind = 'lead.nobodyFits'",
      [left.id],
    )
    expect(history[0]?.after.reason).toContain('Bo (full)')
    await set([full], { fallbackPoolId: pool })
    const pooled = await lead()
    expect(pooled).toMatchObject({ ownerId: null, poolId: pool })
    expect(await rows('select kind from pool_moves where org_id = $1 and record_id = $2', [pooled.id])).toEqual([
      { kind: 'recycle' },
    ])
    const wrong = await app.as('max').post('/pools', { name: 'Customers', entity: 'customer' })
    const { version } = (await app.as('max').get('/assignment')).body
    const refused = await app.as('max').put('/assignment', {
      ...{ on: true, keepOwn: true, version, fallbackPoolId: wrong.body.id, rules: [] },
    })
    expect(refused.body.reasons).toMatchObject([{ key: 'pool.unknown', path: 'fallbackPoolId' }])
  })

  test('what was changed about the rules is kept: conditions, weights and members, before and after', async () => {
    const [bo = '', cy = ''] = sellers
    const expo = JSON.stringify({ field: 'source', op: 'is', value: 'Expo' })
    const first = await set([
      { name: 'H1', people: named([bo]), method: 'weighted' },
      { name: 'H2', people: named([cy]) },
    ])
    const [one, two] = itemsOf({ body: { items: first.rules } })
    await set([
      { ...one, name: 'H1', condition: expo, people: [...named([bo], 3), ...named([cy])] },
      { ...two, name: 'H2' },
      { name: 'H3', deptIds: [app.world.salesId] },
    ])
    await set([{ ...two, name: 'H2' }], { on: false })
    const [last, edit] = itemsOf(await app.as('max').get('/assignment/history'))
    expect(edit).toMatchObject({
      byName: 'Max',
      switches: [{ part: 'order', was: 'H1, H2', now: 'H1, H2, H3' }],
      rules: [
        {
          was: { name: 'H1', condition: null, people: [{ name: 'Bo', weight: 1 }] },
          now: {
            name: 'H1',
            condition: expo,
            people: [
              { name: 'Bo', weight: 3 },
              { name: 'Cy', weight: 1 },
            ],
          },
        },
        { was: null, now: { name: 'H3', departments: ['Sales'] } },
      ],
    })
    expect(last).toMatchObject({
      switches: [
        { part: 'on', was: true, now: false },
        { part: 'order', was: 'H1, H2, H3', now: 'H2' },
      ],
      rules: [
        { was: { name: 'H1' }, now: null },
        { was: { name: 'H3' }, now: null },
      ],
    })
    expect((await app.as('ann').get('/assignment/history')).status).toBe(403)
  })
  test('two who set the rules at once: the second is told', async () => {
    const { version } = (await app.as('max').get('/assignment')).body
    const input = { on: true, keepOwn: true, fallbackPoolId: null, version, rules: [] }
    const [a, b] = await Promise.all([
      app.as('max').put('/assignment', input),
      app.as('olivia').put('/assignment', input),
    ])
    expect([a.status, b.status].toSorted()).toEqual([200, 409])
    expect((await app.as('ann').put('/assignment', input)).status).toBe(403)
  })
})

test('trying out says what giving them does: the same leads, the same people, the same rule', async () => {
  await set([], { on: false })
  for (const source of ['a', 'b', 'a', 'c', 'a', 'b', 'a']) await lead({ source, region: '义乌市' })
  const [bo = '', cy = '', di = ''] = sellers
  const rules = [
    {
      name: 'A',
      condition: JSON.stringify({ field: 'source', op: 'is', value: 'a' }),
      people: named([bo, cy], 2),
      method: 'weighted',
    },
    { name: 'Zhejiang', method: 'region', places: [{ value: '浙江', userId: di }], maxOpen: 500 },
  ].map(rule => ({ ...blank, ...rule }))
  const before = itemsOf(await app.as('max').post('/assignment/preview', { which: 'waiting', rules }))
  await set(rules, { on: false })
  const kept = itemsOf(await app.as('max').post('/assignment/preview', { which: 'waiting' }))
  const run = (await app.as('max').post('/assignment/distribute', {})).body
  const short = (items: readonly Row[]) => items.map(({ leadId, userId, facts }) => ({ leadId, userId, facts }))
  expect(short(before)).toEqual(short(kept))
  expect(short(itemsOf({ body: run }))).toEqual(short(kept))
  expect(run.given).toBeGreaterThanOrEqual(7)
  expect(kept.filter(one => one.userId === null && one.region !== null)).toEqual([])
})

describe('the clock', () => {
  const at = (iso: string): Database => ({ ...app.db, clock: fixedClock(iso) })
  const job = (iso: string) => inOrg(at(iso), app.world.acmeId, { mode: 'write' }, tx => climbLadders(tx, 200))
  const notices = (id: unknown) =>
    rows<{ kind: string; userId: string }>(
      "select kind, user_id from notices where org_id = $1 and record_id = $2 and kind <> 'leadAssigned' order by created_at, kind",
      [id],
    )
  const hours = (n: number, from: unknown) => new Date(Date.parse(String(from)) + n * 3_600_000).toISOString()
  // every minute is worked: the test may run on a Sunday night
  const hoursOpen = [{ from: '00:00', to: '23:59' }]

  beforeAll(async () => {
    const days = Array.from({ length: 8 }, (_, n) => hours(24 * (n - 2), new Date()).slice(0, 10))
    const own = { hours: hoursOpen, days: days.map(date => ({ date, kind: 'work', name: null })) }
    expect((await app.as('olivia').put('/work-calendar', own)).status).toBe(200)
    const ladder = { on: true, minutes: 60, ownerAt: 30, managerAt: 60, reassignAt: 120 }
    expect((await app.as('max').put('/responding', ladder)).status).toBe(200)
    await set([{ name: 'Two', people: named([app.world.ids.ann, ...sellers.slice(0, 1)]) }])
  })

  test('starts when a lead is given, stops with the first contact of its owner, and with nobody else’s', async () => {
    const made = await lead({ ownerId: app.world.ids.ann })
    expect(made.respondBy).not.toBe(null)
    const overdue = encodeURIComponent(JSON.stringify({ field: 'respondBy', op: 'gt', value: '2020-01-01' }))
    const ids = itemsOf(await app.as('olivia').get(`/leads?filter=${overdue}&limit=200`))
    expect(ids.map(one => one.id)).toContain(made.id)
    const log = (who: Person, kind: string) =>
      app.as(who).post('/followups', { subjectEntity: 'lead', subjectId: made.id, kind, content: 'x' })
    await log('max', 'call')
    await log('ann', 'note')
    expect((await app.as('ann').get(`/leads/${String(made.id)}`)).body.respondBy).not.toBe(null)
    await log('ann', 'call')
    expect((await app.as('ann').get(`/leads/${String(made.id)}`)).body.respondBy).toBe(null)
    const [row] = await given(made.id)
    expect(row).toMatchObject({ how: 'hand', minutes: 0, userName: 'Ann' })
    const own = (await app.as('ann').post('/leads', { name: 'Own', ownerId: app.world.ids.ann })).body
    expect(own.respondBy).toBe(null)
  })

  test('a contact that is dated back, by an hour or by decades, took no time', async () => {
    for (const at of [new Date(Date.now() - 3_600_000).toISOString(), '1990-01-01T00:00:00Z']) {
      const { id } = await lead({ ownerId: app.world.ids.ann }, 'max')
      const said = { subjectEntity: 'lead', subjectId: id, kind: 'call', content: '早谈过', at }
      const logged = await app.as('ann').post('/followups', said)
      expect([logged.status, logged.body.reasons]).toEqual([201, undefined])
      expect(await given(id)).toMatchObject([{ minutes: 0 }])
    }
  })

  test('owner, then who leads them, then somebody else: each once, by two processes', async () => {
    const made = await lead({ ownerId: app.world.ids.ann })
    const assignedAt = made.assignedAt
    const twice = async (n: number) => {
      await Promise.all([job(hours(n, assignedAt)), job(hours(n, assignedAt))])
      await job(hours(n, assignedAt))
    }
    await twice(0.4)
    expect(await notices(made.id)).toEqual([])
    await twice(0.6)
    expect(await notices(made.id)).toEqual([{ kind: 'leadUnanswered', userId: app.world.ids.ann }])
    await twice(1.1)
    expect((await notices(made.id)).map(one => one.kind)).toEqual(['leadUnanswered', 'leadUnansweredBy'])
    expect((await notices(made.id)).at(-1)?.userId).toBe(app.world.ids.max)
    await twice(2.2)
    const after = (await app.as('olivia').get(`/leads/${String(made.id)}`)).body
    expect(after).toMatchObject({ ownerName: 'Bo', state: 'assigned' })
    const all = await given(made.id)
    expect(all.map(one => [one.how, one.userName, one.step])).toEqual([
      ['ladder', 'Bo', 0],
      ['hand', 'Ann', 3],
    ])
    // nobody is left who has not had it: it stays, and who leads them hears it
    await twice(4.6)
    expect((await given(made.id)).length).toBe(2)
    expect((await notices(made.id)).map(one => one.kind)).toContain('leadStuck')
  })

  test('paused it stands still, and that time is nobody’s delay', async () => {
    const made = await lead({ ownerId: app.world.ids.ann })
    const pause = (paused: boolean) => app.as('max').put('/responding/paused', { paused })
    expect((await pause(true)).body.pausedAt).not.toBe(null)
    await job(hours(3, made.assignedAt))
    expect(await notices(made.id)).toEqual([])
    expect((await pause(false)).body.pausedAt).toBe(null)
    await job(hours(0.6, made.assignedAt))
    expect((await notices(made.id)).map(one => one.kind)).toEqual(['leadUnanswered'])
  })

  test('rungs in the wrong order are refused', async () => {
    const wrong = { on: true, minutes: 60, ownerAt: 90, managerAt: 60, reassignAt: null }
    expect((await app.as('max').put('/responding', wrong)).body.reasons).toMatchObject([
      { key: 'assignment.rungOrder', path: 'managerAt' },
    ])
  })
})

test('the report’s figures are the lists they open, median and P90 as the formula says', async () => {
  await rows(
    `update lead_assignments a set responded_at = a.at, minutes = x.n * 7 from (
       select id, row_number() over (partition by user_id order by id)::int as n from lead_assignments where org_id = $1) x
     where a.org_id = $1 and a.id = x.id and x.n <= 9 and a.responded_at is null and a.ended_at is null`,
  )
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
  const span = `from=${day(-1)}&to=${day(1)}`
  const report = (await app.as('olivia').get(`/assignment/report?${span}`)).body
  const list = async (more: string) =>
    itemsOf<{ minutes: number | null }>(await app.as('olivia').get(`/assignment/given?${span}${more}`))
  const total = new Map(Object.entries(Object(report.total)))
  expect((await list('')).length).toBe(total.get('given'))
  for (const only of ['answered', 'late', 'open'] as const)
    expect((await list(`&only=${only}`)).length).toBe(total.get(only))
  type Share = {
    userId: string
    given: number
    median: number
    p90: number
    ways: { how: string; ruleId: string | null; count: number }[]
  }
  for (const one of itemsOf<Share>({ body: { items: report.people } })) {
    const mine = await list(`&userId=${one.userId}`)
    expect(mine.length).toBe(one.given)
    const minutes = mine.flatMap(row => row.minutes ?? []).toSorted((a, b) => a - b)
    const at = (p: number) => {
      const place = (minutes.length - 1) * p
      const [low = 0, high = low] = [minutes[Math.floor(place)], minutes[Math.ceil(place)]]
      return low + (high - low) * (place - Math.floor(place))
    }
    const said = (p: number) => (minutes.length > 0 ? expect.closeTo(at(p), 6) : null)
    expect([one.median, one.p90]).toEqual([said(0.5), said(0.9)])
    for (const way of one.ways) {
      const more = `&userId=${one.userId}&how=${way.how}${way.ruleId ? `&ruleId=${way.ruleId}` : ''}`
      if (way.ruleId || way.how !== 'rule') expect((await list(more)).length).toBe(way.count)
    }
  }
  expect((await app.as('ann').get(`/assignment/report?${span}`)).status).toBe(403)
  expect((await app.as('olivia').get('/assignment/report?from=2026-02-02&to=2026-02-01')).status).toBe(422)
})
