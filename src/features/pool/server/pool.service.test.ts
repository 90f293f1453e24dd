import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, can } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { simulatePool } from './due.service.ts'
import { recyclePools, tellPools } from './run.service.ts'

// Max runs the pools, Ann is a member; Oda and Wei see customers by their role.

let app: TestApp
let db: Database
let east: string
let leads: string
beforeAll(async () => {
  app = await testApp()
  db = app.world.db
  const make = async (entity: string, settings: object) => {
    const made = await app.as('max').post('/pools', { name: `${entity} pool`, entity, ...settings })
    expect(made.status).toBe(201)
    return String(made.body.id)
  }
  east = await make('customer', { rules: [{ kind: 'noFollowup', days: 30 }], cooldownDays: 7 })
  leads = await make('lead', {})
  await members(east, ['ann', 'max'])
  await members(leads, ['ann'])
})
afterAll(() => app.close())

const members = (pool: string, who: readonly ('ann' | 'max' | 'olivia')[]) =>
  app
    .as('max')
    .put(`/pools/${pool}/members`, { members: who.map(one => ({ userId: app.world.ids[one], admin: false })) })
const rows = <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(db, app.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))

let count = 0
const secret = () => `139${String(10_000_000 + ++count)}`
async function customer(who: 'ann' | 'max' | 'olivia' = 'ann', body: object = {}) {
  const phone = secret()
  const made = await app.as(who).post('/customers', { name: `客户${count}`, phone, address: `路${phone}`, ...body })
  return { id: String(made.body.id), phone }
}
const giveBack = (id: string, who: 'ann' | 'max' | 'olivia' = 'ann') =>
  app.as(who).post(`/customers/${id}/moves/return`, { reason: '暂无需求', poolId: east })

describe('what lies in a pool', () => {
  test('has no owner, is seen by its members without a way to reach anyone, and by nobody else', async () => {
    const { id, phone } = await customer('max')
    await app.as('max').post('/contacts', { customerId: id, name: '李工', phone: secret(), wechat: 'li' })
    expect(await giveBack(id, 'max')).toMatchObject({ status: 200, body: { poolId: east, ownerId: null } })
    const seen = await app.as('ann').get(`/customers/${id}`)
    expect(seen).toMatchObject({ status: 200, body: { phone: null, address: null, poolId: east } })
    const contacts = await app.as('ann').get(`/contacts?filter=${filter('customerId', 'is', id)}`)
    expect(contacts.body.items).toMatchObject([{ name: '李工', phone: null, wechat: null }])
    const list = async (query: string) => (await app.as('ann').get(`/customers?${query}`)).body.items
    expect(await list(`q=${phone}`)).toEqual([])
    expect(await list(`filter=${filter('phone', 'is', phone)}`)).toEqual([])
    expect(await list(`filter=${filter('phone', 'startsWith', '139')}`)).toEqual([])
    expect(await list(`filter=${filter('poolId', 'is', east)}`)).toMatchObject([{ id, phone: null }])
    const groups = await app.as('ann').get(`/customers/summary?group=phone&filter=${filter('poolId', 'is', east)}`)
    expect(JSON.stringify(groups.body)).not.toContain(phone)
    const found = await app.as('ann').get(`/search?q=${phone}`)
    expect(JSON.stringify(found.body)).not.toContain(id)
    const timeline = await app.as('ann').get(`/timeline?entity=customer&id=${id}`)
    expect(JSON.stringify(timeline.body)).not.toContain(phone)
    // whoever sees through it finds it
    expect((await app.as('oda').get(`/customers/${id}`)).body.phone).toBe(phone)
    await members(east, ['max'])
    expect((await app.as('ann').get(`/customers/${id}`)).status).toBe(404)
    await members(east, ['ann', 'max'])
    expect(await app.as('ann').post(`/customers/${id}/moves/claim`)).toMatchObject({ status: 200 })
    expect((await app.as('ann').get(`/customers/${id}`)).body.phone).toBe(phone)
  })

  test('takes no follow-up, deal or file before it is claimed, and shows none of those before', async () => {
    const { id } = await customer('max')
    const about = { subjectEntity: 'customer', subjectId: id }
    await app.as('max').post('/followups', { ...about, kind: 'call', content: '加我微信 secret-wx' })
    await giveBack(id, 'max')
    expect((await app.as('ann').post('/followups', { ...about, kind: 'call', content: 'x' })).status).toBe(404)
    expect((await app.as('ann').post('/deals', { name: 'x', customerId: id })).status).toBeGreaterThanOrEqual(400)
    expect((await app.as('ann').get(`/files?entity=customer&recordId=${id}`)).status).toBe(404)
    const timeline = await app.as('ann').get(`/timeline?entity=customer&id=${id}`)
    expect(timeline.status).toBe(200)
    expect(JSON.stringify(timeline.body)).not.toContain('secret-wx')
  })

  test('the same answer in code as in SQL', async () => {
    const { id } = await customer('max')
    await giveBack(id, 'max')
    const [row] = await rows<{ ownerId: null; deptId: string; poolId: string }>(
      'select owner_id, dept_id, pool_id from customers where org_id = $1 and id = $2',
      [id],
    )
    for (const who of ['ann', 'max', 'oda', 'wei'] as const) {
      const actor: Actor = await app.world.as(who)
      const inSql = (await app.as(who).get(`/customers/${id}`)).status === 200
      expect({ who, may: row && can(actor, 'customer.read', row) }).toEqual({ who, may: inSql })
    }
  })
})

