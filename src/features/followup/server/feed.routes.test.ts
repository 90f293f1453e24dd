import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let leadId = ''
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const plan = (nextStep: string, nextStepAt: string) =>
  t.as('ann').post('/next-steps', { subjectEntity: 'lead', subjectId: leadId, nextStep, nextStepAt })

beforeAll(async () => {
  t = await testApp()
  leadId = String((await t.as('ann').post('/leads', { name: '王先生', company: '远山; 食品' })).body.id)
  await plan('发视频', soon(30))
})
afterAll(() => t?.close())

let address = 0
const open = (url: string) => t.app.inject({ url, remoteAddress: `10.2.0.${++address}` })
const make = async () => String((await t.as('ann').post('/agenda/feed')).body.path)

test('the private address opens one’s own calendar without an account; only who made it, until it is taken back', async () => {
  expect((await t.as('ann').get('/agenda/feed')).body).toEqual({ since: null, lastOpenedAt: null, opened: 0 })
  const path = await make()
  const { statusCode, headers, body } = await open(path)
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/calendar; charset=utf-8',
    'no-store',
  ])
  expect(body.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true)
  expect(body).toContain(`SUMMARY:远山\\; 食品 · 发视频\r\n`)
  expect((await t.as('ann').get('/agenda/feed')).body).toMatchObject({ opened: 1 })
  expect((await t.as('max').get('/agenda/feed')).body).toMatchObject({ since: null })
  expect((await t.as('max').delete('/agenda/feed')).status).toBe(200)
  expect((await open(path)).statusCode).toBe(200)
  await t.as('ann').delete('/agenda/feed')
  expect((await open(path)).statusCode).toBe(404)
})

test('an event keeps its name when its time moves; a new address closes the old one', async () => {
  const path = await make()
  const seen = async (at: string) => {
    const lines = (await open(at)).body.split('\r\n')
    return { uid: lines.find(line => line.startsWith('UID:')), start: lines.find(line => line.startsWith('DTSTART')) }
  }
  const before = await seen(path)
  await plan('发视频', soon(50))
  const after = await seen(path)
  expect(after.uid).toBe(before.uid)
  expect(after.start).not.toBe(before.start)
  const next = await make()
  expect([(await open(path)).statusCode, (await open(next)).statusCode]).toEqual([404, 200])
})

test('neither a page nor another’s token is behind it, and who has left is read no more', async () => {
  const path = await make()
  expect((await open(path.replace('/calendar.ics', ''))).statusCode).toBe(404)
  expect((await open(`/p/${'x'.repeat(43)}/calendar.ics`)).statusCode).toBe(404)
  const away = await t.as('olivia').post(`/users/${t.world.ids.ann}/moves/deactivate`)
  expect(away.status).toBe(200)
  expect((await open(path)).statusCode).toBe(404)
})
