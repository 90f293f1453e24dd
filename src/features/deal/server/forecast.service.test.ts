import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, endOfMonth, startOfMonth, today } from '#kernel/clock.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { refused } from '#test/orderWorld.ts'
import { totalRow } from '../forecast.rules.ts'
import { editDeal, getDeal, listDeals } from './deal.service.ts'
import { forecastOf } from './forecast.service.ts'
import { lockDeal, setDealWon } from './move.service.ts'
import { editPipeline, listPipelines } from './pipeline.service.ts'
import { setRate } from './rate.service.ts'
import { setTargets, targetsOf } from './target.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
})
afterAll(() => open.close())

const now = (world: DealWorld): string => today(open.db.clock, world.as('ann').org.zone)
const month = (world: DealWorld, by = 0): string => addMonths(startOfMonth(now(world)), by)
const forecast = (world: DealWorld, person: 'ann' | 'max' = 'max', by = 0) =>
  world.read(person, (db, actor) => forecastOf(db, actor, { from: now(world), to: month(world, by) }))
const yearOf = (day: string): number => Number(day.slice(0, 4))

test('an open deal counts as its stage says, at its chance, in the month of its expected close', async () => {
  const world = await dealWorld(open.db)
  const expectedClose = endOfMonth(now(world))
  const deal = (zh: string, amount: string, day: string | null = expectedClose) =>
    world.deal({ amount, stageId: world.stage(zh).id, expectedClose: day })
  await deal('初步接触', '100')
  await deal('方案报价', '1000')
  await deal('商务谈判', '10000')
  await deal('商务谈判', '5', addDays(month(world, 1), 3))
  await deal('商务谈判', '7', addDays(month(world), -1))
  await deal('商务谈判', '9', null)
  const now1 = await forecast(world)
  expect(totalRow(now1)).toMatchObject({
    won: '0',
    commit: '10000',
    best: '1000',
    pipeline: '100',
    omitted: '0',
    weighted: '7510',
    unpriced: 0,
  })
  expect([now1.late, now1.undated]).toEqual([
    { count: 1, amount: '7' },
    { count: 1, amount: '9' },
  ])
  const two = await forecast(world, 'max', 1)
  expect(two.cells.map(cell => [cell.month, cell.commit])).toEqual([
    [month(world), '10000'],
    [month(world, 1), '5'],
  ])
})

test('a deal’s own word goes before its stage’s, and what is omitted is not weighted', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal({ amount: '100', expectedClose: now(world) })
  expect([deal.forecast, deal.forecastAs]).toEqual([null, 'pipeline'])
  const say = (word: 'commit' | 'omitted' | null) =>
    world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { forecast: word }))
  expect((await say('omitted')).forecastAs).toBe('omitted')
  expect(totalRow(await forecast(world))).toMatchObject({ omitted: '100', pipeline: '0', weighted: '0' })
  const filter = JSON.stringify({ field: 'forecastAs', op: 'in', value: ['omitted'] })
  const found = await world.read('ann', (db, actor) => listDeals(db, actor, { filter }))
  expect(found.items.map(one => one.id)).toEqual([deal.id])
  await say(null)
  const [pipeline] = await world.read('ann', db => listPipelines(db))
  const stages = pipeline?.stages.map(({ id, label, kind, probability }) => ({ id, label, kind, probability })) ?? []
  await world.write('max', (tx, actor) =>
    editPipeline(tx, actor, pipeline?.id ?? '', {
      stages: stages.map(stage => (stage.id === deal.stageId ? { ...stage, forecast: 'best' as const } : stage)),
    }),
  )
  expect((await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))).forecastAs).toBe('best')
})

test('what was won counts in the month it was won; a salesperson sees their own, a manager everybody’s', async () => {
  const world = await dealWorld(open.db)
  const mine = await world.deal({ amount: '300', expectedClose: addMonths(now(world), 5) })
  await world.write('ann', async (tx, actor) => {
    const row = await lockDeal(tx, mine.id)
    if (row) await setDealWon(tx, actor, row, { noOrderReason: 'x' })
  })
  await world.deal({ amount: '40', ownerId: world.as('ann').userId, expectedClose: now(world) })
  expect(totalRow(await forecast(world))).toMatchObject({ won: '300', pipeline: '40' })
  expect(totalRow(await forecast(world, 'ann'))).toMatchObject({ won: '300', pipeline: '40' })
  const other = { ...world.as('ann'), userId: world.as('max').userId }
  const seen = await world.read('ann', db => forecastOf(db, other, { from: now(world), to: now(world) }))
  expect(seen.cells).toEqual([])
})

