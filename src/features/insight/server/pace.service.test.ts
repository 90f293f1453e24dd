// Time in stage and sales cycle, counted again by hand from a log that is known.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, today } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'
import type { Cycles, StageTimes } from '../pace.api.ts'

let app: TestApp
let stages: string[] = []
let days = ''
const write = (text: string, values: unknown[] = []) =>
  inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => tx.query({ text, values: [tx.orgId, ...values] }))

beforeAll(async () => {
  app = await testApp()
  const day = today(app.db.clock, 'Asia/Shanghai')
  days = `from=${addDays(day, -60)}&to=${day}`
  const ann = app.as('ann')
  const customerId = String((await ann.post('/customers', { name: '甲公司' })).body.id)
  const [pipeline] = [(await ann.get('/pipelines')).body.items].flat()
  stages = [Object(pipeline).stages].flat().map(one => String(Object(one).id))
  const deal = { customerId, currency: 'CNY', amount: '100', expectedClose: day }
  const log = (id: unknown, stage: number, from: number, to: number | null) =>
    write(
      `update deal_stage_log set entered_at = now() - make_interval(days => $4), left_at = now() - make_interval(days => $5) where org_id = $1 and deal_id = $2 and stage_id = $3`,
      [id, stages[stage], from, to],
    )
  for (const [name, stay, source] of [
    ['一', 2, '展会'],
    ['二', 4, '老客户'],
  ] as const) {
    const { id } = (await ann.post('/deals', { ...deal, name, source })).body
    await ann.post(`/deals/${id}/moves/advance`, { stageId: stages[1] })
    await log(id, 0, 9 + stay, 9)
    await log(id, 1, 9, null)
  }
  const won = (await app.as('max').post('/deals', { ...deal, name: '赢', source: '展会' })).body.id
  await write(`update deals set created_at = now() - interval '20 days' where org_id = $1 and id = $2`, [won])
  await app.as('max').post(`/deals/${won}/moves/win`, { noOrderReason: '现款' })
  // won at once: it stayed in the first stage for no time
  const gone = (await ann.post('/deals', { ...deal, name: '删' })).body.id
  await ann.post(`/deals/${gone}/moves/advance`, { stageId: stages[1] })
  await app.as('olivia').delete(`/deals/${gone}`)
})
afterAll(() => app?.close())

const timesOf = async (who: Person, query = '') =>
  (await app.as(who).get(`/stage-times?${days}&by=all${query}`)).body as StageTimes // held to its schema
const cyclesOf = async (who: Person, by: string) =>
  (await app.as(who).get(`/sales-cycle?${days}&by=${by}`)).body as Cycles // held to its schema

test('each stage says how long stays took that ended, how many went on, and who still sits there', async () => {
  const { rows, stages: open } = await timesOf('max')
  expect(open.map(one => one.id)).toEqual(stages.slice(0, open.length))
  const [first, second] = [0, 1].map(at => rows.find(one => one.stageId === stages[at]))
  // 0, 2 and 4 days
  expect(first).toMatchObject({ left: 3, median: 2, average: 2, p90: 3.6, onward: 3, sitting: 0, sittingMost: null })
  expect(second).toMatchObject({ left: 0, median: null, onward: 0, sitting: 2, sittingMedian: 9, sittingMost: 9 })
})

test('by person and department, under the rights of deals', async () => {
  const by = async (cut: string) => (await app.as('max').get(`/stage-times?${days}&by=${cut}`)).body as StageTimes // held to its schema
  const ofFirst = (times: StageTimes) => times.rows.filter(one => one.stageId === stages[0])
  expect(ofFirst(await by('owner')).map(one => [one.name, one.left])).toEqual([
    ['Ann', 2],
    ['Max', 1],
  ])
  expect(ofFirst(await by('dept')).map(one => [one.name, one.left])).toEqual([['Sales', 3]])
  expect((await app.as('ann').get(`/stage-times?${days}&by=all`)).status).toBe(403)
})

test('the cycle is from made to won, by owner, source and month', async () => {
  expect((await cyclesOf('max', 'owner')).total).toMatchObject({ count: 1, median: 20, average: 20 })
  expect((await cyclesOf('max', 'owner')).rows.map(one => one.name)).toEqual(['Max'])
  expect((await cyclesOf('max', 'source')).rows).toMatchObject([{ name: '展会', count: 1 }])
  expect((await cyclesOf('max', 'month')).rows[0]?.key).toMatch(/^\d{4}-\d{2}-01$/)
})

test('days in order, a pipeline that is there; hidden fields hide the figures', async () => {
  expect((await app.as('max').get('/stage-times?from=2026-02-02&to=2026-02-01&by=all')).status).toBe(422)
  expect((await app.as('max').get(`/stage-times?${days}&by=all&pipelineId=${newId()}`)).status).toBe(404)
  const changes = [{ entity: 'deal', field: 'wonAt', role: 'salesManager', access: 'hidden' }]
  expect((await app.as('olivia').put('/field-rights', { changes })).status).toBe(200)
  expect((await app.as('max').get(`/sales-cycle?${days}&by=owner`)).status).toBe(403)
})
