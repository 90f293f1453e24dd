import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PromiseItem } from '#features/quote/promise.schema.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let customerId: string
let dealId: string
let productId: string
let id: string

beforeAll(async () => {
  t = await testApp()
  customerId = String((await t.as('ann').post('/customers', { name: '江苏榆湾饮料有限公司' })).body.id)
  await t.as('fay').patch(`/customers/${customerId}/credit`, { creditLimit: '100', policy: 'block' })
  dealId = String((await t.as('ann').post('/deals', { name: '气调灌装后段', customerId })).body.id)
  const product = { code: 'QF-60', name: '气调封口机', price: '100', floorPrice: '90', cost: '60', taxRate: '0' }
  productId = String((await t.as('olivia').post('/products', product)).body.id)
  const lines = [{ productId, unitQty: '2', price: '80' }]
  id = String((await t.as('ann').post('/quotes', { dealId, lines })).body.id)
})
afterAll(() => t?.close())

const check = async (who: Anyone): Promise<readonly PromiseItem[]> =>
  ((await t.as(who).get(`/quotes/${id}/promise`)).body as { items: PromiseItem[] }).items // the reply's schema

test('credit, floor and stock are told with their figures and the smallest change that passes', async () => {
  const found = await check('olivia')
  expect(found.map(one => [one.kind, one.ok])).toEqual([
    ['credit', false],
    ['floor', false],
    ['stock', false],
  ])
  expect(found[0]).toMatchObject({
    say: { values: { limit: '100', used: '0', own: '160', over: '60' } },
    fixes: [{ say: { values: { deposit: '60' } } }],
  })
  expect(found[1]).toMatchObject({ say: { values: { each: '80.00', floor: '90.00' } }, fixes: [{ price: '90' }] })
})

test('what is made or bought for nobody says until when it is short', async () => {
  const expectedOn = addDays(today(systemClock, 'Asia/Shanghai'), 10)
  await t.as('wei').post('/warehouses', { code: 'A', name: '主仓' })
  const { body } = await t.as('oda').post('/supplies', { kind: 'make', productId, qty: '1', expectedOn })
  const stock = async () => (await check('olivia')).find(one => one.kind === 'stock')?.say
  expect(await stock()).toMatchObject({ key: 'quote.promise.stock', values: { short: '2' } })
  await t.as('oda').patch(`/supplies/${body.id}`, { qty: '2' })
  expect(await stock()).toMatchObject({ key: 'quote.promise.stockFrom', values: { date: expectedOn } })
  await t.as('oda').patch(`/supplies/${body.id}`, { expectedOn: null })
  expect(await stock()).toMatchObject({ key: 'quote.promise.stock' })
})

test('what is changed as it says passes', async () => {
  const [credit, floor] = await check('olivia')
  const terms = credit?.fixes[0]?.terms
  expect((await t.as('ann').patch(`/quotes/${id}`, { terms })).status).toBe(200)
  const lines = [{ productId, unitQty: '2', price: floor?.fixes[0]?.price }]
  expect((await t.as('ann').put(`/quotes/${id}/lines`, { lines })).status).toBe(200)
  const after = await check('olivia')
  expect(after.find(one => one.kind === 'floor')).toBeUndefined()
  // the total grew, so the deposit in per cent grew with it; what is left to the limit is told anew
  const again = after.find(one => one.kind === 'credit')
  if (again && !again.ok) {
    await t.as('ann').patch(`/quotes/${id}`, { terms: again.fixes[0]?.terms })
    expect((await check('olivia')).find(one => one.kind === 'credit')?.ok).toBe(true)
  }
})

test('the figures of credit are for who may see them', async () => {
  await t.as('olivia').put('/field-rights', {
    changes: [{ entity: 'customer', field: 'creditLimit', role: 'sales', access: 'hidden' }],
  })
  await t
    .as('ann')
    .patch(`/quotes/${id}`, { terms: { instalments: [], gates: { confirm: '0', supply: '0', ship: '0' } } })
  const credit = (await check('ann')).find(one => one.kind === 'credit')
  expect(credit?.say).toEqual({ key: 'quote.promise.creditPlain' })
  expect(credit?.fixes).toEqual([])
})

test('a quote out of reach has no promise to read', async () => {
  expect((await t.as('gus').get(`/quotes/${id}/promise`)).status).toBe(404)
})

test('before a deal is won the same is said of the order to be', async () => {
  await t.as('max').post(`/quotes/${id}/moves/send`)
  await t.as('ann').post(`/quotes/${id}/moves/accept`)
  const { body } = await t.as('max').post(`/deals/${dealId}/moves/win/preview`)
  expect((body.warnings as { key: string }[]).map(one => one.key)).toContain('quote.promise.credit') // the reply's schema
})
