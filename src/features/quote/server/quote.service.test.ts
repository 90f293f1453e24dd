import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { moveDeal } from '#features/deal/server/move.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import { editProduct } from '#features/product/server/product.service.ts'
import { addDays, fixedClock, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { add, cmp, sum } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { canonicalQuote } from '../quote.rules.ts'
import type { LineInput, WholeQuote } from '../quote.schema.ts'
import { previewQuote } from './draft.service.ts'
import { editQuote, getQuote, listQuotes, setLines } from './quote.service.ts'
import type { QuoteRow } from './quote.table.ts'
import { copyQuote, expireQuotes, type HandMove, moveQuote, quoteOffers, reviseQuote } from './quoteMove.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
let world: DealWorld
beforeAll(async () => {
  open = await openDeals()
  world = await dealWorld(open.db)
})
afterAll(() => open.close())

const refused = (promise: Promise<unknown>): Promise<string[]> =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.reasons.map(one => (one.path ? `${one.key}@${one.path}` : one.key))
    },
  )
const service = (price: string, more: Partial<LineInput> = {}): LineInput => ({
  name: '安装调试',
  unitQty: '1',
  price,
  taxRate: '6',
  ...more,
})
const move = (id: string, name: HandMove, input = {}) =>
  world.write('ann', (tx, actor) => moveQuote(tx, actor, id, name, input))
const lines = (id: string, set: LineInput[], more = {}) =>
  world.write('ann', (tx, actor) => setLines(tx, actor, id, { lines: set, ...more }))
const get = (id: string) => world.read('ann', (db, actor) => getQuote(db, actor, id))
const sent = async (set: LineInput[] = [service('100')], more = {}): Promise<WholeQuote> => {
  const deal = await world.deal()
  return move((await world.quote(deal.id, { lines: set, ...more })).id, 'send')
}
const inputsOf = (quote: WholeQuote): LineInput[] =>
  quote.lines.map(
    ({ id, productId, unitQty, price, unit, name, taxRate, optional, discountKind, discountValue, kind }) => ({
      id,
      productId,
      unitQty,
      price,
      unit,
      name,
      taxRate,
      optional,
      discountKind,
      discountValue,
      kind,
    }),
  )

test('a quote freezes product facts, adds up once and gives the deal its amount', async () => {
  const deal = await world.deal()
  const machine = await world.product({ price: '1130', taxRate: '13', units: [{ unit: '箱', factor: '12' }] })
  const quote = await world.quote(deal.id, {
    lines: [
      { productId: machine.id, unitQty: '2' },
      { productId: machine.id, unitQty: '1', unit: '箱', discountKind: 'percent', discountValue: '10' },
      service('-100', { kind: 'fee', name: '旧机折价', taxRate: '13' }),
    ],
  })
  expect(quote.lines.map(line => [line.no, line.name, line.qty, line.price, line.amount])).toEqual([
    [1, machine.name, '2', '1130', '2260'],
    [2, machine.name, '12', '13560', '12204'],
    [3, '旧机折价', '1', '-100', '-100'],
  ])
  expect([quote.gross, quote.gross]).toEqual(['14364', add(quote.net, quote.tax)])
  expect(quote.gross).toBe(sum(quote.lines.map(line => line.gross)))
  const after = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect([after.amount, after.amountFrom, after.primaryQuoteId]).toEqual(['14364', 'quote', quote.id])
})

test('every problem of every line is named at once, at its field', async () => {
  const deal = await world.deal()
  const kit = await world.product({ kind: 'kit' })
  const priceless = await world.product({ price: null })
  const create = world.quote(deal.id, {
    lines: [
      { productId: kit.id, unitQty: '1' },
      { productId: priceless.id, unitQty: '1' },
      service('-1'),
      service('1', { kind: 'goods' }),
      service('1', { unitQty: '0' }),
      { productId: priceless.id, unitQty: '1', price: '1', unit: '箱' },
    ],
  })
  expect(await refused(create)).toEqual([
    'kit.empty@lines.0.productId',
    'quote.unpriced@lines.1.price',
    'quote.negativePrice@lines.2.price',
    'quote.goodsNeedProduct@lines.3.productId',
    'quote.badQty@lines.4.unitQty',
    'quote.unknownUnit@lines.5.unit',
  ])
})

