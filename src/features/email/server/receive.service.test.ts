import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { readContent } from '#features/file/server/content.service.ts'
import { listFiles } from '#features/file/server/file.service.ts'
import { readTimeline } from '#features/followup/server/timeline.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { type ImapBox, openImapBox } from '#test/imapBox.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import type { EmailEntity } from '../email.schema.ts'
import { openMailbox, renewMailbox } from './address.service.ts'
import { readMailbox } from './email.service.ts'
import { readImap } from './imapIn.service.ts'
import { type MailIn, receiveMail } from './receive.service.ts'
import { openSmtpIn, type SmtpIn } from './smtpIn.service.ts'

const domain = 'in.acme.example'
let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let folder: string
let parts: MailIn
let server: SmtpIn
let dealId: string
let contactId: string
const faults: unknown[] = []
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  folder = await mkdtemp(join(tmpdir(), 'mail-'))
  parts = { domain, folder, permissions: permissionRows, trusted: 'mx.acme.example' }
  server = await openSmtpIn({
    db: open.db,
    parts,
    port: 0,
    host: '127.0.0.1',
    failed: error => faults.push(error),
    size: 100_000,
  })
  const person = { customerId: world.customerId, name: '林女士', email: 'lin@yuwan.example' }
  contactId = (await world.write('ann', (tx, actor) => createContact(tx, actor, person))).id
  const deal = { customerId: world.customerId, name: '灌装线' }
  dealId = (await world.write('ann', (tx, actor) => createDeal(tx, actor, deal))).id
})
afterAll(async () => {
  await server?.close()
  await open?.close()
  await rm(folder, { recursive: true, force: true })
})

const place = (entity: EmailEntity = 'deal', recordId = dealId) => ({ entity, recordId })
const addressOf = async (at = place()) =>
  (await world.write('ann', (tx, actor) => openMailbox(tx, actor, at, domain))).address
const mailbox = (at = place()) =>
  world.read('ann', (db, actor) => readMailbox(db, actor, at, { domain, canSend: false, folder }))
const timeline = async (at = place()) =>
  (await world.read('ann', (db, actor) => readTimeline(db, actor, { entity: at.entity, id: at.recordId, limit: 100 })))
    .items
const lin = '林女士 <lin@yuwan.example>'
const sending = () =>
  nodemailer.createTransport({ host: '127.0.0.1', port: server.port, secure: false, ignoreTLS: true })
const code = async (sent: Promise<unknown>): Promise<number> =>
  sent.then(
    () => 250,
    (error: { responseCode?: number }) => error.responseCode ?? 0,
  )

test('a mail to a record’s address is its follow-up, and its customer’s, with who, words and files', async () => {
  const to = await addressOf()
  const html = '<p>请报 <b>两条</b> 线&nbsp;😀</p><script>steal()</script>'
  const attachments = [{ filename: '图纸 1.pdf', content: Buffer.from('%PDF-1.4 x') }]
  await sending().sendMail({
    from: lin,
    to,
    subject: '询价：灌装线',
    html,
    attachments,
    messageId: '<a1@yuwan.example>',
  })
  const { items } = await mailbox()
  expect(items).toMatchObject([
    {
      direction: 'in',
      from: { name: '林女士', address: 'lin@yuwan.example' },
      subject: '询价：灌装线',
      contactId,
      userId: null,
      state: 'received',
      doubt: 'unchecked',
      automatic: false,
      files: [{ name: '图纸 1.pdf' }],
    },
  ])
  for (const at of [place(), place('customer', world.customerId)]) {
    const followup = (await timeline(at)).find(one => one.followup?.id === items[0]?.followupId)?.followup
    expect(followup).toMatchObject({ kind: 'email', contactId, contactName: '林女士', ownerId: null, dealId })
    expect(followup?.content).toBe('询价：灌装线\n\n请报 两条 线 😀')
  }
  const [file] = await world.read('ann', (db, actor) => listFiles(db, actor, place()))
  expect(Buffer.from((await readContent(folder, world.acmeId, file?.sha256 ?? '')) ?? []).toString()).toBe('%PDF-1.4 x')
  const told = await world.read('ann', (db, actor) => listNotices(db, actor, { kind: 'emailReceived' }))
  expect(told.items[0]).toMatchObject({ values: { from: '林女士', subject: '询价：灌装线' }, recordId: dealId })
})

test('brought again, by two servers at once, it is kept once', async () => {
  const to = await addressOf()
  const before = (await mailbox()).items.length
  const mail = { from: lin, to, subject: '再问', text: '?', messageId: '<twice@yuwan.example>' }
  await Promise.all([1, 2, 3].map(() => sending().sendMail(mail)))
  await sending().sendMail(mail)
  expect((await mailbox()).items.length).toBe(before + 1)
})

test('GBK, and one that says nothing of itself', async () => {
  const to = await addressOf()
  const raw = Buffer.concat([
    Buffer.from(
      `From: =?GBK?B?${iconv.encode('赵总', 'gbk').toString('base64')}?= <zhao@other.example>\r\nTo: ${to}\r\n`,
    ),
    Buffer.from(`Subject: =?gb2312?B?${iconv.encode('合同事宜', 'gb2312').toString('base64')}?=\r\n`),
    Buffer.from('Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'),
    iconv.encode('您好，镕基公司', 'gb18030'),
  ])
  await sending().sendMail({ raw, envelope: { from: 'zhao@other.example', to } })
  const [first] = (await mailbox()).items
  expect(first).toMatchObject({ from: { name: '赵总' }, subject: '合同事宜', contactId: null })
  const followup = (await timeline()).find(one => one.followup?.id === first?.followupId)?.followup
  expect(followup?.content).toBe('赵总 <zhao@other.example>\n\n合同事宜\n\n您好，镕基公司')
})

