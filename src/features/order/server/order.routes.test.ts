import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'

// Every answer here is also held to its schema.
let app: TestApp
let customerId: string
let productId: string
beforeAll(async () => {
  app = await testApp()
  customerId = String((await app.as('ann').post('/customers', { name: '浙江霁川调味品', address: '湖州' })).body.id)
  await app.as('wei').post('/warehouses', { code: 'A', name: '主仓' })
  productId = String(
    (await app.as('max').post('/products', { code: 'GD-8200', name: '给袋式包装机', price: '100' })).body.id,
  )
  const lines = [{ productId, unitQty: '10' }]
  const receipt = await app.as('wei').post('/stock-documents', { kind: 'receipt', lines })
  await app.as('wei').post(`/stock-documents/${receipt.body.id}/moves/post`, {})
})
afterAll(() => app?.close())

const keys = ({ body }: Answer): string[] =>
  Array.isArray(body.reasons) ? body.reasons.map(one => `${one.key}@${one.path ?? ''}`) : []
const create = (body = {}, headers = {}) =>
  app.as('ann').post('/orders', { customerId, lines: [{ productId, unitQty: '2' }], ...body }, headers)

test('an order from draft to confirmed by HTTP: each person takes their turn', async () => {
  const made = await create({ poNumber: 'PO-1' })
  expect(made.status).toBe(201)
  const id = String(made.body.id)
  const offers = await app.as('ann').get(`/orders/${id}/moves`)
  expect(offers.status).toBe(200)
  expect((await app.as('ann').post(`/orders/${id}/moves/submit/preview`)).body).toMatchObject({
    ok: true,
    warnings: [],
  })
  expect((await app.as('ann').post(`/orders/${id}/moves/submit`, {})).body.state).toBe('in_review')
  expect((await app.as('ann').post(`/orders/${id}/moves/confirm`, {})).status).toBe(403)
  for (const who of ['fay', 'wei'] as const) {
    const { body } = await app.as(who).get('/approvals?mine=true')
    const items = Array.isArray(body.items) ? body.items : []
    const answer = await app.as(who).post(`/approvals/${items.find(one => one.recordId === id)?.id}/moves/approve`, {})
    expect(answer.status).toBe(200)
  }
  const order = await app.as('ann').get(`/orders/${id}`)
  expect(order.body).toMatchObject({ state: 'confirmed', axes: { supply: { value: 'full' } } })
  const held = await app.as('oda').post(`/orders/${id}/moves/hold`, { version: order.body.version })
  expect(held.body.state).toBe('on_hold')
  const stale = await app.as('oda').post(`/orders/${id}/moves/resume`, { version: order.body.version })
  expect([stale.status, ...keys(stale)]).toEqual([409, 'kernel.stale@version'])
  const cancelled = await app.as('oda').post(`/orders/${id}/moves/cancel`, { note: '客户取消' })
  expect(cancelled.body).toMatchObject({ state: 'cancelled' })
  expect((await app.as('oda').post(`/orders/${id}/moves/fly`, {})).status).toBe(404)
})

test('C131 the same key makes one order, whoever is faster; another body is refused', async () => {
  const key = { 'idempotency-key': 'order-1' }
  const [one, two] = await Promise.all([create({}, key), create({}, key)])
  expect(one.body.id).toBe(two.body.id)
  expect((await create({ note: 'other' }, key)).status).toBe(422)
})

test('lists, sums, the editor’s foot, approvals, thread and board answer as they promise', async () => {
  const { body } = await create()
  const filter = encodeURIComponent(JSON.stringify({ field: 'state', op: 'is', value: 'draft' }))
  expect((await app.as('oda').get(`/orders?filter=${filter}&sort=-date&limit=5`)).status).toBe(200)
  expect((await app.as('oda').get(`/orders/summary?filter=${filter}&sum=gross&group=state`)).status).toBe(200)
  expect((await app.as('ann').post('/orders/preview', { lines: [{ productId, unitQty: '3' }] })).body.gross).toBe('300')
  const approvals = await app.as('ann').get(`/approvals?entity=order&recordId=${body.id}`)
  expect(approvals.body.items).toEqual([])
  expect((await app.as('ann').get(`/thread?entity=order&id=${body.id}`)).body.legs).toHaveLength(6)
  expect((await app.as('oda').get('/handoff/board')).status).toBe(200)
  expect((await app.as('gus').get(`/orders/${body.id}`)).status).toBe(404)
  expect((await app.as('gus').get(`/approvals?entity=order&recordId=${body.id}`)).status).toBe(404)
  expect((await app.as('gus').get(`/thread?entity=order&id=${body.id}`)).status).toBe(404)
})

test('the owner sets policy and clocks; others may look, not touch', async () => {
  const path = '/approval-policies/order/review'
  const policy = await app.as('ann').get(path)
  expect(policy.body).toMatchObject({ version: 0, nodes: [{ role: 'finance' }, { role: 'warehouse' }] })
  const body = {
    nodes: [{ by: 'person', userId: '00000000-0000-7000-8000-000000000000', mode: 'any' }],
    allowSelf: false,
    version: 0,
  }
  expect((await app.as('oda').patch(path, body)).status).toBe(403)
  expect(keys(await app.as('olivia').patch(path, body))).toEqual(['approval.unknownPerson@nodes.0'])
  expect((await app.as('olivia').patch('/handoff/clocks', { packet: 60 })).body.packet).toBe(60)
  expect((await app.as('ann').get('/handoff/clocks')).body.packet).toBe(60)
  expect((await app.as('oda').patch('/handoff/clocks', { packet: 1 })).status).toBe(403)
  expect((await app.as('olivia').get('/approval-policies/order/nothing')).status).toBe(404)
})

test('bad input is refused at its field, never a fault', async () => {
  expect((await create({ lines: [{ productId, unitQty: '1e9' }] })).status).toBe(400)
  expect((await create({ date: '2026-02-30' })).status).toBe(400)
  expect((await create({ lines: [{ productId, unitQty: '999999999999', price: '999999999999' }] })).status).toBe(422)
  expect((await create({ lines: Array.from({ length: 2001 }, () => ({ productId, unitQty: '1' })) })).status).toBe(400)
  expect((await create({ terms: { instalments: [], gates: { confirm: '0' } } })).status).toBe(400)
  expect(keys(await create({ lines: [{ productId, unitQty: '1', unit: '箱' }] }))).toEqual([
    'quote.unknownUnit@lines.0.unit',
  ])
})
