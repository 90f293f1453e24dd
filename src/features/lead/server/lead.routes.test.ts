import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

// every answer is held to its schema by the test server

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const idOf = (body: Readonly<Record<string, unknown>>): string => String(body.id)

test('a lead through HTTP: made, found alike, listed, followed, converted once, and only once', async () => {
  const ann = t.as('ann')
  const made = await ann.post('/leads', { name: 'Wang', company: 'Jichuan Foods Ltd', phone: '13800138000' })
  expect(made).toMatchObject({ status: 201, body: { state: 'assigned', duplicates: [] } })
  const path = `/leads/${idOf(made.body)}`
  expect(await ann.post('/leads/preview', { phone: '+86 138 0013 8000' })).toMatchObject({
    status: 200,
    body: { duplicates: [{ entity: 'lead', why: 'phone' }] },
  })
  expect((await ann.get(path)).body).toMatchObject({ ownerName: 'Ann', version: 1 })
  expect((await ann.get('/leads?q=jichuan&limit=5')).body).toMatchObject({
    items: [{ name: 'Wang' }],
    nextCursor: null,
  })
  expect((await ann.get('/leads/summary?group=state')).body).toMatchObject({
    groups: [{ value: 'assigned', count: 1 }],
  })
  expect(await ann.post(`${path}/moves/convert`)).toMatchObject({
    status: 422,
    body: { reasons: [{ key: 'lead.notFollowed' }] },
  })
  const about = { subjectEntity: 'lead', subjectId: idOf(made.body) }
  const logged = await ann.post('/followups', { ...about, kind: 'call', content: 'x', needs: [{ text: 'n' }] })
  expect(logged).toMatchObject({ status: 201, body: { leadId: idOf(made.body), needs: [{ state: 'open' }] } })
  expect((await ann.post(`${path}/moves/convert/preview`)).body).toMatchObject({ customers: [], reasons: [] })
  const key = { 'idempotency-key': 'convert-1' }
  const first = await ann.post(`${path}/moves/convert`, {}, key)
  expect(first).toMatchObject({ status: 200, body: { lead: { state: 'converted' } } })
  expect(await ann.post(`${path}/moves/convert`, {}, key)).toMatchObject({ status: 200, body: first.body })
  expect(await ann.post(`${path}/moves/convert`)).toMatchObject({ status: 200, body: first.body })
  const deal = String(first.body.dealId)
  expect((await ann.get(`/needs?entity=deal&id=${deal}`)).body).toMatchObject({ items: [{ text: 'n', dealId: deal }] })
  expect((await ann.get(`/timeline?entity=deal&id=${deal}&limit=50`)).status).toBe(200)
  expect((await ann.get(`${path}/moves`)).status).toBe(200)
})

test('Home, reminders and the next step answer in their shapes', async () => {
  const ann = t.as('ann')
  const lead = idOf((await ann.post('/leads', { name: 'Home' })).body)
  const about = { subjectEntity: 'lead', subjectId: lead }
  const step = { ...about, nextStep: 'Call', nextStepAt: '2099-01-01T00:00:00.000Z' }
  expect((await ann.post('/next-steps', step)).status).toBe(201)
  const ring = await ann.get('/reminders?until=2100-01-01T00:00:00.000Z')
  expect(ring.body).toMatchObject({ items: [{ text: 'Call', kind: 'nextStep' }] })
  expect((await ann.get('/home')).status).toBe(200)
  expect((await t.as('oda').get('/home')).status).toBe(200)
})

test('bad input is refused by field, before anything is written', async () => {
  const ann = t.as('ann')
  const refused = async (body: Record<string, unknown>) => (await ann.post('/leads', body)).body.reasons
  expect(await refused({})).toMatchObject([{ key: 'schema.required', path: 'name' }])
  expect(await refused({ name: 'x', surprise: 1 })).toMatchObject([{ key: 'schema.unknown', path: 'surprise' }])
  expect(await refused({ name: 'a\u0007b' })).toMatchObject([{ key: 'kernel.badText', path: 'name' }])
  expect(await refused({ name: 'x'.repeat(101) })).toMatchObject([{ key: 'schema.long', path: 'name' }])
  expect((await ann.get('/leads?cursor=nonsense')).status).toBe(400)
  expect((await ann.get('/timeline?entity=nothing&id=00000000-0000-7000-8000-000000000000')).status).toBe(404)
  expect((await t.as('wei').get('/leads')).status).toBe(403)
  expect((await t.as('ann').post('/leads/not-an-id/moves/return', { reason: 'x' })).status).toBe(404)
})
