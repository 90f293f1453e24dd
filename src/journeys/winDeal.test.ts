import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import type { NewDeal } from '#features/deal/deal.schema.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { moveDeal } from '#features/deal/server/move.service.ts'
import { getFollowup, logFollowup } from '#features/followup/server/followup.service.ts'
import {
  createNeed,
  createPromise,
  listNeeds,
  listPromises,
  moveNeed,
  movePromise,
} from '#features/followup/server/need.service.ts'
import { readBoard } from '#features/handoff/server/board.service.ts'
import { getHandoff, handoffOffers, moveHandoff } from '#features/handoff/server/handoff.service.ts'
import { readThread } from '#features/handoff/server/thread.service.ts'
import { editOrder, setLines } from '#features/order/server/edit.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import type { LineInput } from '#features/quote/quote.schema.ts'
import { createQuote, getQuote } from '#features/quote/server/quote.service.ts'
import { moveQuote } from '#features/quote/server/quoteMove.service.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { cancelOrder } from './cancelOrder.ts'
import { winDeal, winDealHandlers } from './winDeal.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let contactId: string
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  const contact = await world.write('ann', (tx, actor) =>
    createContact(tx, actor, { customerId: world.customerId, name: '付慧琳' }),
  )
  contactId = contact.id
})
afterAll(async () => {
  expect(await world.rows(brokenOrders)).toEqual([])
  await open.close()
})

const deal = (more: Partial<NewDeal> = {}) =>
  world.write('ann', (tx, actor) =>
    createDeal(tx, actor, {
      name: '给袋式包装线二期',
      customerId: world.customerId,
      expectedClose: '2027-01-31',
      amount: '1000',
      ...more,
    }),
  )
async function quoted(lines: LineInput[], more = {}) {
  const made = await deal()
  const quote = await world.write('ann', (tx, actor) => createQuote(tx, actor, { dealId: made.id, lines, ...more }))
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'accept', {}))
  return { dealId: made.id, quoteId: quote.id, threadId: made.threadId }
}
const win = (id: string, input = {}) => world.write('ann', (tx, actor) => winDeal(tx, actor, id, input))
const agreed = { promisedDate: '2027-02-15', address: '湖州市德清县' }
const terms = {
  instalments: [
    { kind: 'deposit' as const, percent: '30', on: 'signed' as const },
    { kind: 'balance' as const, percent: '70', on: 'shipped' as const, days: 7 },
  ],
  gates: { confirm: '0', supply: '0', ship: '0' },
}

test('one step makes the order with prices, terms and thread, and a packet with needs and promises', async () => {
  const machine = await world.stocked('9')
  const { dealId, quoteId, threadId } = await quoted(
    [
      { productId: machine.id, unitQty: '3', price: '99.99', taxRate: '13' },
      { name: '安装', unitQty: '1', price: '200', taxRate: '6' },
    ],
    { terms, discountKind: 'percent', discountValue: '5', contactId },
  )
  await world.write('ann', (tx, actor) =>
    createNeed(tx, actor, { subjectEntity: 'deal', subjectId: dealId, text: '换袋型要快', importance: 3 }),
  )
  await world.write('ann', (tx, actor) =>
    createPromise(tx, actor, { subjectEntity: 'deal', subjectId: dealId, what: '春节前安装', kind: 'date' }),
  )
  const won = await win(dealId, agreed)
  const quote = await world.read('ann', (db, actor) => getQuote(db, actor, quoteId))
  const order = await world.read('oda', (db, actor) => getOrder(db, actor, won.orderId ?? ''))
  expect(order).toMatchObject({
    state: 'draft',
    dealId,
    quoteId,
    threadId,
    packetState: 'complete',
    contactId,
    ...agreed,
    terms,
  })
  // C002: the order agrees with the quote to the cent
  expect([order.net, order.tax, order.gross]).toEqual([quote.net, quote.tax, quote.gross])
  expect(order.lines.map(line => [line.price, line.gross, line.share, line.promisedDate])).toEqual(
    quote.lines.map(line => [line.price, line.gross, line.share, '2027-02-15']),
  )
  const packet = await world.read('oda', (db, actor) => getHandoff(db, actor, won.handoffId ?? ''))
  expect(packet).toMatchObject({
    state: 'complete',
    needs: [{ text: '换袋型要快' }],
    promises: [{ what: '春节前安装' }],
  })
  expect(packet.items.filter(item => item.required).every(item => item.ok)).toBe(true)
  expect(await world.read('ann', (db, actor) => getDeal(db, actor, dealId))).toMatchObject({
    state: 'won',
    liveOrders: 1,
  })
})

