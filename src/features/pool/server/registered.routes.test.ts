// What somebody has registered is theirs at every door by which records are given: pool, transfer, edit, rules.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'
import { simulatePool } from './due.service.ts'
import { recyclePools } from './run.service.ts'

let app: TestApp
let customers: string
let leads: string
beforeAll(async () => {
  app = await testApp()
  const { ids } = app.world
  const pool = async (entity: string, rules: object[] = []) => {
    const { body } = await app.as('max').post('/pools', { name: entity, entity, rules })
    const members = (['ann', 'max'] as const).map(one => ({ userId: ids[one], admin: one === 'max' }))
    await app.as('max').put(`/pools/${String(body.id)}/members`, { members })
    return String(body.id)
  }
  customers = await pool('customer', [{ kind: 'noFollowup', days: 30 }])
  leads = await pool('lead')
})
afterAll(() => app?.close())

const door = async (how: 'refuse' | 'warn') => {
  const lines = [{ name: 'Software', days: 60 }]
  const settings = { lines, days: 60, door: how, approval: false, remindDays: 7 }
  expect((await app.as('olivia').put('/registration-settings', settings)).status).toBe(200)
}
let count = 0
const customer = async (who: Person = 'max') => {
  const { body } = await app.as(who).post('/customers', { name: `北辰${++count}号仪器有限公司` })
  return { id: String(body.id), name: String(body.name) }
}
const register = async (who: Person, body: object) =>
  expect((await app.as(who).post('/registrations', { evidence: '已拜访', ...body })).status).toBe(201)
const pooled = (path: string, poolId: string) => app.as('max').post(`${path}/moves/return`, { reason: '搁置', poolId })
const rows = <R>(text: string, values: unknown[]): Promise<R[]> =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))
/** What Max, whose registration of this customer it is, heard of it. */
const toldOf = async (customerId: string) =>
  (
    await rows<{ values: object }>(
      `select n.said as values from notices n join registrations r on r.org_id = n.org_id and r.id = n.record_id
       where n.org_id = $1 and n.kind = 'registrationTouched' and n.user_id = $2 and r.customer_id = $3 order by n.created_at, n.id`,
      [app.world.ids.max, customerId],
    )
  ).map(row => row.values)
