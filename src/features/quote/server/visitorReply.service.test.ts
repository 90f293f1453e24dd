import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { listFiles, openFile, trashFile } from '#features/file/server/file.service.ts'
import { linksOf } from '#features/link/server/link.service.ts'
import { openLink, openPaper, sayThrough } from '#features/link/server/visit.service.ts'
import { type Mail, sendDueMails, sendLetter } from '#features/notice/server/mail.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { setMailWords } from '#features/people/server/mailWords.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { addDays, fixedClock, today } from '#kernel/clock.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { printedText } from '#test/paper.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import { quoteMail } from '../mail.rules.ts'
import type { LineInput, NewQuote, WholeQuote } from '../quote.schema.ts'
import { readConcessions } from './concession.service.ts'
import { answerQuestion, giveQuoteLink, mailQuote, readSide, receiversOf } from './customerSide.service.ts'
import { draftMail } from './mail.service.ts'
import { createQuote, getQuote, setLines } from './quote.service.ts'
import { type HandMove, moveQuote, reviseQuote } from './quoteMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
const folder = mkdtempSync(join(tmpdir(), 'baton-page-'))
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test, folder)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const clean = async () => expect(await doctor.findings()).toEqual([])
const fee = (price: string, more: Partial<LineInput> = {}): LineInput => ({
  name: '安装调试',
  unitQty: '1',
  price,
  taxRate: '6',
  ...more,
})
const move = (id: string, name: HandMove, input = {}) =>
  world.write('ann', (tx, actor) => moveQuote(tx, actor, id, name, input))
const read = (id: string) => world.read('ann', (db, actor) => getQuote(db, actor, id))
const side = (id: string) => world.read('ann', (db, actor) => readSide(db, actor, id))
const give = (id: string, input = {}) => world.write('ann', (tx, actor) => giveQuoteLink(tx, actor, id, input))
const tokenOf = async (id: string, input = {}) => (await give(id, input)).path.slice('/p/'.length)

async function sent(more: Partial<NewQuote> = {}): Promise<WholeQuote> {
  const { customerId } = world
  const deal = await world.write('ann', (tx, actor) => createDeal(tx, actor, { name: '灌装后段', customerId }))
  const lines = more.lines ?? [fee('100')]
  const quote = await world.write('ann', (tx, actor) => createQuote(tx, actor, { ...more, dealId: deal.id, lines }))
  return move(quote.id, 'send')
}
const knock = (token: string, more = {}) => knockWith(token, { folder, ...more })
const opened = async (token: string, more = {}) => (await openLink(open.db, knock(token, more))).body.text
const linksOfQuote = async (id: string) =>
  (await world.read('ann', (db, actor) => linksOf(db, actor, 'quote', id))).items
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const signed = (quote: WholeQuote, more = {}) => ({
  do: 'accept',
  hash: quote.contentHash ?? '',
  shown: '',
  name: '林女士',
  title: '采购经理',
  agree: 'on',
  signature: `data:image/png;base64,${png}`,
  ...more,
})
/** Where it led, or what stands on the page then. */
const say = async (token: string, form: Record<string, string>) => {
  const told = await sayThrough(open.db, knock(token), form)
  return typeof told === 'string' ? told.replace(token, '…') : told.body.text
}
const gone = { kind: 'missing' }
const noticesOf = async (id: string) =>
  (await world.read('ann', (db, actor) => listNotices(db, actor, { limit: 100 }))).items
    .filter(one => one.recordId === id)
    .map(one => one.kind)
    .toReversed()

