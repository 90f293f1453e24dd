import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeal } from '#features/deal/server/create.service.ts'
import { readHome } from '#features/followup/server/home.service.ts'
import { openLink, sayThrough } from '#features/link/server/visit.service.ts'
import { addDays, fixedClock, systemClock, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { Anyone } from '#test/world.ts'
import type { NewQuote } from '../quote.schema.ts'
import { answerQuestion, giveQuoteLink, readSide } from './customerSide.service.ts'
import { createQuote } from './quote.service.ts'
import { moveQuote } from './quoteMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const day = today(systemClock, 'Asia/Shanghai')
async function sent(more: Partial<NewQuote> = {}) {
  const { customerId } = world
  const deal = await world.write('ann', (tx, actor) => createDeal(tx, actor, { name: '灌装后段', customerId }))
  const lines = [{ name: '安装调试', unitQty: '1', price: '100', taxRate: '6' }]
  const input = { validUntil: addDays(day, 30), ...more, dealId: deal.id, lines }
  const { id } = await world.write('ann', (tx, actor) => createQuote(tx, actor, input))
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, id, 'send', {}))
  return { id, dealId: deal.id }
}
const give = async (id: string) =>
  (await world.write('ann', (tx, actor) => giveQuoteLink(tx, actor, id, {}))).path.slice('/p/'.length)
/** Read so many hours from now. */
const home = async (who: Anyone, hours = 0) => {
  const actor = await world.as(who)
  const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
  const { groups } = await inOrg({ ...open.db, clock }, actor.orgId, { mode: 'read' }, db => readHome(db, actor))
  return groups.filter(one => one.key === 'papers').flatMap(one => one.lines)
}
const saidOf = async (id: string, hours = 0) =>
  (await home('ann', hours)).filter(line => line.recordId === id).map(line => line.say?.key)

test('a link that nobody opened for two days, and no longer once somebody did', async () => {
  const quote = await sent()
  expect(await saidOf(quote.id, 50)).toEqual([])
  const token = await give(quote.id)
  expect(await saidOf(quote.id, 47)).toEqual([])
  expect(await saidOf(quote.id, 49)).toEqual(['quote.home.unopened'])
  const [line] = await home('ann', 49)
  expect(line).toMatchObject({ about: { entity: 'deal', id: quote.dealId }, actions: ['log', 'open'] })
  expect(await home('max', 49)).toEqual([])
  await openLink(open.db, knockWith(token, { folder: '' }))
  expect(await saidOf(quote.id, 49)).toEqual([])
})

test('a question waits until it is answered; a price that ends in three days is worth a word', async () => {
  const quote = await sent({ validUntil: addDays(day, 3) })
  expect(await saidOf(quote.id)).toEqual(['quote.home.ending'])
  const token = await give(quote.id)
  await openLink(open.db, knockWith(token, { folder: '' }))
  await sayThrough(open.db, knockWith(token, { folder: '' }), { do: 'ask', asker: '采购部', question: '几天能到？' })
  const [line] = (await home('ann')).filter(one => one.recordId === quote.id)
  expect(line).toMatchObject({ say: { key: 'quote.home.asked' }, text: '几天能到？' })
  const side = await world.read('ann', (db, actor) => readSide(db, actor, quote.id))
  const questionId = side.questions[0]?.id ?? ''
  await world.write('ann', (tx, actor) => answerQuestion(tx, actor, quote.id, { questionId, answer: '三天' }))
  expect(await saidOf(quote.id)).toEqual(['quote.home.ending'])
})
