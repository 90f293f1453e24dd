// What is masked as long as it lies in a pool is masked in its mailbox, too.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

test('whoever does not see through a pool reads no address of what lies in it, and writes to none', async () => {
  const { ids } = t.world
  const [olivia, ann] = [t.as('olivia'), t.as('ann')]
  const pool = await olivia.post('/pools', { name: '客户公海', entity: 'customer' })
  const customer = await ann.post('/customers', { name: '高山茶业' })
  await ann.post('/contacts', { customerId: customer.body.id, name: '高女士', email: 'gao@pooled.example' })
  const deal = await ann.post('/deals', { customerId: customer.body.id, name: '茶线', ownerId: ids.ann })
  const recipients = async (who: 'ann' | 'max') =>
    (await t.as(who).get(`/mailbox?entity=deal&recordId=${deal.body.id}`)).body.recipients
  const her = [expect.objectContaining({ address: 'gao@pooled.example' })]
  expect(await recipients('ann')).toEqual(her)
  const back = { reason: '没人跟', poolId: pool.body.id }
  expect((await t.as('max').post(`/customers/${customer.body.id}/moves/recycle`, back)).status).toBe(200)
  expect(await recipients('ann')).toEqual([])
  expect(await recipients('max')).toEqual(her)
})
