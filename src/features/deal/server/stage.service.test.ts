// What has to be true before a deal enters a stage, and whose yes it takes; two people at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approvalPermissions } from '#features/approval/approval.access.ts'
import { approve, sendBackApproval, withdrawApproval } from '#features/approval/server/approval.service.ts'
import { inbox, registerSubject } from '#features/approval/server/subject.service.ts'
import { type Actor, grantsFor } from '#kernel/access.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import type { DealEdit, PipelineEdit, Stage } from '../deal.schema.ts'
import { placeDeal } from './board.service.ts'
import { createDeal } from './create.service.ts'
import { editDeal, getDeal, stageHistory } from './deal.service.ts'
import { moveDeal, stageApproval } from './move.service.ts'
import { editPipeline, listPipelines } from './pipeline.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
  registerSubject(stageApproval)
})
afterAll(() => open.close())

const keysOf = (promise: Promise<unknown>): Promise<string[]> =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.reasons.map(one => (one.path ? `${one.key}@${one.path}` : one.key))
    },
  )

type Wish = Partial<PipelineEdit['stages'][number]>
async function stagedWorld(wishes: Readonly<Record<string, Wish>>): Promise<DealWorld & { stages: readonly Stage[] }> {
  const world = await dealWorld(open.db)
  const [pipeline] = await world.read('max', db => listPipelines(db))
  const stages = (pipeline?.stages ?? []).map(({ id, label, kind, probability }) => ({
    ...{ id, label, kind, probability },
    ...wishes[label.zh],
  }))
  const edited = await world.write('max', (tx, actor) => editPipeline(tx, actor, pipeline?.id ?? '', { stages }))
  return { ...world, stages: edited.stages }
}
/** The same person with the right to ask and to decide. */
const deciding = (actor: Actor): Actor => ({
  ...actor,
  grants: { ...actor.grants, ...grantsFor(actor.roles, approvalPermissions) },
})
const decide = <T>(world: DealWorld, person: 'ann' | 'max', fn: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> =>
  inOrg(open.db, world.orgId, { mode: 'write' }, tx => fn(tx, deciding(world.as(person))))
const waiting = async (world: DealWorld) =>
  (await world.read('max', (db, actor) => inbox(db, actor))).filter(one => one.state === 'pending')

test('items are ticked on the drop, and who ticked them and when is kept', async () => {
  const world = await stagedWorld({
    方案报价: { criteria: '客户已确认需求', checks: [{ text: '需求书已签' }, { text: '预算已确认' }] },
  })
  const stage = world.stages.find(one => one.label.zh === '方案报价')
  const [first, second] = stage?.checks ?? []
  expect(stage?.criteria).toBe('客户已确认需求')
  const deal = await world.deal()
  const drop = (checks: string[]) =>
    world.write('ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId: stage?.id ?? '', checks }))
  expect(await keysOf(drop([]))).toEqual([`deal.checkOpen@checks.${first?.id}`, `deal.checkOpen@checks.${second?.id}`])
  expect(await keysOf(drop([first?.id ?? '']))).toEqual([`deal.checkOpen@checks.${second?.id}`])
  const moved = await drop([first?.id ?? '', second?.id ?? '', deal.id])
  expect(moved.stageId).toBe(stage?.id)
  expect(moved.checks.map(one => [one.text, one.byName])).toEqual([
    ['需求书已签', world.as('ann').name],
    ['预算已确认', world.as('ann').name],
  ])
  // back and forth: what was ticked stays ticked
  await world.write('max', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId: world.stage('初步接触').id }))
  const again = await drop([])
  expect(again.checks).toEqual(moved.checks)
})

test('a win or a loss has no items and no approval of its own', async () => {
  expect(await keysOf(stagedWorld({ 赢单: { approval: true }, 输单: { checks: [{ text: '已复盘' }] } }))).toEqual([
    'deal.openStageOnly@stages.4.approval',
    'deal.openStageOnly@stages.5.checks',
  ])
})

