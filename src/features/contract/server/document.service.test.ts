import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { fireReminders } from '#features/followup/server/reminder.service.ts'
import { linksOf } from '#features/link/server/link.service.ts'
import { openLink, openPaper, sayThrough } from '#features/link/server/visit.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { addDays, fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { contractDay, contractWorld, feeLine } from '#test/contractWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { printedText } from '#test/paper.ts'
import type { ContractSettings } from '../settings.schema.ts'
import { amendContract } from './amend.service.ts'
import { signatureOf } from './contract.service.ts'
import { exportContract, printContract, writeContract } from './document.service.ts'
import { signDue } from './esign.service.ts'
import { setContracting } from './settings.service.ts'
import { giveContractLink, readSigning, sendOutContract } from './signing.service.ts'
import { createTemplate, editTemplate, listTemplates } from './template.service.ts'
import { expireContracts, remindContracts } from './term.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
const folder = mkdtempSync(join(tmpdir(), 'baton-document-'))
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test, folder)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const { draft, read, move, sign, toSign, effective } = contractWorld(() => world, folder)
const clean = async () => expect(await doctor.findings()).toEqual([])
const settings: ContractSettings = {
  party: {
    name: '立合机械',
    taxNumber: '91320100MA1WX0Y12K',
    address: '南京',
    phone: null,
    bank: '工行江宁支行',
    account: '4301',
    signer: '顾长河',
  },
  remindDays: 30,
  esign: { channel: 'standin', standin: { does: 'sign', delay: 0 } },
}
const set = (more: Partial<ContractSettings> = {}) =>
  world.write('olivia', (tx, actor) => setContracting(tx, actor, { ...settings, ...more }))

/** What a word processor would show: the text of the one part that holds it. */
async function wordsIn(file: FileAnswer): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of file.bytes as AsyncIterable<Uint8Array>) parts.push(part) // it is streamed
  const zip = await yauzl.fromBufferPromise(Buffer.concat(parts), { lazyEntries: true, autoClose: false })
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'word/document.xml') continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/<[^>]+>/g, '')
  }
  throw new Error('no document')
}

describe('the document', () => {
  test('is the template filled, in Chinese with 大写, as PDF and for a word processor', async () => {
    await set()
    const one = await draft({
      lang: 'zh',
      title: '后段设备采购',
      lines: [feeLine('1680.32', { name: '灌装机 😀' })],
      theirSigner: '林女士',
    })
    const pdf = await printedText(
      await world.read('ann', (db, actor) => printContract(db, actor, one.id, '/nonexistent')),
    )
    const docx = await wordsIn(await world.read('ann', (db, actor) => exportContract(db, actor, one.id)))
    for (const words of [pdf, docx.replace(/\s/g, '')]) {
      expect(words).toContain('后段设备采购')
      expect(words).toContain('壹仟陆佰捌拾元零叁角贰分')
      expect(words).toContain('第一条')
      expect(words).toContain('工行江宁支行')
      expect(words).toContain('灌装机')
      expect(words).toContain('林女士')
    }
    const { blanks } = await world.read('ann', (db, actor) => writeContract(db, actor, one.id))
    expect(blanks).toEqual(['签订日期', '特别约定'])
    expect(pdf).toContain('＿＿')
  })

  test('keeps the text it was submitted with, whatever its template becomes', async () => {
    const body = [{ kind: 'text' as const, text: '版本一 {{number}}' }]
    const made = await world.write('olivia', (tx, actor) =>
      createTemplate(tx, actor, { name: '短合同', lang: 'zh', kind: 'one_off', body }),
    )
    const one = await toSign({ templateId: made.id, lang: 'zh' })
    const later = [{ kind: 'text' as const, text: '版本二 {{number}}' }]
    await world.write('olivia', (tx, actor) => editTemplate(tx, actor, made.id, { version: 1, body: later }))
    const said = async (id: string) =>
      JSON.stringify(await world.read('ann', (db, actor) => writeContract(db, actor, id)))
    expect(await said(one.id)).toContain('版本一')
    expect(await said((await draft({ templateId: made.id, lang: 'zh' })).id)).toContain('版本二')
    await clean()
  })

  test('of a supplementary agreement says old and new', async () => {
    const root = await effective({ lang: 'zh', lines: [feeLine('100')] })
    const next = await world.write('ann', (tx, actor) => amendContract(tx, actor, root.id, '加价'))
    const { pieces } = await world.read('ann', (db, actor) => writeContract(db, actor, next.id))
    expect(JSON.stringify(pieces)).toContain('变更前')
    expect(JSON.stringify(pieces)).toContain(root.number)
  })
})