describe('yes', () => {
  test('of alternatives exactly one is taken, by the customer: total, page, paper and quote agree', async () => {
    const groups = [
      fee('100'),
      fee('40', { name: '国产电机', alternative: 'A' }),
      fee('70', { name: '进口电机', alternative: 'A' }),
    ]
    const quote = await sent({ lines: groups })
    const [, cheap, dear] = quote.lines
    expect([quote.gross, cheap?.chosen, dear?.chosen], 'the first counts until somebody chooses').toEqual([
      '140',
      true,
      false,
    ])
    const token = await tokenOf(quote.id)
    const page = await opened(token)
    expect(page).toContain(`<input type="radio" name="alternative.A" value="${cheap?.id}" checked>`)
    expect(page).toContain(`<input type="radio" name="alternative.A" value="${dear?.id}">`)
    const form = signed(quote, { 'alternative.A': dear?.id ?? '', shown: cheap?.id ?? '' })
    expect(await say(token, form), 'another total than the page showed is shown first').toContain('170')
    expect(await say(token, { ...form, shown: dear?.id ?? '' })).toBe('/p/…?lang=zh')
    const after = await read(quote.id)
    expect([after.gross, ...after.lines.map(line => line.chosen)]).toEqual(['170', false, false, true])
    expect(after.contentHash, 'what was offered is the same').toBe(quote.contentHash)
    await clean()
  })

  test('two of a group are refused, none of it leaves what stands', async () => {
    const groups = [
      fee('40', { name: '甲', alternative: 'A' }),
      fee('70', { name: '乙', alternative: 'A', chosen: true }),
    ]
    const quote = await sent({ lines: groups })
    expect(quote.gross).toBe('70')
    const both = quote.lines.map(line => line.id)
    expect(await refused(move(quote.id, 'accept', { chosen: both }))).toEqual(['quote.oneOfGroup@chosen.1'])
    expect((await move(quote.id, 'accept')).gross).toBe('70')
    const twice = groups.map(line => ({ ...line, chosen: true }))
    expect(await refused(sent({ lines: twice }))).toEqual(['quote.oneOfGroup@lines.1.chosen'])
  })

  test('is the very move that sales makes, once, with all that proves it', async () => {
    const quote = await sent({
      lines: [fee('100'), fee('20', { name: '备件', optional: true })],
      note: '收到定金后 45 天',
    })
    const token = await tokenOf(quote.id, { receiver: '林女士 8000' })
    const spare = quote.lines[1]?.id ?? ''
    const form = signed(quote, { [`option.${spare}`]: 'on', shown: spare })
    const both = await Promise.all([say(token, form), say(token, form)])
    expect(both).toEqual(['/p/…?lang=zh', '/p/…?lang=zh'])
    const after = await read(quote.id)
    expect([after.state, after.gross, after.lines[1]?.chosen]).toEqual(['accepted', '120', true])
    const deal = await world.read('ann', (db, actor) => getDeal(db, actor, quote.dealId))
    expect([deal.acceptedQuoteId, deal.amount, deal.amountFrom]).toEqual([quote.id, '120', 'quote'])
    const { reply } = await side(quote.id)
    expect(reply).toMatchObject({
      kind: 'accepted',
      name: '林女士',
      title: '采购经理',
      receiver: '林女士 8000',
      gross: '120',
    })
    expect(reply).toMatchObject({
      contentHash: quote.contentHash,
      device: 'WeChat · iPhone',
      address: expect.stringMatching(/^10\./),
    })
    const [row] = await world.rows<{ content: string; n: number }>(
      'select content, count(*) over ()::int as n from quote_replies where org_id = $1 and quote_id = $2',
      [quote.id],
    )
    expect(row?.n).toBe(1)
    expect(
      createHash('sha256')
        .update(row?.content ?? '')
        .digest('hex'),
    ).toBe(quote.contentHash)
    expect(row?.content).toContain('收到定金后 45 天')
    const page = await opened(token)
    expect(page).toContain('您已接受此报价')
    expect(page).not.toContain('name="agree"')
    await clean()
  })
  test('its signature is a file that nobody alters', async () => {
    const quote = await sent()
    await say(await tokenOf(quote.id), signed(quote))
    const [file] = await world.read('ann', (db, actor) => listFiles(db, actor, { entity: 'quote', recordId: quote.id }))
    expect(file).toMatchObject({ kind: 'signature', type: 'image/png', ownerId: null, name: '林女士.png' })
    const bytes = await world.read('ann', (db, actor) => openFile(db, actor, folder, { id: file?.id ?? '' }))
    expect(Buffer.from(bytes.bytes as Uint8Array).toString('base64')).toBe(png) // kept files are bytes
    expect((await side(quote.id)).reply?.fileId).toBe(file?.id)
    const trash = world.write('olivia', (tx, actor) => trashFile(tx, actor, file?.id ?? ''))
    expect(await refused(trash)).toEqual(['file.proof'])
  })
  test('a typed name is enough; without name or tick, or with a broken picture, it is not taken', async () => {
    const quote = await sent()
    const token = await tokenOf(quote.id)
    expect(await say(token, signed(quote, { name: ' \u202e ' }))).toContain('请填写签署人姓名')
    const { agree: _, ...silent } = signed(quote)
    expect(await say(token, silent)).toContain('请勾选同意')
    expect(await say(token, signed(quote, { signature: 'data:image/png;base64,aGVsbG8=' }))).toContain('无法识别')
    expect((await read(quote.id)).state).toBe('sent')
    expect(await say(token, signed(quote, { signature: '' }))).toBe('/p/…?lang=zh')
    expect((await side(quote.id)).reply).toMatchObject({ kind: 'accepted', fileId: null })
  })
  test('whoever ticks another option sees the new total before it counts', async () => {
    const quote = await sent({ lines: [fee('100'), fee('20', { name: '备件', optional: true })] })
    const token = await tokenOf(quote.id)
    const option = `option.${quote.lines[1]?.id}`
    const page = await say(token, signed(quote, { [option]: 'on' }))
    expect(page).toContain('¥120.00，请核对后确认')
    expect(page).toContain(`name="shown" value="${quote.lines[1]?.id}"`)
    const asked = await say(token, { ...signed(quote), do: 'recount' })
    expect(asked).toContain('¥100.00，请核对后确认')
    expect((await read(quote.id)).state).toBe('sent')
  })
  test('to something else than was read is refused, as is what ran out, on its own page', async () => {
    const quote = await sent({ validUntil: today(open.db.clock, 'Asia/Shanghai') })
    const token = await tokenOf(quote.id)
    expect(await say(token, signed(quote, { hash: 'a'.repeat(64) }))).toContain('请重新核对')
    const tomorrow = { ...open.db, clock: fixedClock(`${addDays(quote.validUntil, 1)}T04:00:00Z`) }
    const late = await sayThrough(tomorrow, knock(token), signed(quote))
    expect(typeof late === 'string' ? late : late.body.text).toContain('此报价已过有效期')
    expect((await read(quote.id)).state).toBe('sent')
  })
  test('of sales and customer at once, of two customers at once: one', async () => {
    const quote = await sent()
    const [first, second] = [await tokenOf(quote.id), await tokenOf(quote.id)]
    await Promise.allSettled([say(first, signed(quote)), move(quote.id, 'accept'), say(second, signed(quote))])
    expect((await read(quote.id)).state).toBe('accepted')
    const rows = await world.rows('select 1 from quote_replies where org_id = $1 and quote_id = $2', [quote.id])
    expect(rows.length).toBeLessThan(2)
    expect(open.db.counters.retries).toBe(0)
    await clean()
  })
})

