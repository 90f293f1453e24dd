import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'

// Half a machine is refused through every door; half a kilogram is not.

let app: TestApp
let chair: string
let rope: string
beforeAll(async () => {
  app = await testApp()
  await app.as('wei').post('/warehouses', { code: 'A', name: '主仓' })
  const make = async (body: object) => String((await app.as('max').post('/products', { price: '10', ...body })).body.id)
  chair = await make({ code: 'CHAIR', name: '椅子', unit: '把', units: [{ unit: '打', factor: '12' }] })
  rope = await make({ code: 'ROPE', name: '绳', unit: 'kg', decimals: '3' })
})
afterAll(() => app.close())

const whole = (path: string) => ({ status: 422, body: { reasons: [{ key: 'product.wholeUnits', path }] } })
const fine = (path: string) => ({ status: 422, body: { reasons: [{ key: 'product.tooFine', path }] } })

test('a product is counted as finely as is usual for its unit, until somebody says otherwise', async () => {
  const made = await app.as('max').post('/products', { code: 'U-1', name: '线缆', unit: '米' })
  expect(made.body).toMatchObject({ decimals: '6' })
  const path = `/products/${String(made.body.id)}`
  expect((await app.as('max').patch(path, { decimals: '2' })).body).toMatchObject({ decimals: '2' })
  expect((await app.as('max').patch(path, { unit: '卷' })).body).toMatchObject({ decimals: '0' })
  expect((await app.as('max').patch(path, { decimals: '7' })).body).toMatchObject({ reasons: [{ path: 'decimals' }] })
  const work = await app.as('max').post('/products', { code: 'U-2', name: '安装', unit: '项', kind: 'service' })
  expect(work.body).toMatchObject({ decimals: '6' })
})

test('half a piece is neither quoted nor ordered, half a dozen is; a kilogram as finely as it is weighed', async () => {
  const customer = await app.as('ann').post('/customers', { name: 'Halves Ltd' })
  const customerId = customer.body.id
  const deal = await app.as('ann').post('/deals', { name: '半个', customerId })
  for (const [path, head] of [
    ['/orders', { customerId }],
    ['/quotes', { dealId: deal.body.id }],
  ] as const) {
    const ask = (line: object) => app.as('ann').post(path, { ...head, lines: [line] })
    expect(await ask({ productId: chair, unitQty: '0.5' })).toMatchObject(whole('lines.0.unitQty'))
    expect(await ask({ productId: chair, unitQty: '0.51', unit: '打' })).toMatchObject(whole('lines.0.unitQty'))
    expect(await ask({ productId: chair, unitQty: '0.5', unit: '打' })).toMatchObject({ status: 201 })
    expect(await ask({ productId: rope, unitQty: '1.2345' })).toMatchObject(fine('lines.0.unitQty'))
    expect(await ask({ productId: rope, unitQty: '1.2340' })).toMatchObject({ status: 201 })
  }
})

test('a line that stands keeps its quantity, however the product is counted since', async () => {
  const made = await app.as('max').post('/products', { code: 'WAS', name: '旧绳', unit: 'kg', price: '1' })
  const productId = String(made.body.id)
  const customer = await app.as('ann').post('/customers', { name: 'Before Ltd' })
  const { body: order } = await app
    .as('ann')
    .post('/orders', { customerId: customer.body.id, lines: [{ productId, unitQty: '1.5' }] })
  await app.as('max').patch(`/products/${productId}`, { decimals: '0' })
  const [line] = order.lines as { id: string }[] // the reply's own shape
  const put = (unitQty: string) =>
    app.as('ann').put(`/orders/${String(order.id)}/lines`, {
      version: order.version,
      lines: [{ id: line?.id, productId, unitQty }],
    })
  expect(await put('2.5')).toMatchObject(whole('lines.0.unitQty'))
  expect(await put('1.50')).toMatchObject({ status: 200 })
})

test('stock documents, counts of a file, shipments and arrivals are held to it', async () => {
  const line = (unitQty: string) => ({ kind: 'receipt', lines: [{ productId: chair, unitQty }] })
  expect(await app.as('wei').post('/stock-documents', line('2.5'))).toMatchObject(whole('lines.0.unitQty'))
  const receipt = await app.as('wei').post('/stock-documents', line('20'))
  await app.as('wei').post(`/stock-documents/${String(receipt.body.id)}/moves/post`)
  const { verdict } = await importer(app, 'wei').bring('stock', csv('product,quantity', 'CHAIR,19.5'))
  expect(verdict.groups).toMatchObject([{ reason: { key: 'product.wholeUnits', path: 'quantity' }, lines: [2] }])

  const customer = await app.as('oda').post('/customers', { name: 'Sent Ltd' })
  const { body: order } = await app
    .as('oda')
    .post('/orders', { customerId: customer.body.id, lines: [{ productId: chair, unitQty: '3' }] })
  await app.as('oda').post(`/orders/${String(order.id)}/moves/submit`)
  for (const who of ['fay', 'wei'] as const) {
    const { items } = (await app.as(who).get('/approvals')).body as { items: { id: string; recordId: string }[] } // the inbox's own shape
    await app.as(who).post(`/approvals/${items.find(one => one.recordId === order.id)?.id}/moves/approve`)
  }
  const [own] = order.lines as { id: string }[] // the reply's own shape
  const send = (part: object) => app.as('wei').post('/shipments', { lines: [{ orderLineId: own?.id, ...part }] })
  expect(await send({ unitQty: '0.5' })).toMatchObject(whole('lines.0.unitQty'))
  expect(await send({ qty: '0.5' })).toMatchObject(whole('lines.0.qty'))
  const { body: shipment } = await send({ unitQty: '3' })
  const path = `/shipments/${String(shipment.id)}`
  for (const move of ['ready', 'ship']) await app.as('wei').post(`${path}/moves/${move}`)
  const arrive = (part: object) => app.as('wei').post(`${path}/arrivals`, { lines: [{ no: 1, ...part }] })
  expect(await arrive({ delivered: '0.5' })).toMatchObject(whole('lines.0.delivered'))
  const before = await app.as('wei').get(path)
  expect(await arrive({ delivered: '0' })).toMatchObject({
    status: 422,
    body: { reasons: [{ key: 'shipment.nothingSaid', path: 'lines' }] },
  })
  expect((await app.as('wei').get(path)).body.version).toBe(before.body.version)
  expect(await arrive({ delivered: '3' })).toMatchObject({ status: 200, body: { state: 'delivered' } })
})

test('goods without a product are refused in an order’s own words', async () => {
  const customer = await app.as('ann').post('/customers', { name: 'Loose Ltd' })
  const loose = { customerId: customer.body.id, lines: [{ kind: 'goods', name: '散件', unitQty: '1', price: '1' }] }
  expect((await app.as('ann').post('/orders', loose)).body.reasons).toMatchObject([
    { key: 'order.goodsNeedProduct', path: 'lines.0.productId' },
  ])
})
