import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLink, sayThrough } from '#features/link/server/visit.service.ts'
import { createShipment } from '#features/shipment/server/shipment.service.ts'
import { createTicket } from '#features/ticket/server/ticket.service.ts'
import { moveTicket } from '#features/ticket/server/ticketMove.service.ts'
import { closeTicket } from '#journeys/closeTicket.ts'
import { moveGoods } from '#journeys/moveGoods.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import type { Survey, SurveySettings } from '../survey.schema.ts'
import { expireSurveys, giveSurveyLink } from './ask.service.ts'
import { surveyHome } from './home.service.ts'
import { readScore, readSurveySettings, setSurveySettings } from './score.service.ts'
import { createSurvey, getSurvey, reviewSurvey, surveysAbout } from './survey.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const clean = async () => expect(await doctor.findings()).toEqual([])
const set = (more: Partial<SurveySettings>) =>
  world.write('olivia', (tx, actor) => setSurveySettings(tx, actor, { ...readSurveySettings(actor), ...more }))
const of = (entity: 'order' | 'ticket', id: string): Promise<Survey[]> =>
  world.read('oda', (db, actor) => surveysAbout(db, actor, entity, id))

const send = async (orderId: string, qty?: string): Promise<string> => {
  const order = await world.get(orderId)
  const lines = order.lines.map(line => ({ orderLineId: line.id, unitQty: qty ?? line.ordered }))
  const { id } = await world.write('wei', (tx, actor) =>
    createShipment(tx, actor, qty ? { lines } : { orderIds: [orderId] }),
  )
  for (const move of ['ready', 'ship']) await world.write('wei', (tx, actor) => moveGoods(tx, actor, id, move, {}))
  return id
}
const deliver = (id: string) => world.write('wei', (tx, actor) => moveGoods(tx, actor, id, 'deliver', {}))
const ordered = async (qty = '2') => world.confirmed([{ productId: (await world.stocked('9')).id, unitQty: qty }])
const arrived = async () => {
  const order = await ordered()
  await deliver(await send(order.id))
  return order
}
const closed = async (orderId?: string) => {
  const { id } = await world.write('oda', (tx, actor) =>
    createTicket(tx, actor, { title: '漏油', customerId: world.customerId, ...(orderId && { orderId }) }),
  )
  await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'start' }))
  await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'resolve', resolution: '已换' }))
  await world.write('oda', (tx, actor) => closeTicket(tx, actor, id, {}))
  return id
}
const tokenFor = async (surveyId: string): Promise<string> => {
  const { path } = await world.write('oda', (tx, actor) => giveSurveyLink(tx, actor, surveyId))
  return path.slice('/p/'.length)
}
const asked = async () => {
  const order = await arrived()
  const [survey] = await of('order', order.id)
  if (!survey) throw new Error('no survey')
  return { order, id: survey.id, token: await tokenFor(survey.id) }
}
const knock = (token: string) => knockWith(token)
const say = (token: string, score: string, comment = '') => sayThrough(open.db, knock(token), { score, comment })
const read = (id: string) => world.read('oda', (db, actor) => getSurvey(db, actor, id))
const complaintsOf = (orderId: string) =>
  world.rows<{ id: string; priority: string; content: string; createdBy: string | null; handlerId: string | null }>(
    "select id, priority, content, created_by, handler_id from tickets where org_id = $1 and order_id = $2 and kind = 'complaint'",
    [orderId],
  )

