import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLead } from '#features/lead/server/create.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { sealerOf } from '#kernel/sealed.ts'
import { botSecret, type ChatService, openChatService } from '#test/chatService.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type World, worldOn } from '#test/world.ts'
import { registerEntities } from '../../../app/server/entities.ts'
import { type BotKind, botKinds, type NewBot } from '../bot.schema.ts'
import { createBot, dropBot, editBot, listBots, testBot } from './bot.service.ts'
import { type Posting, postDue, sendToBot } from './botPost.service.ts'
import { notify } from './notice.service.ts'

registerEntities()

let database: TestDatabase
let db: Database
let world: World
let chat: ChatService
let leadId: string
beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  world = worldOn(db)
  chat = await openChatService()
  const ann = await world.as('ann')
  leadId = (await write(tx => createLead(tx, ann, { name: '榆湾' }))).id
})
afterAll(async () => {
  await chat?.close()
  await db?.pool.end()
  await database?.drop()
})
beforeEach(async () => {
  chat.mood = 'fine'
  chat.asked = 0
  chat.got.length = 0
  const { items } = await all()
  for (const { id } of items) await write(async tx => dropBot(tx, await world.as('olivia'), id))
})

const sealer = sealerOf('a secret of more than thirty-two characters')
const parts = () => ({ sealer, hosts: [chat.host] })
const posting = (wait?: number): Posting => ({
  ...parts(),
  publicUrl: 'https://baton.example',
  send: request => sendToBot(request, wait),
})
const write = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, world.acmeId, { mode: 'write' }, fn)
const all = () => write(async tx => listBots(tx, await world.as('olivia'), parts()))
const add = (kind: BotKind, more: Partial<NewBot> = {}) =>
  write(async tx =>
    createBot(
      tx,
      await world.as('olivia'),
      { name: kind, kind, url: chat.url(kind), secret: botSecret, kinds: ['mentioned'], ...more },
      parts(),
    ),
  )
const told = (key = newId(), people: readonly string[] = [world.ids.ann]) =>
  write(async tx =>
    notify(tx, await world.as('max'), {
      userIds: people,
      kind: 'mentioned',
      values: { by: 'Max', name: '榆湾', text: '请看 😀' },
      entity: 'lead',
      recordId: leadId,
      key,
    }),
  )
const post = (hours = 0, wait?: number) => {
  const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
  return postDue({ ...db, clock }, world.acmeId, posting(wait))
}
const state = async () => (await all()).recent[0]

test.each(botKinds)('%s takes what we write, signed as it asks', async kind => {
  await add(kind)
  await told()
  await post()
  expect(chat.got).toEqual([expect.stringContaining('Max')])
  expect(chat.got[0]).toContain('请看 😀')
  expect(chat.got[0]).toContain('Ann')
  expect(chat.got[0]).toContain(`https://baton.example/leads/${leadId}`)
  expect(await state()).toMatchObject({ state: 'sent', tries: 1, error: null })
})

test('a wrong secret is refused by the service, and the reason shown', async () => {
  await add('dingtalk', { secret: 'SECwrong' })
  await told()
  await post()
  expect(chat.got).toEqual([])
  expect(await state()).toMatchObject({ state: 'waiting', tries: 1, error: expect.stringContaining('19021') })
})

describe('a service that will not', () => {
  test.each(['refuse', 'broken', 'redirect', 'hang'] as const)(
    '%s: is asked again later, and once it has taken it never again',
    async mood => {
      await add('feishu')
      await told()
      chat.mood = mood
      await post(0, 300)
      expect(await state()).toMatchObject({ state: 'waiting', tries: 1, error: expect.any(String) })
      await post(0, 300)
      expect(chat.asked).toBe(1)
      chat.mood = 'fine'
      await Promise.all([1, 2].map(() => post(1)))
      await post(20)
      expect(chat.got).toHaveLength(1)
      expect(await state()).toMatchObject({ state: 'sent', tries: 2 })
    },
  )

  test('for ever is given up after five tries', async () => {
    await add('wecom')
    await told()
    chat.mood = 'refuse'
    for (const hours of [0, 1, 2, 10, 20, 40]) await post(hours)
    expect(chat.asked).toBe(5)
    expect(await state()).toMatchObject({ state: 'failed', tries: 5, error: '310000 sign not match' })
  })
})

test('a group hears of its kinds, its department and each matter once', async () => {
  await add('wecom', { name: '销售群', deptId: world.salesId })
  await add('feishu', { name: '仓库群', kinds: ['orderConfirmed'] })
  await told('same')
  await told('same', [world.ids.ann, world.ids.wei])
  await told(newId(), [world.ids.wei])
  await post()
  expect(chat.got).toHaveLength(1)
  // who did it is told nothing, their group is
  await told(newId(), [world.ids.max])
  await post()
  expect(chat.got[1]).toContain('Max')
})

test('addresses and secrets are sealed, shown to nobody, and only of the three services', async () => {
  const made = await add('dingtalk')
  expect(JSON.stringify(await all())).not.toContain('access_token')
  expect(made).toMatchObject({ hasSecret: true, urlHint: expect.stringContaining(chat.host) })
  const raw = await write(tx =>
    tx.query({ text: 'select url, secret from notice_bots where org_id = $1', values: [tx.orgId] }),
  )
  expect(JSON.stringify(raw)).not.toContain(botSecret)
  for (const url of [
    'https://10.0.0.1/robot/send',
    'http://localhost:5432/',
    'https://open.feishu.cn/open-apis/bot/v2/hook/a',
  ])
    await expect(add('dingtalk', { url })).rejects.toMatchObject({ reasons: [{ key: 'bot.badUrl', path: 'url' }] })
  await expect(
    write(async tx => editBot(tx, await world.as('olivia'), { id: made.id, name: 'x', version: 0 }, parts())),
  ).rejects.toMatchObject({ kind: 'conflict' })
  // a host that is allowed no more is not asked, whatever was entered when it was
  await told()
  await postDue(db, world.acmeId, { ...posting(), hosts: [] })
  expect(chat.asked).toBe(0)
  expect(await state()).toMatchObject({ state: 'failed', error: 'its address is not allowed' })
})

test('a changed bot keeps the secret that was not entered again; one that is off posts nothing, and is not tried', async () => {
  const { id } = await add('dingtalk')
  const olivia = await world.as('olivia')
  await write(tx => editBot(tx, olivia, { id, name: '新名' }, parts()))
  await write(tx => testBot(tx, olivia, id))
  await post()
  expect(chat.got).toEqual([expect.stringContaining('Acme')])
  await write(tx => editBot(tx, olivia, { id, active: false }, parts()))
  await told()
  await post()
  expect(chat.got).toHaveLength(1)
  await expect(write(tx => testBot(tx, olivia, id))).rejects.toMatchObject({ reasons: [{ key: 'bot.off' }] })
})