test('C086 line positions are 1, 2, 3 in the order given, after any reordering', async () => {
  const quote = await world.quote((await world.deal()).id, {
    lines: ['1', '2', '3', '4'].map(name => service('1', { name })),
  })
  const [a, b, c, d] = inputsOf(quote)
  const set = [d, b, service('9', { name: 'new' }), a].filter(one => one !== undefined)
  const next = await lines(quote.id, set)
  expect(next.lines.map(line => [line.no, line.name])).toEqual([
    [1, '4'],
    [2, '2'],
    [3, 'new'],
    [4, '1'],
  ])
  expect(next.lines.map(line => line.id)).toContain(a?.id)
  expect(next.lines.map(line => line.id)).not.toContain(c?.id)
})

test('C145 C147 a thousand lines are saved, one changed quantity within two seconds', async () => {
  const quote = await world.quote((await world.deal()).id)
  const many = Array.from({ length: 1000 }, (_, i) => service(`${i + 1}.37`, { name: `第 ${i + 1} 行` }))
  const saved = await lines(quote.id, many)
  expect(saved.lines).toHaveLength(1000)
  const inputs = inputsOf(saved)
  const start = performance.now()
  const next = await lines(
    quote.id,
    inputs.map((line, i) => (i === 500 ? { ...line, unitQty: '3' } : line)),
  )
  expect(performance.now() - start).toBeLessThan(10_000)
  const changed = next.lines.filter((line, i) => JSON.stringify(line) !== JSON.stringify(saved.lines[i]))
  expect(changed.map(line => line.no)).toEqual([501])
  expect(next.gross).toBe(sum(next.lines.map(line => line.gross)))
})

test('what was sent stays as it is, to the last sign', async () => {
  const quote = await sent([service('100'), service('50', { name: '培训 😀' })])
  expect(quote.contentHash).toMatch(/^[0-9a-f]{64}$/)
  expect(await refused(lines(quote.id, []))).toEqual(['quote.frozen'])
  expect(await refused(world.write('ann', (tx, actor) => editQuote(tx, actor, quote.id, { note: 'x' })))).toEqual([
    'quote.frozen',
  ])
  const [row] = await world.rows<QuoteRow>('select * from quotes where org_id = $1 and id = $2', [quote.id])
  if (!row) throw new Error('gone')
  const hashOf = (row: QuoteRow) => createHash('sha256').update(canonicalQuote(row, quote.lines)).digest('hex')
  expect(hashOf(row)).toBe(quote.contentHash)
  expect(hashOf({ ...row, note: 'x' })).not.toBe(quote.contentHash)
})

test('a new version takes the place of the sent one, and only one is current', async () => {
  const quote = await sent()
  const next = await world.write('ann', (tx, actor) => reviseQuote(tx, actor, quote.id))
  expect([next.number, next.versionNo, next.state, next.isCurrent]).toEqual([quote.number, 2, 'draft', true])
  const old = await get(quote.id)
  expect([old.state, old.isCurrent]).toEqual(['superseded', false])
  expect(await refused(move(quote.id, 'accept'))).toEqual(['flow.notFromHere'])
  const deal = await world.read('ann', (db, actor) => getDeal(db, actor, quote.dealId))
  expect(deal.primaryQuoteId).toBe(next.id)
  await lines(next.id, [service('77')])
  expect((await world.read('ann', (db, actor) => getDeal(db, actor, quote.dealId))).amount).toBe('77')
})

test('two people accepting one quote at once: one does, the other hears why not', async () => {
  const quote = await sent()
  const both = await Promise.all(
    (['ann', 'max'] as const).map(person =>
      refused(world.write(person, (tx, actor) => moveQuote(tx, actor, quote.id, 'accept', {}))),
    ),
  )
  expect(both.map(keys => keys.join()).toSorted()).toEqual(['', 'flow.notFromHere'])
  expect(open.db.counters.retries).toBe(0)
})

test('two quotes of one deal accepted at once: one is, the other hears of it', async () => {
  const deal = await world.deal()
  const ids = [
    await world.quote(deal.id, { lines: [service('1')] }),
    await world.quote(deal.id, { lines: [service('2')] }),
  ].map(q => q.id)
  for (const id of ids) await move(id, 'send')
  const both = await Promise.all(ids.map(id => refused(move(id, 'accept'))))
  expect(both.map(keys => keys.join()).toSorted()).toEqual(['', 'quote.otherAccepted'])
  const after = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
  expect(after.acceptedQuoteId).not.toBeNull()
  expect(after.amountFrom).toBe('quote')
})

