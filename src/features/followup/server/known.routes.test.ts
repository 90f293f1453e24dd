import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'

let t: TestApp
let customerId = ''
let dealId = ''

type Item = { field: string; value: string; earlier: number; subjectName: string; ownerName: string }
const known = async (who: Person, entity: string, id: string): Promise<Item[]> =>
  (await t.as(who).get(`/known?entity=${entity}&id=${id}`)).body.items as Item[] // the endpoint's schema
const short = (items: readonly Item[]) => items.map(({ field, value, earlier }) => [field, value, earlier])
const log = (subjectEntity: string, subjectId: string, more: object, who: Person = 'ann') =>
  t.as(who).post('/followups', { subjectEntity, subjectId, kind: 'call', content: 'x', ...more })

beforeAll(async () => {
  t = await testApp()
  const ann = t.as('ann')
  customerId = String((await ann.post('/customers', { name: '远山食品' })).body.id)
  dealId = String((await ann.post('/deals', { name: '装箱线', customerId })).body.id)
  const day = (n: number) => `2026-03-0${n}T02:00:00.000Z`
  await log('deal', dealId, { at: day(3), budget: '80 万', painPoints: '换型慢 😀' })
  // logged later about something earlier: when it was said counts
  await log('deal', dealId, { at: day(1), budget: '50 万', competitors: 'Falcon' })
  await log('customer', customerId, { at: day(5), decisionMaker: '傅总', budget: '90 万' })
  await log('deal', dealId, { at: day(6), budget: '  ' })
})
afterAll(() => t?.close())

test('C142 the newest word of each kind stands on the record, whole, with how often it was said before', async () => {
  expect(short(await known('ann', 'deal', dealId))).toEqual([
    ['painPoints', '换型慢 😀', 0],
    ['budget', '80 万', 1],
    ['competitors', 'Falcon', 0],
  ])
  expect(short(await known('ann', 'customer', customerId))).toEqual([
    ['painPoints', '换型慢 😀', 0],
    ['budget', '90 万', 2],
    ['decisionMaker', '傅总', 0],
    ['competitors', 'Falcon', 0],
  ])
  const [first] = await known('ann', 'customer', customerId)
  expect(first).toMatchObject({ subjectName: '装箱线', ownerName: 'Ann' })
})

test('what was said of a deal out of reach is not known by its customer; a hidden field is known to nobody it is closed to', async () => {
  // the customer is shared by a hand-over, the deal stays with Max
  const { id } = (await t.as('max').post('/customers', { name: '海川' })).body
  const secret = String((await t.as('max').post('/deals', { name: '二期', customerId: id })).body.id)
  await log('deal', secret, { budget: 'secret' }, 'max')
  await t.as('max').post(`/customers/${id}/moves/assign`, { ownerId: t.world.ids.ann })
  expect((await t.as('ann').get(`/known?entity=deal&id=${secret}`)).status).toBe(404)
  expect(await known('ann', 'customer', String(id))).toEqual([])
  expect(short(await known('max', 'customer', String(id)))).toEqual([['budget', 'secret', 0]])
  const changes = [{ entity: 'followup', field: 'budget', role: 'sales', access: 'hidden' }]
  expect((await t.as('olivia').put('/field-rights', { changes })).status).toBe(200)
  expect((await known('ann', 'deal', dealId)).map(one => one.field)).toEqual(['painPoints', 'competitors'])
  expect((await known('max', 'deal', dealId)).map(one => one.field)).toContain('budget')
})

test('another company’s record is not there', async () => {
  expect((await t.as('gus').get(`/known?entity=deal&id=${dealId}`)).status).toBe(404)
})

test('a need is noted from a follow-up in one call, and from none that is about somebody else', async () => {
  const said = String((await log('customer', customerId, {})).body.id)
  const note = (subjectId: string, more: object = {}) =>
    t.as('ann').post('/needs', { subjectEntity: 'customer', subjectId, text: '要样机', followupId: said, ...more })
  expect((await note(customerId)).status).toBe(201)
  expect((await t.as('ann').get(`/followups/${said}`)).body.needs).toMatchObject([{ text: '要样机', state: 'open' }])
  const other = String((await t.as('ann').post('/customers', { name: '北山' })).body.id)
  expect((await note(other)).body.reasons).toMatchObject([{ key: 'followup.ofOther', path: 'followupId' }])
  const gone = await note(customerId, { followupId: other })
  expect([gone.status, gone.body.reasons]).toMatchObject([404, [{ path: 'followupId' }]])
})
