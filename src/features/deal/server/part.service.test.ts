// What belongs to a deal: why it ended, who sells it, what it is about, against whom; each with its history.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, can } from '#kernel/access.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import type { Person } from '#test/world.ts'
import { usualForecast } from '../deal.rules.ts'
import { createCompetitor, editCompetitor, listCompetitors } from './competitor.service.ts'
import { editDeal, getDeal, listDeals } from './deal.service.ts'
import { forecastOf } from './forecast.service.ts'
import { moveDeal } from './move.service.ts'
import { readOutcomes } from './outcome.service.ts'
import { readTeam, setLines, setRivals, setTeam } from './part.service.ts'
import { setReasons } from './reason.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
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
const usual = [
  { code: 'price', kind: 'lost' as const, label: { en: 'Price', zh: '价格' }, noteRequired: true },
  { kind: 'lost' as const, label: { en: 'Own workshop', zh: '自己做' } },
]
/** As the next request would read the settings. */
async function fresh(world: DealWorld, person: Person): Promise<Actor> {
  const [row] = await world.rows<{ settings: Record<string, unknown> }>('select settings from orgs where org_id = $1')
  const actor = world.as(person)
  return { ...actor, org: { ...actor.org, settings: row?.settings ?? {} } }
}
const act = async <T>(world: DealWorld, person: Person, fn: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> => {
  const actor = await fresh(world, person)
  return inOrg(open.db, world.orgId, { mode: 'write' }, tx => fn(tx, actor))
}

test('reasons are the organisation’s own: required, with a remark where wanted; one out of use stays readable', async () => {
  const world = await dealWorld(open.db)
  const set = await act(world, 'max', (tx, actor) => setReasons(tx, actor, { items: usual }))
  const own = set.items.find(one => one.label.zh === '自己做')
  expect(set.items.find(one => one.code === 'rival')?.archived).toBe(true)
  const deal = await world.deal()
  const lose = (lostReason: string, lostNote?: string) =>
    act(world, 'ann', (tx, actor) =>
      moveDeal(tx, actor, deal.id, 'lose', { lostReason, ...(lostNote && { lostNote }) }),
    )
  expect(await keysOf(lose('rival'))).toEqual(['deal.unknownReason@lostReason'])
  expect(await keysOf(lose('price'))).toEqual(['deal.noReasonNote@lostNote'])
  const lost = await lose('own workshop')
  expect([lost.lostReason, lost.endedStageId]).toEqual([own?.code, deal.stageId])
  const none = act(world, 'max', (tx, actor) =>
    setReasons(tx, actor, { items: usual.map(one => ({ ...one, archived: true })) }),
  )
  expect(await keysOf(none)).toEqual(['deal.noLostReasonLeft@items'])
})

test('won and lost are counted by reason, competitor, stage, owner and month, and nobody counts what they do not see', async () => {
  const world = await dealWorld(open.db)
  const [a, b, c] = [
    await world.deal({ amount: '100' }),
    await world.deal({ amount: '40' }),
    await world.deal({ amount: '7', currency: 'SEK' }),
  ]
  const rival = await act(world, 'ann', (tx, actor) => createCompetitor(tx, actor, { name: 'Falcon' }))
  const lose = (id: string, lostReason: string, lostTo?: string) =>
    act(world, 'ann', (tx, actor) => moveDeal(tx, actor, id, 'lose', { lostReason, ...(lostTo && { lostTo }) }))
  await lose(a.id, 'price', rival.id)
  await lose(b.id, 'price')
  await lose(c.id, 'budget')
  const cut = (by: 'reason' | 'competitor' | 'stage' | 'owner' | 'month', person: Person = 'max') =>
    inOrg(open.db, world.orgId, { mode: 'read', plan: 'free' }, db =>
      readOutcomes(db, world.as(person), { from: '2020-01-01', to: '2099-12-31', by }),
    )
  const reasons = await cut('reason')
  expect(reasons.items.map(one => [one.key, one.lost])).toEqual([
    ['price', { count: 2, amount: '140', unpriced: 0 }],
    ['budget', { count: 1, amount: '0', unpriced: 1 }],
  ])
  expect(reasons.lost).toEqual({ count: 3, amount: '140', unpriced: 1 })
  expect((await cut('competitor')).items.map(one => [one.name, one.lost.count])).toEqual([['Falcon', 1]])
  expect((await cut('stage')).items.map(one => one.key)).toEqual([a.stageId])
  expect((await cut('owner')).items.map(one => one.name)).toEqual([world.as('ann').name])
  expect((await cut('month')).items).toHaveLength(1)
  // the very filters that the page's figures open
  const listed = async (filter: object) =>
    (await world.read('max', (db, actor) => listDeals(db, actor, { filter: JSON.stringify(filter) }))).items.length
  expect(await listed({ field: 'competitorId', op: 'in', value: [rival.id] })).toBe(1)
  expect(await listed({ field: 'endedStageId', op: 'in', value: [a.stageId] })).toBe(3)
})

test('a team: shares come to a hundred with the owner, members see the deal, and it is history', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal({ amount: '1000', expectedClose: '2099-01-15' })
  const [ann, wei, fay] = [world.as('ann'), world.as('wei'), world.as('fay')]
  const seeing = { ...wei, grants: { ...wei.grants, 'deal.read': 'own' as const } }
  const sees = () =>
    inOrg(open.db, world.orgId, { mode: 'read' }, db => getDeal(db, seeing, deal.id)).then(
      () => true,
      () => false,
    )
  const set = (items: Parameters<typeof setTeam>[3]['items']) =>
    act(world, 'ann', (tx, actor) => setTeam(tx, actor, deal.id, { items }))
  expect(await sees()).toBe(false)
  expect(
    await keysOf(
      set([
        { userId: wei.userId, role: 'presales', share: '70' },
        { userId: fay.userId, role: 'support', share: '30.01' },
        { userId: ann.userId, role: 'seller', share: '0' },
      ]),
    ),
  ).toEqual(['deal.memberTwice@items.2.userId', 'deal.shareOver@items'])
  expect(await keysOf(set([{ userId: deal.id, role: 'seller', share: '1' }]))).toEqual([
    'deal.unknownMember@items.0.userId',
  ])
  const team = await set([{ userId: wei.userId, role: 'presales', share: '30' }])
  expect([team.ownerShare, team.items.map(one => one.share)]).toEqual(['70', ['30']])
  expect(await sees()).toBe(true)
  // the condition in TypeScript says the same as the one in SQL
  expect(can(seeing, 'deal.read', { ...deal, readerIds: [wei.userId] })).toBe(true)
  const forecast = await world.read('max', (db, actor) =>
    forecastOf(db, actor, { from: '2099-01-01', to: '2099-01-31' }),
  )
  const kind = usualForecast(deal.probability)
  expect(forecast.cells.map(one => [one.ownerId, one[kind]]).toSorted()).toEqual(
    [
      [ann.userId, '700'],
      [wei.userId, '300'],
    ].toSorted(),
  )
  const found = await world.read('max', (db, actor) =>
    listDeals(db, actor, { filter: JSON.stringify({ field: 'sellerId', op: 'in', value: [wei.userId] }) }),
  )
  expect(found.items.map(one => one.id)).toEqual([deal.id])
  const [event] = await world.rows<{ after: unknown }>(
    `select after from event where org_id = $1 and kind = 'deal.teamChanged'`,
  )
  expect(JSON.stringify(event?.after)).toContain('30%')
  // whoever becomes the owner is no member any more
  await act(world, 'max', (tx, actor) => editDeal(tx, actor, deal.id, { ownerId: wei.userId }))
  const after = await world.read('max', (db, actor) => readTeam(db, actor, deal.id))
  expect([after.ownerId, after.ownerShare, after.items]).toEqual([wei.userId, '100', []])
  await set([]).catch(() => undefined)
})