const filter = (field: string, op: string, value: string) => encodeURIComponent(JSON.stringify({ field, op, value }))

test('eight claims of one customer at once: one has it, the others hear it, nothing deadlocks', async () => {
  const { id } = await customer('olivia')
  await giveBack(id, 'olivia')
  const claims = await Promise.all(
    Array.from({ length: 8 }, (_, i) => app.as(i % 2 ? 'ann' : 'max').post(`/customers/${id}/moves/claim`)),
  )
  expect(claims.filter(one => one.status === 200)).toHaveLength(1)
  for (const lost of claims.filter(one => one.status !== 200)) expect(lost.status).toBe(409)
  expect(
    await rows("select 1 from pool_moves where org_id = $1 and record_id = $2 and kind = 'claim'", [id]),
  ).toHaveLength(1)
})

test('the caps of a person hold, two claims at once included', async () => {
  const ids: string[] = []
  for (let n = 0; n < 4; n++) {
    const made = await customer('max')
    await giveBack(made.id, 'max')
    ids.push(made.id)
  }
  const claimedToday = await rows("select 1 from pool_moves where org_id = $1 and kind = 'claim' and user_id = $2", [
    app.world.ids.ann,
  ])
  await app.as('max').patch(`/pools/${east}`, { dailyCap: claimedToday.length + 2 })
  const claims = await Promise.all(ids.map(id => app.as('ann').post(`/customers/${id}/moves/claim`)))
  expect(claims.filter(one => one.status === 200)).toHaveLength(2)
  const refused = claims.find(one => one.status !== 200)
  expect(refused?.body.reasons).toMatchObject([{ key: 'pool.dailyCap' }])
  await app.as('max').patch(`/pools/${east}`, { dailyCap: null, holdingCap: 1 })
  const left = ids[claims.findIndex(one => one.status !== 200)]
  expect((await app.as('ann').post(`/customers/${left}/moves/claim`)).body.reasons).toMatchObject([
    { key: 'pool.holdingFull' },
  ])
  await app.as('max').patch(`/pools/${east}`, { holdingCap: null })
})

test('who gave it back may not take it again at once; others may', async () => {
  const { id } = await customer('ann')
  await giveBack(id)
  expect((await app.as('ann').post(`/customers/${id}/moves/claim`)).body.reasons).toMatchObject([
    { key: 'pool.coolingDown' },
  ])
  expect((await app.as('max').post(`/customers/${id}/moves/claim`)).status).toBe(200)
})

test('a lead passes a pool with its own state, and only members are given it', async () => {
  const made = await app.as('ann').post('/leads', { name: '周工', phone: secret() })
  const id = String(made.body.id)
  expect((await app.as('ann').post(`/leads/${id}/moves/return`, { reason: '不在我区域' })).body).toMatchObject({
    state: 'unassigned',
    poolId: leads,
    ownerId: null,
  })
  const { olivia, ann } = app.world.ids
  const assign = (ownerId: string) => app.as('olivia').post(`/leads/${id}/moves/assign`, { ownerId })
  expect((await assign(olivia)).body.reasons).toMatchObject([{ key: 'pool.stranger' }])
  expect((await assign(ann)).body).toMatchObject({ state: 'assigned', poolId: null, ownerId: ann })
})

