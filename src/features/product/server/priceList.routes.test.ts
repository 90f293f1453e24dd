import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const productOf = async (code: string, more = {}): Promise<string> =>
  String((await app.as('max').post('/products', { code, name: code, price: '100', floorPrice: '80', ...more })).body.id)
const listOf = async (name: string, more = {}): Promise<string> =>
  String((await app.as('max').post('/price-lists', { name, ...more })).body.id)
const linesOf = (id: string, put: object[], drop: string[] = []) =>
  app.as('max').patch(`/price-lists/${id}/lines`, { put, drop })
type Line = { id: string; minQty: string; price: string }
const itemsOf = (body: Readonly<Record<string, unknown>>) => body.items as Line[] // as the answer's schema says, which every test holds it to

test('a list is made, filled, changed line by line, and answers what a product costs a customer', async () => {
  const productId = await productOf('PL-1', { units: [{ unit: '箱', factor: '12' }] })
  const made = await app.as('max').post('/price-lists', { name: 'A 级价', levels: ['A'], region: '浙江' })
  expect(made).toMatchObject({
    status: 201,
    body: { currency: 'CNY', taxMode: 'inclusive', lineCount: 0, state: 'active' },
  })
  const id = String(made.body.id)
  const filled = await linesOf(id, [
    { productId, price: '95' },
    { productId, price: '88.50', minQty: '100', floorPrice: '85' },
  ])
  expect(filled).toMatchObject({
    status: 200,
    body: { version: 2, items: [{ price: '95' }, { price: '88.5', minQty: '100' }] },
  })
  const ask = async (more: object, unitQty = '1') =>
    (await app.as('ann').post('/prices', { lines: [{ productId, unitQty }], ...more })).body.items
  expect(await ask({})).toMatchObject([{ price: '100', listId: null, why: { key: 'price.why.product' } }])
  expect(await ask({ level: 'A', region: '浙江省宁波市' })).toMatchObject([
    { price: '95', floorPrice: '80', listId: id },
  ])
  expect(await ask({ level: 'A', region: '浙江省宁波市' }, '100')).toMatchObject([
    { price: '88.5', floorPrice: '85', why: { key: 'price.why.step', values: { list: 'A 级价', qty: '100' } } },
  ])
  // by the code of the region: a district of a city of it, however it is written
  expect(await ask({ level: 'A', region: '义乌市' })).toMatchObject([{ price: '95', listId: id }])
  expect(await ask({ level: 'A', region: '江苏省宜兴市' })).toMatchObject([{ price: '100', listId: null }])
  const [first, second] = itemsOf(filled.body)
  expect(
    (await linesOf(id, [{ id: second?.id, productId, price: '87', minQty: '100' }], [first?.id ?? ''])).body,
  ).toMatchObject({
    version: 3,
    items: [{ id: second?.id, price: '87', floorPrice: null }],
  })
  expect((await app.as('ann').get(`/products/${productId}/prices`)).body.items).toMatchObject([
    { listName: 'A 级价', price: '87', inForce: true, minQty: '100' },
  ])
  expect((await app.as('max').delete(`/price-lists/${id}`)).status).toBe(200)
  expect(await ask({ level: 'A', region: '浙江省宁波市' }, '100')).toMatchObject([{ price: '100' }])
})

test('every problem of every line at once; nothing of it is kept', async () => {
  const productId = await productOf('PL-2')
  const id = await listOf('坏的')
  const bad = await linesOf(id, [
    { productId, price: '10', floorPrice: '11' },
    { productId, price: '10', unit: '吨' },
    { productId, price: '9' },
    { productId, price: '8', minQty: '0.000' },
  ])
  expect(bad.status).toBe(422)
  expect(bad.body.reasons).toMatchObject([
    { key: 'price.floorAbove', path: 'lines.0.floorPrice' },
    { key: 'quote.unknownUnit', path: 'lines.1.unit' },
  ])
  const twice = await linesOf(id, [
    { productId, price: '9' },
    { productId, price: '8', minQty: '0.000' },
  ])
  expect(twice.body.reasons).toMatchObject([{ key: 'price.stepTwice', path: 'lines.1.minQty' }])
  expect((await app.as('ann').get(`/price-lists/${id}/lines`)).body).toMatchObject({ version: 1, items: [] })
})

