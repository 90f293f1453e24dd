import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDeals } from '#features/deal/server/create.service.ts'
import { createLeads } from '#features/lead/server/create.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import type { Person } from '#test/world.ts'
import { adoptRegistrations, expireRegistrations, warnRegistrations } from './night.service.ts'

// Ann sells and Max leads her; both register. Olivia owns the company.

let app: TestApp
let db: Database
let doctor: Doctored
const usual = {
  lines: [
    { name: '机床', days: 60 },
    { name: 'Software', days: 30 },
  ],
  days: 90,
  door: 'refuse',
  approval: false,
  remindDays: 7,
}
beforeAll(async () => {
  app = await testApp()
  db = app.world.db
  doctor = doctored(app.database)
})
beforeEach(async () => {
  await set({})
})
afterAll(() => app.close())

const set = async (more: object) => {
  const answer = await app.as('olivia').put('/registration-settings', { ...usual, ...more })
  expect(answer.status).toBe(200)
}
const rows = <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(db, app.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))
const job = (run: (tx: Parameters<typeof expireRegistrations>[0], limit: number) => Promise<number>, at?: string) =>
  inOrg(at ? { ...db, clock: fixedClock(at) } : db, app.world.acmeId, { mode: 'write' }, tx => run(tx, 100))
const clean = async () => expect(await doctor.findings()).toEqual([])
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const noticesOf = (who: Person, kind: string) =>
  rows<{ recordId: string }>('select record_id from notices where org_id = $1 and user_id = $2 and kind = $3', [
    app.world.ids[who],
    kind,
  ])

let count = 0
const name = () => `山海${String(++count).padStart(3, '0')}机械有限公司`
const customer = async (who: Person = 'max', called = name()) =>
  String((await app.as(who).post('/customers', { name: called })).body.id)
const register = (who: Person, body: object) =>
  app.as(who).post('/registrations', { evidence: '已拜访，附名片', ...body })
const made = async (who: Person, body: object): Promise<string> => {
  const answer = await register(who, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return String(answer.body.id)
}
const keysIn = (body: Readonly<Record<string, unknown>>) =>
  (body.reasons as { key: string; path?: string }[]).map(one => `${one.key}${one.path ? `@${one.path}` : ''}`) // a refusal's own shape
const stateOf = async (id: string) => (await app.as('olivia').get(`/registrations/${id}`)).body.state

describe('what is registered', () => {
  test('is protected for the days of its line, and nobody else’s', async () => {
    const customerId = await customer()
    const answer = await register('max', { customerId, productLine: ' software ' })
    expect(answer).toMatchObject({ status: 201, body: { state: 'protected', productLine: 'Software', customerId } })
    const { fromOn, untilOn } = answer.body
    expect((Date.parse(String(untilOn)) - Date.parse(String(fromOn))) / 86_400_000).toBe(29)
    expect(answer.body.number).toMatch(/^BB\d{8}-\d{4}$/)
    const again = await register('olivia', { customerId, productLine: 'Software' })
    expect([again.status, keysIn(again.body)]).toEqual([409, ['registration.taken@customerId']])
    const own = await register('max', { customerId, productLine: 'Software' })
    expect(keysIn(own.body)).toEqual(['registration.yours@customerId'])
    await made('olivia', { customerId, productLine: '机床' })
    // of all lines collides with each of them
    expect((await register('ann', { companyName: '另一家', productLine: null })).status).toBe(201)
    expect(keysIn((await register('olivia', { customerId })).body)).toEqual(['registration.yours@customerId'])
    await clean()
  })

  test('names a line of the company, a subject and what it rests on', async () => {
    expect(keysIn((await register('max', { companyName: '甲', productLine: '飞机' })).body)).toEqual([
      'registration.unknownLine@productLine',
    ])
    expect(keysIn((await register('max', {})).body)).toEqual(['registration.noSubject@companyName'])
    expect((await app.as('max').post('/registrations', { companyName: '甲', evidence: '' })).status).toBe(400)
  })

  test('by name collides with the customer the company becomes, before and after the night has joined them', async () => {
    const called = name()
    // where it is refused nobody else makes them a customer
    await set({ door: 'warn' })
    const id = await made('ann', { companyName: ` ${called} ` })
    const customerId = await customer('max', called)
    expect(keysIn((await register('max', { customerId })).body)).toEqual(['registration.taken@customerId'])
    await job(adoptRegistrations)
    expect((await app.as('ann').get(`/registrations/${id}`)).body).toMatchObject({ customerId })
    await app.as('max').patch(`/customers/${customerId}`, { name: `${called}（新名）` })
    await job(adoptRegistrations)
    expect(keysIn((await register('max', { companyName: `${called}（新名）` })).body)).toEqual([
      'registration.taken@companyName',
    ])
    expect(keysIn((await register('max', { companyName: called })).body)).toEqual(['registration.taken@companyName'])
    await clean()
  })

  test('under a like name is looked at by a person', async () => {
    const id = await made('ann', { companyName: '杭州西湖泵业有限公司' })
    const like = { companyName: '西湖泵业（杭州）有限公司' }
    expect(keysIn((await register('max', like)).body)).toEqual(['registration.alike@companyName'])
    const contest = await made('max', { ...like, contest: true })
    expect((await app.as('max').get(`/registrations/${contest}`)).body).toMatchObject({
      state: 'requested',
      contested: true,
      rivalId: id,
    })
    // elsewhere it is another company
    await made('max', { companyName: '北京西湖泵业有限公司' })
    await clean()
  })

  test('eight at once on eight connections: one has it', async () => {
    const customerId = await customer('max')
    const who = ['olivia', 'max'] as const
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => register(who[i % 2] ?? 'max', { customerId, productLine: '机床' })),
    )
    expect(answers.map(one => one.status).toSorted()).toEqual([201, ...Array<number>(7).fill(409)])
    const held = await rows('select 1 from registrations where org_id = $1 and customer_id = $2', [customerId])
    expect(held).toHaveLength(1)
    await clean()
  })

  test('is refused by the table itself where the verb was gone round', async () => {
    const id = await made('ann', { companyName: name() })
    const copy = rows(
      `insert into registration_claims select org_id, $2, registration_id, key || '!', line_key, salt, subject_hash, line_hash, from_on, until_on
       from registration_claims where org_id = $1 and registration_id = $3`,
      [newId(), id],
    )
    await expect(copy).rejects.toMatchObject({ reasons: [{ key: 'registration.justTaken' }] })
  })

  test('another name with the same number is another company', async () => {
    const called = name()
    const first = await made('max', { companyName: called })
    const [claim] = await rows<{ subjectHash: number }>(
      'select subject_hash from registration_claims where org_id = $1 and registration_id = $2',
      [first],
    )
    await app.as('max').post(`/registrations/${first}/moves/release`)
    const other = await made('ann', { companyName: name() })
    await rows('update registration_claims set subject_hash = $2 where org_id = $1 and registration_id = $3', [
      claim?.subjectHash,
      other,
    ])
    await made('max', { companyName: called })
    expect(keysIn((await register('olivia', { companyName: called })).body)).toEqual(['registration.taken@companyName'])
  })
})