test('optional lines come into the total as the customer chose them', async () => {
  const quote = await sent(
    [service('100'), service('20', { name: '备件', optional: true }), service('30', { name: '延保', optional: true })],
    {
      discountKind: 'percent',
      discountValue: '10',
    },
  )
  expect(quote.gross).toBe('90')
  const [plain, spare] = quote.lines
  expect(await refused(move(quote.id, 'accept', { chosen: [plain?.id] }))).toEqual(['quote.notOptional@chosen.0'])
  const accepted = await move(quote.id, 'accept', { chosen: [spare?.id] })
  expect(accepted.gross).toBe('108')
  expect(accepted.lines.map(line => [line.chosen, line.amount])).toEqual([
    [false, '90'],
    [true, '18'],
    [false, '30'],
  ])
  expect(accepted.contentHash).toBe(quote.contentHash)
})

test('a decline needs a reason', async () => {
  const quote = await sent()
  expect(await refused(move(quote.id, 'decline', { declineReason: ' ' }))).toEqual([
    'quote.noDeclineReason@declineReason',
  ])
  expect((await move(quote.id, 'decline', { declineReason: '价格' })).state).toBe('declined')
  const offers = await world.read('ann', (db, actor) => quoteOffers(db, actor, quote.id))
  expect(offers.map(offer => offer.move)).toEqual(['revise'])
})

test('C172 only sent quotes run out, on the day after their last one in the organisation’s zone', async () => {
  const day = today(world.db.clock, 'Asia/Shanghai')
  const [lost, won, draft, alive] = [
    await sent(),
    await sent(),
    await world.quote((await world.deal()).id),
    await sent(),
  ]
  await move(lost.id, 'decline', { declineReason: '价格' })
  await move(won.id, 'accept')
  const expire = (at: string) =>
    inOrg({ ...world.db, clock: fixedClock(at) }, world.orgId, { mode: 'write' }, tx => expireQuotes(tx))
  // the last day lasts until midnight in Shanghai, 16:00 UTC
  const last = alive.validUntil
  expect(last).toBe(addDays(day, 30))
  await expire(`${last}T15:59:00Z`)
  expect((await get(alive.id)).state).toBe('sent')
  await expire(`${last}T16:01:00Z`)
  const states = await Promise.all([lost, won, draft, alive].map(async quote => (await get(quote.id)).state))
  expect(states).toEqual(['declined', 'accepted', 'draft', 'expired'])
})

test('C173 an expired quote is refused with the reason, also before the job has run', async () => {
  const day = today(world.db.clock, 'Asia/Shanghai')
  const quote = await sent([service('1')], { validUntil: day })
  const tomorrow = { ...world.db, clock: fixedClock(`${addDays(day, 1)}T04:00:00Z`) }
  const late = (fn: (tx: Parameters<Parameters<typeof inOrg>[3]>[0]) => Promise<unknown>) =>
    inOrg(tomorrow, world.orgId, { mode: 'write' }, fn)
  expect(await refused(late(tx => moveQuote(tx, world.as('ann'), quote.id, 'accept', {})))).toEqual([
    'quote.past@validUntil',
  ])
  await late(tx => expireQuotes(tx))
  expect(await refused(move(quote.id, 'accept'))).toEqual(['flow.notFromHere'])
  const next = await late(tx => reviseQuote(tx, world.as('ann'), quote.id))
  expect(next).toMatchObject({ state: 'draft', versionNo: 2, validUntil: addDays(day, 31) })
})

test('C025 a copy keeps the terms of the original, whatever product and price are now', async () => {
  const machine = await world.product({ price: '100' })
  const quote = await sent([{ productId: machine.id, unitQty: '1', discountKind: 'percent', discountValue: '25' }])
  await world.write('max', (tx, actor) => editProduct(tx, actor, machine.id, { price: '200', state: 'inactive' }))
  const copy = await world.write('ann', (tx, actor) => copyQuote(tx, actor, quote.id))
  expect([copy.state, copy.gross, copy.lines[0]?.price, copy.lines[0]?.discountValue]).toEqual([
    'draft',
    '75',
    '100',
    '25',
  ])
  expect(copy.number).not.toBe(quote.number)
  const kept = await lines(copy.id, inputsOf(copy))
  expect(kept.gross).toBe('75')
  const fresh = world.quote((await world.deal()).id, { lines: [{ productId: machine.id, unitQty: '1' }] })
  expect(await refused(fresh)).toEqual(['product.inactive@lines.0.productId'])
})

test('a currency without a rate is refused; with one the rate is frozen', async () => {
  const deal = await world.deal()
  expect(await refused(world.quote(deal.id, { currency: 'CHF' }))).toEqual(['quote.noRate@currency'])
})

