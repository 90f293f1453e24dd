import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'
import type { Drawn, Flaw, FlawReason, SpotChecks, WholeSpotCheck } from '../spotCheck.schema.ts'

let t: TestApp
const customers: string[] = []

const draw = async (body: object, who: Person = 'max') => {
  const answer = await t.as(who).post('/spot-checks', { entity: 'customer', size: 5, ...body })
  return { ...answer, check: answer.body as WholeSpotCheck } // held to its schema by the test app
}
const judge = (check: WholeSpotCheck, item: Drawn | undefined, body: object, who: Person = 'max') =>
  t.as(who).post(`/spot-checks/${check.id}/records/${item?.id}`, { ...body })
const list = async (who: Person = 'max') => (await t.as(who).get('/spot-checks')).body as SpotChecks // held to its schema
const flawsOf = async (who: Person, id: string) =>
  (await t.as(who).get(`/spot-flaws?entity=customer&id=${id}`)).body.items as Flaw[] // held to its schema
const reasonsOf = (body: object) =>
  Object(body).reasons.map((one: { key: string; path?: string }) => `${one.key}@${one.path}`)
const told = async (who: Person, kind: string) =>
  (await t.as(who).get(`/notices?kind=${kind}`)).body.items as { values: object; recordId: string }[] // held to its schema

beforeAll(async () => {
  t = await testApp()
  for (let i = 0; i < 12; i++) {
    const made = await t
      .as('ann')
      .post('/customers', { name: `远山${i}`, ...(i % 2 && { phone: `1391111${1000 + i}` }) })
    customers.push(String(made.body.id))
  }
  await t.as('max').post('/customers', { name: '自己的' })
})
afterAll(() => t?.close())

test('a sample is drawn once and kept; the same seed draws the same, another seed another; never one’s own', async () => {
  const first = (await draw({ seed: 'w1' })).check
  const again = (await draw({ seed: 'w1' })).check
  const other = (await draw({ seed: 'w2' })).check
  const ids = (check: WholeSpotCheck) => check.items.map(one => one.recordId)
  expect(ids(first)).toHaveLength(5)
  expect(ids(again)).toEqual(ids(first))
  expect(ids(other)).not.toEqual(ids(first))
  expect(first).toMatchObject({ found: 12, drawn: 5, ok: 0, seed: 'w1' })
  const all = (await draw({ size: 100 })).check
  expect(ids(all).toSorted()).toEqual(customers.toSorted())
  // kept, whatever happens to the records
  await t.as('ann').post('/customers', { name: '后来' })
  const read = (await t.as('max').get(`/spot-checks/${first.id}`)).body as WholeSpotCheck // held to its schema
  expect(ids(read)).toEqual(ids(first))
})

test('facts stand beside each: completeness, what is missing, last follow-ups', async () => {
  const [id = ''] = customers
  for (const content of ['一', '二', '三', '四'])
    await t.as('ann').post('/followups', { subjectEntity: 'customer', subjectId: id, kind: 'call', content })
  const { check } = await draw({ size: 100, userId: t.world.ids.ann })
  const item = check.items.find(one => one.recordId === id)
  const { score, missing } = (await t.as('max').get(`/completeness?entity=customer&id=${id}`)).body
  expect(item).toMatchObject({ name: '远山0', ownerName: 'Ann', deptName: 'Sales', score, drawnScore: score, missing })
  expect(item?.spoken.map(one => one.content)).toHaveLength(3)
  await t.as('ann').patch(`/customers/${id}`, { phone: '13911110000' })
  const after = (await t.as('max').get(`/spot-checks/${check.id}`)).body as WholeSpotCheck // held to its schema
  const now = after.items.find(one => one.recordId === id)
  expect([now?.drawnScore, (now?.score ?? 0) > Number(score)]).toEqual([score, true])
})

