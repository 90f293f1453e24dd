import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
let product: string
beforeAll(async () => {
  app = await testApp()
  expect((await app.as('wei').post('/warehouses', { code: 'A', name: '主仓' })).status).toBe(201)
  product = String((await app.as('max').post('/products', { code: 'P-1', name: '电机' })).body.id)
})
afterAll(() => app.close())

const receipt = (qty: string) =>
  app.as('wei').post('/stock-documents', { kind: 'receipt', lines: [{ productId: product, unitQty: qty }] })

test('a receipt is written, offered, posted and seen in levels, ledger and availability', async () => {
  const draft = await receipt('10')
  expect(draft).toMatchObject({ status: 201, body: { state: 'draft', lineCount: 1 } })
  const path = `/stock-documents/${String(draft.body.id)}`
  expect((await app.as('wei').get(`${path}/moves`)).body).toEqual([
    { move: 'post', ok: true, reasons: [] },
    { move: 'cancel', ok: true, reasons: [] },
  ])
  expect(await app.as('wei').post(`${path}/moves/post`, { version: 1 })).toMatchObject({
    status: 200,
    body: { state: 'posted' },
  })
  expect((await app.as('ann').get(`/stock?q=${encodeURIComponent('电机')}`)).body).toMatchObject({
    items: [{ onHand: '10', available: '10', warehouseName: '主仓' }],
  })
  expect((await app.as('ann').get('/stock-moves')).body).toMatchObject({
    items: [{ kind: 'receipt', qty: '10', madeByName: 'Wei' }],
  })
  expect((await app.as('ann').get(`/stock/availability?products=${product}`)).body).toEqual([
    { productId: product, onHand: '10', reserved: '0', available: '10' },
  ])
  expect((await app.as('ann').get(`/stock/holds?productId=${product}`)).body).toEqual([])
  expect(
    (
      await app.as('ann').post('/stock/preview', {
        lines: [
          { productId: product, qty: '6' },
          { productId: product, qty: '6' },
        ],
      })
    ).body,
  ).toEqual({
    short: [{ line: 1, productId: product, qty: '6', available: '4', missing: '2' }],
  })
})

test('a repeated request with its key posts once and answers the same', async () => {
  const { body } = await receipt('5')
  const send = () =>
    app.as('wei').post(`/stock-documents/${String(body.id)}/moves/post`, {}, { 'idempotency-key': 'post-1' })
  const [first, second] = [await send(), await send()]
  expect(second).toMatchObject({ status: first.status, body: first.body })
  expect((await app.as('ann').get(`/stock/availability?products=${product}`)).body).toMatchObject([{ onHand: '15' }])
})

test('scrapping more than is there says so at its line; a stale version is a conflict', async () => {
  const draft = await app
    .as('wei')
    .post('/stock-documents', { kind: 'scrap', lines: [{ productId: product, unitQty: '100' }] })
  const path = `/stock-documents/${String(draft.body.id)}/moves/post`
  const refused = await app.as('wei').post(path)
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused.body)).toContain('stock.notEnough')
  expect((await app.as('wei').post(path, { version: 9 })).status).toBe(409)
})

test('rights: sales reads levels but no documents, and nobody of another organisation anything', async () => {
  const { body } = await receipt('1')
  expect((await app.as('ann').get('/stock-documents')).status).toBe(403)
  expect((await app.as('gus').get(`/stock-documents/${String(body.id)}`)).status).toBe(404)
  expect((await app.as('gus').get('/stock')).body).toMatchObject({ items: [] })
  expect(
    (await app.as('ann').get('/stock/availability?products=nonsense-that-is-long-enough-to-be-asked')).status,
  ).toBe(422)
})

test('a backorder limit is set on a level, below what is held it is refused', async () => {
  const { body } = await app.as('oda').get('/stock')
  const [level] = Array.isArray(body.items) ? body.items : []
  // the product is counted in whole ones, and so is what may be promised of it
  expect((await app.as('oda').patch(`/stock/${level?.id}`, { backorderLimit: '3.5' })).status).toBe(422)
  expect(await app.as('oda').patch(`/stock/${level?.id}`, { backorderLimit: '3' })).toMatchObject({
    status: 200,
    body: { backorderLimit: '3' },
  })
  expect((await app.as('wei').patch(`/stock/${level?.id}`, { backorderLimit: '1' })).status).toBe(403)
})

