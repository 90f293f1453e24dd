import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let customerId = ''

const visit = (more: object = {}) =>
  t
    .as('ann')
    .post('/followups', { subjectEntity: 'customer', subjectId: customerId, kind: 'visit', content: '拜访', ...more })
const keys = ({ body }: Answer) =>
  (body.reasons as { key: string; path?: string }[]).map(one => `${one.key}@${one.path}`) // as every refusal
const bund = { lat: 31.2397, lng: 121.4909, accuracy: 24.6, place: '外滩 18 号 😀' }

beforeAll(async () => {
  t = await testApp()
  customerId = String((await t.as('ann').post('/customers', { name: '远山食品' })).body.id)
})
afterAll(() => t?.close())

test('the first check-in says where the customer is, the next how far from there; the time is the server’s', async () => {
  const before = Date.now()
  const first = await visit({ checkIn: bund, at: '2020-01-01T00:00:00.000Z' })
  expect(first.body.checkIn).toMatchObject({
    lat: 31.2397,
    lng: 121.4909,
    accuracy: 25,
    place: '外滩 18 号 😀',
    isPlace: true,
    distance: null,
  })
  expect(Date.parse(Object(first.body.checkIn).at)).toBeGreaterThan(before - 60_000)
  const next = await visit({ checkIn: { ...bund, lng: 121.4998 } })
  expect(next.body.checkIn).toMatchObject({ isPlace: false, distance: expect.closeTo(847, -1) })
  // it moved: from now on that is where they are
  await visit({ checkIn: { ...bund, lng: 121.4998, isPlace: true } })
  expect((await visit({ checkIn: { ...bund, lng: 121.4998 } })).body.checkIn).toMatchObject({ distance: 0 })
  expect((await visit()).body.checkIn).toBe(null)
})

test('it is never changed afterwards, and no nonsense is a place', async () => {
  const { body } = await visit({ checkIn: bund })
  expect((await t.as('ann').patch(`/followups/${body.id}`, { checkIn: { ...bund, lat: 0 } })).status).toBe(400)
  for (const wrong of [{ lat: 91 }, { lng: 181 }, { accuracy: -1 }, { lat: '31' }])
    expect((await visit({ checkIn: { ...bund, ...wrong } })).status).toBe(400)
})

test('only kinds that want it ask for it', async () => {
  const kinds = [{ kind: 'visit', shown: true, required: ['checkIn'] }]
  expect((await t.as('max').put('/followup-logging', { kinds })).status).toBe(200)
  const none = await visit()
  expect([none.status, keys(none)]).toEqual([422, ['followup.checkInMissing@checkIn']])
  const done = await visit({ checkIn: bund })
  expect(done.status).toBe(201)
  expect((await t.as('ann').patch(`/followups/${done.body.id}`, { content: '拜访了' })).status).toBe(200)
  expect((await visit({ kind: 'call' })).status).toBe(201)
})