describe('no', () => {
  test('comes with a reason of the list and words, and moves the quote', async () => {
    const quote = await sent()
    const token = await tokenOf(quote.id)
    const form = { do: 'decline', hash: quote.contentHash ?? '', words: '\u0000预算冻结' }
    expect(await say(token, form)).toContain('请选择原因')
    expect(await say(token, { ...form, reason: 'budget' })).toBe('/p/…?lang=zh')
    expect(await read(quote.id)).toMatchObject({ state: 'declined', declineReason: 'No budget, or put off: 预算冻结' })
    expect((await side(quote.id)).reply).toMatchObject({
      kind: 'declined',
      reason: 'budget',
      words: '预算冻结',
      name: null,
    })
    expect(await opened(token)).toContain('此报价未被接受')
    await clean()
  })
})

describe('the link', () => {
  test('ends with its quote: withdrawn, taken back; one that is not sent has none', async () => {
    const dropped = await sent()
    const token = await tokenOf(dropped.id)
    await move(dropped.id, 'cancel')
    await expect(opened(token)).rejects.toMatchObject(gone)
    await expect(say(token, signed(dropped))).rejects.toMatchObject(gone)
    expect(await refused(give(dropped.id))).toEqual(['quote.notSent'])
    const { items } = await world.read('ann', (db, actor) => linksOf(db, actor, 'quote', dropped.id))
    expect(items).toMatchObject([{ scope: 'quote', revokedAt: expect.any(String) }])
  })
  test('a yes and a new version at once: the one or the other, never both', async () => {
    const quote = await sent()
    const token = await tokenOf(quote.id)
    const [yes] = await Promise.allSettled([
      say(token, signed(quote)),
      world.write('ann', (tx, actor) => reviseQuote(tx, actor, quote.id)),
    ])
    const { state, acceptedAt } = await read(quote.id)
    const accepted = await world.rows('select 1 from quote_replies where org_id = $1 and quote_id = $2', [quote.id])
    expect(state).toBe('superseded')
    expect(yes.status, 'whoever comes late reads that there is a newer version').toBe('fulfilled')
    expect(accepted).toHaveLength(acceptedAt === null ? 0 : 1)
    await clean()
  })
  test('is given by who may send, to a contact whose name stands across the page', async () => {
    const quote = await sent()
    const person = { customerId: world.customerId, name: '林女士', email: 'lin@yuwan.example', phone: '13912348000' }
    const { id: contactId } = await world.write('ann', (tx, actor) => createContact(tx, actor, person))
    const people = await world.read('ann', (db, actor) => receiversOf(db, actor, quote.id, false))
    expect(people).toContainEqual({ id: contactId, name: '林女士', byMail: false })
    const page = await opened(await tokenOf(quote.id, { contactId }))
    expect(page.match(/林女士 8000 · QT/g)?.length ?? 0).toBeGreaterThan(0)
    const fay = world.write('fay', (tx, actor) => giveQuoteLink(tx, actor, quote.id, {}))
    await expect(fay).rejects.toMatchObject({ kind: 'forbidden' })
    const gus = world.write('gus', (tx, actor) => giveQuoteLink(tx, actor, quote.id, {}))
    await expect(gus).rejects.toMatchObject(gone)
  })
  test('goes out by mail, with a link of its own that names who got it', async () => {
    const quote = await sent()
    const person = { customerId: world.customerId, name: '周工', email: 'zhou@yuwan.example' }
    const { id: contactId } = await world.write('ann', (tx, actor) => createContact(tx, actor, person))
    const mail = () =>
      world.write('ann', (tx, actor) => mailQuote(tx, actor, { id: quote.id, contactId, lang: 'en' }, sendLetter))
    expect(await refused(mail())).toEqual(['quote.noMail'])
    await world.write('olivia', tx => setOrgSetting(tx, 'mail', { on: true, from: 'sales@acme.example' }))
    await mail()
    const mails: Mail[] = []
    await sendDueMails(open.db, world.acmeId, {
      publicUrl: 'https://baton.example',
      permissions: permissionRows,
      send: async one => mails.push(one),
    })
    expect(mails.map(one => one.to[0]?.address)).toEqual(['zhou@yuwan.example'])
    const token = /baton\.example\/p\/([\w-]{43})/.exec(mails[0]?.text ?? '')?.[1] ?? ''
    expect(await opened(token)).toContain(`周工 · ${quote.number}`)
    expect(mails[0]?.subject).toContain('quotation')
    const [paper] = mails[0]?.attachments ?? []
    expect([paper?.filename, paper?.contentType]).toEqual([`${quote.number}-V1.pdf`, 'application/pdf'])
    const bytes = paper?.content ?? Buffer.alloc(0)
    const stream = (async function* () {
      yield bytes
    })()
    const read = await printedText({ fileName: '', type: '', bytes: stream })
    expect([read.includes('Quotation'), read.includes(quote.number)]).toEqual([true, true])
  })
  test('goes out in the company’s words, or as its sender changed them, each with a link of its own', async () => {
    const quote = await sent()
    const person = { customerId: world.customerId, name: '周工', email: 'zhou2@yuwan.example' }
    const { id: contactId } = await world.write('ann', (tx, actor) => createContact(tx, actor, person))
    const set = (words: object) => world.write('olivia', (tx, actor) => setMailWords(tx, actor, quoteMail, words))
    expect(await refused(set({ textZh: '{naem}您好 {link}' }))).toEqual(['mailWords.unknownField@textZh'])
    expect(await refused(set({ textEn: 'Dear {name}' }))).toEqual(['mailWords.noLink@textEn'])
    await set({ subjectZh: '{customer} 报价 {number}', textZh: '{name}，合计 {total}：{link} —— {by}' })
    const draft = await world.read('ann', (db, actor) => draftMail(db, actor, { id: quote.id, contactId, lang: 'zh' }))
    expect(draft.subject).toBe(`${quote.customerName} 报价 ${quote.number}`)
    expect(draft.text).toMatch(/^周工，合计 ¥[\d,.]+：\{link\} —— Ann$/)
    const english = await world.read('ann', (db, actor) =>
      draftMail(db, actor, { id: quote.id, contactId, lang: 'en' }),
    )
    expect(english.text).toContain('Dear 周工')
    await world.write('olivia', tx => setOrgSetting(tx, 'mail', { on: true, from: 'sales@acme.example' }))
    const post = (words: object) =>
      world.write('ann', (tx, actor) =>
        mailQuote(tx, actor, { id: quote.id, contactId, lang: 'zh', ...words }, sendLetter),
      )
    await post({})
    await post({ subject: ' 改过的\n主题 ', text: '请看。' })
    const mails: Mail[] = []
    const send = async (one: Mail) => mails.push(one)
    await sendDueMails(open.db, world.acmeId, { publicUrl: 'https://baton.example', permissions: permissionRows, send })
    expect(mails.map(one => one.subject)).toEqual([draft.subject, '改过的 主题'])
    expect(mails[0]?.text).toMatch(/^周工，合计 .*：https:\/\/baton\.example\/p\/[\w-]{43} —— Ann$/)
    expect(mails[1]?.text).toMatch(/^请看。\n\nhttps:\/\/baton\.example\/p\/[\w-]{43}$/)
    expect(
      await refused(world.read('gus', (db, actor) => draftMail(db, actor, { id: quote.id, contactId }))),
    ).not.toEqual([])
  })
  test('a mail that does not go out is on the timeline, and its owner is told who did not get it, once', async () => {
    const [lost, refusing] = [await sent(), await sent()]
    const person = { customerId: world.customerId, name: '吴工', email: 'wu@yuwan.example' }
    const { id: contactId } = await world.write('ann', (tx, actor) => createContact(tx, actor, person))
    await world.write('olivia', tx => setOrgSetting(tx, 'mail', { on: true, from: 'sales@acme.example' }))
    const post = (id: string) =>
      world.write('olivia', (tx, actor) => mailQuote(tx, actor, { id, contactId }, sendLetter))
    await post(lost.id)
    await post(refusing.id)
    await move(lost.id, 'cancel')
    const due = (hours: number) => {
      const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
      const send = () => Promise.reject(new Error('550 <wu@yuwan.example> no such mailbox'))
      return sendDueMails({ ...open.db, clock }, world.acmeId, {
        publicUrl: 'https://baton.example',
        permissions: permissionRows,
        send,
      })
    }
    for (let hours = 0; hours < 100; hours += 20) await due(hours)
    // the process died in the last try of a third
    const dead = await sent()
    await post(dead.id)
    const lastTry = 'update mails set tries = 5 where org_id = $1 and about_id = $2'
    await world.write('olivia', tx => tx.query({ text: lastTry, values: [world.acmeId, dead.id] }))
    await due(100)
    await due(120)
    const told = async (id: string) =>
      (
        await world.rows<{ after: { text: string } }>(
          "select after from event where org_id = $1 and record_id = $2 and kind = 'quote.notMailed'",
          [id],
        )
      ).map(one => one.after.text)
    expect(await told(lost.id)).toEqual(['吴工: no longer needed'])
    expect(await told(dead.id)).toEqual(['吴工: no answer'])
    expect(await told(refusing.id)).toEqual(['吴工: 550 no such mailbox'])
    const { items } = await world.read('ann', (db, actor) => listNotices(db, actor, { limit: 100 }))
    const failed = items.filter(one => one.kind === 'emailFailed')
    expect(failed.map(one => [one.entity, one.recordId, one.values]).toSorted()).toEqual(
      [
        ['quote', lost.id, { to: '吴工', reason: 'no longer needed' }],
        ['quote', dead.id, { to: '吴工', reason: 'no answer' }],
        ['quote', refusing.id, { to: '吴工', reason: '550 no such mailbox' }],
      ].toSorted(),
    )
    expect((await linksOfQuote(lost.id)).length).toBe(0)
  })
})