describe('a contest', () => {
  test('shows whose it is, not what it rests on, and is decided with a reason', async () => {
    const customerId = await customer('max')
    await app
      .as('max')
      .post('/followups', { subjectEntity: 'customer', subjectId: customerId, kind: 'call', content: '问价' })
    const mine = await made('max', { customerId, evidence: '机密名片' })
    const called = String((await app.as('max').get(`/customers/${customerId}`)).body.name)
    const seen = await app.as('ann').get(`/registration-conflicts?companyName=${encodeURIComponent(called)}`)
    expect(seen.body).toMatchObject({
      verdict: 'taken',
      claimants: [{ id: null, number: null, ownerName: 'Max', evidence: null, followups: 1, state: 'protected' }],
    })
    const theirs = await made('ann', { companyName: called, contest: true })
    expect(await stateOf(theirs)).toBe('requested')
    expect(await noticesOf('max', 'registrationContested')).toHaveLength(1)
    const about = await app.as('max').get(`/registrations/${theirs}/conflict`)
    expect(about.body.claimants).toMatchObject(
      [{ id: theirs }, { id: mine, evidence: '机密名片' }].toReversed().toReversed(),
    )
    // nobody decides for themselves without the right, nor without saying why
    expect(keysIn((await app.as('ann').post(`/registrations/${theirs}/moves/award`, { note: '我先' })).body)).toEqual([
      'kernel.forbidden',
    ])
    expect((await app.as('max').post(`/registrations/${theirs}/moves/award`)).status).toBe(400)
    const won = await app.as('olivia').post(`/registrations/${theirs}/moves/award`, { note: '先拜访' })
    expect(won.body).toMatchObject({ state: 'protected', decision: '先拜访', decidedByName: 'Olivia' })
    expect(await stateOf(mine)).toBe('released')
    expect(await noticesOf('max', 'registrationLost')).toHaveLength(1)
    const kinds = await rows<{ kind: string }>(
      'select kind from event where org_id = $1 and record_id = $2 order by seq',
      [mine],
    )
    expect(kinds.map(one => one.kind)).toEqual(['registration.created', 'registration.lost'])
    expect(keysIn((await register('olivia', { customerId })).body)).toEqual(['registration.taken@customerId'])
    await clean()
  })

  test('may be left with the holder', async () => {
    const called = name()
    const mine = await made('max', { companyName: called })
    const theirs = await made('ann', { companyName: called, contest: true })
    const done = await app.as('olivia').post(`/registrations/${theirs}/moves/uphold`, { note: '已在谈' })
    expect(done.body).toMatchObject({ state: 'refused', decision: '已在谈' })
    expect(await stateOf(mine)).toBe('protected')
    expect(keysIn((await app.as('olivia').post(`/registrations/${mine}/moves/award`, { note: 'x' })).body)).toEqual([
      'flow.notFromHere',
    ])
    await clean()
  })
})