test('a template with an unknown field is refused with its place; a name is used once', async () => {
  const make = (text: string, name = 'x') =>
    refused(
      world.write('olivia', (tx, actor) =>
        createTemplate(tx, actor, {
          name,
          lang: 'en',
          kind: 'one_off',
          body: [
            { kind: 'title', text: 'ok' },
            { kind: 'text', text },
          ],
        }),
      ),
    )
  expect(await make('{{customer.nmae}}')).toEqual(['contract.template.unknownField@body.1.text'])
  expect(await make('see {{lines}}')).toEqual(['contract.template.notAlone@body.1.text'])
  expect(await make('{{number')).toEqual(['contract.template.openBrace@body.1.text'])
  expect(await make('{{number}}', '销售合同（标准）')).toEqual(['contract.template.named@name'])
  expect((await world.read('ann', listTemplates)).length).toBeGreaterThanOrEqual(6)
})

describe('signed by link', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
  const tokenOf = async (id: string) =>
    (await world.write('ann', (tx, actor) => giveContractLink(tx, actor, id, { receiver: '林女士' }))).path.slice(
      '/p/'.length,
    )
  const knock = (token: string) => knockWith(token, { folder })
  const form = (hash: string | null, more = {}) => ({
    do: 'sign',
    hash: hash ?? '',
    name: '林女士',
    title: '采购经理',
    agree: 'on',
    signature: `data:image/png;base64,${png}`,
    ...more,
  })

  test('once, with all that proves it, and without the script', async () => {
    const one = await toSign({ lang: 'zh', title: '后段设备采购' })
    const token = await tokenOf(one.id)
    const page = await openLink(open.db, knock(token))
    expect(page.body.text).toContain('后段设备采购')
    expect(page.body.text).toContain('第一条')
    await openPaper(open.db, knock(token))
    const wrong = await sayThrough(open.db, knock(token), form(one.contentHash, { agree: undefined }))
    expect(typeof wrong === 'string' ? wrong : wrong.body.text).toContain('请勾选同意')
    const both = await Promise.all([1, 2].map(() => sayThrough(open.db, knock(token), form(one.contentHash))))
    expect(both).toEqual([`/p/${token}?lang=zh`, `/p/${token}?lang=zh`])
    expect((await read(one.id)).state).toBe('effective')
    const [proof] = await world.read('ann', (db, actor) => signatureOf(db, actor, one.id))
    expect(proof).toMatchObject({
      way: 'link',
      name: '林女士',
      title: '采购经理',
      receiver: '林女士',
      device: 'WeChat · iPhone',
      address: expect.stringMatching(/^10\./),
      contentHash: one.contentHash,
      fileId: expect.any(String),
    })
    const notices = await world.read('ann', (db, actor) => listNotices(db, actor, { limit: 20 }))
    expect(notices.items.filter(item => item.recordId === one.id).map(item => item.kind)).toEqual([
      'contractSigned',
      'contractOpened',
    ])
    expect((await openLink(open.db, knock(token))).body.text).toContain('合同已签署')
    await clean()
  })

  test('not what has changed since, and nothing that was taken back', async () => {
    const one = await toSign({ lang: 'zh' })
    const token = await tokenOf(one.id)
    const told = await sayThrough(open.db, knock(token), form('0'.repeat(64)))
    expect(typeof told === 'string' ? told : told.body.text).toContain('有变化')
    await move(one.id, 'withdraw')
    await expect(openLink(open.db, knock(token))).rejects.toMatchObject({ kind: 'missing' })
    const { items } = await world.read('ann', (db, actor) => linksOf(db, actor, 'contract', one.id))
    expect(items.every(link => link.revokedAt !== null)).toBe(true)
  })
})