describe('the door', () => {
  test('is shut to unknown and taken back addresses, other domains, and whoever guesses', async () => {
    const to = await addressOf()
    const mail = (address: string) => sending().sendMail({ from: lin, to: address, subject: 'x', text: 'x' })
    expect(await code(mail('deal+aaaaaaaaaaaaaaaaaaaaaaaaaa@in.acme.example'))).toBe(550)
    expect(await code(mail(to.replace(domain, 'elsewhere.example')))).toBe(550)
    await world.write('ann', (tx, actor) => renewMailbox(tx, actor, place(), domain))
    expect(await code(mail(to))).toBe(550)
    expect(await addressOf()).not.toBe(to)
  })

  test('takes no mail that is too large, and not too many recipients', async () => {
    const to = await addressOf()
    const content = Buffer.alloc(200_000, 'a')
    expect(
      await code(sending().sendMail({ from: lin, to, subject: 'x', attachments: [{ filename: 'a.bin', content }] })),
    ).toBe(552)
    expect(faults).toEqual([])
  })

  test('no address of a company’s record leads into another’s, and who may not see it gets none', async () => {
    const own = await world.write('ann', (tx, actor) => createLead(tx, actor, { name: '甲', email: 'jia@x.example' }))
    const address = await addressOf(place('lead', own.id))
    expect(address).toMatch(/^lead\+[a-z2-7]{26}@in\.acme\.example$/)
    await expect(
      world.write('wei', (tx, actor) => openMailbox(tx, actor, place('lead', own.id), domain)),
    ).rejects.toMatchObject({ kind: 'missing' })
  })
})

describe('whose words they are', () => {
  const from = (who: string, head: string, to: string, id: string) =>
    receiveMail(
      open.db,
      {
        raw: Buffer.from(`${head}From: ${who}\r\nTo: ${to}\r\nMessage-ID: <${id}>\r\nSubject: s\r\n\r\nbody\r\n`),
        envelopeFrom: 'someone@elsewhere.example',
        recipients: [to],
      },
      parts,
    )

  test('a colleague’s count as their follow-up only where the trusted server vouches for them', async () => {
    const next = { nextStep: '回电', nextStepAt: new Date(Date.now() - 60_000).toISOString() }
    const lead = await world.write('ann', (tx, actor) => createLead(tx, actor, { name: '乙', ...next }))
    const to = await addressOf(place('lead', lead.id))
    const ann = `Ann <${world.emailOf('ann')}>`
    expect(await from(ann, '', to, 'forged@x')).toEqual(['kept'])
    const step = async () =>
      (
        await world.read('ann', tx =>
          tx.query<{ nextStep: string | null }>({
            text: 'select next_step from leads where org_id = $1 and id = $2',
            values: [tx.orgId, lead.id],
          }),
        )
      )[0]?.nextStep
    expect(await step()).toBe('回电')
    const [forged] = (await mailbox(place('lead', lead.id))).items
    expect(forged).toMatchObject({ userId: world.ids.ann, doubt: 'mismatch' })
    expect(await from(ann, 'Authentication-Results: mx.acme.example; dmarc=pass\r\n', to, 'true@x')).toEqual(['kept'])
    expect(await step()).toBeNull()
  })

  test('a machine’s are kept as such and tell nobody; what goes in a circle is not kept', async () => {
    const to = await addressOf()
    const told = async () =>
      (await world.read('ann', (db, actor) => listNotices(db, actor, { kind: 'emailReceived', limit: 100 }))).items
        .length
    const before = await told()
    expect(await from(lin, 'Auto-Submitted: auto-replied\r\n', to, 'ooo@x')).toEqual(['kept'])
    expect((await mailbox()).items.find(one => one.automatic)).toBeDefined()
    expect(await told()).toBe(before)
    expect(await from(lin, 'Received: x\r\n'.repeat(31), to, 'loop@x')).toEqual(['looping'])
  })
})

describe('a mailbox that is looked into', () => {
  let box: ImapBox
  beforeAll(async () => {
    box = await openImapBox()
  })
  afterAll(() => box.close())

  test('what is unread is kept and marked, once; what is for nobody is marked too', async () => {
    const to = await addressOf()
    const mail = (address: string, id: string) =>
      Buffer.from(
        `From: ${lin.replace('林女士', 'Lin')}\r\nTo: sales@acme.example\r\nDelivered-To: ${address}\r\nMessage-ID: <${id}>\r\nSubject: IMAP\r\n\r\nhello\r\n`,
      )
    box.mails.push({ raw: mail(to, 'i1@x'), seen: false }, { raw: mail('nobody@in.acme.example', 'i2@x'), seen: false })
    const failed = (error: unknown) => faults.push(error)
    const options = { db: open.db, parts, url: box.url, failed }
    expect(await readImap(options)).toEqual(['kept', 'unknown'])
    expect(box.mails.map(one => one.seen)).toEqual([true, true])
    expect(await readImap(options)).toEqual([])
    // another process that had fetched it at the same time
    for (const one of box.mails) one.seen = false
    expect(await readImap(options)).toEqual(['known', 'unknown'])
    expect((await mailbox()).items.filter(one => one.subject === 'IMAP')).toHaveLength(1)
    expect(faults).toEqual([])
  }, 60_000)
})
