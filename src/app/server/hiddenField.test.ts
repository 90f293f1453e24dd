// A field that is hidden from a role is nowhere, whatever way one asks; one that is only read is not written.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entity, Field } from '#meta/entity.ts'
import { type Answer, type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let id = ''
const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0] // a refusal's shape

type Said = 'edit' | 'read' | 'hidden' | null
const say = (field: string, access: Said, entity = 'customer') =>
  t.as('olivia').put('/field-rights', { changes: [{ entity, field, role: 'sales', access }] })

beforeAll(async () => {
  t = await testApp()
  const label = { en: 'Wedding day', zh: '婚期' }
  await t.as('olivia').post('/fields', { entity: 'customer', key: 'wedding', label, kind: 'date' })
  const made = await t.as('ann').post('/customers', {
    name: 'Hidden Ltd',
    phone: '13911112222',
    email: 'who@hidden.example',
    industry: 'machinery',
    note: 'a secret',
    custom: { wedding: '2026-05-01' },
  })
  expect(made.status).toBe(201)
  id = String(made.body.id)
  await t.as('olivia').patch(`/customers/${id}`, { phone: '13911113333', note: 'another secret' })
})
afterAll(() => t?.close())

async function fieldsOf(entity: string): Promise<readonly Field[]> {
  const items = (await t.as('ann').get('/entities')).body.items as Entity[] // the endpoint's schema
  return items.find(one => one.key === entity)?.fields ?? []
}

test('C114 a field that a role may not read is in no list, record, facet, filter, sort or answer of a verb', async () => {
  for (const field of ['phone', 'industry', 'note', 'wedding', 'createdAt'])
    expect((await say(field, 'hidden')).status).toBe(200)
  const ann = t.as('ann')
  const shown = [
    await ann.get(`/customers/${id}`),
    await ann.get('/customers'),
    await ann.patch(`/customers/${id}`, { website: 'https://hidden.example' }),
  ]
  for (const { status, body } of shown) {
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toMatch(/1391111|machinery|secret|wedding|2026-05-01|createdAt/)
  }
  const filter = (field: string) => encodeURIComponent(JSON.stringify({ field, op: 'empty' }))
  for (const field of ['phone', 'industry', 'wedding']) {
    expect(reasonOf(await ann.get(`/customers?filter=${filter(field)}`))).toMatchObject({ key: 'list.badField' })
    expect(reasonOf(await ann.get(`/customers?fields=${field}`))).toMatchObject({ key: 'list.badField' })
    expect(reasonOf(await ann.get(`/customers/summary?group=${field}`))).toMatchObject({ key: 'list.badField' })
  }
  expect(reasonOf(await ann.get('/customers?sort=createdAt'))).toMatchObject({ key: 'list.badSort' })
  // the usual order would tell it by the cursor
  const first = await ann.get('/customers?limit=1')
  expect(Buffer.from(String(first.body.nextCursor ?? ''), 'base64url').toString()).not.toContain('2026')
  const keys = (await fieldsOf('customer')).map(field => field.key)
  expect(keys).toContain('email')
  expect(keys).not.toContain('phone')
  // the owner, and whoever has another role, see it as before
  expect((await t.as('max').get(`/customers/${id}`)).body).toMatchObject({ phone: '13911113333' })
})

test('C114 nobody finds a record by the number that is hidden from them, nor reads it in what happened', async () => {
  const hits = async (who: 'ann' | 'max', q: string) => JSON.stringify((await t.as(who).get(`/search?q=${q}`)).body)
  const listed = async (q: string) => ((await t.as('ann').get(`/customers?q=${q}`)).body.items as unknown[]).length // every list has them
  expect(await hits('max', '3333')).toContain('Hidden Ltd')
  expect(await hits('ann', '3333')).not.toContain('Hidden Ltd')
  expect(await listed('13911113333')).toBe(0)
  expect(await listed('hidden')).toBe(1)
  expect(await listed('who@hidden.example')).toBe(1)
  const told = async (who: 'ann' | 'max') =>
    JSON.stringify((await t.as(who).get(`/timeline?entity=customer&id=${id}`)).body)
  expect(await told('max')).toContain('another secret')
  expect(await told('ann')).not.toMatch(/secret|1391111/)
})