test('a need heard is answered by the proposal, carried with its answer, and its promise kept by whoever works it off', async () => {
  const made = await deal()
  const heard = { subjectEntity: 'deal', subjectId: made.id } as const
  const said = await world.write('ann', (tx, actor) =>
    logFollowup(tx, actor, { ...heard, kind: 'call', content: '换型要快，春节前装好' }),
  )
  const from = { ...heard, followupId: said.id }
  const need = await world.write('ann', (tx, actor) => createNeed(tx, actor, { ...from, text: '换袋型要快' }))
  const given = { ...from, what: '春节前安装' }
  const promise = await world.write('ann', (tx, actor) => createPromise(tx, actor, given))
  const [shown] = await world.read('ann', async (db, actor) => [await getFollowup(db, actor, said.id)])
  expect(shown).toMatchObject({ needs: [{ id: need.id }], promises: [{ id: promise.id }] })
  const other = { subjectEntity: 'deal', subjectId: (await deal()).id, followupId: said.id } as const
  const byHand = world.write('ann', (tx, actor) => createNeed(tx, actor, { ...other, text: 'x' }))
  // the same customer: what one deal heard may be a need of the next
  expect(await refused(byHand)).toEqual([])
  const dropped = await world.write('ann', (tx, actor) => createNeed(tx, actor, { ...heard, text: '旧需求' }))
  await world.write('ann', (tx, actor) => moveNeed(tx, actor, dropped.id, { move: 'drop' }))

  const machine = await world.stocked('3')
  const answers = [need, dropped].map(one => ({ needId: one.id, need: one.text, answer: '快换模具，10 分钟' }))
  const lines = [{ productId: machine.id, unitQty: '1', price: '100', taxRate: '13' }]
  const quote = await world.write('ann', (tx, actor) =>
    createQuote(tx, actor, { dealId: made.id, lines, contactId, answers }),
  )
  const needs = () => world.read('ann', (db, actor) => listNeeds(db, actor, 'deal', made.id))
  expect((await needs()).map(one => one.state)).toEqual(['open', 'dropped'])
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  expect(await needs()).toMatchObject([
    { id: need.id, state: 'answered', answer: '快换模具，10 分钟', quoteId: quote.id },
    { id: dropped.id, state: 'dropped', answer: null, quoteId: null },
  ])
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'accept', {}))
  const { orderId, handoffId } = await win(made.id, agreed)
  const packet = await world.read('oda', (db, actor) => getHandoff(db, actor, handoffId ?? ''))
  expect(packet).toMatchObject({
    needs: [{ id: need.id, answer: '快换模具，10 分钟' }],
    promises: [{ id: promise.id, what: '春节前安装' }],
  })
  const onOrder = await world.read('oda', (db, actor) => listPromises(db, actor, 'order', orderId ?? ''))
  expect(onOrder.map(one => one.id)).toEqual([promise.id])
  await world.write('oda', (tx, actor) => movePromise(tx, actor, promise.id, { move: 'keep' }))
  expect(await world.read('ann', (db, actor) => listPromises(db, actor, 'deal', made.id))).toMatchObject([
    { state: 'kept' },
  ])
})