test('two at one list: the second is told; sales may read and not write; strangers find nothing', async () => {
  const productId = await productOf('PL-3')
  const id = await listOf('两人')
  expect(
    (await app.as('max').patch(`/price-lists/${id}/lines`, { version: 1, put: [{ productId, price: '1' }], drop: [] }))
      .status,
  ).toBe(200)
  expect(
    (await app.as('fay').patch(`/price-lists/${id}/lines`, { version: 1, put: [{ productId, price: '2' }], drop: [] }))
      .status,
  ).toBe(409)
  expect((await app.as('ann').patch(`/price-lists/${id}`, { name: 'x' })).status).toBe(403)
  expect((await app.as('gus').get(`/price-lists/${id}`)).status).toBe(404)
  expect(await app.as('max').post('/price-lists', { name: '两 人' })).toMatchObject({
    status: 409,
    body: { reasons: [{ key: 'price.nameTaken' }] },
  })
  expect(
    (
      await app
        .as('max')
        .patch(`/price-lists/${id}`, { validFrom: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' })
    ).body.reasons,
  ).toMatchObject([{ key: 'price.badPeriod', path: 'validUntil' }])
})

test('ten thousand prices go in at once, one changes alone, and the file holds them all', async () => {
  const productId = await productOf('PL-4', { name: '=1+1', unit: '千克' })
  const id = await listOf('大表')
  const put = Array.from({ length: 10_000 }, (_, i) => ({ productId, price: String(20_000 - i), minQty: String(i) }))
  const filled = await linesOf(id, put)
  expect(itemsOf(filled.body)).toHaveLength(10_000)
  const [one] = itemsOf(filled.body)
  const changed = await linesOf(id, [{ id: one?.id, productId, price: '1', minQty: one?.minQty }])
  expect(itemsOf(changed.body)).toHaveLength(10_000)
  const file = (await app.as('max').get(`/price-lists/${id}/export`)).response.body
  expect(file.split('\r\n')).toHaveLength(10_002)
  expect(file).toContain("大表,PL-4,'=1+1,千克,0,1,")
  expect((await app.as('ann').get(`/price-lists/${id}/export`)).status).toBe(403)
})

test('a quote and an order take the list’s price, freeze why, and keep what was set by hand', async () => {
  const productId = await productOf('PL-5', { cost: '50' })
  const id = await listOf('B 级价', { levels: ['B'] })
  await linesOf(id, [
    { productId, price: '96' },
    { productId, price: '90', minQty: '100' },
  ])
  const customerId = String((await app.as('ann').post('/customers', { name: 'Acme 泵业', level: 'B' })).body.id)
  const dealId = String((await app.as('ann').post('/deals', { name: 'x', customerId })).body.id)
  const quote = await app.as('ann').post('/quotes', { dealId, lines: [{ productId, unitQty: '10' }] })
  expect(quote.body.lines).toMatchObject([
    { price: '96', listPrice: '96', floorPrice: '80', handPrice: false, priceWhy: { values: { list: 'B 级价' } } },
  ])
  expect(JSON.stringify(quote.body)).not.toContain('unitCost')
  expect((await app.as('max').get(`/quotes/${String(quote.body.id)}`)).body.lines).toMatchObject([{ unitCost: '50' }])
  const [line] = quote.body.lines as { id: string }[] // as the answer's schema says
  const set = async (more: object) =>
    (
      await app
        .as('ann')
        .put(`/quotes/${String(quote.body.id)}/lines`, { lines: [{ id: line?.id, productId, ...more }] })
    ).body.lines
  expect(await set({ unitQty: '100' })).toMatchObject([
    { price: '90', handPrice: false, priceWhy: { key: 'price.why.step' } },
  ])
  expect(await set({ unitQty: '100', price: '89' })).toMatchObject([{ price: '89', listPrice: '90', handPrice: true }])
  expect(await set({ unitQty: '5' })).toMatchObject([{ price: '89', listPrice: '96', handPrice: true }])
  // the list changes meanwhile: what was priced stays until it is asked for anew
  await linesOf(
    id,
    [],
    itemsOf((await app.as('ann').get(`/price-lists/${id}/lines`)).body).map(one => one.id),
  )
  expect(await set({ unitQty: '5' })).toMatchObject([{ listPrice: '96' }])
  expect(await set({ unitQty: '5', handPrice: false })).toMatchObject([{ price: '96', handPrice: false }])
  expect(await set({ unitQty: '6' })).toMatchObject([{ price: '100', priceWhy: { key: 'price.why.product' } }])
  await linesOf(id, [{ productId, price: '96' }])
  const order = await app.as('oda').post('/orders', { customerId, lines: [{ productId, unitQty: '1' }] })
  expect(order.body.lines).toMatchObject([{ price: '96', listPrice: '96' }])
})