test('what is flawed has a reason and is told; its owner answers and mends, and whoever found it hears of both', async () => {
  const { check } = await draw({ seed: 'flaws' })
  const [one, two, three] = check.items
  expect(reasonsOf((await judge(check, one, { verdict: 'flawed' })).body)).toEqual(['field.required@reason'])
  expect(reasonsOf((await judge(check, one, { verdict: 'flawed', reason: 'other', remark: ' ' })).body)).toEqual([
    'spotCheck.sayWhat@remark',
  ])
  expect(reasonsOf((await judge(check, one, { verdict: 'ok', reason: 'thin' })).body)).toEqual([
    'spotCheck.okHasNoReason@reason',
  ])
  const judged = await judge(check, one, { verdict: 'flawed', reason: 'missing', remark: '补电话', version: 1 })
  expect(judged.body).toMatchObject({ flawed: 1, ok: 0 })
  expect((await judge(check, one, { verdict: 'ok', version: 1 })).status).toBe(409)
  await judge(check, two, { verdict: 'ok' })
  const id = one?.recordId ?? ''
  expect(await told('ann', 'spotFlawed')).toMatchObject([{ values: { by: 'Max', remark: '补电话' }, recordId: id }])
  const line = { entity: 'customer', recordId: id, say: { key: 'spotCheck.toMend' } }
  const onHome = async () =>
    ((await t.as('ann').get('/home')).body.groups as { lines: { key: string }[] }[]).flatMap(group => group.lines) // held to its schema
  expect(await onHome()).toContainEqual(expect.objectContaining(line))
  const [flaw] = await flawsOf('ann', id)
  expect(flaw).toMatchObject({ reason: 'missing', remark: '补电话', mayAnswer: true, judgedByName: 'Max' })
  const answer = (body: object, who: Person = 'ann') => t.as(who).post(`/spot-flaws/${flaw?.id}`, { ...body })
  expect(reasonsOf((await answer({})).body)).toEqual(['spotCheck.saySomething@answer'])
  expect((await answer({ answer: '马上' }, 'oda')).status).toBe(404)
  expect((await answer({ answer: '马上', version: 2 })).body).toMatchObject({ answer: '马上', mendedAt: null })
  expect((await answer({ mended: true, version: 2 })).status).toBe(409)
  expect(await onHome()).not.toContainEqual(expect.objectContaining(line))
  expect((await answer({ mended: true })).body.mendedAt).not.toBeNull()
  expect(await told('max', 'spotAnswered')).toMatchObject([{ values: { by: 'Ann', answer: '马上' } }])
  expect(await told('max', 'spotMended')).toHaveLength(1)
  // judged in order: nothing to mend
  expect((await t.as('ann').post(`/spot-flaws/${two?.id}`, { mended: true })).status).toBe(409)
  expect((await flawsOf('ann', three?.recordId ?? '')).length).toBe(0)
  const { cells } = await list()
  expect(cells).toMatchObject([{ userName: 'Ann', deptName: 'Sales', ok: 1, flawed: 1, mended: 1 }])
  // judged anew: what was mended belonged to what was found then
  const anew = await judge(check, one, { verdict: 'flawed', reason: 'thin' })
  expect((anew.body.items as Drawn[])[0]).toMatchObject({ reason: 'thin', answer: null, mendedAt: null }) // held to its schema
})

test('why something is flawed is the company’s own list, in both languages; what is out of use stays readable', async () => {
  const listed = async (who: Person = 'ann') => (await t.as(who).get('/flaw-reasons')).body.items as FlawReason[] // its schema
  const set = (items: object[], who: Person = 'olivia') => t.as(who).put('/flaw-reasons', { items })
  const { check } = await draw({ seed: 'own words', size: 3 })
  const [one, two] = check.items
  await judge(check, one, { verdict: 'flawed', reason: 'untrue' })
  const usual = await listed()
  expect(usual.map(reason => reason.label.zh)).toContain('与实际不符')
  expect((await set(usual, 'max')).status).toBe(403)
  expect(reasonsOf((await set([{ code: 'made up', label: { en: 'a', zh: 'a' } }])).body)).toEqual([
    'spotCheck.unknownReason@items.0.code',
  ])
  const price = { label: { en: 'Old price 🏷️', zh: '报价过期' }, noteRequired: true }
  const kept = await set([price, ...usual.filter(reason => reason.code !== 'untrue')])
  expect(kept.status, JSON.stringify(kept.body)).toBe(200)
  const [own, ...rest] = await listed()
  expect([own?.label, rest.find(reason => reason.code === 'untrue')?.archived]).toEqual([price.label, true])
  // no more asked for, where it was said it may stand
  expect(reasonsOf((await judge(check, two, { verdict: 'flawed', reason: 'untrue' })).body)).toEqual([
    'spotCheck.unknownReason@reason',
  ])
  expect((await judge(check, one, { verdict: 'flawed', reason: 'untrue', remark: '再看' })).status).toBe(201)
  expect(reasonsOf((await judge(check, two, { verdict: 'flawed', reason: own?.code })).body)).toEqual([
    'spotCheck.sayWhat@remark',
  ])
  expect((await judge(check, two, { verdict: 'flawed', reason: own?.code, remark: '旧价' })).status).toBe(201)
  const { flaws, week } = await list()
  expect(flaws).toContainEqual({ week, reason: own?.code, count: 1, mended: 0 })
  expect(flaws.find(cell => cell.reason === 'untrue')?.count).toBeGreaterThan(0)
  expect((await list('olivia')).flaws).toContainEqual({ week, reason: own?.code, count: 1, mended: 0 })
  await set(usual)
})