test('C115 a hidden field is no column of an export, and cannot be asked for as one', async () => {
  await t.as('olivia').put('/role-permissions', {
    changes: [{ permission: 'customer.export', role: 'sales', reach: 'all' }],
  })
  const file = async (query = '') => (await t.as('ann').get(`/customers/export${query}`)).response
  const text = (await file()).body
  expect(text).toContain('Hidden Ltd')
  expect(text).toContain('who@hidden.example')
  expect(text).not.toMatch(/1391111|secret|2026-05-01|婚期|Wedding/)
  expect((await file('?fields=name,phone')).statusCode).toBe(400)
})

test('a hidden or read-only field is refused by its name, own ones too, at the form and in a batch', async () => {
  await say('email', 'read')
  const ann = t.as('ann')
  expect((await ann.get(`/customers/${id}`)).body).toMatchObject({ email: 'who@hidden.example' })
  const refused = async (input: Record<string, unknown>) => reasonOf(await ann.patch(`/customers/${id}`, input))
  expect(await refused({ phone: '1' })).toEqual({ key: 'field.mayNotSet', path: 'phone' })
  expect(await refused({ email: 'x@y.example' })).toEqual({ key: 'field.mayNotSet', path: 'email' })
  expect(await refused({ custom: { wedding: null } })).toEqual({ key: 'field.mayNotSet', path: 'custom.wedding' })
  const fresh = await ann.post('/customers', { name: 'Fresh', phone: '1' })
  expect([fresh.status, reasonOf(fresh)]).toEqual([403, { key: 'field.mayNotSet', path: 'phone' }])
  const rows = [{ entity: 'customer', do: 'edit', id, input: { email: 'x@y.example' } }]
  const batch = await ann.post('/batch', { mode: 'each', rows })
  expect(JSON.stringify(batch.body)).toContain('field.mayNotSet')
  const fields = await fieldsOf('customer')
  expect(fields.find(field => field.key === 'email')).toMatchObject({ derived: true })
})

test('what is closed is not filled in by a move or a part of its record either', async () => {
  const { body: deal } = await t.as('ann').post('/deals', { name: 'Closed sum', customerId: id, amount: '10' })
  await say('amount', 'read', 'deal')
  const path = `/deals/${String(deal.id)}`
  const { items } = (await t.as('ann').get('/pipelines')).body as { items: { stages: { id: string }[] }[] } // the endpoint's schema
  const stageId = items[0]?.stages[1]?.id
  const closed = { key: 'field.mayNotSet', path: 'amount' }
  const advance = (values: object) => t.as('ann').post(`${path}/moves/advance`, { stageId, values })
  expect(reasonOf(await advance({ amount: '99' }))).toEqual(closed)
  expect(reasonOf(await t.as('ann').post(`${path}/moves/win`, { amount: '99', noOrderReason: 'x' }))).toEqual(closed)
  expect((await advance({ source: 'web' })).status).toBe(200)
  expect((await t.as('ann').get(path)).body).toMatchObject({ amount: '10', source: 'web' })
  await t.as('olivia').put('/field-rights', {
    changes: [{ entity: 'customer', field: 'creditLimit', role: 'finance', access: 'read' }],
  })
  const limit = await t.as('fay').patch(`/customers/${id}/credit`, { creditLimit: '1' })
  expect([limit.status, reasonOf(limit)]).toEqual([403, { ...closed, path: 'creditLimit' }])
  expect((await t.as('fay').patch(`/customers/${id}/credit`, { creditDays: 30 })).status).toBe(200)
  const doors = [`/customers/${id}/credit`, `/receivables/${id}/credit`, `/receivables/${id}/credit-items?part=billed`]
  const told = async () => Promise.all(doors.map(async door => (await t.as('fay').get(door)).status))
  expect(await told()).toEqual([200, 200, 200])
  await t.as('olivia').put('/field-rights', {
    changes: [{ entity: 'customer', field: 'creditLimit', role: 'finance', access: 'hidden' }],
  })
  expect(await told()).toEqual([403, 403, 403])
})

