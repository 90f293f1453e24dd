import { afterAll, beforeAll, expect, test } from 'vitest'
import { can, visibleTo } from '#kernel/access.ts'
import { addDays, today } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import type { Deal } from '../deal.schema.ts'
import { dealBoard, placeDeal } from './board.service.ts'
import { editDeal, getDeal, listDeals, stageHistory, summariseDeals, trashDeal } from './deal.service.ts'
import { dealOffers, lockDeal, moveDeal, setDealWon, touchDealOrders } from './move.service.ts'
import { editPipeline, listPipelines } from './pipeline.service.ts'
import { setRate } from './rate.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
let world: DealWorld
beforeAll(async () => {
  open = await openDeals()
  world = await dealWorld(open.db)
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
const place = (id: string, to: Parameters<typeof placeDeal>[3]) =>
  world.write('ann', (tx, actor) => placeDeal(tx, actor, id, to))
const column = async (stageId: string): Promise<string[]> => {
  const board = await world.read('ann', (db, actor) => dealBoard(db, actor, {}))
  return board.columns.find(one => one.stageId === stageId)?.cards.map(card => card.name) ?? []
}

test('a deal starts its thread in the first open stage and makes its customer one with an intent', async () => {
  const deal = await world.deal({ amount: '1000.50' })
  expect(deal.stageName).toBe('初步接触')
  expect(deal.state).toBe('open')
  expect(deal.amount).toBe('1000.5')
  const [activity] = await world.rows<{ openDeals: number }>(
    'select open_deals from customer_activity where org_id = $1 and customer_id = $2',
    [deal.customerId],
  )
  expect(activity?.openDeals).toBeGreaterThan(0)
  const events = await world.rows<{ kind: string }>(
    'select e.kind from event_thread t join event e on e.org_id = t.org_id and e.id = t.event_id where t.org_id = $1 and t.thread_id = $2',
    [deal.threadId],
  )
  expect(events.map(one => one.kind)).toEqual(['deal.created'])
})

test('C142 C144 emoji in a name and a note come back byte for byte', async () => {
  const deal = await world.deal({ name: 'mail 😀 rest 🤗', note: '全部文字 😀🤗 都在' })
  expect(deal.name).toBe('mail 😀 rest 🤗')
  expect((await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))).note).toBe('全部文字 😀🤗 都在')
})

test('C135 a card dragged to another stage stays there, stage and position in one step', async () => {
  const [first, second] = [await world.deal({ name: '甲' }), await world.deal({ name: '乙' })]
  const to = world.stage('需求确认').id
  await place(first.id, { stageId: to })
  await place(second.id, { stageId: to, afterId: first.id })
  expect((await column(to)).slice(0, 2)).toEqual(['甲', '乙'])
  const logs = await world.read('ann', (db, actor) => stageHistory(db, actor, first.id))
  expect(logs.map(one => [one.label.zh, one.leftAt === null])).toEqual([
    ['初步接触', false],
    ['需求确认', true],
  ])
})

test('C137 only moved cards move: an edit changes no order, and a drag lands between its neighbours', async () => {
  const fresh = await dealWorld(open.db)
  const stage = fresh.stage('初步接触').id
  const ids: string[] = []
  for (const name of ['5', '4', '3', '2', '1']) ids.unshift((await fresh.deal({ name })).id)
  const names = async () =>
    (await fresh.read('ann', (db, actor) => dealBoard(db, actor, {}))).columns[0]?.cards.map(card => card.name)
  expect(await names()).toEqual(['1', '2', '3', '4', '5'])
  await fresh.write('ann', (tx, actor) => editDeal(tx, actor, ids[2] ?? '', { amount: '7' }))
  expect(await names()).toEqual(['1', '2', '3', '4', '5'])
  await fresh.write('ann', (tx, actor) => placeDeal(tx, actor, ids[0] ?? '', { stageId: stage, afterId: ids[3] ?? '' }))
  expect(await names()).toEqual(['2', '3', '4', '1', '5'])
  await fresh.write('ann', (tx, actor) =>
    placeDeal(tx, actor, ids[4] ?? '', { stageId: stage, beforeId: ids[1] ?? '' }),
  )
  expect(await names()).toEqual(['5', '2', '3', '4', '1'])
})

