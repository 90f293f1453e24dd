import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { linksOf, revokeLink } from '#features/link/server/link.service.ts'
import { openLink } from '#features/link/server/visit.service.ts'
import { postThrough, sendDueMails, sendLetter } from '#features/notice/server/mail.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { setMailWords } from '#features/people/server/mailWords.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { addDays, fixedClock } from '#kernel/clock.ts'
import { appOn, callerOf } from '#test/app.ts'
import { contractDay, contractWorld } from '#test/contractWorld.ts'
import { knockWith } from '#test/knock.ts'
import { bodyOf, type LetterBox, openLetterBox, subjectOf } from '#test/letterBox.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import { contractMail } from '../mail.rules.ts'
import type { SigningMailBody } from '../mail.schema.ts'
import { draftSigningMail, mailContract } from './signingMail.service.ts'

const publicUrl = 'https://baton.example'
let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let box: LetterBox
let contactId: string
const folder = mkdtempSync(join(tmpdir(), 'baton-mail-'))
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  box = await openLetterBox()
  const person = { customerId: world.customerId, name: '林女士', email: 'lin@yuwan.example' }
  contactId = (await world.write('ann', (tx, actor) => createContact(tx, actor, person))).id
})
afterAll(async () => {
  await box?.close()
  await open?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => mailing(true))

const { draft, move, toSign, sign } = contractWorld(() => world, folder)
const mailing = (on: boolean) =>
  world.write('olivia', tx => setOrgSetting(tx, 'mail', { on, from: 'sales@acme.example' }))
const preview = (id: string, who: Anyone = 'ann') =>
  world.read(who, (db, actor) => draftSigningMail(db, actor, id, true))
const mail = (id: string, more: SigningMailBody = { contactId }, who: Anyone = 'ann') =>
  world.write(who, (tx, actor) => mailContract(tx, actor, { id, ...more }, sendLetter))
/** What lies in the out-tray goes out, as the job would send it. */
async function arrivals(hours = 0): Promise<string[]> {
  const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
  await sendDueMails({ ...open.db, clock }, world.acmeId, postThrough(box.url, publicUrl, permissionRows, folder))
  return box.empty()
}
const tokenIn = (arrived = ''): string => /baton\.example\/p\/([\w-]{43})/.exec(bodyOf(arrived))?.[1] ?? ''
const opened = async (token: string) => (await openLink(open.db, knockWith(token, { folder }))).body.text
const links = (id: string) => world.read('ann', (db, actor) => linksOf(db, actor, 'contract', id))
const told = async (id: string) =>
  (
    await world.rows<{ kind: string; after: { text?: string } | null }>(
      "select kind, after from event where org_id = $1 and record_id = $2 and kind like 'contract.%ailed' order by at, id",
      [id],
    )
  ).map(one => `${one.kind}: ${one.after?.text}`)
const gone = { kind: 'missing' }

test('the mail is seen in the language of the contract, with its signer, and leaves with a link that signs', async () => {
  const { id, number, title } = await toSign({ title: '后段设备采购', contactId, lang: 'zh' })
  const seen = await preview(id)
  expect(seen).toMatchObject({ lang: 'zh', canMail: true, contactId, name: '林女士' })
  expect(seen.people).toContainEqual({ id: contactId, name: '林女士', email: 'lin@yuwan.example' })
  expect(seen.subject).toContain(number)
  for (const part of ['{name}', '{link}', `《${title}》`, number, addDays(contractDay, 60), 'Ann'])
    expect(seen.text).toContain(part)
  await mail(id)
  const [arrived, ...more] = await arrivals()
  expect(more).toEqual([])
  expect(arrived).toContain('To: =?UTF-8?')
  expect(subjectOf(arrived ?? '')).toBe(seen.subject)
  expect(bodyOf(arrived ?? '')).toContain('林女士：')
  expect(bodyOf(arrived ?? '')).not.toMatch(/[{}]/)
  expect(await opened(tokenIn(arrived))).toContain(`林女士 · ${number}`)
  expect((await links(id)).items).toMatchObject([{ scope: 'contract', receiver: '林女士', revokedAt: null }])
  expect(await told(id)).toEqual(['contract.mailed: 林女士'])
})

test('sent again it has another link, and the first goes on opening; what is taken back opens no more', async () => {
  const { id } = await toSign({ contactId })
  await mail(id)
  const first = tokenIn((await arrivals())[0])
  await mail(id, { name: '周工', email: 'zhou@yuwan.example', subject: ' 请\n签 ', text: '{name}，请看。' })
  const [again] = await arrivals()
  expect(again).toContain('zhou@yuwan.example')
  expect([subjectOf(again ?? ''), bodyOf(again ?? '').startsWith('周工，请看。')]).toEqual(['请 签', true])
  const second = tokenIn(again)
  expect(second).not.toBe(first)
  expect(await opened(first)).toContain('林女士')
  const { items } = await links(id)
  expect(items).toHaveLength(2)
  for (const link of items) await world.write('ann', (tx, actor) => revokeLink(tx, actor, link.id))
  await expect(opened(second)).rejects.toMatchObject(gone)
  await mail(id)
  expect(await opened(tokenIn((await arrivals())[0])), 'a new mail has a link that opens').toContain('林女士')
})

test('the company’s words in both languages; a typing error is refused at its place', async () => {
  const set = (words: object) => world.write('olivia', (tx, actor) => setMailWords(tx, actor, contractMail, words))
  expect(await refused(set({ textZh: '{total} {link}' }))).toEqual(['mailWords.unknownField@textZh'])
  expect(await refused(set({ textEn: 'Dear {name}' }))).toEqual(['mailWords.noLink@textEn'])
  await set({ subjectEn: 'Sign {number}', textEn: '{name} / {customer} / {title} / {date} / {link}' })
  const { id, number, customerName } = await toSign({ title: 'Line', contactId, lang: 'en' })
  const seen = await preview(id)
  expect([seen.lang, seen.subject]).toEqual(['en', `Sign ${number}`])
  expect(seen.text).toBe(`{name} / ${customerName} / Line / ${addDays(contractDay, 60)} / {link}`)
  await set({ subjectEn: null, textEn: null })
  expect((await preview(id)).text).toContain('is ready to be signed')
})

test('refused with its reason: state, address, contact, right, another company, no mail', async () => {
  const [{ id }, waiting] = [await toSign(), await draft()]
  expect(await refused(mail(waiting.id))).toEqual(['contract.notToSign'])
  expect(await refused(mail(id, {}))).toEqual(['field.required@name', 'contract.noAddress@email'])
  expect(await refused(mail(id, { name: '周工', email: 'zhou@' }))).toEqual(['people.badEmail@email'])
  const strange = { contactId: '00000000-0000-7000-8000-000000000001' }
  expect(await refused(mail(id, strange))).toEqual(['contract.unknownContact@contactId'])
  const silent = { customerId: world.customerId, name: '无邮箱' }
  const { id: silentId } = await world.write('ann', (tx, actor) => createContact(tx, actor, silent))
  expect(await refused(mail(id, { contactId: silentId }))).toEqual(['contract.noAddress@email'])
  await expect(mail(id, { contactId }, 'fay')).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(preview(id, 'fay')).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(mail(id, { contactId }, 'gus')).rejects.toMatchObject(gone)
  await mailing(false)
  expect((await preview(id)).canMail).toBe(false)
  expect(await refused(mail(id))).toEqual(['contract.noMail'])
  expect([await told(id), await arrivals()]).toEqual([[], []])
})

test('whoever may not see the addresses of contacts reads none and sends to none', async () => {
  const { id } = await toSign({ contactId })
  const blind = <T extends object>(actor: T) => ({ ...actor, fieldRights: { contact: { email: 'hidden' as const } } })
  const seen = await world.read('ann', (db, actor) => draftSigningMail(db, blind(actor), id, true))
  expect(seen.people.map(one => one.email)).toEqual(seen.people.map(() => null))
  const sent = world.write('ann', (tx, actor) => mailContract(tx, blind(actor), { id, contactId }, sendLetter))
  expect(await refused(sent)).toEqual(['contract.noAddress@email'])
})

test('signed or taken back before it left: nothing is sent, the timeline and the owner hear of it', async () => {
  const [signed, withdrawn] = [await toSign({ contactId }), await toSign({ contactId })]
  await mail(signed.id)
  await mail(withdrawn.id)
  await sign(signed.id)
  await move(withdrawn.id, 'withdraw')
  expect(await arrivals()).toEqual([])
  for (const { id } of [signed, withdrawn]) {
    expect(await told(id)).toEqual(['contract.mailed: 林女士', 'contract.notMailed: 林女士: no longer needed'])
    expect((await links(id)).items).toEqual([])
    const { items } = await world.read('ann', (db, actor) => listNotices(db, actor, { limit: 100 }))
    expect(items.filter(one => one.recordId === id && one.kind === 'emailFailed')).toHaveLength(1)
  }
})

test('pressed twice it goes out once', async () => {
  const { id } = await toSign({ contactId })
  const app = await appOn(open.test, { SMTP_URL: box.url, PUBLIC_URL: publicUrl })
  const ann = callerOf(app, async () => ({ authorization: `Bearer ${await world.keyOf('ann')}` }))
  const key = { 'idempotency-key': `mail-${id}` }
  const press = () => ann.post(`/contracts/${id}/mail`, { contactId }, key)
  const both = await Promise.all([press(), press()])
  const again = await press()
  expect([...both, again].filter(one => one.status === 200).length).toBeGreaterThan(0)
  expect(again.status).toBe(200)
  expect(await arrivals()).toHaveLength(1)
  expect(await told(id)).toEqual(['contract.mailed: 林女士'])
  await app.close()
})
