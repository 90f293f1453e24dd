import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import type { NewDeal } from '#features/deal/deal.schema.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { moveDeal } from '#features/deal/server/move.service.ts'
import { addFile, listFiles, trashFile } from '#features/file/server/file.service.ts'
import { usualChecklist } from '#features/handoff/checklist.rules.ts'
import type { ChecklistItem, ItemWhen } from '#features/handoff/checklist.schema.ts'
import type { WinInput } from '#features/handoff/handoff.schema.ts'
import { checklistNow, listChecklists, setChecklist } from '#features/handoff/server/checklist.service.ts'
import { fillHandoff, getHandoff, listHandoffs, moveHandoff } from '#features/handoff/server/handoff.service.ts'
import { editFieldRights } from '#features/people/server/fieldRight.service.ts'
import { createQuote } from '#features/quote/server/quote.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import { createField } from '#meta/server/ownField.service.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { permissionRows } from '../app/server/permissions.ts'
import { winDeal, winDealHandlers } from './winDeal.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let folder: string
let contactId: string
beforeAll(async () => {
  open = await openOrders()
  folder = await mkdtemp(join(tmpdir(), 'packet'))
  world = await orderWorld(open.db)
  const made = await world.write('ann', (tx, actor) =>
    createContact(tx, actor, { customerId: world.customerId, name: '付慧琳' }),
  )
  contactId = made.id
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})
async function quoted(price = '100', more: Partial<NewDeal> = {}): Promise<string> {
  const made = await world.write('ann', (tx, actor) =>
    createDeal(tx, actor, { name: '二期', customerId: world.customerId, expectedClose: '2027-01-31', ...more }),
  )
  const machine = await world.stocked('9', { overTolerance: '2.5' })
  const lines = [{ productId: machine.id, unitQty: '1', price, taxRate: '13' }]
  const quote = await world.write('ann', (tx, actor) => createQuote(tx, actor, { dealId: made.id, lines, contactId }))
  for (const move of ['send', 'accept'] as const)
    await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, move, {}))
  return made.id
}
const agreed = { promisedDate: '2027-02-15', address: '湖州市德清县' }
const win = (id: string, input: WinInput = {}) =>
  world.write('ann', (tx, actor) => winDeal(tx, actor, id, { ...agreed, ...input }))
const preview = (id: string, input: WinInput = {}) =>
  world.read('ann', (db, actor) => winDealHandlers.previewWin(db, actor, { id, ...agreed, ...input }))
const item = (key: string, more: Partial<ChecklistItem> = {}, when: Partial<ItemWhen> = {}): ChecklistItem => ({
  key,
  label: { en: `Item ${key}`, zh: `事项${key}` },
  kind: 'tick',
  from: null,
  required: true,
  ...more,
  when: { amountFrom: null, productLines: [], pipelineIds: [], ships: false, ...when },
})
/** From now on, for every test after it too. */
const asking = (...items: ChecklistItem[]) =>
  world.write('oda', async (tx, actor) => {
    const { version } = await checklistNow(tx)
    return setChecklist(tx, actor, { version, items: [...usualChecklist, ...items] })
  })
const packetOf = (id: string, who: 'ann' | 'oda' = 'oda') => world.read(who, (db, actor) => getHandoff(db, actor, id))