test('two people dragging at once leave one order, every card once, and one open stage row a deal', async () => {
  const fresh = await dealWorld(open.db)
  const deals: Deal[] = []
  for (let i = 0; i < 6; i++) deals.push(await fresh.deal({ name: `${i}` }))
  const to = fresh.stage('方案报价').id
  const anchor = deals[0]?.id ?? ''
  await fresh.write('ann', (tx, actor) => placeDeal(tx, actor, anchor, { stageId: to }))
  const drags = deals
    .slice(1)
    .flatMap(deal =>
      (['ann', 'max'] as const).map(person =>
        fresh.write(person, (tx, actor) => placeDeal(tx, actor, deal.id, { stageId: to, afterId: anchor })),
      ),
    )
  await Promise.all(drags)
  const board = await fresh.read('ann', (db, actor) => dealBoard(db, actor, {}))
  const cards = board.columns.find(one => one.stageId === to)?.cards ?? []
  expect(cards[0]?.id).toBe(anchor)
  expect(new Set(cards.map(card => card.id)).size).toBe(6)
  const openRows = await fresh.rows<{ n: number }>(
    'select count(*)::int as n from deal_stage_log where org_id = $1 and left_at is null group by deal_id',
  )
  expect(openRows.every(row => row.n === 1)).toBe(true)
  expect(openRows).toHaveLength(6)
})

test('a stage asks for its required fields, all at once and at their paths, and takes them with the move', async () => {
  const fresh = await dealWorld(open.db)
  const [pipeline] = await fresh.read('max', db => listPipelines(db))
  const stages = (pipeline?.stages ?? []).map(({ id, label, kind, probability, rottingDays }) => ({
    id,
    label,
    kind,
    probability,
    rottingDays,
    required: label.zh === '商务谈判' ? ['amount', 'expectedClose'] : [],
  }))
  await fresh.write('max', (tx, actor) => editPipeline(tx, actor, pipeline?.id ?? '', { stages }))
  const deal = await fresh.deal()
  const stageId = fresh.stage('商务谈判').id
  const move = (values?: object) =>
    fresh.write('ann', (tx, actor) => placeDeal(tx, actor, deal.id, { stageId, ...(values && { values }) }))
  expect(await keysOf(move())).toEqual(['deal.stageNeeds@amount', 'deal.stageNeeds@expectedClose'])
  const moved = await move({ amount: '12', expectedClose: '2027-01-31' })
  expect([moved.stageId, moved.amount, moved.expectedClose]).toEqual([stageId, '12', '2027-01-31'])
})

test('losing needs a reason; reopening goes back to where the deal stood', async () => {
  const deal = await world.deal()
  const stageId = world.stage('商务谈判').id
  await place(deal.id, { stageId })
  const lose = (lostReason: string) =>
    world.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'lose', { lostReason }))
  expect(await keysOf(lose('  '))).toEqual(['deal.noLostReason@lostReason'])
  const lost = await lose('价格')
  expect([lost.state, lost.stageName, lost.lostReason]).toEqual(['lost', '输单', 'price'])
  const back = await world.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'reopen', {}))
  expect([back.state, back.stageId, back.lostReason, back.closedAt]).toEqual(['open', stageId, null, null])
})

test('winning names everything that is missing, and a won deal with live orders is not reopened', async () => {
  const deal = await world.deal()
  const win = (noOrderReason?: string) =>
    world.write('ann', async (tx, actor) => {
      const row = await lockDeal(tx, deal.id)
      if (!row) throw new Error('gone')
      return setDealWon(tx, actor, row, { noOrderReason })
    })
  expect(await keysOf(win())).toEqual([
    'deal.noAmount@amount',
    'deal.noCloseDate@expectedClose',
    'deal.noQuote@noOrderReason',
  ])
  const offers = await world.read('ann', (db, actor) => dealOffers(db, actor, deal.id))
  expect(offers.map(offer => [offer.move, offer.ok])).toEqual([
    ['advance', true],
    ['win', false],
    ['lose', true],
  ])
  await world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '5', expectedClose: '2027-01-01' }))
  await win('样机试用')
  const won = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect([won.state, won.stageName, won.noOrderReason]).toEqual(['won', '赢单', '样机试用'])
  await world.write('ann', async tx => touchDealOrders(tx, deal.id, 1))
  const reopen = () => world.write('ann', (tx, actor) => moveDeal(tx, actor, deal.id, 'reopen', {}))
  expect(await keysOf(reopen())).toEqual(['deal.liveOrders'])
  await world.write('ann', async tx => touchDealOrders(tx, deal.id, -1))
  expect((await reopen()).state).toBe('open')
})

test('dropping a card on a won stage is refused: a win hands over', async () => {
  const deal = await world.deal()
  expect(await keysOf(place(deal.id, { stageId: world.stage('赢单').id }))).toEqual(['deal.winAsks@stageId'])
})