test('only over people within reach, by who may, and about what there is', async () => {
  expect((await t.as('ann').get('/spot-checks')).status).toBe(403)
  expect((await draw({}, 'ann')).status).toBe(403)
  expect(reasonsOf((await draw({ userId: t.world.ids.wei })).body)).toEqual(['spotCheck.notYours@userId'])
  expect(reasonsOf((await draw({ userId: t.world.ids.max })).body)).toEqual(['spotCheck.notYours@userId'])
  expect(reasonsOf((await draw({ deptId: t.world.officeId })).body)).toEqual(['spotCheck.notYours@deptId'])
  expect(reasonsOf((await draw({ deptId: newId() })).body)).toEqual(['spotCheck.notYours@deptId'])
  const both = { userId: t.world.ids.ann, deptId: t.world.salesId, from: '2026-02-02', to: '2026-02-01' }
  expect(reasonsOf((await draw(both)).body)).toEqual(['spotCheck.backwards@to', 'spotCheck.eitherOr@deptId'])
  expect(reasonsOf((await draw({ from: '2001-01-01', to: '2001-01-07' })).body)).toEqual(['spotCheck.nothing@entity'])
  // the first and the last day there is
  for (const days of [{ from: '9999-12-31' }, { from: '9999-12-31', to: '9999-12-31' }, { to: '1970-01-01' }])
    expect(reasonsOf((await draw(days)).body)).toEqual(['spotCheck.nothing@entity'])
  expect((await draw({ from: '1970-01-01', to: '9999-12-31' })).status).toBe(201)
  expect((await draw({ deptId: t.world.salesId })).status).toBe(201)
  const { people, departments, mine } = await list()
  expect([people.map(one => one.name), departments.map(one => one.name)]).toEqual([['Ann'], ['Sales']])
  expect(mine?.byId).toBe(t.world.ids.max)
  expect((await list('olivia')).items.length).toBe((await list()).items.length)
  const byOlivia = (await draw({}, 'olivia')).check
  expect((await t.as('max').get(`/spot-checks/${byOlivia.id}`)).status).toBe(404)
  expect((await judge(byOlivia, byOlivia.items[0], { verdict: 'ok' })).status).toBe(404)
})

test('a follow-up is judged, too, and stands on the page of what it is about', async () => {
  const about = { subjectEntity: 'customer', subjectId: customers[3] }
  await t.as('ann').post('/followups', { ...about, kind: 'visit', content: '去了' })
  const { check } = await draw({ entity: 'followup', size: 100 })
  const item = check.items.find(one => one.opens?.id === customers[3])
  expect(item).toMatchObject({ name: '远山3', score: null, spoken: [{ content: '去了', kind: 'visit' }] })
  expect((await judge(check, item, { verdict: 'flawed', reason: 'thin' })).status).toBe(201)
  // a sample of another test may have found something of the customer itself
  const flaw = expect.objectContaining({ entity: 'followup', reason: 'thin' })
  expect(await flawsOf('ann', customers[3] ?? '')).toContainEqual(flaw)
})

test('what is deleted is said to be gone and cannot be judged; a merge carries what was found along', async () => {
  const made = async (name: string) => String((await t.as('ann').post('/customers', { name })).body.id)
  const [loserId, winnerId] = [await made('并入方'), await made('保留方')]
  const { check } = await draw({ size: 100 })
  const of = (id: string | undefined) => check.items.find(one => one.recordId === id)
  const gone = of(customers[7])
  await t.as('olivia').delete(`/customers/${gone?.recordId}`)
  expect(reasonsOf((await judge(check, gone, { verdict: 'ok' })).body)).toEqual(['spotCheck.gone@drawnId'])
  const read = (await t.as('max').get(`/spot-checks/${check.id}`)).body as WholeSpotCheck // held to its schema
  expect(read.items.find(one => one.id === gone?.id)).toMatchObject({ name: null, opens: null, spoken: [] })
  // one of the two alone was drawn here
  await t.as('ann').post('/followups', {
    subjectEntity: 'customer',
    subjectId: loserId,
    kind: 'call',
    content: 'x',
    at: '2020-05-05T02:00:00Z',
  })
  const alone = (await draw({ from: '2020-05-05', to: '2020-05-05' })).check
  expect(alone.items.map(one => one.recordId)).toEqual([loserId])
  await judge(alone, alone.items[0], { verdict: 'flawed', reason: 'stale' })
  const merged = await t.as('olivia').post('/merges', { entity: 'customer', winnerId, loserId })
  expect(merged.status, JSON.stringify(merged.body)).toBeLessThan(300)
  expect(await flawsOf('ann', winnerId)).toMatchObject([{ reason: 'stale' }])
})

test('whoever takes the work of somebody who leaves answers for what is still open of it', async () => {
  const { check } = await draw({ seed: 'leaver', size: 1 })
  const [item] = check.items
  await judge(check, item, { verdict: 'flawed', reason: 'noStep' })
  const { ids } = t.world
  const body = { to: ids.max, customers: [] }
  const moved = await t.as('olivia').post(`/users/${ids.ann}/moves/handOver`, body)
  expect(moved.status, JSON.stringify(moved.body)).toBeLessThan(300)
  expect(await flawsOf('max', item?.recordId ?? '')).toContainEqual(
    expect.objectContaining({ reason: 'noStep', mayAnswer: true }),
  )
  const { cells } = await list()
  expect(cells.every(one => one.userName === 'Ann')).toBe(true)
})
