import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLead } from '#features/lead/server/create.service.ts'
import { assignLead } from '#features/lead/server/leadMove.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type World, worldOn } from '#test/world.ts'
import { registerEntities } from '../../../app/server/entities.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import type { NoticeKind, NoticeWish } from '../notice.schema.ts'
import { type Mail, sendDueMails } from './mail.service.ts'
import { listNotices, notifyAll, readAllNotices, snoozeNotice, unreadNotices } from './notice.service.ts'
import { readSnoozeTimes, readWishes, setWishes } from './wish.service.ts'

registerEntities()

let database: TestDatabase
let db: Database
let world: World
let ann: Actor
let leadId: string

beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 4 })
  world = worldOn(db)
  ann = await world.as('ann')
  leadId = (await at(now, tx => createLead(tx, ann, { name: '回访' }))).id
  await at(now, tx => setOrgSetting(tx, 'mail', { on: true, from: 'baton@acme.example' }))
})
afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

const now = '2026-06-09T04:00:00.000Z'
const at = <T>(instant: string, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrg({ ...db, clock: fixedClock(instant) }, world.acmeId, { mode: 'write' }, fn)
const wish = (input: NoticeWish) => at(now, tx => setWishes(tx, ann, input, true))
const plain: NoticeWish = {
  byMail: false,
  choices: { reminder: {}, mentioned: {}, leadAssigned: {} },
  quiet: null,
  urgent: [],
  zone: null,
}

async function told(instant: string, kind: NoticeKind = 'reminder'): Promise<string> {
  const key = newId()
  await at(instant, async tx =>
    notifyAll(tx, { userIds: [ann.userId], kind, values: { text: key }, entity: 'lead', recordId: leadId, key }),
  )
  return key
}
const seen = async (instant: string, key: string) =>
  (await at(instant, tx => listNotices(tx, ann, { limit: 100 }))).items.find(one => one.values.text === key)
async function leaving(instant: string): Promise<Mail[]> {
  const mails: Mail[] = []
  const post = { publicUrl: undefined, permissions: permissionRows, send: async (mail: Mail) => mails.push(mail) }
  await sendDueMails({ ...db, clock: fixedClock(instant) }, world.acmeId, post)
  return mails
}

test('each kind goes the ways that were chosen for it', async () => {
  await wish({ ...plain, choices: { reminder: { inApp: false, mail: true }, mentioned: { inApp: false } } })
  const byMail = await told(now)
  const nowhere = await told(now, 'mentioned')
  const both = await told(now, 'leadAssigned')
  expect([await seen(now, byMail), await seen(now, nowhere)]).toEqual([undefined, undefined])
  expect(await seen(now, both)).toBeDefined()
  expect((await leaving(now)).map(mail => mail.text.includes(byMail))).toEqual([true])
  expect(await at(now, tx => readWishes(tx, ann, true))).toMatchObject({
    choices: { reminder: { inApp: false, mail: true } },
  })
  await wish(plain)
})

describe('quiet hours', () => {
  const cases: [string, string, string, string, string | null][] = [
    // zone, from, to, told at, shown from
    ['Asia/Shanghai', '22:00', '08:00', '2026-06-09T14:30:00.000Z', '2026-06-10T00:00:00.000Z'],
    ['Asia/Shanghai', '22:00', '08:00', '2026-06-09T23:30:00.000Z', '2026-06-10T00:00:00.000Z'],
    ['Asia/Shanghai', '22:00', '08:00', '2026-06-09T00:00:00.000Z', null],
    ['Asia/Shanghai', '12:00', '13:00', '2026-06-09T04:30:00.000Z', '2026-06-09T05:00:00.000Z'],
    // the night in which clocks go forward is an hour shorter, the one in which they go back an hour longer
    ['Europe/Berlin', '22:00', '08:00', '2026-03-28T22:00:00.000Z', '2026-03-29T06:00:00.000Z'],
    ['Europe/Berlin', '22:00', '08:00', '2026-10-24T21:00:00.000Z', '2026-10-25T07:00:00.000Z'],
    // 02:30 does not exist: half past three
    ['Europe/Berlin', '22:00', '02:30', '2026-03-28T22:00:00.000Z', '2026-03-29T01:30:00.000Z'],
  ]
  test.each(cases)('%s %s–%s: what comes at %s', async (...one) => {
    const [zone, from, to, instant, until] = one
    await wish({ ...plain, byMail: true, quiet: { from, to }, zone })
    const before = await at(instant, tx => unreadNotices(tx, ann))
    const key = await told(instant)
    const held = until !== null
    expect((await seen(instant, key)) === undefined).toBe(held)
    expect((await at(instant, tx => unreadNotices(tx, ann))).count - before.count).toBe(held ? 0 : 1)
    const mailed = async (when: string) => (await leaving(when)).some(mail => mail.text.includes(key))
    const end = until ?? instant
    const early = new Date(Date.parse(end) - 1000).toISOString()
    expect(await mailed(early)).toBe(false)
    // reading all at night does not read what has not been shown
    await at(early, tx => readAllNotices(tx, ann))
    expect(await seen(end, key)).toMatchObject(held ? { readAt: null } : {})
    expect(await mailed(end)).toBe(true)
    await wish(plain)
  })

  test('what is urgent comes at night too', async () => {
    await wish({ ...plain, quiet: { from: '22:00', to: '08:00' }, urgent: ['reminder'] })
    expect(await seen('2026-06-09T15:00:00.000Z', await told('2026-06-09T15:00:00.000Z'))).toBeDefined()
    await wish(plain)
  })

  test('no hours that are none, no zone that is none', async () => {
    await expect(wish({ quiet: { from: '08:00', to: '08:00' } })).rejects.toMatchObject({
      reasons: [{ key: 'notice.quietEmpty', path: 'quiet.to' }],
    })
    await expect(wish({ zone: 'Mars/Base' })).rejects.toMatchObject({ reasons: [{ path: 'zone' }] })
  })
})

test('what is put off is gone until then and new from then on; times are of one’s own clock and working days', async () => {
  await wish({ ...plain, zone: 'Asia/Shanghai' })
  const key = await told(now)
  const id = (await seen(now, key))?.id ?? ''
  // a Friday before a Sunday that is worked for a holiday (2026-09-20)
  expect(await at('2026-09-18T03:00:00.000Z', tx => readSnoozeTimes(tx, ann))).toEqual({
    hour: '2026-09-18T04:00:00.000Z',
    tomorrow: '2026-09-19T01:00:00.000Z',
    workday: '2026-09-20T01:00:00.000Z',
    zone: 'Asia/Shanghai',
  })
  await wish({ zone: 'Europe/Berlin' })
  expect(await at('2026-03-28T12:00:00.000Z', tx => readSnoozeTimes(tx, ann))).toMatchObject({
    tomorrow: '2026-03-29T07:00:00.000Z',
  })
  await at(now, tx => readAllNotices(tx, ann))
  await expect(at(now, tx => snoozeNotice(tx, ann, id, now))).rejects.toMatchObject({
    reasons: [{ key: 'reminder.past', path: 'until' }],
  })
  await at(now, tx => snoozeNotice(tx, ann, id, '2026-06-09T05:00:00.000Z'))
  expect(await seen('2026-06-09T04:59:00.000Z', key)).toBeUndefined()
  expect(await seen('2026-06-09T05:00:00.000Z', key)).toMatchObject({ readAt: null })
  const max = await world.as('max')
  await expect(at(now, tx => snoozeNotice(tx, max, id, '2026-06-09T05:00:00.000Z'))).rejects.toMatchObject({
    kind: 'missing',
  })
  await wish(plain)
})

test('what one may no longer see says nothing any more, in the centre and in the mail that waited', async () => {
  await wish({ ...plain, byMail: true })
  const max = await world.as('max')
  const lead = await at(now, tx => createLead(tx, max, { name: '机密', ownerId: ann.userId }))
  expect((await at(now, tx => listNotices(tx, ann, { kind: 'leadAssigned' }))).items[0]).toMatchObject({
    recordId: lead.id,
    gone: false,
  })
  await at(now, tx => assignLead(tx, max, lead.id, { ownerId: max.userId }))
  const [first] = (await at(now, tx => listNotices(tx, ann, { topic: 'lead' }))).items
  expect(first).toMatchObject({ kind: 'leadAssigned', values: {}, recordId: null, gone: true })
  expect((await leaving(now)).filter(mail => mail.text.includes('机密'))).toEqual([])
  expect((await at(now, tx => listNotices(tx, ann, { topic: 'money' }))).items).toEqual([])
  await wish(plain)
})
