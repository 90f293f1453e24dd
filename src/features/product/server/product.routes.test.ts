import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a product is made, listed, found, edited, deleted and restored over HTTP', async () => {
  const made = await app
    .as('max')
    .post('/products', { code: 'H-1', name: '水泵', price: '1999.00', units: [{ unit: '箱', factor: '4' }] })
  expect(made).toMatchObject({ status: 201, body: { code: 'H-1', price: '1999', state: 'active' } })
  const path = `/products/${String(made.body.id)}`
  expect((await app.as('ann').get(`/products?q=${encodeURIComponent('水泵')}`)).body).toMatchObject({
    items: [{ code: 'H-1' }],
  })
  expect((await app.as('ann').get('/products/summary?group=kind')).body).toMatchObject({ count: 1 })
  expect(await app.as('max').patch(path, { spec: '3 kW', version: 1 })).toMatchObject({
    status: 200,
    body: { version: 2 },
  })
  expect((await app.as('max').delete(path)).status).toBe(200)
  expect((await app.as('max').get(path)).status).toBe(404)
  expect(await app.as('max').post(`${path}/restore`)).toMatchObject({ body: { spec: '3 kW' } })
})

test('who may not create is refused, wrong input is named by its field, strangers find nothing', async () => {
  expect((await app.as('ann').post('/products', { code: 'X', name: 'X' })).status).toBe(403)
  const bad = await app.as('max').post('/products', { code: '', name: 'X', price: '1e3', colour: 'red' })
  expect(bad.status).toBe(400)
  expect(JSON.stringify(bad.body)).toMatch(/code.*colour|colour.*code/)
  const made = await app.as('max').post('/products', { code: 'H-2', name: 'Y' })
  expect((await app.as('gus').get(`/products/${String(made.body.id)}`)).status).toBe(404)
})

test('C114 the cost is absent from what sales may see, entities included', async () => {
  const made = await app.as('fay').post('/products', { code: 'H-3', name: 'Z', cost: '7' })
  expect(made.body).toMatchObject({ cost: '7' })
  expect((await app.as('ann').get(`/products/${String(made.body.id)}`)).body).not.toHaveProperty('cost')
  const entities = JSON.stringify((await app.as('ann').get('/entities')).body)
  expect(entities).toContain('底价')
  expect(entities).not.toContain('成本')
})

test('tax rates are those of the day, and only finance sets them', async () => {
  expect((await app.as('ann').get('/tax-rates?on=2026-11-25')).body).toMatchObject({
    rates: [
      { percent: '13' },
      { percent: '9' },
      { percent: '6' },
      { percent: '5' },
      { percent: '3' },
      { percent: '1' },
      { percent: '0' },
    ],
  })
  expect((await app.as('max').put('/tax-rates', { rates: [] })).status).toBe(403)
})