const keyOf = (answer: { body: Readonly<Record<string, unknown>> }) =>
  (answer.body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's own shape

test('a customer that Max has registered is claimed, assigned, transferred and edited to nobody else', async () => {
  await door('refuse')
  const { ids } = app.world
  const one = await customer()
  await register('max', { customerId: one.id })
  const given = [
    await app.as('max').post(`/customers/${one.id}/moves/assign`, { ownerId: ids.ann }),
    await app.as('max').patch(`/customers/${one.id}`, { ownerId: ids.ann }),
  ]
  expect(given.map(answer => [answer.status, keyOf(answer)])).toEqual([
    [422, 'registration.held'],
    [422, 'registration.held'],
  ])
  expect((await pooled(`/customers/${one.id}`, customers)).status).toBe(200)
  const claimed = await app.as('ann').post(`/customers/${one.id}/moves/claim`)
  expect([claimed.status, keyOf(claimed)]).toEqual([422, 'registration.held'])
  const standing = await app.as('ann').get(`/customers/${one.id}/pool`)
  expect(standing.body.offers).toContainEqual(expect.objectContaining({ move: 'claim', ok: false }))
  const assigned = await app.as('max').post(`/customers/${one.id}/moves/assign`, { ownerId: ids.ann })
  expect(keyOf(assigned)).toBe('registration.held')
  expect((await app.as('max').post(`/customers/${one.id}/moves/claim`)).status).toBe(200)
})

test('a registration of one line keeps a lead of that line, and no other', async () => {
  await door('refuse')
  const { name } = await customer()
  await register('max', { companyName: name, productLine: 'Software' })
  const lead = async (productLine: string | null) => {
    const { body } = await app.as('max').post('/leads', { name: 'Li', company: name, productLine })
    const put = await app.as('max').post(`/leads/${String(body.id)}/moves/recycle`, { reason: '搁置', poolId: leads })
    expect(put.status).toBe(200)
    return app.as('ann').post(`/leads/${String(body.id)}/moves/claim`)
  }
  const held = await lead(' software ')
  expect([held.status, keyOf(held)]).toEqual([422, 'registration.lineHeld'])
  expect((await lead('Service')).status).toBe(200)
  const own = await app.as('max').post('/leads', { name: 'Li', company: name, productLine: 'Software' })
  const handed = await app.as('max').post(`/leads/${String(own.body.id)}/moves/assign`, { ownerId: app.world.ids.ann })
  expect(handed).toMatchObject({ status: 422, body: { reasons: [{ key: 'registration.lineHeld', path: 'ownerId' }] } })
})

test('where the company only warns it is given, the ledger says over whom, and they are told', async () => {
  await door('warn')
  const one = await customer()
  await register('max', { customerId: one.id })
  await pooled(`/customers/${one.id}`, customers)
  expect((await app.as('ann').post(`/customers/${one.id}/moves/claim`)).status).toBe(200)
  const [move] = await rows<{ facts: { reason: string } }>(
    "select facts from pool_moves where org_id = $1 and record_id = $2 and kind = 'claim'",
    [one.id],
  )
  expect(move?.facts.reason).toContain('Max')
  expect(await toldOf(one.id)).toEqual([{ by: 'Ann', company: one.name, line: '' }])
})

test('rules pass over everybody but whoever has it registered, and say so; trying says the same', async () => {
  await door('refuse')
  const { ids } = app.world
  const { name } = await customer()
  await register('max', { companyName: name })
  const { version } = (await app.as('max').get('/assignment')).body
  const rule = {
    name: 'All',
    active: true,
    condition: null,
    method: 'roundRobin',
    deptIds: [],
    places: [],
    maxOpen: null,
  }
  const people = [ids.ann, ids.max].map(userId => ({ userId, weight: 1 }))
  const rules = [{ ...rule, people }]
  const waiting = await app.as('max').post('/leads', { name: 'Wang', company: name, ownerId: null })
  const tried = await app.as('max').post('/assignment/preview', { rules, which: 'waiting' })
  const outcomes = tried.body.items as { leadId: string }[] // the answer's schema, which every test holds it to
  const outcome = outcomes.find(one => one.leadId === waiting.body.id)
  expect(outcome).toMatchObject({ userId: ids.max, facts: { skipped: [{ userId: ids.ann, why: 'registered' }] } })
  await app.as('max').put('/assignment', { on: true, keepOwn: true, fallbackPoolId: null, version, rules })
  const made = await app.as('max').post('/leads', { name: 'Zhao', company: name, ownerId: null })
  expect((await app.as('max').get(`/leads/${String(made.body.id)}`)).body).toMatchObject({ ownerId: ids.max })
  await app
    .as('max')
    .put('/assignment', { on: false, keepOwn: true, fallbackPoolId: null, version: Number(version) + 1, rules })
})

test('where the company only warns, a rule gives it over the registration: its reason says over whose, and they are told', async () => {
  await door('warn')
  const { ids } = app.world
  const one = await customer()
  await register('max', { customerId: one.id, productLine: 'Software' })
  const { version } = (await app.as('max').get('/assignment')).body
  const rule = {
    name: 'Warned',
    active: true,
    condition: null,
    method: 'roundRobin',
    deptIds: [],
    places: [],
    maxOpen: null,
  }
  const rules = [{ ...rule, people: [{ userId: ids.ann, weight: 1 }] }]
  const lead = (name: string, productLine: string | null) => ({ name, company: one.name, productLine, ownerId: null })
  const waiting = await app.as('max').post('/leads', lead('Waits', 'Software'))
  const over = [{ name: 'Max', line: 'Software', until: expect.any(String) }]
  const tried = await app.as('max').post('/assignment/preview', { rules, which: 'waiting' })
  const outcomes = tried.body.items as { leadId: string }[] // the answer's schema, which every test holds it to
  expect(outcomes.find(outcome => outcome.leadId === waiting.body.id)).toMatchObject({
    userId: ids.ann,
    facts: { over },
  })
  const switches = { on: true, keepOwn: true, fallbackPoolId: null }
  await app.as('max').put('/assignment', { ...switches, version, rules })
  const made = await app.as('olivia').post('/leads', lead('Over', 'software'))
  const other = await app.as('olivia').post('/leads', lead('Beside', 'Service'))
  const givenOf = async (id: unknown) =>
    (await app.as('olivia').get(`/leads/${String(id)}/assignments`)).body.items as { facts: object }[] // its schema
  expect(await givenOf(made.body.id)).toMatchObject([{ userId: ids.ann, how: 'rule', facts: { rule: 'Warned', over } }])
  expect((await givenOf(other.body.id))[0]?.facts).not.toHaveProperty('over')
  const said = await rows<{ after: { reason: string } }>(
    "select after from event where org_id = $1 and record_id = $2 and kind = 'lead.assigned'",
    [made.body.id],
  )
  expect(said[0]?.after.reason).toMatch(
    /Although registered by Max for Software until|已有人报备，仍予分配：Max 的 Software/,
  )
  // once: who got it
  expect(await toldOf(one.id)).toMatchObject([{ by: 'Ann', line: 'Software' }])
  await app.as('max').put('/assignment', { ...switches, on: false, version: Number(version) + 1, rules: [] })
})

test('while it protects, neither the simulator nor the night takes what its owner has registered', async () => {
  await door('refuse')
  const [kept, free] = [await customer('ann'), await customer('ann')]
  await register('ann', { customerId: kept.id })
  await rows("update customers set owned_at = now() - interval '40 days' where org_id = $1 and id = any($2)", [
    [kept.id, free.id],
  ])
  const day = new Date().toISOString().slice(0, 10)
  const night = { ...app.db, clock: fixedClock(`${day}T19:30:00.000Z`) }
  const max = await app.world.as('max')
  const said = await inOrg(night, app.world.acmeId, { mode: 'read', plan: 'free' }, tx =>
    simulatePool(tx, max, customers, {}),
  )
  const ids = said.items.map(one => one.id)
  expect([ids.includes(kept.id), ids.includes(free.id)]).toEqual([false, true])
  for (let n = 0; n < 3; n++) await inOrg(night, app.world.acmeId, { mode: 'write' }, tx => recyclePools(tx, 200))
  expect((await app.as('max').get(`/customers/${kept.id}`)).body).toMatchObject({
    poolId: null,
    ownerId: app.world.ids.ann,
  })
  expect((await app.as('max').get(`/customers/${free.id}`)).body).toMatchObject({ poolId: customers, ownerId: null })
})