describe('looks and questions', () => {
  test('each look is kept once in a while, and the owner hears of the first', async () => {
    const quote = await sent()
    const token = await tokenOf(quote.id, { receiver: '林女士' })
    const at = { address: '203.0.113.7' }
    await Promise.all([opened(token, at), opened(token, at), opened(token, at)])
    await opened(token, { ...at, agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/60.0' })
    const { visits } = await side(quote.id)
    expect(visits.map(one => [one.what, one.address, one.device, one.receiver])).toEqual([
      ['page', '203.0.113.7', 'Chrome · Windows', '林女士'],
      ['page', '203.0.113.7', 'WeChat · iPhone', '林女士'],
    ])
    const later = { ...open.db, clock: fixedClock(new Date(Date.now() + 11 * 60_000).toISOString()) }
    await openLink(later, knock(token, at))
    expect((await side(quote.id)).visits).toHaveLength(3)
    expect(await noticesOf(quote.id)).toEqual(['quoteOpened'])
    const told = await world.rows<{ via: string; actorId: string | null }>(
      "select via, actor_id from event where org_id = $1 and record_id = $2 and kind = 'quote.opened'",
      [quote.id],
    )
    expect(told).toEqual(Array(3).fill({ via: 'link', actorId: null }))
  })
  test('a question reaches the owner, the answer stands on the asker’s page and on no other', async () => {
    const quote = await sent()
    const [token, other] = [await tokenOf(quote.id), await tokenOf(quote.id)]
    const asks = (question: string, more = {}) => say(token, { do: 'ask', asker: '林女士', question, ...more })
    expect(await asks(' ')).toContain('请填写问题和姓名')
    expect(await asks('能否 30 天交货？<b>')).toBe('/p/…?lang=zh')
    expect(await asks('spam', { website: 'http://x' })).toBe('/p/…?lang=zh')
    const [question] = (await side(quote.id)).questions
    expect((await side(quote.id)).questions).toHaveLength(1)
    const answer = { questionId: question?.id ?? '', answer: '可以，35 天。' }
    await world.write('ann', (tx, actor) => answerQuestion(tx, actor, quote.id, answer))
    const again = world.write('ann', (tx, actor) => answerQuestion(tx, actor, quote.id, answer))
    expect(await refused(again)).toEqual(['quote.answeredAlready'])
    const page = await opened(token)
    expect(page).toContain('能否 30 天交货？&lt;b&gt;')
    expect(page).toContain('可以，35 天。')
    expect(await opened(other)).not.toContain('30 天交货')
    expect(await noticesOf(quote.id)).toEqual(['quoteAsked', 'quoteOpened'])
    for (let i = 0; i < 4; i++) await asks(`${i}`)
    expect(await asks('once more')).toContain('请等待回复后再提问')
    const foreign = world.write('ann', async (tx, actor) => answerQuestion(tx, actor, (await sent()).id, answer))
    await expect(foreign).rejects.toMatchObject(gone)
  })
  test('the paper goes along, in the language of the page', async () => {
    const quote = await sent()
    const token = await tokenOf(quote.id)
    const text = await printedText(await openPaper(open.db, knock(token, { chosen: 'en' })))
    expect(text).toContain('Quotation')
    expect((await side(quote.id)).visits.map(one => one.what)).toEqual(['paper'])
  }, 60_000)
  test('nothing of the house stands on the page', async () => {
    const product = await world.product({ cost: '37.7771', floorPrice: '88.8881' })
    const quote = await sent({ lines: [{ productId: product.id, unitQty: '1' }] })
    const page = await opened(await tokenOf(quote.id))
    for (const secret of ['37.7771', '88.8881', quote.dealName, quote.dealId, quote.customerId, quote.id])
      expect(page).not.toContain(secret)
    expect(Buffer.byteLength(page)).toBeLessThan(60_000)
  })
})

test('what changed from version to version is told with who drew it up, and what was given away', async () => {
  const product = await world.product({ price: '500' })
  const first = await sent({ lines: [{ productId: product.id, unitQty: '2' }, fee('100')] })
  const next = await world.write('max', (tx, actor) => reviseQuote(tx, actor, first.id))
  const inputs = [{ id: next.lines[0]?.id ?? '', productId: product.id, unitQty: '2', price: '450' }, fee('100')]
  await world.write('ann', (tx, actor) => setLines(tx, actor, next.id, { lines: inputs }))
  const given = await world.read('ann', (db, actor) => readConcessions(db, actor, next.id))
  expect(given.conceded).toBe('100')
  expect(given.items).toMatchObject([
    {
      fromNo: 1,
      toNo: 2,
      byName: 'Max',
      before: '1100',
      after: '1000',
      lines: [{ name: product.name, conceded: '100' }],
    },
  ])
  await expect(world.read('gus', (db, actor) => readConcessions(db, actor, next.id))).rejects.toMatchObject(gone)
})
