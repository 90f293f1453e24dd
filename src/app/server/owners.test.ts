import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

// Whose a record becomes is asked through every door: by creating it, by editing it, by handing it over.

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const refusal = { status: 403, body: { reasons: [{ path: 'ownerId' }] } }

async function customerOf(who: 'ann' | 'max' | 'olivia', body: object = {}) {
  const made = await app.as(who).post('/customers', { name: `客户 ${crypto.randomUUID()}`, ...body })
  return { ...made, id: String(made.body.id) }
}

test('nobody creates a customer, deal or order for someone beyond the reach of creating it', async () => {
  const { max, wei, ann } = app.world.ids
  expect(await customerOf('ann', { ownerId: max })).toMatchObject(refusal)
  expect(await customerOf('max', { ownerId: wei })).toMatchObject(refusal)
  expect(await customerOf('max', { ownerId: ann })).toMatchObject({ status: 201, body: { ownerId: ann } })
  const { id: customerId } = await customerOf('ann')
  for (const path of ['/deals', '/orders']) {
    const body = { name: '一条产线', customerId }
    const given = path === '/deals' ? body : { customerId }
    expect(await app.as('ann').post(path, { ...given, ownerId: max })).toMatchObject(refusal)
    expect(await app.as('ann').post(path, { ...given, ownerId: ann })).toMatchObject({ status: 201 })
  }
})

test('nobody hands a customer, deal, order or lead to someone beyond the reach of assigning it', async () => {
  const { wei, ann } = app.world.ids
  const { id: customerId } = await customerOf('max')
  const deal = await app.as('max').post('/deals', { name: '一条产线', customerId })
  const order = await app.as('max').post('/orders', { customerId })
  const paths = [`/customers/${customerId}`, `/deals/${String(deal.body.id)}`, `/orders/${String(order.body.id)}`]
  for (const path of paths) {
    expect(await app.as('max').patch(path, { ownerId: wei })).toMatchObject(refusal)
    expect(await app.as('max').patch(path, { ownerId: ann })).toMatchObject({ status: 200, body: { ownerId: ann } })
  }
  const lead = await app.as('max').post('/leads', { name: '周先生', ownerId: null })
  const assign = `/leads/${String(lead.body.id)}/moves/assign`
  expect(await app.as('max').post(assign, { ownerId: wei })).toMatchObject(refusal)
  expect(await app.as('max').post(assign, { ownerId: ann })).toMatchObject({ status: 200, body: { ownerId: ann } })
})
