import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const past = '2020-01-01T00:00:00Z'

test('a manager sees what of each person within reach is late, stalled or waiting; nobody else asks', async () => {
  const customerOf = async (who: 'ann' | 'oda') =>
    (await app.as(who).post('/customers', { name: `Team of ${who}` })).body.id
  const customerId = await customerOf('ann')
  await app.as('ann').post('/leads', { name: '周先生', nextStep: '回电', nextStepAt: past })
  await app.as('ann').post('/deals', { name: '逾期', customerId, nextStep: '报价', nextStepAt: past })
  await app.as('ann').post('/deals', { name: '停滞一', customerId })
  await app.as('ann').post('/deals', { name: '停滞二', customerId })
  await app.as('ann').post('/orders', { customerId })
  // of another department: beyond a branch, not beyond the owner
  await app.as('oda').post('/orders', { customerId: await customerOf('oda') })
  const ann = { name: 'Ann', lateLeads: 1, lateDeals: 1, stalledDeals: 2, waitingOrders: 1 }
  expect((await app.as('max').get('/team')).body.items).toMatchObject([ann])
  expect((await app.as('olivia').get('/team')).body.items).toMatchObject([ann, { name: 'Oda', waitingOrders: 1 }])
  expect((await app.as('ann').get('/team')).status).toBe(403)
})
