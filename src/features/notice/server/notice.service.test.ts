import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addReminder, fireReminders } from '#features/followup/server/reminder.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { assignLead } from '#features/lead/server/leadMove.service.ts'
import { editOrg } from '#features/people/server/org.service.ts'
import { editMyself } from '#features/people/server/user.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { bodyOf, type LetterBox, openLetterBox } from '#test/letterBox.ts'
import { type World, worldOn } from '#test/world.ts'
import { registerEntities } from '../../../app/server/entities.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import { postThrough, sendDueMails } from './mail.service.ts'
import { readMail, setMail, testMail } from './mailSetting.service.ts'
import { listNotices, notify, readAllNotices, readNotice, unreadNotices } from './notice.service.ts'
import { readWishes, setWishes } from './wish.service.ts'

let database: TestDatabase
let db: Database
let world: World
let ann: Actor
let max: Actor
let leadId: string

const write = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, actor.orgId, { mode: 'write' }, fn)
const listed = async (actor: Actor) => (await write(actor, tx => listNotices(tx, actor, {}))).items
const unread = async (actor: Actor) => (await write(actor, tx => unreadNotices(tx, actor))).count
const tellAnn = (by: Actor, key?: string) =>
  write(by, async tx =>
    notify(tx, by, {
      userIds: [ann.userId],
      kind: 'reminder',
      values: { text: '😀 回访' },
      entity: 'lead',
      recordId: leadId,
      ...(key && { key }),
    }),
  )

beforeAll(async () => {
  registerEntities()
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  world = worldOn(db)
  ann = await world.as('ann')
  max = await world.as('max')
  // what notices are about: one that Ann may see
  leadId = (await write(ann, tx => createLead(tx, ann, { name: '回访' }))).id
})
afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

describe('the centre', () => {
  test('a lead given to Ann is told to Ann once, not to Max who gave it', async () => {
    const lead = await write(max, tx => createLead(tx, max, { name: '王先生', company: '筠石新材' }))
    const before = await unread(ann)
    await write(max, tx => assignLead(tx, max, lead.id, { ownerId: ann.userId }))
    expect(await unread(ann)).toBe(before + 1)
    expect((await listed(ann))[0]).toMatchObject({
      kind: 'leadAssigned',
      values: { by: 'Max', name: '王先生 · 筠石新材' },
      entity: 'lead',
      recordId: lead.id,
      readAt: null,
    })
    expect((await listed(max)).filter(one => one.recordId === lead.id)).toEqual([])
  })

  test('a lead that Ann writes down for herself is no news to her; one that Max writes down for her is', async () => {
    const before = await unread(ann)
    await write(ann, tx => createLead(tx, ann, { name: 'Own' }))
    expect(await unread(ann)).toBe(before)
    await write(max, tx => createLead(tx, max, { name: 'For Ann', ownerId: ann.userId }))
    expect(await unread(ann)).toBe(before + 1)
  })

  test('the same key is told once; an import tells nobody', async () => {
    const before = await unread(ann)
    await Promise.all([tellAnn(max, 'once'), tellAnn(max, 'once')])
    expect(await unread(ann)).toBe(before + 1)
    await tellAnn(await world.as('max', 'import'))
    expect(await unread(ann)).toBe(before + 1)
  })

  test('what is rolled back was never told', async () => {
    const before = await unread(ann)
    const undone = write(max, async tx => {
      notify(tx, max, { userIds: [ann.userId], kind: 'test', values: {}, entity: 'lead', recordId: newId() })
      await tx.query({ text: 'select $1::uuid', values: [tx.orgId] })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await unread(ann)).toBe(before)
  })

  test('one is read by its owner only; all at once', async () => {
    await tellAnn(max)
    await tellAnn(max)
    const [first] = await listed(ann)
    if (!first) throw new Error('no notice')
    await expect(write(max, tx => readNotice(tx, max, first.id))).rejects.toMatchObject({ kind: 'missing' })
    const before = await unread(ann)
    await write(ann, tx => readNotice(tx, ann, first.id))
    expect(await unread(ann)).toBe(before - 1)
    await write(ann, tx => readAllNotices(tx, ann))
    expect(await unread(ann)).toBe(0)
  })

  test('pages follow one another without gap or repeat', async () => {
    for (let n = 0; n < 5; n++) await tellAnn(max)
    const all = (await write(ann, tx => listNotices(tx, ann, { limit: 100 }))).items.map(one => one.id)
    const seen: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 50; page++) {
      const found = await write(ann, tx => listNotices(tx, ann, { limit: 2, ...(cursor && { cursor }) }))
      seen.push(...found.items.map(one => one.id))
      if (!found.nextCursor) break
      cursor = found.nextCursor
    }
    expect(seen).toEqual(all)
  })

  test('a reminder that rings is told in the same transaction, once', async () => {
    const { id } = await write(ann, tx => createLead(tx, ann, { name: '到点' }))
    const soon = new Date(Date.now() - 60_000).toISOString()
    await write(ann, async tx =>
      addReminder(tx, { userId: ann.userId, entity: 'lead', id, kind: 'own', text: '回访', at: soon }),
    )
    await Promise.all([1, 2].map(() => write(ann, tx => fireReminders(tx))))
    const rung = (await listed(ann)).filter(one => one.recordId === id)
    expect(rung).toMatchObject([{ kind: 'reminder', values: { text: '回访' } }])
  })
})