test('C080 C081 amounts are never added across currencies, and what has no rate is counted', async () => {
  const fresh = await dealWorld(open.db, { currency: 'EUR' })
  await fresh.write('fay', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate: '2020-01-01', rate: '0.92' }))
  await fresh.deal({ amount: '2500000', currency: 'EUR' })
  await fresh.deal({ amount: '1000000', currency: 'USD' })
  await fresh.deal({ amount: '50000', currency: 'SEK' })
  const summary = await fresh.read('ann', (db, actor) => summariseDeals(db, actor, { sum: 'amount', group: 'stageId' }))
  expect(Number(summary.sums.amount)).toBe(3420000)
  expect(summary.sums.unpriced).toBe('1')
  expect(summary.count).toBe(3)
  const board = await fresh.read('ann', (db, actor) => dealBoard(db, actor, {}))
  expect([Number(board.columns[0]?.amount), board.columns[0]?.unpriced, board.columns[0]?.count]).toEqual([
    3420000, 1, 3,
  ])
})

test.each(['Pacific/Pago_Pago', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
  'C148 overdue is the same on the record, in the list and in a filter (%s)',
  async zone => {
    const fresh = await dealWorld(open.db, { zone })
    const day = today(fresh.db.clock, zone)
    const late = await fresh.deal({ name: 'late', expectedClose: addDays(day, -1) })
    const due = await fresh.deal({ name: 'due', expectedClose: day })
    const filter = JSON.stringify({ field: 'overdue', op: 'is', value: true })
    const list = await fresh.read('ann', (db, actor) => listDeals(db, actor, { filter }))
    expect(list.items.map(item => item.name)).toEqual(['late'])
    expect([late.overdue, due.overdue]).toEqual([true, false])
  },
)

test('a stage in use is archived, not deleted, and an unused one is gone', async () => {
  const fresh = await dealWorld(open.db)
  const deal = await fresh.deal()
  const [pipeline] = await fresh.read('max', db => listPipelines(db))
  const kept = (pipeline?.stages ?? []).filter(stage => !['初步接触', '商务谈判'].includes(stage.label.zh))
  const stages = kept.map(({ id, label, kind, probability }) => ({ id, label, kind, probability }))
  const edited = await fresh.write('max', (tx, actor) => editPipeline(tx, actor, pipeline?.id ?? '', { stages }))
  expect(edited.stages.map(stage => [stage.label.zh, stage.archived])).toEqual(
    expect.arrayContaining([['初步接触', true]]),
  )
  expect(edited.stages.map(stage => stage.label.zh)).not.toContain('商务谈判')
  const board = await fresh.read('ann', (db, actor) => dealBoard(db, actor, {}))
  expect(board.columns.find(one => one.stageId === deal.stageId)?.cards.map(card => card.id)).toEqual([deal.id])
  const flipped = stages.map(stage => (stage.label.zh === '需求确认' ? { ...stage, kind: 'lost' as const } : stage))
  const open2 = flipped.filter(stage => stage.kind !== 'open')
  expect(
    await keysOf(fresh.write('max', (tx, actor) => editPipeline(tx, actor, pipeline?.id ?? '', { stages: open2 }))),
  ).toEqual(['deal.noStage.open@stages'])
})

test('C128 a stale edit of the same field is a conflict, of another field it passes', async () => {
  const deal = await world.deal({ amount: '10' })
  await world.write('max', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '20', version: deal.version }))
  const note = await world.write('ann', (tx, actor) =>
    editDeal(tx, actor, deal.id, { note: '备注', version: deal.version }),
  )
  expect([note.amount, note.note]).toEqual(['20', '备注'])
  expect(
    await keysOf(
      world.write('ann', (tx, actor) => editDeal(tx, actor, deal.id, { amount: '30', version: deal.version })),
    ),
  ).toEqual(['kernel.stale@amount'])
})

test('can and the list say the same of every deal for every person', async () => {
  const fresh = await dealWorld(open.db)
  const mine = await fresh.deal()
  for (const person of ['ann', 'max', 'wei', 'fay', 'oda'] as const) {
    const actor = fresh.as(person)
    const list = await fresh.read(person, (db, one) => listDeals(db, one, {}))
    expect(list.items.length === 1, person).toBe(can(actor, 'deal.read', mine))
  }
  expect(visibleTo(fresh.as('wei'), 'deal.read')).toEqual({ any: [] })
})

test('a deal in the trash is out of list and board and frees the customer', async () => {
  const fresh = await dealWorld(open.db)
  const deal = await fresh.deal()
  await fresh.write('max', (tx, actor) => trashDeal(tx, actor, deal.id))
  const list = await fresh.read('ann', (db, actor) => listDeals(db, actor, {}))
  expect(list.items).toEqual([])
  const [row] = await fresh.rows<{ openDeals: number }>('select open_deals from customer_activity where org_id = $1')
  expect(row?.openDeals).toBe(0)
})