describe('who is asked', () => {
  test('once an order, when all of it has arrived', async () => {
    const order = await ordered('4')
    await deliver(await send(order.id, '1'))
    expect(await of('order', order.id)).toEqual([])
    await deliver(await send(order.id, '3'))
    const made = await of('order', order.id)
    expect(made).toMatchObject([
      { state: 'ready', customerId: world.customerId, ownerId: order.ownerId, ticketId: null },
    ])
    expect(made[0]?.number).toMatch(/^DC\d{8}-\d{4}$/)
    const twice = world.write('oda', (tx, actor) => createSurvey(tx, actor, { orderId: order.id }))
    expect(await refused(twice)).toEqual(['survey.exists@orderId'])
    await clean()
  })
  test('once a ticket, however often it is closed', async () => {
    const id = await closed()
    await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'reopen' }))
    await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'resolve', resolution: '再修' }))
    await world.write('oda', (tx, actor) => closeTicket(tx, actor, id, {}))
    expect(await of('ticket', id)).toMatchObject([{ state: 'ready', ticketId: id, orderId: null }])
    await clean()
  })
  test('nobody while it is switched off; by hand afterwards, and not before it is over', async () => {
    await set({ afterDelivery: false, afterTicket: false })
    const order = await arrived()
    const ticket = await closed(order.id)
    const waiting = await ordered()
    await set({ afterDelivery: true, afterTicket: true })
    expect(await of('order', order.id)).toEqual([])
    const early = world.write('oda', (tx, actor) => createSurvey(tx, actor, { orderId: waiting.id }))
    expect(await refused(early)).toEqual(['survey.notArrived@orderId'])
    expect(await refused(world.write('oda', (tx, actor) => createSurvey(tx, actor, {})))).toEqual([
      'survey.aboutNothing@orderId',
    ])
    await world.write('oda', (tx, actor) => createSurvey(tx, actor, { orderId: order.id }))
    await world.write('oda', (tx, actor) => createSurvey(tx, actor, { ticketId: ticket }))
    expect(await of('order', order.id)).toHaveLength(2)
    await clean()
  })
})

describe('the answer', () => {
  test('eight at once: one stands, all are thanked, one complaint', async () => {
    const { order, id, token } = await asked()
    const told = await Promise.all(Array.from({ length: 8 }, (_, i) => say(token, String((i % 2) + 1), `第 ${i} 次`)))
    expect(new Set(told)).toEqual(new Set([`/p/${token}?lang=zh`]))
    const survey = await read(id)
    const complaints = await complaintsOf(order.id)
    expect(complaints).toHaveLength(1)
    expect(survey).toMatchObject({ state: 'answered', complaintId: complaints[0]?.id })
    expect(complaints[0]).toMatchObject({ priority: 'high', createdBy: null, handlerId: null })
    expect(complaints[0]?.content).toContain(survey.comment)
    const events = await world.rows<{ actorId: string | null; via: string; linkId: string }>(
      "select actor_id, via, after ->> 'linkId' as link_id from event where org_id = $1 and record_id = $2 and kind = 'survey.answered'",
      [id],
    )
    expect(events).toMatchObject([{ actorId: null, via: 'link', linkId: expect.any(String) }])
    const threads = await world.rows(
      'select 1 from thread_link where org_id = $1 and thread_id = $2 and record_id = $3',
      [order.threadId, complaints[0]?.id],
    )
    expect(threads).toHaveLength(1)
    expect(await say(token, '5', '改主意了')).toBe(`/p/${token}?lang=zh`)
    expect(await read(id)).toMatchObject({ comment: survey.comment })
    await clean()
  })
  test('a good score opens nothing; the owner is told and finds it on Home until it is looked at', async () => {
    const { order, id, token } = await asked()
    await say(token, '4', '不错 🙂 <b>')
    expect(await complaintsOf(order.id)).toEqual([])
    const home = () => world.read('ann', (db, actor) => surveyHome.lines(db, actor, ''))
    expect(await home()).toContainEqual(expect.objectContaining({ recordId: id, text: '不错 🙂 <b>' }))
    const notices = await world.rows(
      "select 1 from notices where org_id = $1 and kind = 'surveyAnswered' and record_id = $2 and user_id = $3",
      [id, world.ids.ann],
    )
    expect(notices).toHaveLength(1)
    await world.write('ann', (tx, actor) => reviewSurvey(tx, actor, id, { note: '已电话致谢' }))
    expect(await home()).not.toContainEqual(expect.objectContaining({ recordId: id }))
    expect(await read(id)).toMatchObject({ state: 'reviewed', reviewedByName: 'Ann', reviewNote: '已电话致谢' })
    expect(await refused(world.write('ann', (tx, actor) => reviewSurvey(tx, actor, id, {})))).toEqual([
      'flow.notFromHere',
    ])
    await clean()
  })
  test('without a score the page comes again with what was typed', async () => {
    const { id, token } = await asked()
    const again = await say(token, '9', '写了很多')
    expect(again).toMatchObject({ lang: 'zh' })
    expect(JSON.stringify(again)).toContain('写了很多')
    expect(await read(id)).toMatchObject({ state: 'sent', score: null })
  })
  test('a ticket that the company’s own rules refuse does not cost the answer', async () => {
    const { order, id, token } = await asked()
    await world.write('olivia', async tx => {
      tx.write({
        text: `insert into custom_fields (org_id, id, entity, key, label, kind, required, created_at, updated_at)
          values ($1, gen_random_uuid(), 'ticket', 'machine', '{"en":"Machine","zh":"机台"}', 'text', true, now(), now())`,
        values: [tx.orgId],
      })
      tx.write({
        text: 'insert into org_meta (org_id, version) values ($1, 900) on conflict (org_id) do update set version = org_meta.version + 900',
        values: [tx.orgId],
      })
    })
    await say(token, '1', '很差')
    expect(await read(id)).toMatchObject({ state: 'answered', score: 1, comment: '很差', complaintId: null })
    expect(await complaintsOf(order.id)).toEqual([])
    await world.write('olivia', async tx => {
      tx.write({ text: "delete from custom_fields where org_id = $1 and key = 'machine'", values: [tx.orgId] })
      tx.write({ text: 'update org_meta set version = version + 1 where org_id = $1', values: [tx.orgId] })
    })
  })
  test('the complaint goes to whoever sold, where the company says so', async () => {
    await set({ handler: 'owner', low: 3 })
    const { order, token } = await asked()
    await say(token, '3')
    expect(await complaintsOf(order.id)).toMatchObject([{ handlerId: order.ownerId }])
    await set({ handler: 'nobody', low: 2 })
    await clean()
  })
})

