// An old version's link, once another version has taken its place.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeal } from '#features/deal/server/create.service.ts'
import { linksOf, revokeLink } from '#features/link/server/link.service.ts'
import { openLink, openPaper, sayThrough } from '#features/link/server/visit.service.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { LineInput, WholeQuote } from '../quote.schema.ts'
import { giveQuoteLink, readSide } from './customerSide.service.ts'
import { createQuote, getQuote } from './quote.service.ts'
import { moveQuote, reviseQuote } from './quoteMove.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const fee = (price: string): LineInput => ({ name: '安装调试', unitQty: '1', price, taxRate: '6' })
const move = (id: string, name: 'send' | 'cancel') =>
  world.write('ann', (tx, actor) => moveQuote(tx, actor, id, name, {}))
const read = (id: string) => world.read('ann', (db, actor) => getQuote(db, actor, id))
const give = (id: string, input = {}) => world.write('ann', (tx, actor) => giveQuoteLink(tx, actor, id, input))
const tokenOf = async (id: string, input = {}) => (await give(id, input)).path.slice('/p/'.length)
const opened = async (token: string) => (await openLink(open.db, knockWith(token))).body.text
const linksOfQuote = async (id: string) =>
  (await world.read('ann', (db, actor) => linksOf(db, actor, 'quote', id))).items
const gone = { kind: 'missing' }

async function sent(lines = [fee('100')]): Promise<WholeQuote> {
  const { customerId } = world
  const deal = await world.write('ann', (tx, actor) => createDeal(tx, actor, { name: '灌装后段', customerId }))
  const quote = await world.write('ann', (tx, actor) => createQuote(tx, actor, { dealId: deal.id, lines }))
  return move(quote.id, 'send')
}
/** Where it led, or what stands on the page then. */
const say = async (token: string, form: Record<string, string>) => {
  const told = await sayThrough(open.db, knockWith(token), form)
  return typeof told === 'string' ? told.replace(token, '…') : told.body.text
}
const signed = ({ contentHash }: WholeQuote) => ({
  ...{ do: 'accept', hash: contentHash ?? '', shown: '', name: '林女士', title: '', agree: 'on', signature: '' },
})

test('says that a newer version exists, and nothing of either; leads there once that is shared too', async () => {
  const old = await sent([fee('123.45')])
  const token = await tokenOf(old.id, { receiver: '林女士' })
  const next = await world.write('ann', (tx, actor) => reviseQuote(tx, actor, old.id))
  const waits = await opened(token)
  expect(waits).toContain('已有新版本')
  expect(waits).not.toMatch(/123\.45|打开第|安装调试/)
  expect(await say(token, { do: 'newer' }), 'nothing to lead to yet').toBe('/p/…?lang=zh')
  expect(await say(token, signed(old))).toBe('/p/…?lang=zh')
  expect(await say(token, { do: 'ask', asker: '林', question: '还有效吗' })).toBe('/p/…?lang=zh')
  expect(await world.read('ann', (db, actor) => readSide(db, actor, old.id))).toMatchObject({
    reply: null,
    questions: [],
  })
  await expect(openPaper(open.db, knockWith(token))).rejects.toMatchObject(gone)
  await move(next.id, 'send')
  expect(await opened(token), 'sent, but by no link').not.toContain('打开第 2 版')
  const other = await give(next.id)
  expect(await opened(token)).toContain('打开第 2 版')
  const [way, again] = [await say(token, { do: 'newer' }), await say(token, { do: 'newer' })]
  expect(way).toMatch(/^\/p\/[\w-]{43}\?lang=zh$/)
  expect(again, 'pressed twice it is one link').toBe(way)
  const led = way.slice('/p/'.length, way.indexOf('?'))
  expect(await opened(led)).toContain('林女士 · ')
  expect(await say(led, signed(await read(next.id)))).toBe('/p/…?lang=zh')
  expect((await read(next.id)).state).toBe('accepted')
  const mine = (await linksOfQuote(next.id)).filter(one => one.receiver === '林女士')
  expect(mine).toHaveLength(1)
  await world.write('ann', async (tx, actor) => {
    for (const id of [mine[0]?.id ?? '', other.id]) await revokeLink(tx, actor, id)
  })
  expect(await opened(token), 'taken back: told, not led').not.toContain('打开第')
  await expect(opened(led)).rejects.toMatchObject(gone)
})
test('of an old version taken back, run out, or whose newer one was withdrawn opens nothing', async () => {
  const [taken, late, empty] = [await sent(), await sent(), await sent()]
  const tokens = await Promise.all([taken, late, empty].map(one => tokenOf(one.id)))
  for (const one of [taken, late, empty]) await world.write('ann', (tx, actor) => reviseQuote(tx, actor, one.id))
  const [link] = await linksOfQuote(taken.id)
  await world.write('ann', (tx, actor) => revokeLink(tx, actor, link?.id ?? ''))
  await world.write('ann', tx =>
    tx.query({ text: 'update links set expires_at = now() where record_id = $1', values: [late.id] }),
  )
  const [draft] = await world.rows<{ id: string }>(
    'select id from quotes where org_id = $1 and number = $2 and is_current',
    [empty.number],
  )
  await move(draft?.id ?? '', 'cancel')
  for (const token of tokens) await expect(opened(token)).rejects.toMatchObject(gone)
})
