import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApprovalNode } from '#features/approval/approval.schema.ts'
import { sendBackApproval, withdrawApproval } from '#features/approval/server/approval.service.ts'
import { readPolicy, setPolicy } from '#features/approval/server/policy.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { createQuote } from '#features/quote/server/quote.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { contractDay, contractWorld, feeLine } from '#test/contractWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { whileOpen } from '#test/whileOpen.ts'
import type { LineInput, NewContract } from '../contract.schema.ts'
import { amendContract, changesOf, renewContract } from './amend.service.ts'
import { versionsOf } from './contract.service.ts'
import { contractOffers, moveContract } from './contractMove.service.ts'
import { contractOfQuote } from './create.service.ts'
import { editContract, setLines } from './edit.service.ts'
import { signOnPaper } from './sign.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
const folder = mkdtempSync(join(tmpdir(), 'baton-contract-'))
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test, folder)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const day = contractDay
const clean = async () => expect(await doctor.findings()).toEqual([])
const fee = feeLine
const { draft, move, read, approveAll, scan, sign, toSign, effective } = contractWorld(() => world, folder)

describe('from draft to force', () => {
  test('approved as it stands, signed once, and then it stays as it is', async () => {
    const made = await draft({ title: '后段设备采购', effectiveUntil: addDays(day, 365) })
    expect(made).toMatchObject({ state: 'draft', number: expect.stringMatching(/^HT/), amount: '100', versionNo: 1 })
    expect(made.templateName).toBe('Sales contract (standard)')
    await move(made.id, 'submit')
    expect((await read(made.id)).state).toBe('in_approval')
    expect(await refused(world.write('ann', (tx, actor) => editContract(tx, actor, made.id, { title: 'x' })))).toEqual([
      'contract.frozen',
    ])
    await approveAll(made.id)
    const ready = await read(made.id)
    expect([ready.state, ready.contentHash?.length, ready.templateVersion]).toEqual(['to_sign', 64, 1])
    expect(await refused(sign(made.id, { signedOn: addDays(day, 1) }))).toEqual(['contract.signedLater@signedOn'])
    const other = await draft()
    const strange = await scan(other.id)
    expect(
      await refused(
        world.write('ann', (tx, actor) => signOnPaper(tx, actor, made.id, { signedOn: day, fileId: strange.id })),
      ),
    ).toEqual(['contract.unknownFile@fileId'])
    expect(await sign(made.id)).toMatchObject({ state: 'effective', signedOn: day })
    expect(await refused(sign(made.id))).toEqual(['flow.notFromHere'])
    await clean()
  })

  test('withdrawn while it is submitted: whoever comes second is told, and no request is left without its contract', async () => {
    const { id } = await draft()
    const submitting = (tx: Tx, actor: Actor) => moveContract(tx, actor, id, 'submit', {})
    expect(await whileOpen(world, 'ann', submitting, () => move(id, 'withdraw'))).toEqual(['kernel.stale'])
    expect((await move(id, 'withdraw')).state).toBe('draft')
    await clean()
  })

  test('sent back and withdrawn are drafts again; what was approved is void with a change', async () => {
    const { id } = await draft()
    await move(id, 'submit')
    const asked = (await world.read('olivia', inbox)).find(one => one.recordId === id)
    const who = asked ? 'olivia' : 'max'
    const mine = (await world.read(who, inbox)).find(one => one.recordId === id)
    await world.write(who, (tx, actor) => sendBackApproval(tx, actor, mine?.id ?? '', { reason: '付款条件太松' }))
    expect((await read(id)).state).toBe('draft')
    await move(id, 'submit')
    const again = (await world.read(who, inbox)).find(one => one.recordId === id)
    await world.write('ann', (tx, actor) => withdrawApproval(tx, actor, again?.id ?? '', {}))
    expect((await read(id)).state).toBe('draft')
    await move(id, 'submit')
    await approveAll(id)
    expect((await move(id, 'withdraw')).state).toBe('draft')
    await world.write('ann', (tx, actor) => setLines(tx, actor, id, { lines: [fee('120')] }))
    await move(id, 'submit')
    expect((await read(id)).state).toBe('in_approval')
    await clean()
  })

  test('what it lacks is said with its field', async () => {
    const framework = await draft({ kind: 'framework', lines: [] })
    expect(await refused(move(framework.id, 'submit'))).toEqual([
      'contract.nothingAgreed@lines',
      'contract.noEnd@effectiveUntil',
    ])
    expect(await refused(draft({ contactId: '00000000-0000-7000-8000-000000000001' }))).toEqual([
      'contract.unknownContact@contactId',
    ])
    expect(await refused(draft({ effectiveFrom: addDays(day, 9), effectiveUntil: addDays(day, 3) }))).toEqual([
      'contract.endsBefore@effectiveUntil',
    ])
  })

  test('only what the conditions ask is approved: amount, discount, kind', async () => {
    const about = { entity: 'contract', purpose: 'review' }
    const set = async (when: ApprovalNode['when'][]) => {
      const { version } = await world.read('olivia', db => readPolicy(db, about.entity, about.purpose))
      const nodes = when.map(one => ({
        by: 'role' as const,
        role: 'finance' as const,
        mode: 'any' as const,
        ...(one && { when: one }),
      }))
      await world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes, allowSelf: false, version }))
    }
    await set([
      [{ fact: 'amount', op: 'gte', value: '1000' }],
      [{ fact: 'discountPercent', op: 'gte', value: '20' }],
      [{ fact: 'framework', op: 'is' }],
    ])
    const submitted = async (more: Partial<NewContract>) => (await move((await draft(more)).id, 'submit')).state
    const product = await world.product({ price: '100' })
    expect(await submitted({ lines: [fee('999.99')] })).toBe('to_sign')
    expect(await submitted({ lines: [fee('1000')] })).toBe('in_approval')
    expect(await submitted({ lines: [{ productId: product.id, unitQty: '2', price: '79' }] })).toBe('in_approval')
    expect(await submitted({ kind: 'framework', effectiveUntil: addDays(day, 30), ceiling: '500' })).toBe('in_approval')
    await set([undefined])
  })

  test('two who sign at once: one does', async () => {
    const { id } = await toSign()
    const [a, b] = [await scan(id), await scan(id)]
    const once = (fileId: string) =>
      refused(world.write('ann', (tx, actor) => signOnPaper(tx, actor, id, { signedOn: day, fileId })))
    const both = await Promise.all([once(a.id), once(b.id)])
    expect(both.toSorted()).toEqual([[], ['flow.notFromHere']])
    await clean()
  })
})