test('products: their sum is the amount where somebody says so, until it is typed again', async () => {
  const world = await dealWorld(open.db)
  const product = await world.product({ price: '99.99' })
  const deal = await world.deal({ amount: '5' })
  const set = (edit: Parameters<typeof setLines>[3]) =>
    act(world, 'ann', (tx, actor) => setLines(tx, actor, deal.id, edit))
  expect(await keysOf(set({ items: [{ qty: '1' }, { productId: deal.id, qty: '1' }] }))).toEqual([
    'deal.lineNeedsName@items.0.name',
    'deal.unknownProduct@items.1.productId',
  ])
  expect(await keysOf(set({ items: [], asAmount: true }))).toEqual(['deal.noLines@items'])
  const lines = await set({
    items: [
      { productId: product.id, qty: '3', discount: '5' },
      { name: '安装', qty: '1.5', price: '200' },
    ],
    asAmount: true,
  })
  // 299.97 less 15.00, and 300
  expect(lines.items.map(one => one.amount)).toEqual(['284.97', '300'])
  const summed = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect([summed.amount, summed.amountFrom]).toEqual(['584.97', 'products'])
  await set({ items: [{ productId: product.id, qty: '1' }] })
  expect((await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))).amount).toBe('99.99')
  const typed = await world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '80' }))
  expect([typed.amount, typed.amountFrom]).toEqual(['80', 'manual'])
  expect(await keysOf(set({ items: [], version: 1 }))).toEqual(['kernel.stale@version'])
})

test('competitors: one name once, out of use but never gone, and on the deal with where they are strong', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal()
  const rival = await act(world, 'ann', (tx, actor) => createCompetitor(tx, actor, { name: '鹰击 科技' }))
  expect(await keysOf(act(world, 'ann', (tx, actor) => createCompetitor(tx, actor, { name: '鹰击科技' })))).toEqual([
    'deal.competitorTwice@name',
  ])
  const set = (ids: string[]) =>
    act(world, 'ann', (tx, actor) =>
      setRivals(tx, actor, deal.id, { items: ids.map(competitorId => ({ competitorId, strengths: '价格低' })) }),
    )
  expect((await set([rival.id])).items.map(one => [one.name, one.strengths])).toEqual([['鹰击 科技', '价格低']])
  expect(await keysOf(set([rival.id, rival.id]))).toEqual(['deal.competitorTwice@items.1.competitorId'])
  await act(world, 'max', (tx, actor) => editCompetitor(tx, actor, rival.id, { archived: true }))
  expect((await world.read('ann', db => listCompetitors(db))).map(one => one.archived)).toEqual([true])
})

test('two write the team at once: one of them, and never more than a hundred', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal()
  const set = (person: Person, share: string) =>
    act(world, 'ann', (tx, actor) =>
      setTeam(tx, actor, deal.id, {
        version: deal.version,
        items: [{ userId: world.as(person).userId, role: 'seller', share }],
      }),
    )
  const said = await Promise.all([keysOf(set('wei', '60')), keysOf(set('fay', '60'))])
  expect(said.flat()).toEqual(['kernel.stale@version'])
  const [sum] = await world.rows<{ sum: string }>('select sum(share)::text as sum from deal_members where org_id = $1')
  expect(Number(sum?.sum)).toBe(60)
})