describe('approval', () => {
  test('holds the subject while it waits, and protects or frees it', async () => {
    await set({ approval: true })
    const called = name()
    const id = await made('ann', { companyName: called })
    expect(await stateOf(id)).toBe('requested')
    expect(keysIn((await register('olivia', { companyName: called })).body)).toEqual(['registration.taken@companyName'])
    expect((await app.as('max').post(`/registrations/${id}/moves/refuse`, { note: '太早' })).body).toMatchObject({
      state: 'refused',
    })
    const next = await made('max', { companyName: called })
    expect(await stateOf(next)).toBe('requested')
    expect((await app.as('max').post(`/registrations/${next}/moves/release`)).status).toBe(200)
    const third = await made('ann', { companyName: called })
    expect((await app.as('max').post(`/registrations/${third}/moves/approve`)).body).toMatchObject({
      state: 'protected',
    })
    await clean()
  })
})

describe('time', () => {
  test('warns once, is renewed once and only near its end, and expires in the company’s own night', async () => {
    const called = name()
    const id = await made('ann', { companyName: called, productLine: 'Software' })
    expect(keysIn((await app.as('ann').post(`/registrations/${id}/moves/renew`)).body)).toEqual([
      'registration.tooEarly',
    ])
    await job(warnRegistrations, inDays(25))
    await job(warnRegistrations, inDays(26))
    expect(await noticesOf('ann', 'registrationEnding')).toHaveLength(1)
    await rows(
      'update registrations set until_on = until_on - 25, from_on = from_on - 25 where org_id = $1 and id = $2',
      [id],
    )
    await rows(
      'update registration_claims set until_on = until_on - 25, from_on = from_on - 25 where org_id = $1 and registration_id = $2',
      [id],
    )
    const before = (await app.as('ann').get(`/registrations/${id}`)).body
    expect(before.endsSoon).toBe(true)
    const renewed = await app.as('ann').post(`/registrations/${id}/moves/renew`)
    expect((Date.parse(String(renewed.body.untilOn)) - Date.parse(String(before.untilOn))) / 86_400_000).toBe(30)
    expect(keysIn((await app.as('ann').post(`/registrations/${id}/moves/renew`)).body)).toContain(
      'registration.renewedBefore',
    )
    await job(expireRegistrations, inDays(33))
    expect(await stateOf(id)).toBe('protected')
    await job(expireRegistrations, inDays(37))
    expect(await stateOf(id)).toBe('expired')
    expect(await noticesOf('ann', 'registrationExpired')).toHaveLength(1)
    await made('max', { companyName: called, productLine: 'Software' })
    await clean()
  })
})

