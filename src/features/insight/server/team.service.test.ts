// Each figure of the team board and of one's own numbers, counted again by hand from the plain rows.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addDays, addMonths, dayOf, startOfMonth, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Mine, TeamBoard, TeamRow } from '../team.api.ts'

let app: TestApp
let day: string
let customerId: string
const zone = 'Asia/Shanghai'
const rows = <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))

beforeAll(async () => {
  app = await testApp()
  day = today(app.db.clock, zone)
  const ann = app.as('ann')
  customerId = String((await ann.post('/customers', { name: '甲公司' })).body.id)
  const about = { subjectEntity: 'customer', subjectId: customerId }
  for (const kind of ['call', 'visit', 'note', 'wechat'])
    await ann.post('/followups', { ...about, kind, content: kind })
  await app.as('max').post('/followups', { ...about, kind: 'call', content: 'x' })
  const deal = { customerId, expectedClose: day, currency: 'CNY' }
  await ann.post('/deals', { ...deal, name: '停', amount: '1000' })
  await ann.post('/deals', { ...deal, name: '逾', amount: '500', nextStep: 'x', nextStepAt: '2020-01-01T00:00:00Z' })
  const old = await ann.post('/deals', {
    ...deal,
    name: '旧',
    amount: '70',
    nextStep: 'x',
    nextStepAt: '2099-01-01T00:00:00Z',
  })
  await rows("update deals set stage_since = now() - interval '900 days' where org_id = $1 and id = $2", [old.body.id])
  const won = await ann.post('/deals', { ...deal, name: '赢', amount: '300.5' })
  await ann.post(`/deals/${won.body.id}/moves/win`, { noOrderReason: '现款' })
  for (const minutes of [10, 20, 90]) {
    const lead = await app.as('max').post('/leads', { name: `线索${minutes}`, ownerId: app.world.ids.ann })
    await rows(
      'update lead_assignments set minutes = $2, responded_at = now() where org_id = $1 and lead_id = $3 and user_id = $4',
      [minutes, lead.body.id, app.world.ids.ann],
    )
  }
  await ann.post('/leads', { name: '自有', nextStep: 'x', nextStepAt: '2020-01-01T00:00:00Z' })
  const month = startOfMonth(day)
  for (const [at, amount] of [
    [month, '1000'],
    [addMonths(month, -12), '9'],
  ])
    await rows('insert into sales_targets (org_id, month, user_id, amount) values ($1, $2, $3, $4)', [
      at,
      app.world.ids.ann,
      amount,
    ])
})
afterAll(() => app.close())

const boardOf = async (who: 'max' | 'olivia' | 'ann', query: string) => {
  const answer = await app.as(who).get(`/team-board?${query}`)
  return { status: answer.status, board: answer.body as TeamBoard } // held to its schema by the test app
}
const span = () => ({ from: addDays(day, -6), to: day })
const rowOf = (board: TeamBoard, name: string): TeamRow => {
  const row = board.people.find(one => one.name === name)
  if (!row) throw new Error(name)
  return row
}