test('everything missing is one list, in the preview too; nothing is half done', async () => {
  const bare = await deal({ amount: null, expectedClose: null })
  const wanted = [
    'deal.noAmount@amount',
    'deal.noCloseDate@expectedClose',
    'deal.noQuote@noOrderReason',
    'handoff.missing.contact@contactId',
  ]
  expect((await refused(win(bare.id))).toSorted()).toEqual(wanted.toSorted())
  const seen = await world.read('ann', (db, actor) => winDealHandlers.previewWin(db, actor, { id: bare.id }))
  expect(seen.ok).toBe(false)
  expect(seen.reasons.map(one => `${one.key}@${one.path}`).toSorted()).toEqual(wanted.toSorted())
  const machine = await world.product()
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '1' }])
  expect(await refused(win(dealId))).toEqual([
    'handoff.missing.contact@contactId',
    'handoff.missing.promisedDate@promisedDate',
  ])
  expect(await world.read('ann', (db, actor) => getDeal(db, actor, dealId))).toMatchObject({
    state: 'open',
    liveOrders: 0,
  })
  expect((await win(dealId, { ...agreed, contactId })).orderId).not.toBeNull()
})

test('a deal is never won without an order, unless a reason says so', async () => {
  const made = await deal()
  expect(await win(made.id, { noOrderReason: '框架协议' })).toMatchObject({ orderId: null, handoffId: null })
  expect(await world.read('ann', (db, actor) => getDeal(db, actor, made.id))).toMatchObject({
    state: 'won',
    noOrderReason: '框架协议',
  })
})

test('a lost deal makes no order: it is opened again first', async () => {
  const machine = await world.stocked('1')
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '1' }])
  const move = (name: 'lose' | 'reopen', input = {}) =>
    world.write('ann', (tx, actor) => moveDeal(tx, actor, dealId, name, input))
  await move('lose', { lostReason: 'budget' })
  for (const input of [{ ...agreed, contactId }, { noOrderReason: '框架协议' }]) {
    expect(await refused(win(dealId, input))).toEqual(['flow.notFromHere'])
    const seen = await world.read('ann', (db, actor) => winDealHandlers.previewWin(db, actor, { id: dealId, ...input }))
    expect(seen).toMatchObject({ ok: false, reasons: [{ key: 'flow.notFromHere', values: { state: 'lost' } }] })
  }
  expect(await world.rows('select 1 from orders where org_id = $1 and deal_id = $2', [dealId])).toEqual([])
  await move('reopen')
  expect((await win(dealId, { ...agreed, contactId })).orderId).not.toBeNull()
})

test('two wins at once make one order; winning again answers it; a cancelled order can be made anew', async () => {
  const machine = await world.stocked('1')
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '1' }])
  const all = await Promise.all([1, 2, 3].map(() => win(dealId, { ...agreed, contactId })))
  expect(new Set(all.map(one => one.orderId)).size).toBe(1)
  expect(await world.rows('select 1 from orders where org_id = $1 and deal_id = $2', [dealId])).toHaveLength(1)
  expect(await refused(world.write('max', (tx, actor) => moveDeal(tx, actor, dealId, 'reopen', {})))).toEqual([
    'deal.liveOrders',
  ])
  await world.write('oda', (tx, actor) => cancelOrder(tx, actor, all[0]?.orderId ?? '', { note: '重做' }))
  const board = await world.read('ann', (db, actor) => readBoard(db, actor))
  expect(board.columns[0]?.cards.map(card => card.recordId)).toContain(dealId)
  const again = await win(dealId, { ...agreed, contactId })
  expect(again.orderId).not.toBe(all[0]?.orderId)
})

