import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { addFile } from '#features/file/server/file.service.ts'
import { readTimeline } from '#features/followup/server/timeline.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { postThrough, sendDueMails } from '#features/notice/server/mail.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { registerLetter } from '#features/people/server/letter.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type LetterBox, openLetterBox, subjectOf } from '#test/letterBox.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import type { NewEmail } from '../email.schema.ts'
import {
  loseRecordMail,
  readMailbox,
  readTemplates,
  sendEmail,
  setTemplates,
  writeRecordMail,
} from './email.service.ts'
import { receiveMail } from './receive.service.ts'

const domain = 'in.acme.example'
let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let box: LetterBox
let folder: string
let dealId: string
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  box = await openLetterBox()
  folder = await mkdtemp(join(tmpdir(), 'mail-'))
  registerLetter('record', writeRecordMail(parts()), loseRecordMail)
  for (const [name, email] of [
    ['林女士', 'lin@yuwan.example'],
    ['周工', 'zhou@yuwan.example'],
  ] as const)
    await world.write('ann', (tx, actor) => createContact(tx, actor, { customerId: world.customerId, name, email }))
  const deal = { customerId: world.customerId, name: '灌装线' }
  dealId = (await world.write('ann', (tx, actor) => createDeal(tx, actor, deal))).id
})
afterAll(async () => {
  await box?.close()
  await open?.close()
  await rm(folder, { recursive: true, force: true })
})

const parts = () => ({ domain, canSend: true, folder })
const place = () => ({ entity: 'deal', recordId: dealId }) as const
const letter = (more: Partial<NewEmail> = {}): NewEmail => ({
  ...place(),
  to: ['lin@yuwan.example', 'ZHOU@yuwan.example'],
  subject: '报价说明 😀',
  text: '林女士，您好',
  ...more,
})
const send = (more: Partial<NewEmail> = {}) =>
  world.write('ann', (tx, actor) => sendEmail(tx, actor, letter(more), parts()))
const mailbox = () => world.read('ann', (db, actor) => readMailbox(db, actor, place(), parts()))
const leave = (hours = 0) => {
  const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
  return sendDueMails({ ...open.db, clock }, world.acmeId, postThrough(box.url, undefined, permissionRows))
}

test('nothing is written where the company sends no mail', async () => {
  expect(await refused(send())).toEqual(['mail.off'])
  expect((await mailbox()).canSend).toBe(false)
  await world.write('olivia', tx => setOrgSetting(tx, 'mail', { on: true, from: 'sales@acme.example' }))
  expect(await mailbox()).toMatchObject({ canSend: true, items: [] })
})

test('a mail goes to its contacts with its files, is answered to the record, and is a follow-up with its state', async () => {
  const file = { fileName: '报价.txt', type: 'text/plain', bytes: Buffer.from('价目') }
  const stored = await world.write('ann', (tx, actor) => addFile(tx, actor, folder, { ...place(), file }))
  const sent = await send({ fileIds: [stored.id] })
  expect(sent).toMatchObject({ state: 'queued', direction: 'out', files: [{ name: '报价.txt' }] })
  await leave()
  const [mail = ''] = box.empty()
  const { address, items } = await mailbox()
  expect(subjectOf(mail)).toBe('报价说明 😀')
  for (const part of [
    'lin@yuwan.example',
    'zhou@yuwan.example',
    'sales@acme.example',
    Buffer.from('价目').toString('base64'),
  ])
    expect(mail).toContain(part)
  expect(mail).toMatch(new RegExp(`^Reply-To: <?${address?.replace('+', '\\+')}`, 'im'))
  expect(items[0]).toMatchObject({ id: sent.id, state: 'sent', error: null })
  const entry = (
    await world.read('ann', (db, actor) => readTimeline(db, actor, { entity: 'deal', id: dealId }))
  ).items.find(one => one.followup?.id === sent.followupId)
  expect(entry?.followup).toMatchObject({
    kind: 'email',
    ownerId: world.ids.ann,
    content: '报价说明 😀\n\n林女士，您好',
  })
  // one of ours that comes back is no news
  const incoming = { raw: Buffer.from(mail), envelopeFrom: 'sales@acme.example', recipients: [address ?? ''] }
  const mailIn = { domain, folder, permissions: permissionRows, trusted: undefined }
  expect(await receiveMail(open.db, incoming, mailIn)).toEqual(['known'])
})

test('one that cannot be sent says why, and its writer is told', async () => {
  await send({ subject: '会失败' })
  box.full = true
  for (const hours of [0, 1, 2, 10, 20, 40]) await leave(hours)
  box.full = false
  expect((await mailbox()).items.find(one => one.subject === '会失败')).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('full'),
  })
  const told = await world.read('ann', (db, actor) => listNotices(db, actor, { kind: 'emailFailed' }))
  expect(told.items).toMatchObject([{ values: { to: '林女士, 周工' }, recordId: dealId }])
})

test('nobody but the record’s people is written to, with no file of another record, and not nothing', async () => {
  expect(await refused(send({ to: ['boss@elsewhere.example'] }))).toEqual(['email.unknownRecipient@to.0'])
  expect(await refused(send({ text: '\u0000 ' }))).toEqual(['field.required@text'])
  const lead = await world.write('ann', (tx, actor) => createLead(tx, actor, { name: '甲', email: 'jia@x.example' }))
  const file = { fileName: 'a.txt', type: 'text/plain', bytes: Buffer.from('a') }
  const at = { entity: 'lead', recordId: lead.id } as const
  const foreign = await world.write('ann', (tx, actor) => addFile(tx, actor, folder, { ...at, file }))
  expect(await refused(send({ fileIds: [foreign.id] }))).toEqual(['email.otherFile@fileIds.0'])
  // a lead’s own address is one
  const sent = await world.write('ann', (tx, actor) =>
    sendEmail(tx, actor, { ...letter({ to: ['jia@x.example'] }), ...at }, parts()),
  )
  expect(sent.recipients).toEqual([{ name: '甲', address: 'jia@x.example' }])
  await expect(world.write('wei', (tx, actor) => sendEmail(tx, actor, letter(), parts()))).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('templates are the company’s', async () => {
  const items = [{ name: '寄样', subject: '样品已寄出', text: '{contact}，您好' }]
  await world.write('olivia', (tx, actor) => setTemplates(tx, actor, { items }))
  expect(await world.read('ann', readTemplates)).toEqual({ items })
})
