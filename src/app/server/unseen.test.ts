import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test.each(['   ', '\u200b\u202e', ' \u3164 '])('a name that cannot be seen is none: %j', async unseen => {
  const me = app.as('olivia')
  const customer = await me.post('/customers', { name: `客户${unseen.codePointAt(1)}` })
  const product = await me.post('/products', {
    code: `P${unseen.length}${unseen.codePointAt(1)}`,
    name: 'x',
    price: '1',
    taxRate: '13',
  })
  const customerId = customer.body.id
  const asked: [string, Record<string, unknown>, string][] = [
    ['/customers', { name: unseen }, 'name'],
    ['/contacts', { customerId, name: unseen }, 'name'],
    ['/leads', { name: unseen }, 'name'],
    ['/deals', { customerId, name: unseen }, 'name'],
    ['/products', { code: 'Q', name: unseen, price: '1', taxRate: '13' }, 'name'],
    ['/departments', { name: unseen }, 'name'],
    ['/api-keys', { name: unseen }, 'name'],
    ['/promises', { subjectEntity: 'customer', subjectId: customerId, what: unseen }, 'what'],
    ['/needs', { subjectEntity: 'customer', subjectId: customerId, text: unseen }, 'text'],
  ]
  // what somebody says is refused by its shape, a name by the verb that keeps it
  const byShape = ['/promises', '/needs']
  expect(product.status).toBe(201)
  for (const [path, body, field] of asked) {
    const answer = await me.post(path, body)
    expect([path, answer.status, answer.body.reasons]).toMatchObject([
      path,
      byShape.includes(path) ? 400 : 422,
      [{ path: field }],
    ])
  }
})
