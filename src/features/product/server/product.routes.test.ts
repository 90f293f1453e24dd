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

test('C008 the rounding of tax is a setting that everyone sees: new documents take it, saved ones keep their own', async () => {
  const rates = ['13', '20'].map(percent => ({
    percent,
    label: { en: percent, zh: percent },
    validFrom: '2019-04-01',
    validUntil: null,
  }))
  expect((await app.as('fay').put('/tax-rates', { rates })).status).toBe(200)
  expect((await app.as('ann').get('/tax-defaults')).body).toEqual({ taxMode: 'inclusive', taxRound: 'line' })
  expect((await app.as('ann').put('/tax-defaults', { taxMode: 'exclusive', taxRound: 'line' })).status).toBe(403)
  const taxMode = 'exclusive'
  expect((await app.as('fay').put('/tax-defaults', { taxMode, taxRound: 'line' })).status).toBe(200)
  const customer = await app.as('ann').post('/customers', { name: 'Three lines Ltd.' })
  const lines = ['299.33', '179.33', '99.34'].map(price => ({
    name: 'x',
    kind: 'fee',
    unitQty: '1',
    price,
    taxRate: '20',
  }))
  const order = () => app.as('ann').post('/orders', { customerId: customer.body.id, lines })
  const byLine = await order()
  expect(byLine.body).toMatchObject({ taxMode, taxRound: 'line', net: '578', tax: '115.61', gross: '693.61' })
  expect((await app.as('fay').put('/tax-defaults', { taxMode, taxRound: 'document' })).status).toBe(200)
  expect((await order()).body).toMatchObject({ taxMode, taxRound: 'document', tax: '115.6', gross: '693.6' })
  const deal = await app.as('ann').post('/deals', { name: 'x', customerId: customer.body.id })
  const quote = await app.as('ann').post('/quotes', { dealId: deal.body.id, lines })
  expect(quote.body).toMatchObject({ taxMode, taxRound: 'document', tax: '115.6', gross: '693.6' })
  expect((await app.as('ann').post('/orders/preview', { lines })).body).toMatchObject({ tax: '115.6' })
  expect((await app.as('ann').get(`/orders/${String(byLine.body.id)}`)).body).toMatchObject({ tax: '115.61' })
})

test('a set of tax rates that contradicts itself is refused row by row', async () => {
  const row = (percent: string, validFrom: string, validUntil: string | null) => ({
    percent,
    label: { en: percent, zh: percent },
    validFrom,
    validUntil,
  })
  const rates = [row('9', '2020-01-01', null), row('9.0', '2024-01-01', null), row('6', '2024-01-01', '2023-01-01')]
  const refused = await app.as('fay').put('/tax-rates', { rates: [...rates, row('101', '2024-01-01', null)] })
  expect(refused.status).toBe(422)
  expect(refused.body.reasons).toMatchObject([
    { key: 'product.rateOverlap', path: 'rates.1' },
    { key: 'product.rateOrder', path: 'rates.2' },
    { key: 'tax.rateOutOfRange', path: 'rates.3' },
  ])
})