test('amounts are added up at their rates, and what has none is counted and not hidden', async () => {
  const world = await dealWorld(open.db)
  await world.deal({ amount: '10', currency: 'USD', expectedClose: now(world) })
  expect(totalRow(await forecast(world))).toMatchObject({ pipeline: '0', unpriced: 1 })
  await world.write('max', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate: '2020-01-01', rate: '7' }))
  expect(totalRow(await forecast(world))).toMatchObject({ pipeline: '70', unpriced: 0 })
})

test('the months are in order and not too many, and hidden fields hide the sums', async () => {
  const world = await dealWorld(open.db)
  const ask = (from: string, to: string) =>
    refused(world.read('max', (db, actor) => forecastOf(db, actor, { from, to })))
  expect(await ask('2026-03-01', '2026-02-28')).toEqual(['forecast.backwards@to'])
  expect(await ask('2026-03-01', '2028-03-01')).toEqual(['forecast.tooLong@to'])
  expect(await ask('2026-03-01', '2028-02-29')).toEqual([])
  const blind = { ...world.as('ann'), fieldRights: { deal: { amount: 'hidden' as const } } }
  const hidden = world.read('ann', db => forecastOf(db, blind, { from: now(world), to: now(world) }))
  expect(await refused(hidden)).toEqual(['forecast.hidden'])
})

test('targets are set, changed and taken away by month, told as they were, and stand beside what was won', async () => {
  const world = await dealWorld(open.db)
  const first = month(world)
  const year = yearOf(first)
  const ann = world.as('ann')
  const set = (items: Parameters<typeof setTargets>[2]['items']) =>
    world.write('max', (tx, actor) => setTargets(tx, actor, { year, items }))
  const made = await set([
    { month: first, userId: ann.userId, amount: '500.00' },
    { month: first, deptId: ann.deptId ?? '', amount: '900' },
  ])
  expect(made.items.map(one => one.amount).sort()).toEqual(['500', '900'])
  expect(totalRow(await forecast(world)).target).toBe('900')
  // her own only
  const hers = await forecast(world, 'ann')
  expect(hers.targets).toEqual([{ month: first, userId: ann.userId, deptId: null, amount: '500' }])
  await set([{ month: first, deptId: ann.deptId ?? '', amount: null }])
  expect(totalRow(await forecast(world)).target).toBe('500')
  await set([{ month: first, userId: ann.userId, amount: '600' }])
  expect((await world.read('max', (db, actor) => targetsOf(db, actor, year))).items).toHaveLength(1)
  const events = await world.rows<{ before: object; after: object }>(
    `select before, after from event where org_id = $1 and kind = 'target.set' order by seq desc limit 1`,
  )
  const key = first.slice(0, 7)
  expect(events[0]).toMatchObject({ before: { name: ann.name, [key]: '500' }, after: { [key]: '600' } })
})

test('a target out of reach, of two, of none, twice, too fine or in another year is refused with all reasons', async () => {
  const world = await dealWorld(open.db)
  const far = await dealWorld(open.db)
  const first = month(world)
  const year = yearOf(first)
  const set = (person: 'ann' | 'max', items: Parameters<typeof setTargets>[2]['items']) =>
    refused(world.write(person, (tx, actor) => setTargets(tx, actor, { year, items })))
  const userId = world.as('ann').userId
  expect(
    await set('max', [
      { month: first, userId: far.as('ann').userId, amount: '1' },
      { month: first, amount: '1' },
      { month: first, userId, amount: '1.005' },
      { month: first, userId, amount: '1' },
      { month: `${year - 1}-12-01`, userId, amount: '1' },
      { month: now(world).slice(0, 8).concat('02'), userId, amount: '1' },
    ]),
  ).toEqual([
    'target.notYours@items.0.userId',
    'target.notOne@items.1.userId',
    'kernel.tooFine@items.2.amount',
    'target.twice@items.3.month',
    'target.badMonth@items.4.month',
    'target.badMonth@items.5.month',
  ])
  expect(await set('ann', [{ month: first, userId, amount: '1' }])).toEqual(['target.notYours@items.0.userId'])
})