describe('time and rights', () => {
  test('what nobody answered expires, and its link with it; a fresh link opens it longer', async () => {
    const { id, token } = await asked()
    const later = (days: number) => fixedClock(new Date(Date.now() + days * 86_400_000).toISOString())
    const expire = (days: number) =>
      inOrg({ ...open.db, clock: later(days) }, world.acmeId, { mode: 'write' }, tx => expireSurveys(tx, 100))
    await expire(29)
    expect(await read(id)).toMatchObject({ state: 'sent' })
    expect(await expire(31)).toBeGreaterThan(0)
    expect(await read(id)).toMatchObject({ state: 'expired' })
    await expect(openLink(open.db, knock(token))).rejects.toMatchObject({ kind: 'missing' })
    const again = world.write('oda', (tx, actor) => giveSurveyLink(tx, actor, id))
    expect(await refused(again)).toEqual(['survey.over'])
  })
  test('another company and another seller see nothing; finance asks nobody', async () => {
    const { id } = await asked()
    const gus = world.read('gus', (db, actor) => getSurvey(db, actor, id))
    await expect(gus).rejects.toMatchObject({ kind: 'missing' })
    const fay = world.write('fay', (tx, actor) => giveSurveyLink(tx, actor, id))
    await expect(fay).rejects.toMatchObject({ kind: expect.stringMatching(/missing|forbidden/) })
  })
  test('CSAT and the response rate count what one may see', async () => {
    const all = await world.read('oda', (db, actor) => readScore(db, actor, 'thisYear'))
    const given = all.scores.reduce((sum, one) => sum + one.count, 0)
    const good = all.scores.filter(one => one.score >= 4).reduce((sum, one) => sum + one.count, 0)
    expect(all.csat).toBe(Math.round((good * 100) / given))
    expect(all.back).toBe(given)
    expect(all.asked).toBeGreaterThan(all.back)
    const nothing = await world.read('gus', (db, actor) => readScore(db, actor, 'thisYear'))
    expect(nothing).toEqual({ asked: 0, back: 0, scores: [], csat: null, response: null })
  })
})