test('a stage that takes an approval: the deal waits in sight, and who approves moves it', async () => {
  const world = await stagedWorld({ 商务谈判: { approval: true } })
  const stageId = world.stage('商务谈判').id
  const deal = await world.deal({ amount: '100' })
  const asked = await decide(world, 'ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId }))
  expect([asked.stageId, asked.waitingStageId]).toEqual([deal.stageId, stageId])
  const other = () => decide(world, 'ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'advance', { stageId }))
  expect(await keysOf(other())).toEqual(['deal.stageWaits@stageId'])
  const [request] = await waiting(world)
  expect(request?.title).toContain('商务谈判')
  await decide(world, 'max', (tx, actor) => approve(tx, actor, request?.id ?? '', {}))
  const moved = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect([moved.stageId, moved.waitingStageId]).toEqual([stageId, null])
  const stays = await world.read('ann', (db, actor) => stageHistory(db, actor, deal.id))
  expect(stays.at(-1)?.byName).toBe(world.as('max').name)
})

test('nobody begins, or opens again, in a stage that takes an approval', async () => {
  const world = await stagedWorld({ 商务谈判: { approval: true } })
  const stageId = world.stage('商务谈判').id
  const begin = world.write('ann', (tx, actor) =>
    createDeal(tx, actor, { name: '直接谈判', customerId: world.customerId, stageId }),
  )
  expect(await keysOf(begin)).toEqual(['deal.startsApproved@stageId'])
  const deal = await world.deal()
  await world.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'lose', { lostReason: 'price' }))
  const reopen = (to: string) =>
    decide(world, 'ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'reopen', { stageId: to }))
  expect(await keysOf(reopen(stageId))).toEqual(['deal.reopenApproval@stageId'])
  expect((await reopen(deal.stageId)).state).toBe('open')
})

test('whoever begins further on says what the stage asks for; the first one is begun in as it is', async () => {
  const world = await stagedWorld({
    初步接触: { required: ['source'] },
    方案报价: { required: ['amount', 'expectedClose'] },
    商务谈判: { checks: [{ text: '预算已确认' }] },
  })
  const begin = (stage: string, more = {}) =>
    world.write('ann', (tx, actor) =>
      createDeal(tx, actor, { name: '直接', customerId: world.customerId, stageId: world.stage(stage).id, ...more }),
    )
  expect(await keysOf(begin('方案报价', { amount: '5' }))).toEqual(['deal.stageNeeds@expectedClose'])
  expect((await begin('方案报价', { amount: '5', expectedClose: '2027-01-31' })).stageId).toBe(
    world.stage('方案报价').id,
  )
  expect(await keysOf(begin('商务谈判'))).toEqual(['deal.startsChecked@stageId'])
  expect((await begin('初步接触')).stageId).toBe(world.stage('初步接触').id)
})

/** As it came by import, or stood before the stage asked. */
const standIn = (world: DealWorld, id: string, zh: string, more: Record<string, string> = {}) =>
  inOrg(open.db, world.orgId, { mode: 'write' }, tx => {
    const { id: stage, kind } = world.stage(zh)
    const text = `update deals set stage_id = $3, state = $4::text, source = $5::text,
      closed_at = case when $4::text <> 'open' then now() end, won_at = case when $4::text = 'won' then now() end
      where org_id = $1 and id = $2`
    return tx.query({ text, values: [world.orgId, id, stage, kind, more.source ?? null] })
  })

test('what its stage asks for is not emptied while it stands there; what it lacked before stays no matter', async () => {
  const world = await stagedWorld({
    方案报价: { required: ['amount', 'contactId', 'source'] },
    商务谈判: { approval: true },
  })
  const deal = await world.deal({ amount: '100' })
  const edit = (input: DealEdit) => world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, input))
  const drop = (zh: string, values: DealEdit = {}) =>
    decide(world, 'ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId: world.stage(zh).id, values }))
  await standIn(world, deal.id, '方案报价', { source: '展会' })
  expect(await keysOf(edit({ amount: null, source: ' ' }))).toEqual([
    'deal.stageKeeps@amount',
    'deal.stageKeeps@source',
  ])
  expect((await edit({ amount: '90', note: '改价' })).amount).toBe('90')
  expect(await keysOf(drop('商务谈判', { amount: null }))).toEqual(['deal.stageKeeps@amount'])
  const back = await drop('初步接触', { amount: null })
  expect([back.amount, back.source]).toEqual([null, '展会'])
  expect((await edit({ source: null })).source).toBeNull()
})

test('a deal that is won keeps what winning took', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal({ amount: '100', expectedClose: '2027-01-31' })
  await standIn(world, deal.id, '赢单')
  const empty = world.write('max', (tx, actor) => editDeal(tx, actor, deal.id, { amount: null, expectedClose: null }))
  expect(await keysOf(empty)).toEqual(['deal.stageKeeps@amount', 'deal.stageKeeps@expectedClose'])
})

test('withdrawn, sent back, edited meanwhile or lost: it waits no more', async () => {
  const world = await stagedWorld({ 商务谈判: { approval: true } })
  const stageId = world.stage('商务谈判').id
  const deal = await world.deal({ amount: '100' })
  const ask = () => decide(world, 'ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId }))
  const standing = async () => {
    const [now, asked] = await Promise.all([
      world.read('ann', (db, actor) => getDeal(db, actor, deal.id)),
      waiting(world),
    ])
    return [now.waitingStageId, asked.length]
  }
  await ask()
  const [first] = await waiting(world)
  await decide(world, 'ann', (tx, actor) => withdrawApproval(tx, actor, first?.id ?? '', {}))
  expect(await standing()).toEqual([null, 0])
  await ask()
  const [second] = await waiting(world)
  await decide(world, 'max', (tx, actor) => sendBackApproval(tx, actor, second?.id ?? '', { reason: '价格未定' }))
  expect(await standing()).toEqual([null, 0])
  await ask()
  await world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { note: '无关紧要' }))
  expect(await standing()).toEqual([stageId, 1])
  await world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '90' }))
  expect(await standing()).toEqual([null, 0])
  await ask()
  await world.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'lose', { lostReason: 'price' }))
  expect(await standing()).toEqual([null, 0])
})

test('two drag the same card into it at once: one request, one refusal; approving and editing at once end as one of them', async () => {
  const world = await stagedWorld({ 商务谈判: { approval: true } })
  const stageId = world.stage('商务谈判').id
  const deal = await world.deal({ amount: '100' })
  const drags = await Promise.all([
    keysOf(decide(world, 'ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId }))),
    keysOf(decide(world, 'ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId }))),
  ])
  expect(drags.flat()).toEqual(['deal.stageWaits@stageId'])
  const [request] = await waiting(world)
  await Promise.all([
    keysOf(decide(world, 'max', (tx, actor) => approve(tx, actor, request?.id ?? '', {}))),
    world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '80' })),
  ])
  const after = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect([after.waitingStageId, (await waiting(world)).length, after.amount]).toEqual([null, 0, '80'])
})
