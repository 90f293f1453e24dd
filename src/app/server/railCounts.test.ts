// The figures of the rail are those of the lists beside which they stand, for whoever looks.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const counts = async (who: Anyone) => (await t.as(who).get('/counts')).body

test('every kind that a role works on is counted without a fault, and one with nothing waiting shows nothing', async () => {
  for (const who of ['olivia', 'ann', 'max', 'wei', 'fay', 'oda'] as const) {
    const { status, body } = await t.as(who).get('/counts')
    expect([who, status], JSON.stringify(body)).toEqual([who, 200])
  }
  expect(await counts('ann')).not.toHaveProperty('lead')
})

test('one’s own: a lead nobody spoke to, a deal without a next step, a quote to send; late turns it red', async () => {
  const ann = t.as('ann')
  await ann.post('/leads', { name: '王工', phone: '13900001111' })
  const { body: customer } = await ann.post('/customers', { name: '计数客户' })
  const { body: deal } = await ann.post('/deals', { name: '计数', customerId: customer.id })
  await ann.post('/quotes', { dealId: deal.id })
  const hour = 3_600_000
  const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
  expect(await counts('ann')).toMatchObject({ lead: { count: 1 }, deal: { count: 1 }, quote: { count: 1 } })
  expect(await counts('ann'), 'missing is not late').not.toHaveProperty('deal.late')
  await ann.patch(`/deals/${String(deal.id)}`, { nextStep: '回访', nextStepAt: at(24) })
  expect(await counts('ann')).not.toHaveProperty('deal')
  await ann.patch(`/deals/${String(deal.id)}`, { nextStep: '回访', nextStepAt: at(-24) })
  expect(await counts('ann')).toMatchObject({ deal: { count: 1, late: true } })
  expect(await counts('max'), 'another’s are not mine').not.toHaveProperty('deal')
})

test('an order waits for whoever reviews, and for nobody else', async () => {
  const { body: customer } = await t.as('oda').post('/customers', { name: '订单客户' })
  const lines = [{ name: '安装', kind: 'fee', unitQty: '1', price: '1', taxRate: '6' }]
  const { body: order } = await t.as('oda').post('/orders', { customerId: customer.id, lines })
  expect(await counts('fay')).not.toHaveProperty('order')
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx =>
    tx.query({ text: `update orders set state = 'in_review' where id = $1`, values: [order.id] }),
  )
  expect(await counts('fay')).toMatchObject({ order: { count: 1 } })
  expect(await counts('ann')).not.toHaveProperty('order')
})
