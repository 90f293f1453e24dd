import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, endOfMonth, fixedClock, instantOf, startOfMonth, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { refused } from '#test/orderWorld.ts'
import { accuracyOver, snapshotForecasts } from './accuracy.service.ts'
import { lockDeal, setDealWon } from './move.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
})
afterAll(() => open?.close())

const day = (world: DealWorld): string => today(open.db.clock, world.as('ann').org.zone)
/** As the job does, on that day. */
const keep = (world: DealWorld, on = day(world)) => {
  const { orgId, org } = world.as('ann')
  const database = { ...open.db, clock: fixedClock(instantOf(on, '08:00', org.zone).toISOString()) }
  return inOrg(database, orgId, { mode: 'write' }, tx => snapshotForecasts(tx))
}
const kept = (world: DealWorld) =>
  world.rows<{ onDay: string; month: string; commit: string; pipeline: string; won: string }>(
    `select on_day, month, trim_scale(commit)::text as commit, trim_scale(pipeline)::text as pipeline, trim_scale(won)::text as won from forecast_snapshots where org_id = $1 order by on_day, month`,
  )
const win = (world: DealWorld, id: string) =>
  world.write('ann', async (tx, actor) => {
    const row = await lockDeal(tx, id)
    if (row) await setDealWon(tx, actor, row, { noOrderReason: 'x' })
  })

test('a forecast is kept once since Monday, whoever comes at the same time, and what is kept does not change', async () => {
  const world = await dealWorld(open.db)
  const expectedClose = endOfMonth(day(world))
  await world.deal({ amount: '10000', stageId: world.stage('商务谈判').id, expectedClose })
  await world.deal({
    amount: '7',
    stageId: world.stage('初步接触').id,
    expectedClose: addMonths(startOfMonth(day(world)), 2),
  })
  await Promise.all([keep(world), keep(world)])
  const first = await kept(world)
  expect(first.map(one => [one.commit, one.pipeline])).toEqual([
    ['10000', '0'],
    ['0', '7'],
  ])
  await world.deal({ amount: '5', stageId: world.stage('商务谈判').id, expectedClose })
  await keep(world)
  expect(await kept(world)).toEqual(first)
  // the first of the next month is another time
  await keep(world, addMonths(startOfMonth(day(world)), 1))
  expect((await kept(world)).length).toBeGreaterThan(first.length)
})

test('what was kept stands beside what was won, to each by their own reach', async () => {
  const world = await dealWorld(open.db)
  const expectedClose = endOfMonth(day(world))
  const deal = await world.deal({ amount: '100', stageId: world.stage('商务谈判').id, expectedClose })
  await keep(world)
  const late = await world.deal({ amount: '25', stageId: world.stage('商务谈判').id, expectedClose })
  await win(world, deal.id)
  await win(world, late.id)
  const ask = (person: 'ann' | 'max', ahead = 0) =>
    world.read(person, (db, actor) => accuracyOver(db, actor, { from: day(world), to: day(world), ahead }))
  const { cells, people } = await ask('max')
  expect(cells).toMatchObject([{ commit: '100', best: '100', actual: '125', onDay: day(world) }])
  expect(people.map(one => one.id)).toEqual(cells.map(one => one.userId))
  expect((await ask('ann')).cells).toHaveLength(1)
  const other = { ...world.as('ann'), userId: world.as('max').userId, grants: { ...world.as('ann').grants } }
  const seen = await world.read('ann', db => accuracyOver(db, other, { from: day(world), to: day(world) }))
  expect(seen.cells).toEqual([])
  // a month before nobody kept anything
  expect((await ask('max', 1)).cells).toMatchObject([{ commit: '0', actual: '125', onDay: null }])
})

test('a month of which nothing was said on its first day was not foreseen, whatever came to be said later', async () => {
  const world = await dealWorld(open.db)
  const [month, next] = [0, 1].map(by => addMonths(startOfMonth(day(world)), by))
  // something of another month, so that a forecast was kept
  await world.deal({ amount: '9', stageId: world.stage('商务谈判').id, expectedClose: next ?? null })
  await keep(world, month)
  const deal = await world.deal({ amount: '40', stageId: world.stage('商务谈判').id, expectedClose: day(world) })
  await win(world, deal.id)
  await keep(world, addDays(month ?? '', 20))
  const { cells } = await world.read('max', (db, actor) =>
    accuracyOver(db, actor, { from: day(world), to: day(world) }),
  )
  expect(cells).toMatchObject([{ onDay: month, commit: '0', actual: '40' }])
})

test('the months are in order, and hidden fields hide the sums', async () => {
  const world = await dealWorld(open.db)
  const ask = (from: string, to: string) =>
    refused(world.read('max', (db, actor) => accuracyOver(db, actor, { from, to })))
  expect(await ask('2026-03-01', '2026-02-28')).toEqual(['forecast.backwards@to'])
  const blind = { ...world.as('ann'), fieldRights: { deal: { amount: 'hidden' as const } } }
  const hidden = world.read('ann', db => accuracyOver(db, blind, { from: day(world), to: day(world) }))
  expect(await refused(hidden)).toEqual(['forecast.hidden'])
})
