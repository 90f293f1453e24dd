// A key that only brings leads: for a page on the web, where everybody may read it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let key: ReturnType<TestApp['with']>
let headers: { authorization: string }
beforeAll(async () => {
  t = await testApp()
  const made = await t.as('olivia').post('/api-keys', { name: 'Website', scope: 'leads' })
  expect(made).toMatchObject({ status: 201, body: { scope: 'leads' } })
  headers = { authorization: `Bearer ${made.body.secret}` }
  key = t.with(headers)
})
afterAll(() => t?.close())

test('it creates a lead, given as any other, and is told nothing of who is known', async () => {
  await t.as('ann').post('/customers', { name: 'Known Ltd', phone: '13900001111' })
  const made = await key.post('/leads', { name: 'Visitor', company: 'Known Ltd', phone: '13900001111', ownerId: null })
  expect(made).toMatchObject({ status: 201, body: { state: 'unassigned', ownerId: null, duplicates: [] } })
  expect((await t.as('olivia').get(`/leads/${made.body.id}`)).body).toMatchObject({ name: 'Visitor' })
  // to somebody else it may not give it
  const given = await key.post('/leads', { name: 'Visitor', ownerId: t.world.ids.ann })
  expect(given).toMatchObject({ status: 422, body: { reasons: [{ key: 'lead.mayNotGive', path: 'ownerId' }] } })
})

test('where duplicates are refused it hears that there is one, not which', async () => {
  expect((await t.as('olivia').put('/duplicates/policy', { duplicates: 'strict' })).status).toBe(200)
  const refused = await key.post('/leads', { name: 'Again', phone: '139 0000 1111' })
  expect(refused).toMatchObject({
    status: 409,
    body: { reasons: [{ key: 'customer.duplicate.known', path: 'phone' }] },
  })
  expect(JSON.stringify(refused.body)).not.toContain('Known Ltd')
  await t.as('olivia').put('/duplicates/policy', { duplicates: 'advisory' })
})

test('every other route is refused with the reason, the live stream and the batch too', async () => {
  const { body } = await t.as('olivia').get('/openapi.json')
  const paths = body.paths as Record<string, Record<string, { 'x-key-scope'?: string; security?: unknown }>> // an OpenAPI document
  const open: string[] = []
  for (const [path, methods] of Object.entries(paths))
    for (const [method, one] of Object.entries(methods)) {
      // a browser's session alone changes its company: it asks for no key
      if (one.security || path === '/me/org') continue
      if (one['x-key-scope'] === 'leads') {
        open.push(`${method} ${path}`)
        continue
      }
      const url = `/api${path.replace(/\{\w+\}/g, t.world.ids.ann)}`
      const answer = await t.app.inject({
        method: method.toUpperCase() as 'GET', // of the document, whose methods inject knows
        url,
        headers,
        ...(method !== 'get' && { payload: {} }),
      })
      expect([`${method} ${path}`, answer.statusCode, answer.json().reasons?.[0]?.key]).toEqual([
        `${method} ${path}`,
        403,
        'people.keyScope.leads',
      ])
    }
  expect(open).toEqual(['post /leads'])
  for (const [method, url] of [
    ['POST', '/api/batch'],
    ['GET', '/api/live'],
  ] as const)
    expect((await t.app.inject({ method, url, headers, payload: { rows: [] } })).statusCode).toBe(403)
})

test('a full key is what it was, and an unknown scope is refused at its field', async () => {
  const made = await t.as('olivia').post('/api-keys', { name: 'Full' })
  expect(made.body).toMatchObject({ scope: 'full' })
  expect((await t.with({ authorization: `Bearer ${made.body.secret}` }).get('/me')).status).toBe(200)
  const bad = await t.as('olivia').post('/api-keys', { name: 'x', scope: 'orders' })
  expect(bad).toMatchObject({ status: 400, body: { reasons: [{ path: 'scope' }] } })
  const { items } = (await t.as('olivia').get('/api-keys')).body
  expect(items).toContainEqual(expect.objectContaining({ name: 'Full', scope: 'full' }))
  expect(items).toContainEqual(expect.objectContaining({ name: 'Website', scope: 'leads' }))
})
