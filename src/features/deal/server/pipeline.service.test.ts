import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { refused } from '#test/orderWorld.ts'
import type { NewPipeline, Pipeline } from '../deal.schema.ts'
import { dealBoard } from './board.service.ts'
import { createDeal } from './create.service.ts'
import { moveDeal } from './move.service.ts'
import {
  archivePipeline,
  createPipeline,
  editPipeline,
  listPipelines,
  makeDefaultPipeline,
  restorePipeline,
} from './pipeline.service.ts'
import { listRates, rateOn, removeRate, setRate } from './rate.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
let world: DealWorld
beforeAll(async () => {
  open = await openDeals()
  world = await dealWorld(open.db)
})
afterAll(() => open.close())

const label = (zh: string, en: string) => ({ zh, en })
const renewal: NewPipeline = {
  label: label('续约', 'Renewals'),
  stages: [
    { label: label('提醒', 'Reminded'), kind: 'open', probability: 40, rottingDays: 7, required: ['expectedClose'] },
    { label: label('已续', 'Renewed'), kind: 'won', probability: 100 },
    { label: label('未续', 'Gone'), kind: 'lost', probability: 0 },
  ],
}
const make = (where: DealWorld): Promise<Pipeline> =>
  where.write('max', (tx, actor) => createPipeline(tx, actor, renewal))
type Verb = typeof archivePipeline
const run = (where: DealWorld, verb: Verb, id: string) => where.write('max', (tx, actor) => verb(tx, actor, id))
const events = (where: DealWorld, kind: string) =>
  where.rows<{ before: unknown; after: unknown }>(
    'select before, after from event where org_id = $1 and kind = $2 order by seq',
    [kind],
  )

test('a second pipeline has a board of its own, and a deal that names it begins there', async () => {
  const made = await make(world)
  expect([made.isDefault, made.archived, made.stages.map(stage => stage.label.zh)]).toEqual([
    false,
    false,
    ['提醒', '已续', '未续'],
  ])
  const deal = await world.deal({ pipelineId: made.id })
  expect([deal.pipelineId, deal.stageLabel.zh, deal.rottingDays]).toEqual([made.id, '提醒', 7])
  const usual = await world.deal()
  const board = await world.read('ann', (db, actor) => dealBoard(db, actor, { pipeline: made.id }))
  expect(board.columns.flatMap(column => column.cards.map(card => card.id))).toEqual([deal.id])
  const first = await world.read('ann', (db, actor) => dealBoard(db, actor, {}))
  expect(first.pipeline.id).toBe(usual.pipelineId)
  const foreign = world.stage('初步接触').id
  expect(await refused(world.deal({ pipelineId: made.id, stageId: foreign }))).toEqual(['deal.unknownStage@stageId'])
})

test('a pipeline is renamed together with its stages, and the event says before and after', async () => {
  const made = await make(world)
  const stages = made.stages.map(({ id, label: name, kind, probability }) => ({ id, label: name, kind, probability }))
  const edit = { label: label('老客户续约', 'Renewals of old customers'), stages, version: made.version }
  const renamed = await world.write('max', (tx, actor) => editPipeline(tx, actor, made.id, edit))
  expect(renamed.label.zh).toBe('老客户续约')
  const [said] = (await events(world, 'pipeline.edited')).slice(-1)
  expect(said).toMatchObject({ before: { label: { zh: '续约' } }, after: { label: { zh: '老客户续约' } } })
  const again = world.write('max', (tx, actor) => editPipeline(tx, actor, made.id, edit))
  expect(await refused(again)).toEqual(['kernel.stale@version'])
})

test('a pipeline is archived once no deal is open in it, and takes none until it is in use again', async () => {
  const fresh = await dealWorld(open.db)
  const made = await make(fresh)
  const deal = await fresh.deal({ pipelineId: made.id, expectedClose: '2027-01-01' })
  expect(await refused(run(fresh, archivePipeline, made.id))).toEqual(['deal.pipelineOpen'])
  await fresh.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'lose', { lostReason: 'price' }))
  expect((await run(fresh, archivePipeline, made.id)).archived).toBe(true)
  expect(await events(fresh, 'pipeline.archived')).toHaveLength(1)
  await run(fresh, archivePipeline, made.id)
  expect(await events(fresh, 'pipeline.archived')).toHaveLength(1)
  expect(await refused(fresh.deal({ pipelineId: made.id }))).toEqual(['deal.pipelineArchived@pipelineId'])
  const reopen = () => fresh.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'reopen', {}))
  expect(await refused(reopen())).toEqual(['deal.pipelineArchived@pipelineId'])
  expect(await refused(run(fresh, makeDefaultPipeline, made.id))).toEqual(['deal.pipelineArchived'])
  await run(fresh, restorePipeline, made.id)
  expect((await reopen()).state).toBe('open')
})