describe('a signing service', () => {
  const sendOut = (id: string) => world.write('ann', (tx, actor) => sendOutContract(tx, actor, id, '林女士'))
  const states = async (id: string) =>
    (await world.read('ann', (db, actor) => readSigning(db, actor, id))).envelopes.map(one => one.state)
  const does = (what: 'sign' | 'decline' | 'hang' | 'late', delay = 0) =>
    set({ esign: { channel: 'standin', standin: { does: what, delay } } })

  test('signs once, however often it is asked', async () => {
    await does('sign')
    const one = await toSign()
    await sendOut(one.id)
    expect(await refused(sendOut(one.id))).toEqual(['contract.atService'])
    await Promise.all([signDue(open.db, world.acmeId, 500), signDue(open.db, world.acmeId, 500)])
    expect([(await read(one.id)).state, await states(one.id)]).toEqual(['effective', ['signed']])
    await clean()
  })

  test('declines: the contract waits, and its owner hears of it', async () => {
    await does('decline')
    const one = await toSign()
    await sendOut(one.id)
    await signDue(open.db, world.acmeId, 500)
    expect([(await read(one.id)).state, await states(one.id)]).toEqual(['to_sign', ['declined']])
  })

  test('does not answer: it is asked again later, and paper overtakes it', async () => {
    await does('hang')
    const one = await toSign()
    await sendOut(one.id)
    await signDue(open.db, world.acmeId, 50)
    expect(await states(one.id)).toEqual(['waiting'])
    await sign(one.id)
    expect([(await read(one.id)).state, await states(one.id)]).toEqual(['effective', ['ended']])
  })

  test('answers late', async () => {
    await does('late', 3600)
    const one = await toSign()
    await sendOut(one.id)
    await signDue(open.db, world.acmeId, 500)
    expect((await read(one.id)).state).toBe('to_sign')
    const later: Database = { ...open.db, clock: fixedClock(new Date(Date.now() + 2 * 3600_000).toISOString()) }
    await signDue(later, world.acmeId, 500)
    expect((await read(one.id)).state).toBe('effective')
    await clean()
  })
})

test('the owner is reminded once of each last day, and the night after it the contract ends', async () => {
  await set()
  const soon = await effective({ effectiveUntil: addDays(contractDay, 20) })
  const far = await effective({ effectiveUntil: addDays(contractDay, 60) })
  const at = (days: number): Database => ({
    ...open.db,
    clock: fixedClock(`${addDays(contractDay, days)}T04:00:00.000Z`),
  })
  const run = (db: Database, fn: (tx: Parameters<typeof remindContracts>[0]) => Promise<unknown>) =>
    inOrg(db, world.acmeId, { mode: 'write' }, fn)
  await Promise.all([run(open.db, tx => remindContracts(tx)), run(open.db, tx => remindContracts(tx))])
  await run(open.db, tx => remindContracts(tx))
  await run(at(1), tx => fireReminders(tx))
  const told = async () => {
    const { items } = await world.read('ann', (db, actor) => listNotices(db, actor, { limit: 100 }))
    return items.filter(one => one.kind === 'reminder').map(one => one.recordId)
  }
  expect(await told()).toEqual([soon.id])
  await run(at(21), tx => expireContracts(tx))
  expect([(await read(soon.id)).state, (await read(far.id)).state]).toEqual(['expired', 'effective'])
  await clean()
})