describe('while somebody has it', () => {
  test('others’ leads and deals are refused at every door, the holder’s are not', async () => {
    const called = name()
    const customerId = await customer('max', called)
    await register('max', { customerId, productLine: '机床' })
    const deal = (who: Person, body: object) => app.as(who).post('/deals', { name: 'x', customerId, ...body })
    expect(keysIn((await deal('olivia', { productLine: '机床' })).body)).toEqual(['registration.lineHeld@customerId'])
    expect(keysIn((await deal('olivia', {})).body)).toEqual(['registration.sayLine@productLine'])
    const other = await deal('olivia', { productLine: 'Software' })
    expect(other.status).toBe(201)
    const moved = await app.as('olivia').patch(`/deals/${other.body.id}`, { productLine: '机床' })
    expect(keysIn(moved.body)).toEqual(['registration.lineHeld@customerId'])
    expect((await deal('max', { productLine: '机床' })).status).toBe(201)
    const lead = { name: '李工', company: called, productLine: '机床' }
    expect(keysIn((await app.as('ann').post('/leads', lead)).body)).toEqual(['registration.lineHeld@company'])
    expect((await app.as('max').post('/leads', lead)).status).toBe(201)
    const mine = await app.as('ann').post('/leads', { ...lead, productLine: 'Software' })
    const edited = await app.as('ann').patch(`/leads/${mine.body.id}`, { productLine: '机床' })
    expect(keysIn(edited.body)).toEqual(['registration.lineHeld@company'])
    // rows of a file, and whatever else makes many at once
    const actor = await app.world.as('ann', 'import')
    const made = await inOrg(db, app.world.acmeId, { mode: 'write' }, async tx => ({
      leads: await createLeads(tx, actor, [lead, { ...lead, name: '赵工', productLine: 'Software' }]),
      deals: await createDeals(tx, await app.world.as('olivia', 'import'), [
        { name: 'y', customerId, productLine: '机床' },
      ]),
    }))
    expect(made.leads.map(one => (one instanceof Refusal ? one.reasons[0]?.key : 'made'))).toEqual([
      'registration.lineHeld',
      'made',
    ])
    expect(made.deals[0]).toBeInstanceOf(Refusal)
  })

  test('a conversion runs into it as a form does', async () => {
    const called = name()
    const lead = await app.as('ann').post('/leads', { name: '王工', company: called, productLine: '机床' })
    await app
      .as('ann')
      .post('/followups', { subjectEntity: 'lead', subjectId: lead.body.id, kind: 'call', content: '问价' })
    await made('max', { companyName: called, productLine: '机床' })
    const turned = await app.as('ann').post(`/leads/${lead.body.id}/moves/convert`, {})
    expect(keysIn(turned.body)).toEqual(['registration.lineHeld@customerId'])
    const [left] = await rows('select 1 from customers where org_id = $1 and name = $2', [called])
    expect(left).toBeUndefined()
  })

  test('where the company only warns, the holder is told', async () => {
    await set({ door: 'warn' })
    const customerId = await customer('max')
    const registration = await made('max', { customerId })
    const deal = await app.as('olivia').post('/deals', { name: '并行', customerId })
    expect(deal.status).toBe(201)
    expect((await noticesOf('max', 'registrationTouched')).map(one => one.recordId)).toEqual([registration])
    await set({ door: 'off' })
    await app.as('olivia').post('/deals', { name: '并行二', customerId })
    expect(await noticesOf('max', 'registrationTouched')).toHaveLength(1)
  })

  test('a deal that its holder wins ends it', async () => {
    const customerId = await customer('max')
    const id = await made('max', { customerId, productLine: '机床' })
    const deal = await app
      .as('max')
      .post('/deals', { name: 'x', customerId, productLine: '机床', amount: '100', expectedClose: '2027-01-31' })
    const won = await app.as('max').post(`/deals/${deal.body.id}/moves/win`, { noOrderReason: '历史' })
    expect(won.status, JSON.stringify(won.body)).toBe(200)
    expect(await stateOf(id)).toBe('won')
    await clean()
  })
})

test('two customers that two have registered are decided between before they become one; else it goes along and back', async () => {
  const [a, b] = [await customer('max'), await customer('max')]
  const one = await made('max', { customerId: a })
  const two = await made('olivia', { customerId: b })
  const merge = () => app.as('olivia').post('/merges', { entity: 'customer', winnerId: a, loserId: b })
  expect(keysIn((await merge()).body)).toEqual(['registration.mergeFirst'])
  await app.as('max').post(`/registrations/${one}/moves/release`)
  const merged = await merge()
  expect(merged.status, JSON.stringify(merged.body)).toBe(201)
  expect(keysIn((await register('max', { customerId: a })).body)).toEqual(['registration.taken@customerId'])
  await clean()
  await app.as('olivia').post(`/merges/${merged.body.id}/moves/undo`)
  expect((await app.as('olivia').get(`/registrations/${two}`)).body.customerId).toBe(b)
  expect((await register('max', { customerId: a })).status).toBe(201)
  await clean()
})

test('another company’s is not there, and who sees none of it finds none of it', async () => {
  const called = name()
  const id = await made('max', { companyName: called })
  expect((await app.as('gus').get(`/registrations/${id}`)).status).toBe(404)
  expect((await app.as('gus').post('/registrations', { companyName: called, evidence: 'x' })).status).toBe(201)
  expect((await app.as('ann').get(`/registrations/${id}`)).status).toBe(404)
  expect((await app.as('ann').get(`/registrations?q=${encodeURIComponent(called)}`)).body.items).toEqual([])
  expect(JSON.stringify((await app.as('ann').get(`/search?q=${encodeURIComponent(called)}`)).body)).not.toContain(id)
  expect(JSON.stringify((await app.as('max').get(`/search?q=${encodeURIComponent(called)}`)).body)).toContain(id)
  expect((await app.as('wei').get('/registrations')).status).toBe(403)
})