test('an edited checklist asks from then on, item by item; packets made before keep the version they were made with', async () => {
  const before = await win(await quoted())
  // what goes with the product to a line that was quoted
  expect((await world.get(before.orderId ?? '')).lines).toMatchObject([{ overTolerance: '0.025', stockKept: true }])
  expect((await packetOf(before.handoffId ?? '')).checklist).toBe(1)
  expect(await asking(item('a'), item('b', { kind: 'text' }), item('c', { required: false }))).toMatchObject({
    version: 2,
    createdByName: 'Oda',
  })
  const dealId = await quoted()
  const lacks = ['handoff.missing.item@answers.a', 'handoff.missing.item@answers.b']
  expect(await refused(win(dealId))).toEqual(lacks)
  const seen = await preview(dealId)
  expect(seen).toMatchObject({ ok: false, checklist: 2 })
  expect(seen.reasons.map(one => one.values?.item)).toEqual(['Item a', 'Item b'])
  const answers = [
    { key: 'a', ticked: true },
    { key: 'b', text: '卸货需叉车' },
  ]
  expect((await preview(dealId, { answers })).ok).toBe(true)
  const won = await win(dealId, { answers })
  const packet = await packetOf(won.handoffId ?? '')
  expect(packet.checklist).toBe(2)
  expect(packet.items.slice(-3)).toMatchObject([
    { key: 'a', kind: 'tick', ok: true, say: null },
    { key: 'b', ok: true, say: '卸货需叉车', label: { zh: '事项b' } },
    { key: 'c', ok: false, required: false },
  ])
  // sent back and handed over again: by its own version, which asks neither
  const id = before.handoffId ?? ''
  await world.write('oda', (tx, actor) => moveHandoff(tx, actor, id, { move: 'sendBack', reason: '缺' }))
  const again = await world.write('ann', (tx, actor) => moveHandoff(tx, actor, id, { move: 'resubmit' }))
  expect(again).toMatchObject({ state: 'complete', checklist: 1 })
  expect(again.items.map(one => one.key)).toEqual(usualChecklist.map(one => one.key))
})

test('what is asked nowhere, or asked otherwise, is refused and not passed over', async () => {
  await asking(item('a', { required: false }))
  const dealId = await quoted()
  const bad = [
    { key: 'nope', ticked: true },
    { key: 'a', text: 'yes' },
    { key: 'address', text: 'x' },
  ]
  expect(await refused(win(dealId, { answers: bad }))).toEqual([
    'handoff.unknownItem@answers.0.key',
    'handoff.unknownItem@answers.1.key',
    'handoff.unknownItem@answers.2.key',
  ])
})

test('an item is asked only above its amount, for its product lines, where goods are shipped', async () => {
  await asking(
    item('dear', {}, { amountFrom: '1000' }),
    item('line', {}, { productLines: ['包装机', 'Filling'] }),
    item('both', {}, { amountFrom: '1000', productLines: ['filling'] }),
    item('goods', {}, { ships: true }),
  )
  const asked = async (id: string) => (await preview(id)).items.map(one => one.key).slice(usualChecklist.length)
  expect(await asked(await quoted('100'))).toEqual(['goods'])
  // prices hold the tax
  expect(await asked(await quoted('1000', { productLine: ' FILLING ' }))).toEqual(['dear', 'line', 'both', 'goods'])
  expect(await asked(await quoted('999.99', { productLine: '包装机' }))).toEqual(['line', 'goods'])
})

test('an item is asked in its pipelines only; what no organisation has is refused by its place', async () => {
  const wrong = [
    item('a', { kind: 'field', from: 'deal.nope' }),
    item('a', { kind: 'field' }),
    item('b', { from: 'address' }),
    item('c', {}, { pipelineIds: ['00000000-0000-7000-8000-000000000001'], amountFrom: '0' }),
  ]
  expect(await refused(asking(...wrong))).toEqual([
    'handoff.noSource@items.7.from',
    'handoff.itemTwice@items.8.key',
    'handoff.noSource@items.8.from',
    'handoff.noSource@items.9.from',
    'handoff.unknownPipeline@items.10.when.pipelineIds',
    'handoff.noAmount@items.10.when.amountFrom',
  ])
  const dealId = await quoted()
  const { pipelineId } = await world.read('ann', (db, actor) => getDeal(db, actor, dealId))
  await asking(item('c', {}, { pipelineIds: [pipelineId] }))
  expect(await refused(win(dealId))).toEqual(['handoff.missing.item@answers.c'])
})