describe('the night', () => {
  const old = (id: string, days: number) =>
    rows(`update customers set owned_at = now() - make_interval(days => $3) where org_id = $1 and id = $2`, [id, days])
  const at = (iso: string): Database => ({ ...db, clock: fixedClock(iso) })
  const day = () => new Date().toISOString().slice(0, 10)
  const night = () => at(`${day()}T19:30:00.000Z`)
  const run = (where: Database) =>
    inOrg(where, app.world.acmeId, { mode: 'write' }, async tx => {
      return recyclePools(tx, 200)
    })

  test('takes what the simulator said, each with its rule and facts, once by two processes', async () => {
    const quiet = await customer('ann')
    const fresh = await customer('ann')
    const locked = await customer('ann')
    await old(quiet.id, 45)
    await old(locked.id, 45)
    expect((await app.as('max').post(`/customers/${locked.id}/moves/lock`)).status).toBe(200)
    const max = await app.world.as('max')
    const said = await inOrg(night(), app.world.acmeId, { mode: 'read', plan: 'free' }, tx =>
      simulatePool(tx, max, east, {}),
    )
    expect(said.items.map(one => one.id)).toContain(quiet.id)
    expect(said.items.map(one => one.id)).not.toContain(fresh.id)
    expect(said.items.map(one => one.id)).not.toContain(locked.id)
    await Promise.all([run(night()), run(night())])
    for (let n = 0; n < 3; n++) await run(night())
    const moved = await rows<{ recordId: string; rule: { days: number }; facts: { days: number } }>(
      "select record_id, rule, facts from pool_moves where org_id = $1 and kind = 'recycle' and by_id is null",
    )
    expect(moved.map(one => one.recordId).toSorted()).toEqual(said.items.map(one => one.id).toSorted())
    expect(moved.find(one => one.recordId === quiet.id)).toMatchObject({ rule: { days: 30 } })
    const event = await rows<{ after: { reason: string } }>(
      "select after from event where org_id = $1 and record_id = $2 and kind = 'customer.recycled'",
      [quiet.id],
    )
    expect(event[0]?.after.reason).toContain('rule: 30 days')
  })

  test('with other rules and on another day the simulator says something else, and moves nothing', async () => {
    const soon = await customer('ann')
    await old(soon.id, 20)
    const sim = async (body: Readonly<Record<string, unknown>>) =>
      (await app.as('max').post(`/pools/${east}/preview`, body)).body
    const ids = ({ items }: { items?: unknown }) => JSON.stringify(items)
    expect(ids(await sim({}))).not.toContain(soon.id)
    expect(ids(await sim({ rules: [{ kind: 'noFollowup', days: 15 }] }))).toContain(soon.id)
    const later = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10)
    expect(ids(await sim({ date: later }))).toContain(soon.id)
    expect(ids(await sim({ rules: [{ kind: 'noFollowup', days: 15, levels: ['A'] }] }))).not.toContain(soon.id)
    expect((await app.as('ann').post(`/pools/${east}/preview`, {})).status).toBe(403)
    expect((await app.as('ann').get(`/customers/${soon.id}`)).body.poolId).toBe(null)
  })

  test('members hear in the morning of a workday what waits, once', async () => {
    const tell = (iso: string) => inOrg(at(iso), app.world.acmeId, { mode: 'write' }, tx => tellPools(tx, 200))
    const digests = () =>
      rows("select 1 from notices where org_id = $1 and kind = 'poolDigest' and user_id = $2", [app.world.ids.ann])
    await tell('2026-11-29T01:00:00.000Z')
    await tell('2026-11-30T00:10:00.000Z')
    expect(await digests()).toHaveLength(0)
    await Promise.all([tell('2026-11-30T00:40:00.000Z'), tell('2026-11-30T00:40:00.000Z')])
    await tell('2026-11-30T02:00:00.000Z')
    expect(await digests()).toHaveLength(1)
  })
})
