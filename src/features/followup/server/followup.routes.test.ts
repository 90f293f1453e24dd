import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'

let t: TestApp
let customerId = ''
let otherId = ''
let leadId = ''

const log = (who: Person, subjectEntity: string, subjectId: string, more: object = {}) =>
  t.as(who).post('/followups', { subjectEntity, subjectId, kind: 'call', content: 'x', ...more })

beforeAll(async () => {
  t = await testApp()
  const newCustomer = async (who: Person, name: string) =>
    String((await t.as(who).post('/customers', { name })).body.id)
  customerId = await newCustomer('ann', '杭州远山食品有限公司')
  otherId = await newCustomer('max', 'Northwind Foods')
  leadId = String((await t.as('ann').post('/leads', { name: '王先生', company: 'Falcon Works' })).body.id)
  const made = [
    await log('ann', 'customer', customerId, { content: 'first visit', kind: 'visit', at: '2026-03-01T02:00:00.000Z' }),
    await log('ann', 'customer', customerId, { content: 'asked for 40% off', at: '2026-03-02T02:00:00.000Z' }),
    await log('max', 'customer', otherId, { content: 'of Max', at: '2026-03-03T02:00:00.000Z' }),
    await log('ann', 'lead', leadId, { content: 'about a lead', kind: 'wechat' }),
  ]
  expect(made.map(one => one.status)).toEqual([201, 201, 201, 201])
})
afterAll(() => t?.close())

const found = async (who: Person, query: Readonly<Record<string, string>>): Promise<string[]> => {
  const { status, body } = await t.as(who).get(`/followups?${new URLSearchParams(query)}`)
  expect(status).toBe(200)
  return (body.items as { content: string }[]).map(item => item.content) // the reply was held to its schema
}
const filter = (field: string, op: string, value: unknown) => ({ filter: JSON.stringify({ field, op, value }) })

test('the list is asked by kind, by whom, by customer, by day and by what was said', async () => {
  expect(await found('ann', {})).toEqual(['about a lead', 'asked for 40% off', 'first visit'])
  expect(await found('ann', filter('kind', 'in', ['visit', 'wechat']))).toEqual(['about a lead', 'first visit'])
  expect(await found('max', filter('ownerId', 'in', ['me']))).toEqual(['of Max'])
  expect(await found('max', filter('ownerId', 'in', ['myDepartment']))).toHaveLength(4)
  expect(await found('ann', filter('customerId', 'in', [customerId]))).toEqual(['asked for 40% off', 'first visit'])
  expect(await found('ann', filter('at', 'within', 'today'))).toEqual(['about a lead'])
  expect(await found('ann', filter('at', 'between', ['2026-03-01', '2026-03-01']))).toEqual(['first visit'])
  expect(await found('ann', filter('content', 'contains', '40%'))).toEqual(['asked for 40% off'])
})

test('it is searched by whom it is about', async () => {
  expect(await found('ann', { q: '远山' })).toEqual(['asked for 40% off', 'first visit'])
  expect(await found('ann', { q: 'falcon' })).toEqual(['about a lead'])
  expect(await found('ann', { q: 'northwind' })).toEqual([])
  const { body } = await t.as('max').get('/followups/summary?q=northwind')
  expect(body.count).toBe(1)
})

test('C115 its file holds what the list holds, and only for who may export', async () => {
  expect((await t.as('ann').get('/followups/export')).status).toBe(403)
  const { status, response } = await t.as('max').get('/followups/export?fields=content,ownerId&sort=at')
  expect(status).toBe(200)
  expect(response.body.replace('\ufeff', '').trim().split('\r\n')).toEqual([
    'What was said,Owner',
    'first visit,Ann',
    'asked for 40% off,Ann',
    'of Max,Max',
    'about a lead,Ann',
  ])
})
