import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const fine = (path: string) => ({ status: 422, body: { reasons: [{ key: 'kernel.tooFine', path }] } })

test('an amount that its currency cannot say stands on no deal and no credit limit', async () => {
  const customer = await app.as('ann').post('/customers', { name: 'Fine Ltd' })
  const customerId = String(customer.body.id)
  const ask = (body: object) => app.as('ann').post('/deals', { name: '精度', customerId, ...body })
  expect(await ask({ amount: '0.001' })).toMatchObject(fine('amount'))
  expect(await ask({ amount: '1.5', currency: 'JPY' })).toMatchObject(fine('amount'))
  expect(await ask({ amount: '1.125', currency: 'KWD' })).toMatchObject({ status: 201 })
  const deal = await ask({ amount: '1.5' })
  const path = `/deals/${String(deal.body.id)}`
  expect(await app.as('ann').patch(path, { currency: 'JPY' })).toMatchObject(fine('amount'))
  expect(await app.as('ann').patch(path, { note: 'x' })).toMatchObject({ status: 200 })
  expect(await app.as('fay').patch(`/customers/${customerId}/credit`, { creditLimit: '0.005' })).toMatchObject(
    fine('creditLimit'),
  )
})