test('in other money a product has another price, floor and cost: no guard is passed by switching there and back', async () => {
  await world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate: '2020-01-01', rate: '7' }))
  const machine = await world.product({ price: '700', floorPrice: '630', cost: '565', taxRate: '13' })
  const typed = { productId: machine.id, unitQty: '2', price: '650' }
  const quote = await world.quote((await world.deal()).id, {
    currency: 'USD',
    lines: [{ productId: machine.id, unitQty: '2' }, typed, service('70')],
  })
  const told = (one: WholeQuote) => one.lines.map(line => [line.price, line.listPrice, line.floorPrice, line.handPrice])
  const edit = (input: object) => world.write('olivia', (tx, actor) => editQuote(tx, actor, quote.id, input))
  expect(told(quote)[0]).toEqual(['100', '100', '90', false])
  const home = await edit({ currency: 'CNY' })
  // what was typed is worth what it was
  expect(told(home)).toEqual([
    ['700', '700', '630', false],
    ['4550', '700', '630', true],
    ['490', null, null, false],
  ])
  expect(home.lines.map(line => line.unitCost)).toEqual(['565', '565', null])
  const plain = await edit({ taxMode: 'exclusive' })
  expect(told(plain)[0]).toEqual(['619.469027', '619.469027', '557.522124', false])
  expect(plain.lines[0]?.gross).toBe(home.lines[0]?.gross)
  const [kept, old] = [told(plain), plain.lines.map(line => line.id)]
  const same = await edit({ note: '不动价格' })
  expect([told(same), same.lines.map(line => line.id)]).toEqual([kept, old])
})

test('terms must add up before the quote is sent', async () => {
  const deal = await world.deal()
  const gates = { confirm: '0', supply: '0', ship: '100' }
  const instalments = [
    { kind: 'deposit', on: 'signed', amount: '30' },
    { kind: 'balance', on: 'shipped', amount: '60', days: 30 },
  ] as const
  const quote = await world.quote(deal.id, { lines: [service('100')], terms: { gates, instalments: [...instalments] } })
  expect(await refused(move(quote.id, 'send'))).toEqual(['terms.notTotal@terms.instalments'])
  await lines(quote.id, [service('90')])
  expect((await move(quote.id, 'send')).state).toBe('sent')
})

test('the preview says what saving will store', async () => {
  const set = [service('99.99', { unitQty: '3' }), service('0.01', { optional: true })]
  const preview = await world.read('ann', (db, actor) =>
    previewQuote(db, actor, { lines: set, discountKind: 'percent', discountValue: '3' }),
  )
  const quote = await world.quote((await world.deal()).id, { lines: set, discountKind: 'percent', discountValue: '3' })
  expect([preview.net, preview.tax, preview.gross]).toEqual([quote.net, quote.tax, quote.gross])
  expect(preview.lines.map(line => line.amount)).toEqual(quote.lines.map(line => line.amount))
  expect(preview.capital).toBe('贰佰玖拾元零玖角柒分')
})

test('two editors of one set of lines: the second hears that it is stale', async () => {
  const quote = await world.quote((await world.deal()).id, { lines: [service('1')] })
  await lines(quote.id, [service('2')], { version: quote.version })
  expect(await refused(lines(quote.id, [service('3')], { version: quote.version }))).toEqual(['kernel.stale@version'])
  expect((await get(quote.id)).gross).toBe('2')
})

test('a quote is as near as its deal', async () => {
  const quote = await world.quote((await world.deal()).id)
  for (const person of ['max', 'fay', 'oda'] as const)
    expect((await world.read(person, (db, actor) => getQuote(db, actor, quote.id))).id).toBe(quote.id)
  expect(await refused(world.read('wei', (db, actor) => getQuote(db, actor, quote.id)))).toEqual(['kernel.missing'])
  expect(await refused(world.write('oda', (tx, actor) => setLines(tx, actor, quote.id, { lines: [] })))).toEqual([
    'kernel.forbidden',
  ])
})

test('a lost deal takes no quote, and its sent ones are not accepted', async () => {
  const quote = await sent()
  await world.write('ann', (tx, actor) => moveDeal(tx, actor, quote.dealId, 'lose', { lostReason: '价格' }))
  expect(await refused(move(quote.id, 'accept'))).toEqual(['quote.dealClosed@dealId'])
  expect(await refused(world.quote(quote.dealId))).toEqual(['quote.dealClosed@dealId'])
})

test('sums of quotes are in the organisation’s currency', async () => {
  const list = await world.read('ann', (db, actor) => listQuotes(db, actor, { limit: 5, sort: '-gross' }))
  expect(list.items.map(quote => Number(quote.gross))).toEqual(
    list.items.map(quote => Number(quote.gross)).toSorted((a, b) => b - a),
  )
  expect(cmp(list.items[0]?.gross ?? '0', '0')).toBe(1)
})