describe('mail', () => {
  let box: LetterBox
  const owner = () => world.as('olivia')
  const switchOn = async () => {
    const olivia = await owner()
    await write(olivia, tx => setMail(tx, olivia, { on: true, from: 'baton@acme.example' }, 'localhost'))
  }
  const recent = async () => {
    const olivia = await owner()
    return (await write(olivia, tx => readMail(tx, olivia, 'localhost'))).recent
  }
  const sendAt = (instant: string) =>
    sendDueMails(
      { ...db, clock: fixedClock(instant) },
      world.acmeId,
      postThrough(box.url, 'https://baton.example', permissionRows),
    )
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()

  beforeAll(async () => {
    box = await openLetterBox()
  })
  afterAll(() => box.close())

  test('nobody gets a mail who has not asked for one, and nobody of a company that sends none', async () => {
    await write(ann, tx => setWishes(tx, ann, { byMail: true }, true))
    await tellAnn(max)
    expect(await recent()).toEqual([])
    await expect(write(await owner(), async tx => testMail(tx, await owner(), 'localhost'))).rejects.toMatchObject({
      reasons: [{ key: 'mail.off' }],
    })
    const olivia = await owner()
    await expect(write(olivia, tx => setMail(tx, olivia, { on: true }, 'localhost'))).rejects.toMatchObject({
      reasons: [{ key: 'mail.noFrom', path: 'from' }],
    })
    await switchOn()
    await write(ann, tx => setWishes(tx, ann, { byMail: false }, true))
    await tellAnn(max)
    expect(await recent()).toEqual([])
    const again = await world.as('ann')
    expect(await write(again, tx => readWishes(tx, again, true))).toMatchObject({ byMail: false, canMail: true })
  })

  test('who wants mails gets the notice, in their language, with a link, from two senders at once only once', async () => {
    await switchOn()
    await write(ann, tx => setWishes(tx, ann, { byMail: true }, true))
    const lead = await write(max, tx => createLead(tx, max, { name: '小雨😀', ownerId: ann.userId }))
    await Promise.all([1, 2].map(() => sendAt(hours(0))))
    const mails = box.empty()
    expect(mails).toHaveLength(1)
    const [mail = ''] = mails
    expect(mail).toContain('ann@acme.example')
    expect(mail).toContain('baton@acme.example')
    expect(bodyOf(mail)).toContain('Max')
    expect(bodyOf(mail)).toContain('小雨😀')
    expect(bodyOf(mail)).toContain(`https://baton.example/leads/${lead.id}`)
    expect((await recent())[0]).toMatchObject({ state: 'sent', tries: 1, to: 'ann@acme.example', error: null })
    await sendAt(hours(20))
    expect(box.empty()).toEqual([])
  })

  test('who has chosen no language gets mails in the one of the company', async () => {
    const olivia = await owner()
    await write(ann, tx => editMyself(tx, ann, { lang: null }))
    for (const [lang, words] of [
      ['zh', '提醒：'],
      ['en', 'Reminder:'],
    ] as const) {
      await write(olivia, tx => editOrg(tx, olivia, { lang }))
      await tellAnn(max)
      await sendAt(hours(0))
      expect(box.empty().map(mail => bodyOf(mail).includes(words))).toEqual([true])
    }
    await write(ann, tx => editMyself(tx, ann, { lang: 'en' }))
  })

  test('a refused mail is tried five times, later each time, then given up with its reason', async () => {
    await switchOn()
    box.full = true
    try {
      await tellAnn(max)
      await sendAt(hours(0))
      expect((await recent())[0]).toMatchObject({ state: 'waiting', tries: 1, error: expect.stringContaining('full') })
      // not again at once
      await sendAt(hours(0))
      expect((await recent())[0]).toMatchObject({ tries: 1 })
      for (const n of [1, 2, 10, 20, 40]) await sendAt(hours(n))
      expect((await recent())[0]).toMatchObject({ state: 'failed', tries: 5 })
    } finally {
      box.full = false
    }
    await sendAt(hours(100))
    expect(box.empty()).toEqual([])
  })

  test('an unreachable server loses nothing: the mail goes out when it is back', async () => {
    await switchOn()
    await tellAnn(max)
    const dead = postThrough('smtp://127.0.0.1:1', undefined, permissionRows)
    expect(await sendDueMails(db, world.acmeId, dead)).toBe(1)
    expect((await recent())[0]).toMatchObject({ state: 'waiting', tries: 1 })
    await sendAt(hours(1))
    expect(box.empty()).toHaveLength(1)
    expect((await recent())[0]).toMatchObject({ state: 'sent', tries: 2 })
  })

  test('the test mail reaches whoever asks for it, whatever they wish', async () => {
    await switchOn()
    const olivia = await owner()
    await write(olivia, async tx => testMail(tx, olivia, 'localhost'))
    await sendAt(hours(0))
    expect(box.empty().map(mail => mail.includes('olivia@acme.example'))).toEqual([true])
    await expect(write(olivia, async tx => testMail(tx, olivia, null))).rejects.toMatchObject({
      reasons: [{ key: 'mail.noServer' }],
    })
  })
})