test('a field of the deal is taken by itself, filled in with the win where it is empty, and closed to whom it is hidden from', async () => {
  await world.write('olivia', (tx, actor) =>
    createField(tx, actor, {
      entity: 'deal',
      key: 'dock',
      label: { en: 'Unloading', zh: '卸货条件' },
      kind: 'text',
      indexed: true,
    }),
  )
  await asking(
    item('dock', { kind: 'field', from: 'deal.dock' }),
    item('source', { kind: 'field', from: 'deal.source', required: false }),
  )
  const dealId = await quoted('100', { source: '展会' })
  expect(await refused(win(dealId))).toEqual(['handoff.missing.item@deal.dock'])
  expect(await refused(win(dealId, { values: { note: 'x' } }))).toEqual(['handoff.unknownItem@values.note'])
  expect(await refused(win(dealId, { values: { ownerId: 'me' } }))).toEqual(['schema.format@ownerId'])
  const values = { custom: { dock: '后门月台' } }
  expect((await preview(dealId, { values })).ok).toBe(true)
  const { handoffId } = await win(dealId, { values })
  const said = async (who: 'ann' | 'oda') => (await packetOf(handoffId ?? '', who)).items.slice(-2).map(one => one.say)
  expect(await said('oda')).toEqual(['后门月台', '展会'])
  const deal = await world.read('ann', (db, actor) => getDeal(db, actor, dealId))
  expect(deal).toMatchObject({ state: 'won', custom: { dock: '后门月台' } })
  const indexed = await world.rows(
    "select 1 from field_index where org_id = $1 and record_id = $2 and text_value = '后门月台'",
    [dealId],
  )
  expect(indexed).toHaveLength(1)
  const change = { entity: 'deal', field: 'dock', role: 'orderDesk', access: 'hidden' } as const
  await world.write('olivia', (tx, actor) => editFieldRights(tx, actor, permissionRows, { changes: [change] }))
  expect(await said('oda')).toEqual([null, '展会'])
  const list = await world.read('oda', (db, actor) => listHandoffs(db, actor, {}))
  expect(JSON.stringify(list)).not.toContain('后门月台')
  expect(await said('ann')).toEqual(['后门月台', '展会'])
})

test('a file of the deal is carried into the packet and stays there; another record’s is refused', async () => {
  await asking(item('drawing', { kind: 'file' }))
  const dealId = await quoted()
  const add = (entity: string, recordId: string, fileName = '图纸.txt') =>
    world.write('ann', (tx, actor) =>
      addFile(tx, actor, folder, {
        ...{ entity, recordId },
        file: { fileName, type: 'text/plain', bytes: Buffer.from(fileName) },
      }),
    )
  const foreign = await add('customer', world.customerId)
  const answer = (fileId: string) => [{ key: 'drawing', fileId }]
  expect(await refused(win(dealId, { answers: answer(foreign.id) }))).toEqual(['handoff.foreignFile@answers.drawing'])
  const drawing = await add('deal', dealId)
  const { handoffId } = await win(dealId, { answers: answer(drawing.id) })
  const id = handoffId ?? ''
  await world.write('ann', (tx, actor) => trashFile(tx, actor, drawing.id))
  const packet = await packetOf(id)
  const kept = packet.items.at(-1)
  expect(kept).toMatchObject({ ok: true, say: '图纸.txt' })
  expect(kept?.fileId).not.toBe(drawing.id)
  const files = await world.read('oda', (db, actor) => listFiles(db, actor, { entity: 'handoff', recordId: id }))
  expect(files.map(one => one.id)).toEqual([kept?.fileId])
  const other = await add('handoff', id, '新图.txt')
  const fill = (fileId: string | null) =>
    world.write('ann', (tx, actor) => fillHandoff(tx, actor, id, { answers: [{ key: 'drawing', fileId }] }))
  expect(await refused(fill(foreign.id))).toEqual(['handoff.foreignFile@answers.drawing'])
  expect((await fill(other.id)).items.at(-1)).toMatchObject({ ok: true, say: '新图.txt', fileId: other.id })
  expect((await fill(null)).items.at(-1)).toMatchObject({ ok: false, say: null, fileId: null })
})

