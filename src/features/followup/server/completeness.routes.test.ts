import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'

let t: TestApp
let full = ''
let bare = ''

const score = async (who: Person, id: string) => (await t.as(who).get(`/completeness?entity=customer&id=${id}`)).body
const fields = (...names: string[]) => names.map(field => ({ field, weight: 1 }))
const set = (customer: object[], who: Person = 'max') =>
  t.as(who).put('/completeness/settings', {
    lead: fields('phone'),
    contact: fields('phone'),
    deal: fields('amount'),
    customer,
  })

beforeAll(async () => {
  t = await testApp()
  const label = { en: 'Fleet', zh: '车队' }
  await t.as('olivia').post('/fields', { entity: 'customer', key: 'fleet', label, kind: 'text' })
  const whole = { phone: '13911112222', industry: 'machinery', custom: { fleet: '😀' } }
  full = String((await t.as('ann').post('/customers', { name: '远山食品', ...whole })).body.id)
  bare = String((await t.as('ann').post('/customers', { name: '北山', industry: ' ' })).body.id)
})
afterAll(() => t?.close())

test('key fields count by their weight, own ones too; what is blank is missing', async () => {
  expect((await set(fields('phone'), 'ann')).status).toBe(403)
  const customer = [...fields('phone', 'fleet'), { field: 'industry', weight: 2 }]
  expect((await set(customer)).status).toBe(200)
  expect(await score('ann', full)).toEqual({ score: 100, missing: [] })
  expect(await score('ann', bare)).toEqual({ score: 0, missing: ['phone', 'fleet', 'industry'] })
  await t.as('ann').patch(`/customers/${bare}`, { industry: 'food' })
  expect(await score('ann', bare)).toEqual({ score: 50, missing: ['phone', 'fleet'] })
  const { items } = (await t.as('max').get('/completeness/people?entity=customer')).body
  expect(items).toMatchObject([{ ownerName: 'Ann', deptName: 'Sales', count: 2, score: 75, lacking: 1 }])
  const worst = (await t.as('ann').get(`/completeness/records?entity=customer&ownerId=${t.world.ids.ann}`)).body
  expect(worst.items).toMatchObject([
    { id: bare, score: 50 },
    { id: full, score: 100 },
  ])
})

test('a field that is closed to somebody does not count for them; what is out of reach is not there', async () => {
  const changes = [{ entity: 'customer', field: 'phone', role: 'sales', access: 'hidden' }]
  expect((await t.as('olivia').put('/field-rights', { changes })).status).toBe(200)
  expect(await score('ann', bare)).toEqual({ score: 67, missing: ['fleet'] })
  expect((await t.as('max').get(`/completeness?entity=customer&id=${bare}`)).body.score).toBe(50)
  expect((await t.as('gus').get(`/completeness?entity=customer&id=${bare}`)).status).toBe(404)
  expect((await t.as('gus').get('/completeness/people?entity=customer')).body.items).toEqual([])
})

test('only fields that people fill in count, each once', async () => {
  const { body, status } = await set(fields('phone', 'creditUsed', 'nonsense', 'phone'))
  expect([status, Object(body).reasons.map((one: { path: string }) => one.path)]).toEqual([
    422,
    ['customer.1.field', 'customer.2.field', 'customer.3.field'],
  ])
})