test('operations sends the packet back with a reason, sales hands over again, then it is accepted: the ball changes hands', async () => {
  const machine = await world.stocked('5')
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '2' }], { contactId })
  const { orderId, handoffId } = await win(dealId, agreed)
  const id = handoffId ?? ''
  const order = orderId ?? ''
  expect(await refused(world.submit(order))).toEqual(['order.packetNotAccepted'])
  const move = (who: 'oda' | 'ann', name: 'accept' | 'sendBack' | 'resubmit', wish = {}) =>
    world.write(who, (tx, actor) => moveHandoff(tx, actor, id, { ...wish, move: name }))
  expect(await refused(move('ann', 'accept'))).toEqual(['flow.notAllowed'])
  expect(await refused(move('oda', 'sendBack'))).toEqual(['handoff.noReason@reason'])
  await move('oda', 'sendBack', { reason: '缺开票信息' })
  expect((await world.get(order)).packetState).toBe('sent_back')
  const legs = await world.read('ann', (db, actor) => readThread(db, actor, { entity: 'deal', id: dealId }))
  expect(legs.legs.find(leg => leg.state === 'here')).toMatchObject({
    step: 'handoff',
    holder: { name: 'Ann', me: true },
  })
  await world.write('ann', (tx, actor) => editOrder(tx, actor, order, { promisedDate: null }))
  expect(await refused(move('ann', 'resubmit'))).toEqual(['handoff.missing.promisedDate@promisedDate'])
  expect((await world.read('ann', (db, actor) => handoffOffers(db, actor, id)))[0]?.reasons).toHaveLength(1)
  await world.write('ann', (tx, actor) => editOrder(tx, actor, order, { promisedDate: '2027-03-01' }))
  await move('ann', 'resubmit', { note: '已补' })
  const accepted = await Promise.all([1, 2].map(() => refused(move('oda', 'accept'))))
  expect(accepted.filter(one => one.length === 0)).toHaveLength(1)
  expect((await world.submit(order)).state).toBe('in_review')
  const seen = await world.read('ann', (db, actor) => readThread(db, actor, { entity: 'order', id: order }))
  expect(seen.legs.map(leg => [leg.step, leg.state]).slice(0, 4)).toEqual([
    ['deal', 'done'],
    ['quote', 'done'],
    ['handoff', 'done'],
    ['order', 'here'],
  ])
  expect(seen.legs.find(leg => leg.step === 'order')?.holder).toMatchObject({ name: 'Fay', role: 'finance', me: false })
  await world.approveAll(order)
  const after = await world.read('wei', (db, actor) => readThread(db, actor, { entity: 'order', id: order }))
  expect(after.legs.find(leg => leg.step === 'supply')).toMatchObject({ state: 'done', share: 100 })
  // the warehouse may not read the deal: its leg stands there, and leads nowhere
  expect(after.legs.find(leg => leg.step === 'deal')).toMatchObject({ state: 'done', href: null })
})

test('not more is ordered of a quote line than was quoted', async () => {
  const machine = await world.stocked('9')
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '2' }], { contactId })
  const { orderId } = await win(dealId, agreed)
  const order = await world.get(orderId ?? '')
  const lines = order.lines.map(({ id, productId, unitQty }) => ({ id, productId, unitQty }))
  const more = lines.map(line => ({ ...line, unitQty: '3' }))
  const edit = (set: typeof lines, version: number) =>
    world.write('ann', (tx, actor) => setLines(tx, actor, order.id, { version, lines: set }))
  expect(await refused(edit(more, order.version))).toEqual(['order.overQuoted@lines.0.unitQty'])
  expect(
    (
      await edit(
        lines.map(line => ({ ...line, unitQty: '1' })),
        order.version,
      )
    ).gross,
  ).toBe('100')
})

test('the board counts by working time and shows only what one may see', async () => {
  const machine = await world.stocked('1')
  const { dealId } = await quoted([{ productId: machine.id, unitQty: '1' }], { contactId })
  const { handoffId } = await win(dealId, agreed)
  const board = await world.read('oda', (db, actor) => readBoard(db, actor))
  const card = board.columns.find(column => column.key === 'packet')?.cards.find(one => one.recordId === handoffId)
  expect(card).toMatchObject({ holder: { role: 'orderDesk', me: true }, late: false, allowed: 540 })
  const other = await world.read('gus', (db, actor) => readBoard(db, actor))
  expect(other.columns.every(column => column.count === 0 && column.cards.length === 0)).toBe(true)
})
