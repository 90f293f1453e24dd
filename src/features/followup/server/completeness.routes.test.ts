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

test('a customer without a contact to call and without one who decides is incomplete', async () => {
  const parts = ['contacts.phone', 'contacts.decider']
  expect((await set([...fields('phone', ...parts)])).status).toBe(200)
  const id = String((await t.as('max').post('/customers', { name: '无人', phone: '13911113333' })).body.id)
  expect(await score('max', id)).toEqual({ score: 33, missing: parts })
  const contact = await t.as('max').post('/contacts', { customerId: id, name: '王', phone: '13911114444' })
  expect(await score('max', id)).toEqual({ score: 67, missing: ['contacts.decider'] })
  await t.as('max').patch(`/contacts/${contact.body.id}`, { decisionRole: 'decider' })
  expect(await score('max', id)).toEqual({ score: 100, missing: [] })
  // who is gone calls nobody back
  await t.as('max').delete(`/contacts/${contact.body.id}`)
  expect((await score('max', id)).score).toBe(33)
  // whoever does not see the role is not asked for it
  const changes = [{ entity: 'contact', field: 'decisionRole', role: 'salesManager', access: 'hidden' }]
  expect((await t.as('olivia').put('/field-rights', { changes })).status).toBe(200)
  expect(await score('max', id)).toEqual({ score: 50, missing: ['contacts.phone'] })
  const inLead = {
    customer: fields('phone'),
    contact: fields('phone'),
    deal: fields('amount'),
    lead: fields('contacts.phone'),
  }
  expect((await t.as('max').put('/completeness/settings', inLead)).status).toBe(422)
})

type Row = { id: string; name: string; completeness: number }
test('the score is a column: sorted, filtered, page by page, the same as on the record, each by their own rights', async () => {
  await set([...fields('industry'), { field: 'phone', weight: 3 }])
  const list = async (who: Person, query: string) =>
    (await t.as(who).get(`/customers?limit=2&${query}`)).body as { items: Row[]; nextCursor: string | null } // held to its schema
  const seen: Row[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list(
      'max',
      `sort=-completeness${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  expect(seen.length).toBeGreaterThan(2)
  expect(new Set(seen.map(one => one.id)).size).toBe(seen.length)
  expect(seen.map(one => one.completeness)).toEqual(seen.map(one => one.completeness).toSorted((a, b) => b - a))
  for (const one of seen) expect(one.completeness).toBe((await score('max', one.id)).score)
  const filter = encodeURIComponent(JSON.stringify({ field: 'completeness', op: 'lt', value: 60 }))
  const low = await list('max', `filter=${filter}`)
  expect(low.items.map(one => one.id).toSorted()).toEqual(
    seen
      .filter(one => one.completeness < 60)
      .map(one => one.id)
      .toSorted()
      .slice(0, 2),
  )
  const { count } = (await t.as('max').get(`/customers/summary?filter=${filter}`)).body
  expect(count).toBe(seen.filter(one => one.completeness < 60).length)
  // the phone is closed to ann: for her only the industry counts
  const hers = (await list('ann', 'sort=-completeness')).items
  expect(hers.every(one => one.completeness === 0 || one.completeness === 100)).toBe(true)
  for (const path of ['leads', 'deals']) expect((await t.as('ann').get(`/${path}?sort=completeness`)).status).toBe(200)
})

test('by department beside by owner, and its least complete', async () => {
  const { items } = (await t.as('olivia').get('/completeness/departments?entity=customer')).body
  const people = (await t.as('olivia').get('/completeness/people?entity=customer')).body.items as { count: number }[] // held to its schema
  const sales = [items].flat().find(one => Object(one).deptName === 'Sales')
  expect(sales).toMatchObject({ deptId: t.world.salesId, count: people.reduce((sum, one) => sum + one.count, 0) })
  const path = '/completeness/records?entity=customer&deptId='
  expect((await t.as('olivia').get(`${path}${t.world.officeId}`)).body.items).toEqual([])
  expect((await t.as('olivia').get(`${path}${t.world.salesId}`)).body.items).not.toEqual([])
})