test('a backorder is allowed where nothing ever stood, in the default warehouse; it cannot be less than what is promised', async () => {
  const made = await app.as('max').post('/products', { code: 'NEW-1', name: '新品', price: '10' })
  const productId = String(made.body.id)
  const allow = (body: object, who: 'oda' | 'wei' = 'oda') => app.as(who).put('/stock/backorder', { ...body })
  expect((await allow({ productId, backorderLimit: '5' }, 'wei')).status).toBe(403)
  const level = await allow({ productId, backorderLimit: '5' })
  expect(level.body).toMatchObject({
    productId,
    onHand: '0',
    reserved: '0',
    backorderLimit: '5',
    warehouseName: '主仓',
  })
  expect((await allow({ productId, backorderLimit: '4' })).body).toMatchObject({
    id: level.body.id,
    backorderLimit: '4',
  })
  const fee = await app.as('max').post('/products', { code: 'FEE-1', name: '运费', kind: 'fee' })
  const wrong = await allow({ productId: fee.body.id, warehouseId: productId, backorderLimit: '1' })
  expect(wrong.body.reasons).toMatchObject([{ key: 'stock.backorderNotKept' }, { key: 'stock.unknownWarehouse' }])

  const customer = await app.as('ann').post('/customers', { name: 'Promised Ltd' })
  const order = await app
    .as('ann')
    .post('/orders', { customerId: customer.body.id, lines: [{ productId, unitQty: '3' }] })
  await app.as('ann').post(`/orders/${String(order.body.id)}/moves/submit`)
  for (const who of ['fay', 'wei'] as const) {
    const { items } = (await app.as(who).get('/approvals')).body as { items: { id: string; recordId: string }[] } // the inbox's own shape
    const mine = items.find(one => one.recordId === order.body.id)
    await app.as(who).post(`/approvals/${mine?.id}/moves/approve`)
  }
  expect((await app.as('ann').get(`/orders/${String(order.body.id)}`)).body).toMatchObject({ state: 'confirmed' })
  const less = await app.as('oda').patch(`/stock/${String(level.body.id)}`, { backorderLimit: '2' })
  expect(less.body.reasons).toMatchObject([{ key: 'stock.backorderHeld', values: { qty: '3' } }])
  const filter = encodeURIComponent(JSON.stringify({ field: 'backorderLimit', op: 'gt', value: '0' }))
  const listed = await app.as('oda').get(`/stock?filter=${filter}`)
  expect(listed.body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: level.body.id })]) })
})

test('C116 what an order of others holds is known, for whom is not; nor is the document that moved it', async () => {
  const made = await app.as('max').post('/products', { code: 'HELD-1', name: '减速机', price: '10' })
  const productId = String(made.body.id)
  const draft = await app.as('wei').post('/stock-documents', { kind: 'receipt', lines: [{ productId, unitQty: '10' }] })
  await app.as('wei').post(`/stock-documents/${String(draft.body.id)}/moves/post`)
  const customer = await app.as('max').post('/customers', { name: 'Quiet Ltd' })
  const { body: order } = await app
    .as('max')
    .post('/orders', { customerId: customer.body.id, lines: [{ productId, unitQty: '3' }] })
  await app.as('oda').post(`/orders/${String(order.id)}/moves/submit`)
  for (const who of ['fay', 'wei'] as const) {
    const { items } = (await app.as(who).get('/approvals')).body as { items: { id: string; recordId: string }[] } // the inbox's own shape
    const mine = items.find(one => one.recordId === order.id)
    await app.as(who).post(`/approvals/${mine?.id}/moves/approve`)
  }
  const holds = `/stock/holds?productId=${productId}`
  expect((await app.as('max').get(holds)).body).toMatchObject([{ qty: '3', holder: `${String(order.number)}-1` }])
  expect((await app.as('ann').get(holds)).body).toMatchObject([{ qty: '3', holder: null, orderLineId: null }])
  const filter = encodeURIComponent(JSON.stringify({ field: 'productId', op: 'is', value: productId }))
  const moves = `/stock-moves?filter=${filter}`
  expect((await app.as('wei').get(moves)).body).toMatchObject({
    items: [{ kind: 'receipt', paper: draft.body.number, recordId: draft.body.id }],
  })
  expect((await app.as('ann').get(moves)).body).toMatchObject({
    items: [{ kind: 'receipt', qty: '10', paper: null, recordId: null }],
  })
})

test('warehouses are listed, renamed and deleted', async () => {
  const made = await app.as('wei').post('/warehouses', { code: 'B', name: '二仓' })
  const path = `/warehouses/${String(made.body.id)}`
  expect((await app.as('wei').patch(path, { name: '备用仓', version: 1 })).body).toMatchObject({
    name: '备用仓',
    version: 2,
  })
  expect((await app.as('ann').get('/warehouses')).body).toMatchObject({
    items: [{ code: 'A', isDefault: true }, { code: 'B' }],
  })
  expect((await app.as('wei').delete(path)).status).toBe(200)
  expect((await app.as('wei').get(path)).status).toBe(404)
})
