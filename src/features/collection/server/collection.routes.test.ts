import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

// Every answer here is also held to its schema.
let app: TestApp
let customerId: string
let orderId: string
beforeAll(async () => {
  app = await testApp()
  customerId = String((await app.as('ann').post('/customers', { name: '浙江霁川调味品' })).body.id)
  const service = { kind: 'service', fulfil: 'none', stockKept: false, price: '100' }
  const product = await app.as('max').post('/products', { code: 'FW-01', name: '安装调试', ...service })
  await policy('order/review')
  const lines = [{ productId: product.body.id, unitQty: '10' }]
  orderId = String((await app.as('ann').post('/orders', { customerId, lines })).body.id)
  expect((await app.as('ann').post(`/orders/${orderId}/moves/submit`, {})).body.state).toBe('confirmed')
})
afterAll(() => app?.close())

const policy = (about: string) =>
  app.as('olivia').patch(`/approval-policies/${about}`, { nodes: [], allowSelf: true, version: 0 })
const keys = ({ status, body }: Answer): unknown[] => [
  status,
  ...(Array.isArray(body.reasons) ? body.reasons.map(one => `${one.key}@${one.path ?? ''}`) : []),
]

test('what payers owe is listed, added up, opened and exported by those who may', async () => {
  const list = await app.as('fay').get('/receivables?sort=-lateDays')
  expect(list.body.items).toMatchObject([{ id: customerId, total: '1000', notDue: '1000', overdue: '0' }])
  expect((await app.as('fay').get('/receivables/summary?sum=total')).body).toMatchObject({ sums: { total: '1000' } })
  const items = await app.as('fay').get(`/receivables/${customerId}/items`)
  expect(items.response.json()).toMatchObject([{ orderId, open: '1000', no: 1 }])
  const csv = await app.as('fay').get('/receivables/export')
  expect(csv.response.body).toContain('浙江霁川调味品')
  expect((await app.as('ann').get('/receivables/export')).status).toBe(403)
  expect((await app.as('wei').get('/receivables')).status).toBe(403)
})

test('a write-off by HTTP: asked, refused with a word, asked again and settled', async () => {
  const ask = (amount: string, who: Anyone = 'fay') =>
    app.as(who).post('/write-offs', { orderId, kind: 'bad_debt', amount, reason: '破产' })
  expect((await ask('1', 'ann')).status).toBe(403)
  const first = await ask('40')
  expect(first.status).toBe(201)
  const move = (id: unknown, name: string, body = {}) => app.as('olivia').post(`/write-offs/${id}/moves/${name}`, body)
  expect(keys(await move(first.body.id, 'reject'))[0]).toBe(400)
  expect((await move(first.body.id, 'reject', { note: '再催' })).body.state).toBe('rejected')
  const second = await ask('40')
  expect((await move(second.body.id, 'approve')).body.state).toBe('approved')
  expect(keys(await move(second.body.id, 'approve'))).toEqual([422, 'flow.notFromHere@'])
  const offers = await app.as('olivia').get(`/write-offs/${second.body.id}/moves`)
  expect(offers.response.json()).toMatchObject([{ move: 'reverse', ok: true }])
})

test('an allocation taken back twice is said to be, with 422; a wrong one is not there', async () => {
  const got = await app
    .as('fay')
    .post('/receipts', { customerId, amount: '10', allocations: [{ orderId, amount: '10' }] })
  const allocations = Array.isArray(got.body.allocations) ? got.body.allocations : []
  const back = (id: unknown) => app.as('fay').post(`/receipts/${got.body.id}/allocations/${id}/reversal`, {})
  expect((await back(allocations[0]?.id)).status).toBe(200)
  expect(keys(await back(allocations[0]?.id))).toEqual([422, 'collection.takenBack@'])
  expect((await back(orderId)).status).toBe(404)
})

test('the rules of collection are the company’s own', async () => {
  const rules = { roundingLimit: '5', billsCount: 'received', soonDays: 3 }
  expect((await app.as('fay').put('/collecting', rules)).status).toBe(403)
  expect((await app.as('olivia').put('/collecting', rules)).body).toEqual(rules)
  expect((await app.as('fay').get('/collecting')).body).toEqual(rules)
  const small = { orderId, kind: 'rounding', amount: '4.50', reason: '手续费' }
  expect((await app.as('oda').post('/write-offs', small)).body).toMatchObject({ state: 'approved' })
})

test('C114 what a receipt came to is not in its history either where the amount is hidden', async () => {
  const items = [{ orderId, amount: '4.32' }]
  const got = await app.as('fay').post('/receipts', { customerId, amount: '43.21' })
  expect((await app.as('fay').post(`/receipts/${got.body.id}/allocations`, { items })).status).toBe(200)
  const told = async (who: Anyone) => {
    const places = [
      ['receipt', got.body.id],
      ['customer', customerId],
      ['order', orderId],
    ]
    const pages = places.map(([entity, id]) => app.as(who).get(`/timeline?entity=${entity}&id=${id}`))
    return (await Promise.all(pages)).map(({ status, body }) => {
      const items = body.items as { entity: string }[] // the endpoint's schema
      // what an order was paid is a field of the order
      return [status, JSON.stringify(items.filter(one => one.entity === 'receipt'))] as const
    })
  }
  for (const [status, text] of await told('ann')) {
    expect(status).toBe(200)
    expect(text).toMatch(/43\.21|4\.32/)
  }
  const hide = (access: 'hidden' | null) =>
    app.as('olivia').put('/field-rights', {
      changes: ['amount', 'allocated', 'open', 'baseAmount'].map(field => ({
        entity: 'receipt',
        field,
        role: 'sales',
        access,
      })),
    })
  expect((await hide('hidden')).status).toBe(200)
  for (const [status, text] of await told('ann')) {
    expect(status).toBe(200)
    // that it was received and what it was for is told, how much is not
    expect(text).toContain('receipt.allocated')
    expect(text).not.toMatch(/43\.21|4\.32/)
  }
  expect((await told('fay'))[0]?.[1]).toContain('43.21')
  await hide(null)
})