test('new deals begin in the default pipeline; it cannot be archived before another one is', async () => {
  const fresh = await dealWorld(open.db)
  const made = await make(fresh)
  const [first] = await fresh.read('max', db => listPipelines(db))
  expect(await refused(run(fresh, archivePipeline, first?.id ?? ''))).toEqual(['deal.pipelineDefault'])
  await run(fresh, makeDefaultPipeline, made.id)
  expect((await fresh.deal()).pipelineId).toBe(made.id)
  expect((await run(fresh, archivePipeline, first?.id ?? '')).archived).toBe(true)
  const all = await fresh.read('max', db => listPipelines(db))
  expect(all.filter(one => one.isDefault).map(one => one.id)).toEqual([made.id])
})

test('whoever archives and whoever opens a deal at the same moment: never an open deal in an archived pipeline', async () => {
  const fresh = await dealWorld(open.db)
  for (let round = 0; round < 8; round++) {
    const made = await make(fresh)
    await Promise.all([
      refused(run(fresh, archivePipeline, made.id)),
      ...Array.from({ length: 3 }, () =>
        refused(
          fresh.write('ann', (tx, actor) =>
            createDeal(tx, actor, { name: '续约', customerId: fresh.customerId, pipelineId: made.id }),
          ),
        ),
      ),
    ])
  }
  const astray = await fresh.rows(
    `select d.id from deals d join pipelines p on p.org_id = d.org_id and p.id = d.pipeline_id
     where d.org_id = $1 and d.state = 'open' and p.archived_at is not null`,
  )
  expect(astray).toEqual([])
})

test('a rate is of its day: set over, removed, told with before and after, and never for one’s own currency', async () => {
  const fresh = await dealWorld(open.db)
  const set = (currency: string, onDate: string, rate: string) =>
    fresh.write('fay', (tx, actor) => setRate(tx, actor, { currency, onDate, rate }))
  await set('USD', '2026-01-01', '7.1')
  await set('USD', '2026-03-01', '7.2000')
  await set('USD', '2026-03-01', '7.25')
  expect(await events(fresh, 'currencyRate.set')).toMatchObject([
    { before: null },
    { before: null },
    { before: { rate: '7.2' }, after: { rate: '7.25', onDate: '2026-03-01' } },
  ])
  const on = (day: string) => fresh.read('ann', (db, actor) => rateOn(db, actor, 'USD', day))
  expect([await on('2025-12-31'), await on('2026-02-28'), await on('2026-03-01')]).toEqual([undefined, '7.1', '7.25'])
  expect(await refused(set('CNY', '2026-01-01', '1'))).toEqual(['deal.ownCurrency@currency'])
  expect(await refused(set('USD', '2026-01-01', '999999999'))).toEqual(['deal.rateRange@rate'])
  expect(await refused(set('USD', '2026-01-01', '0.00000001'))).toEqual(['deal.rateRange@rate'])
  expect(await refused(set('XXQ', '2026-01-01', '0'))).toEqual(['deal.badCurrency@currency', 'deal.badRate@rate'])
  const remove = (onDate: string) =>
    fresh.write('fay', (tx, actor) => removeRate(tx, actor, { currency: 'USD', onDate }))
  expect((await remove('2026-03-01')).map(one => one.onDate)).toEqual(['2026-01-01'])
  expect(await refused(remove('2026-03-01'))).toEqual(['kernel.missing'])
  expect(await refused(remove('yesterday'))).toEqual(['kernel.missing'])
  expect(await fresh.read('ann', db => listRates(db))).toHaveLength(1)
  expect(await events(fresh, 'currencyRate.removed')).toMatchObject([{ before: { rate: '7.25' }, after: null }])
})