test('operations say at which items why; sales fills them in place and hands over again', async () => {
  await asking(item('a', { kind: 'text' }), item('b'))
  const answers = [
    { key: 'a', text: '叉车' },
    { key: 'b', ticked: true },
  ]
  const { handoffId } = await win(await quoted(), { answers })
  const id = handoffId ?? ''
  const move = (who: 'ann' | 'oda', name: 'accept' | 'sendBack' | 'resubmit', wish = {}) =>
    world.write(who, (tx, actor) => moveHandoff(tx, actor, id, { ...wish, move: name }))
  const fill = (who: 'ann' | 'oda' | 'gus', text: string, version?: number) =>
    world.write(who, (tx, actor) => fillHandoff(tx, actor, id, { version, answers: [{ key: 'a', text }] }))
  expect(await refused(move('oda', 'sendBack', { objections: [{ key: 'nope', reason: 'x' }] }))).toEqual([
    'handoff.unknownItem@objections.0.key',
  ])
  const objections = [{ key: 'a', reason: '几吨的叉车？' }]
  const back = await move('oda', 'sendBack', { objections })
  expect(back).toMatchObject({ state: 'sent_back', reason: 'Item a: 几吨的叉车？' })
  expect(back.items.filter(one => one.objection)).toMatchObject([{ key: 'a', objection: '几吨的叉车？' }])
  expect(await refused(fill('oda', 'x'))).toEqual(['flow.notAllowed'])
  expect(await refused(fill('ann', 'x', back.version - 1))).toEqual(['kernel.stale@version'])
  expect(await refused(fill('ann', ' '))).toEqual([])
  expect(await refused(move('ann', 'resubmit'))).toEqual(['handoff.missing.item@answers.a'])
  const filled = await fill('ann', '三吨叉车')
  expect(filled.items.find(one => one.key === 'a')).toMatchObject({ say: '三吨叉车', ok: true, objection: null })
  await move('ann', 'resubmit')
  expect(await move('oda', 'accept')).toMatchObject({ state: 'accepted' })
  expect(await refused(fill('ann', '又改'))).toEqual(['handoff.notOpen'])
  const told = await world.rows<{ kind: string }>('select kind from event where org_id = $1 and record_id = $2', [id])
  expect(told.map(one => one.kind)).toContain('handoff.filled')
})

test('of two who save a checklist at once one wins; what did not change makes no version; every version is kept', async () => {
  const { version: first } = await asking(item('first'))
  const items = [...usualChecklist, item('a')]
  const save = (version: number, set = items) =>
    world.write('oda', (tx, actor) => setChecklist(tx, actor, { version, items: set }))
  const both = await Promise.all([refused(save(first)), refused(save(first, [...usualChecklist, item('b')]))])
  expect(both.toSorted()).toEqual([[], ['kernel.stale@version']])
  const now = await world.read('oda', db => checklistNow(db))
  expect(await save(first + 1, now.items)).toMatchObject({ version: first + 1 })
  expect((await save(first + 1, [...usualChecklist])).version).toBe(first + 2)
  const all = (await world.read('oda', db => listChecklists(db))).map(one => [one.version, one.items.length])
  expect(all.slice(0, 3)).toEqual([
    [first + 2, 7],
    [first + 1, 8],
    [first, 8],
  ])
  expect(all.at(-1)).toEqual([1, 7])
})

test('a deal that is won without an order is asked nothing of the checklist', async () => {
  await asking(item('a'))
  const dealId = await quoted()
  expect(await win(dealId, { noOrderReason: '框架协议' })).toMatchObject({ orderId: null })
  await world.write('ann', (tx, actor) => moveDeal(tx, actor, dealId, 'reopen', {}))
  expect(await refused(win(dealId))).toEqual(['handoff.missing.item@answers.a'])
})