test('a carrier that is closed to the warehouse is not written by shipping, singly or in a batch', async () => {
  const carrier = (access: Said) =>
    t.as('olivia').put('/field-rights', {
      changes: ['carrier', 'date'].map(field => ({ entity: 'shipment', field, role: 'warehouse', access })),
    })
  const nobody = '01900000-0000-7000-8000-000000000000'
  const ship = (input: object) => t.as('wei').post(`/shipments/${nobody}/moves/ship`, { ...input })
  const inBatch = (input: object) =>
    t
      .as('wei')
      .post('/batch', { mode: 'each', rows: [{ entity: 'shipment', do: 'move', id: nobody, move: 'ship', input }] })
  expect((await ship({ carrier: 'SF' })).status).toBe(404)
  await carrier('read')
  const closed = { key: 'field.mayNotSet', path: 'carrier' }
  expect(reasonOf(await ship({ carrier: 'SF' }))).toEqual(closed)
  expect(JSON.stringify((await inBatch({ carrier: 'SF' })).body)).toContain('field.mayNotSet')
  // the day is nobody's to type but by shipping: read is all that anyone has of it
  expect((await ship({ date: '2026-01-01' })).status).toBe(404)
  await carrier('hidden')
  expect(reasonOf(await ship({ date: '2026-01-01' }))).toEqual({ ...closed, path: 'date' })
  // its note is the move's own
  expect((await ship({ note: 'x' })).status).toBe(404)
  await carrier(null)
  expect((await ship({ carrier: 'SF' })).status).toBe(404)
})

test('what was said is taken back, and holds at the very next request', async () => {
  await say('phone', null)
  expect((await t.as('ann').get(`/customers/${id}`)).body).toMatchObject({ phone: '13911113333' })
  await say('phone', 'hidden')
  expect((await t.as('ann').get(`/customers/${id}`)).body).not.toHaveProperty('phone')
})

test('cost is one of these fields: hidden as before, opened or closed to a role by a row', async () => {
  const { body } = await t
    .as('olivia')
    .post('/products', { code: 'P1', name: 'Pump', kind: 'goods', unit: 'pc', cost: '5' })
  const cost = async () => (await t.as('ann').get(`/products/${body.id}`)).body.cost
  expect(await cost()).toBeUndefined()
  await say('cost', 'read', 'product')
  expect(await cost()).toBe('5')
  await say('cost', null, 'product')
  // who may not see it may not set it either, nor learn it from the conflict of a stale edit
  const refused = await t.as('oda').patch(`/products/${body.id}`, { cost: '1', version: 0 })
  expect([refused.status, refused.body]).toEqual([403, { reasons: [{ key: 'field.mayNotSet', path: 'cost' }] }])
  expect(await cost()).toBeUndefined()
})

test('name, number, state and owner stay, the owner’s role is not narrowed, and others may not say', async () => {
  const put = (field: string, role = 'sales') =>
    t.as('olivia').put('/field-rights', { changes: [{ entity: 'customer', field, role, access: 'hidden' }] })
  expect(reasonOf(await put('name'))).toMatchObject({ key: 'people.fieldStays' })
  expect(reasonOf(await put('ownerId'))).toMatchObject({ key: 'people.fieldStays' })
  expect(reasonOf(await put('nonsense'))).toMatchObject({ key: 'people.unknownField' })
  expect(reasonOf(await put('note', 'owner'))).toMatchObject({ key: 'people.ownerHasAll' })
  expect((await t.as('max').get('/field-rights')).status).toBe(403)
})

test('the description of the interface requires nothing that may be hidden', async () => {
  const { body } = await t.as('olivia').get('/openapi.json')
  const described = JSON.stringify((body.paths as Record<string, unknown>)['/customers/{id}']) // a description of OpenAPI
  const required = [...described.matchAll(/"required":\[([^\]]*)\]/g)].map(([, keys]) => keys ?? '')
  expect(required.some(keys => keys.includes('"name"'))).toBe(true)
  expect(required.some(keys => keys.includes('"phone"'))).toBe(false)
})