describe('made of a quote', () => {
  const quoted = async (lines: LineInput[]) => {
    const { customerId } = world
    const deal = await world.write('ann', (tx, actor) => createDeal(tx, actor, { name: '灌装后段', customerId }))
    return world.write('ann', (tx, actor) => createQuote(tx, actor, { dealId: deal.id, lines }))
  }

  test('with its lines to the cent, its terms and its thread (C002)', async () => {
    const lines = ['5095.2', '523.2', '80.64', '54.12', '182', '186.2'].map(price => fee(price, { taxRate: '7' }))
    const quote = await quoted(lines)
    expect(await refused(world.write('ann', (tx, actor) => contractOfQuote(tx, actor, { quoteId: quote.id })))).toEqual(
      ['contract.quoteNotReady@quoteId'],
    )
    const sent = await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
    const made = await world.write('ann', (tx, actor) => contractOfQuote(tx, actor, { quoteId: quote.id }))
    expect([made.net, made.tax, made.gross]).toEqual([sent.net, sent.tax, sent.gross])
    expect([made.threadId, made.title, made.quoteId]).toEqual([sent.threadId, '灌装后段', sent.id])
    expect(made.lines.map(line => line.gross)).toEqual(sent.lines.map(line => line.gross))
  })
})

describe('a supplementary agreement', () => {
  test('says old and new, is approved and signed again, and becomes what the contract says', async () => {
    const root = await effective({ title: '设备采购', lines: [fee('100'), fee('40', { name: '培训' })] })
    const amended = await world.write('ann', (tx, actor) => amendContract(tx, actor, root.id, '客户加购一天培训'))
    expect(amended).toMatchObject({ state: 'draft', number: `${root.number}-B1`, amendsId: root.id })
    const second = world.write('ann', (tx, actor) => amendContract(tx, actor, root.id, 'again'))
    expect(await refused(second)).toEqual(['contract.amending'])
    const [first, training] = amended.lines
    const lines = [
      { ...fee('100'), id: first?.id ?? '' },
      { ...fee('60', { name: '培训' }), id: training?.id ?? '' },
    ]
    const changed = await world.write('ann', (tx, actor) => setLines(tx, actor, amended.id, { lines }))
    expect(changed.amount).toBe('160')
    expect(
      await refused(world.write('ann', (tx, actor) => editContract(tx, actor, amended.id, { currency: 'USD' }))),
    ).toContain('contract.fixed@currency')
    await move(amended.id, 'submit')
    await approveAll(amended.id)
    const said = await world.read('ann', (db, actor) => changesOf(db, actor, amended.id))
    expect(said.map(one => one.what)).toEqual(['Amount', '培训'])
    expect(await sign(amended.id)).toMatchObject({ state: 'completed' })
    const after = await read(root.id)
    expect(after).toMatchObject({ state: 'effective', versionNo: 2, amount: '160' })
    expect(after.lines.map(line => [line.id, line.price])).toEqual(
      root.lines.map((line, i) => [line.id, i ? '60' : '100']),
    )
    const versions = await world.read('ann', (db, actor) => versionsOf(db, actor, root.id))
    expect(versions).toMatchObject([{ versionNo: 1, amount: '140', amendedBy: amended.id }])
    // what it changed is said as it was signed
    expect(await world.read('ann', (db, actor) => changesOf(db, actor, amended.id))).toEqual(said)
    await clean()
  })

  test('is moot once its contract has ended', async () => {
    const root = await effective()
    const amended = await world.write('ann', (tx, actor) => amendContract(tx, actor, root.id, 'x'))
    await world.write('olivia', (tx, actor) => moveContract(tx, actor, root.id, 'terminate', { reason: '客户停产' }))
    expect(await refused(move(amended.id, 'submit'))).toEqual(['contract.amendsEnded@amendsId'])
  })
})

test('renewed: a draft that points back, for as long again', async () => {
  const root = await effective({ effectiveFrom: day, effectiveUntil: addDays(day, 30) })
  const next = await world.write('ann', (tx, actor) => renewContract(tx, actor, root.id))
  expect(next).toMatchObject({
    state: 'draft',
    renewsId: root.id,
    renewsNumber: root.number,
    effectiveFrom: addDays(day, 31),
    effectiveUntil: addDays(day, 61),
    amount: root.amount,
  })
  expect(next.threadId).not.toBe(root.threadId)
})

test('the page is offered what the flow allows, with its reasons', async () => {
  const { id } = await draft({ lines: [] })
  const offers = await world.read('ann', (db, actor) => contractOffers(db, actor, id))
  expect(offers.map(one => [one.move, one.ok])).toEqual([
    ['submit', false],
    ['cancel', true],
  ])
  expect(await move(id, 'cancel')).toMatchObject({ state: 'cancelled' })
})
