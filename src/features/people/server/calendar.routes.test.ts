import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, today, weekday } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

const zone = 'Asia/Shanghai'
const hours = [{ from: '00:00', to: '23:59' }]
const off = (date: string) => ({ date, kind: 'off', name: null })
const set = (days: readonly unknown[], who: 'olivia' | 'max' = 'olivia') =>
  app.as(who).put('/work-calendar?year=2026', { hours, days })
const rows = (text: string, values: unknown[] = []) =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query({ text, values: [app.world.acmeId, ...values] }))

test('everyone reads the calendar, the owner sets it; what contradicts itself is named, what changed is told', async () => {
  const { body } = await app.as('ann').get('/work-calendar?year=2026')
  expect(body).toMatchObject({ hours: [{ from: '09:00', to: '18:00' }], days: [], isPublished: true })
  expect((await set([], 'max')).status).toBe(403)
  const bad = await app.as('olivia').put('/work-calendar', {
    hours: [{ from: '18:00', to: '09:00' }],
    days: [off('2026-12-31'), off('2026-12-31')],
  })
  expect(bad.body.reasons).toMatchObject([
    { key: 'calendar.badHours', path: 'hours.0' },
    { key: 'calendar.dateTwice', path: 'days.1.date' },
  ])
  const days = [off('2026-12-31'), { date: '2026-03-01', kind: 'work', name: ' 盘点 ' }]
  expect((await set(days)).body).toMatchObject({ days: [{ date: '2026-03-01', name: '盘点' }, { date: '2026-12-31' }] })
  expect((await app.as('ann').get('/work-calendar')).body).toMatchObject({ hours, days: [{}, {}] })
  const [event] = await rows(`select before, after from event where org_id = $1 and kind = 'calendar.set'`)
  expect(event).toEqual({
    before: { hours: '09:00–18:00', days: '' },
    after: { hours: '00:00–23:59', days: '2026-03-01 work 盘点, 2026-12-31 off' },
  })
})

test('the clocks of the hand-off count by it: days that the owner takes off make nobody late', async () => {
  const day = today(app.db.clock, zone)
  const week = Array.from({ length: 9 }, (_, i) => addDays(day, -i))
  await set(week.map(date => ({ date, kind: 'work', name: null })))
  const customer = await app.as('ann').post('/customers', { name: 'Clock Ltd' })
  const lines = [{ name: 'x', kind: 'fee', unitQty: '1', price: '10' }]
  const order = await app.as('ann').post('/orders', { customerId: customer.body.id, lines })
  expect((await app.as('ann').post(`/orders/${String(order.body.id)}/moves/submit`)).status).toBe(200)
  await rows(`update orders set submitted_at = now() - interval '7 days' where org_id = $1 and id = $2`, [
    order.body.id,
  ])
  const card = async () => {
    const { columns } = (await app.as('oda').get('/handoff/board')).body as {
      columns: { cards: { recordId: string; minutes: number; late: boolean }[] }[] // the board's own shape
    }
    return columns.flatMap(column => column.cards).find(one => one.recordId === order.body.id)
  }
  expect(await card()).toMatchObject({ late: true })
  await set(week.map(off))
  expect(await card()).toMatchObject({ minutes: 0, late: false })
})

test('a promise for a day on which nobody works rings on the workday before', async () => {
  const day = addDays(today(app.db.clock, zone), 30)
  const sunday = addDays(day, 7 - weekday(day))
  const customer = await app.as('ann').post('/customers', { name: 'Promise Ltd' })
  const about = { subjectEntity: 'customer', subjectId: customer.body.id, what: 'call' }
  const ringsOn = async (what: string) => {
    expect((await app.as('ann').post('/promises', { ...about, what, byWhen: sunday })).status).toBe(201)
    const [found] = await rows(
      `select to_char(fire_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at from reminders where org_id = $1 and text = $2`,
      [what],
    )
    return found
  }
  await set([off(sunday), off(addDays(sunday, -1)), { date: addDays(sunday, -2), kind: 'work', name: null }])
  expect(await ringsOn('a')).toEqual({ at: `${addDays(sunday, -2)} 00:00` })
  await set([{ date: sunday, kind: 'work', name: null }])
  expect(await ringsOn('b')).toEqual({ at: `${sunday} 00:00` })
})