describe('the team board', () => {
  test('says of each person what the plain rows say', async () => {
    const { from, to } = span()
    const { board } = await boardOf('max', `from=${from}&to=${to}`)
    const ann = rowOf(board, 'Ann')
    const me = app.world.ids.ann
    type F = { at: string; kind: string }
    const spoken = (await rows<F>('select at, kind from followups where org_id = $1 and owner_id = $2', [me])).filter(
      one => one.kind !== 'note' && dayOf(new Date(one.at), zone) >= from && dayOf(new Date(one.at), zone) <= to,
    )
    expect(ann.contacts).toBe(spoken.length)
    expect(ann.days).toEqual([{ day, count: spoken.length }])
    type A = { how: string; minutes: number | null }
    const given = await rows<A>('select how, minutes from lead_assignments where org_id = $1 and user_id = $2', [me])
    const minutes = given.flatMap(one => (one.minutes === null ? [] : [one.minutes])).toSorted((a, b) => a - b)
    expect(ann.given).toBe(given.filter(one => ['hand', 'rule', 'ladder'].includes(one.how)).length)
    expect(ann.taken).toBe(given.filter(one => one.how === 'claim').length)
    expect([ann.median, ann.p90]).toEqual([minutes[1], 20 + 0.8 * 70])
    type D = {
      state: string
      amount: string
      nextStepAt: string | null
      since: string
      rot: number | null
      chance: number
    }
    const deals = await rows<D>(
      'select t.state, t.amount::text, t.next_step_at, t.stage_since as since, s.rotting_days as rot, s.probability as chance from deals t join deal_stages s on s.id = t.stage_id where t.org_id = $1 and t.owner_id = $2',
      [me],
    )
    const open = deals.filter(one => one.state === 'open')
    const now = Date.now()
    expect(ann.noStep).toBe(open.filter(one => one.nextStepAt === null).length)
    expect(ann.lateDeals).toBe(open.filter(one => one.nextStepAt !== null && Date.parse(one.nextStepAt) < now).length)
    expect(ann.rotting).toBe(
      open.filter(one => one.rot !== null && Date.parse(one.since) < now - one.rot * 86_400_000).length,
    )
    expect(Number(ann.won)).toBe(
      deals.filter(one => one.state === 'won').reduce((sum, one) => sum + Number(one.amount), 0),
    )
    expect(Number(ann.forecast)).toBeCloseTo(
      open.reduce((sum, one) => sum + (Number(one.amount) * one.chance) / 100, 0),
    )
    expect(ann).toMatchObject({ lateLeads: 1, lateDeals: 1, noStep: 1, rotting: 1, won: '300.5' })
  })

  test('is of the people below, by department, over at most two months', async () => {
    const { from, to } = span()
    const mine = await boardOf('max', `from=${from}&to=${to}`)
    expect(mine.board.people.map(one => one.name)).toEqual(['Ann', 'Max'])
    const all = await boardOf('olivia', `from=${from}&to=${to}`)
    expect(all.board.people.length).toBeGreaterThanOrEqual(2)
    const office = await boardOf('olivia', `from=${from}&to=${to}&deptId=${app.world.salesId}`)
    expect(office.board.people.map(one => one.name)).toEqual(['Ann', 'Max'])
    expect((await boardOf('max', `from=${from}&to=${to}&deptId=${newId()}`)).board.people).toEqual([])
    expect((await boardOf('ann', `from=${from}&to=${to}`)).status).toBe(403)
    expect((await boardOf('max', `from=${to}&to=${from}`)).status).toBe(422)
    expect((await boardOf('max', `from=${addDays(to, -62)}&to=${to}`)).status).toBe(422)
  })
})

test('my numbers are the sums of my lists, against my target', async () => {
  const { month, quarter } = (await app.as('ann').get('/my-numbers')).body as { month: Mine; quarter: Mine } // held to its schema
  expect(month).toMatchObject({ won: '300.5', target: '1000', followups: 3, newCustomers: 1, pipeline: '1570' })
  expect(quarter).toMatchObject({ won: '300.5', target: '1000', followups: 3, newCustomers: 1 })
})

test('of whoever sells nothing and leads others they are the team’s', async () => {
  const verbs = registered('deal')?.verbs
  const asked = verbs?.summary && vi.spyOn(verbs, 'summary')
  const max = (await app.as('max').get('/my-numbers')).body as { whose: string; month: Mine } // held to its schema
  expect(asked, 'won and pipeline of a month and a quarter, read once').toHaveBeenCalledTimes(4)
  asked?.mockRestore()
  expect(max).toMatchObject({ whose: 'team', month: { won: '300.5', target: '1000' } })
  expect(max.month.followups).toBeGreaterThanOrEqual(4)
  expect((await app.as('ann').get('/my-numbers')).body.whose).toBe('mine')
  const close = (access: 'hidden' | null) =>
    app.as('olivia').put('/field-rights', { changes: [{ entity: 'receipt', field: 'amount', role: 'sales', access }] })
  expect((await close('hidden')).status).toBe(200)
  const closed = (await app.as('ann').get('/my-numbers')).body
  await close(null)
  expect(closed, 'what is closed is no nought').toMatchObject({ month: { received: null, won: '300.5' } })
})
