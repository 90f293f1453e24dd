// One verdict on what somebody else has registered, whichever door a record comes through: form and interface, batch,
// cell, file, public form, conversion, rules of assignment.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adoptRegistrations } from '#features/registration/server/night.service.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'
import type { Person } from '#test/world.ts'

// Ann sells, Max leads her; Olivia owns the company.
let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

type Body = Readonly<Record<string, unknown>>
const door = async (how: 'refuse' | 'warn' | 'off') => {
  const settings = { lines: [{ name: '机床', days: 60 }], days: 90, door: how, approval: false, remindDays: 7 }
  expect((await t.as('olivia').put('/registration-settings', settings)).status).toBe(200)
}
beforeEach(() => door('warn'))

let count = 0
const name = () => `云岭${String(++count).padStart(3, '0')}精密有限公司`
const register = async (who: Person, body: Body): Promise<Body> => {
  const made = await t.as(who).post('/registrations', { evidence: '已拜访', ...body })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}
type Said = { key: string; path?: string; values?: Record<string, unknown> }
const keys = (body: Body) => (body.reasons as Said[]).map(one => `${one.key}@${one.path ?? ''}`) // every refusal has them
const first = (list: unknown): Body => (Array.isArray(list) ? list[0] : {})
const held = (body: Body) => (body.held as Said[]).map(one => one.key) // held to the schema
const rows = <R>(text: string, values: unknown[]): Promise<R[]> =>
  inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))
type Notice = { key: string; values: Record<string, string> }
/** What its holder heard of this one registration. */
const toldOf = (registration: Body) =>
  rows<Notice>(
    "select key, said as values from notices where org_id = $1 and kind = 'registrationTouched' and entity = 'registration' and record_id = $2 and user_id = $3 order by created_at, id",
    [registration.id, registration.ownerId],
  )

describe('a customer whom somebody else has registered', () => {
  test('is said to whoever makes them, made, and told to the holder, who may read of it', async () => {
    const called = name()
    const registration = await register('ann', { companyName: called })
    const wished = { name: ` ${called.replace('有限公司', '　有限公司')}` }
    const before = await t.as('max').post('/customers/preview', wished)
    expect(before.body.held).toMatchObject([
      { key: 'registration.held', values: { by: 'Ann', name: called, until: registration.untilOn } },
    ])
    const made = await t.as('max').post('/customers', wished)
    expect([made.status, held(made.body)]).toEqual([201, ['registration.held']])
    expect(await toldOf(registration)).toMatchObject([{ values: { by: 'Max', company: called } }])
    const notices = (await t.as('ann').get('/notices')).body.items as { kind: string; gone?: boolean }[] // its schema
    expect(notices.find(one => one.kind === 'registrationTouched')).toMatchObject({ recordId: registration.id })
    expect(notices.some(one => one.gone)).toBe(false)
  })

  test('is refused where the company refuses, at form, batch, cell and file', async () => {
    await door('refuse')
    const called = name()
    const registration = await register('ann', { companyName: called })
    const form = await t.as('max').post('/customers', { name: called })
    expect([form.status, keys(form.body)]).toEqual([422, ['registration.held@name']])
    const wished = [{ name: called }, { name: name() }].map(input => ({ entity: 'customer', do: 'create', input }))
    const batch = await t.as('max').post('/batch', { mode: 'each', rows: wished })
    const items = batch.body.items as { ok: boolean; reasons?: Said[] }[] // its schema
    expect(items.map(one => one.reasons?.[0]?.key ?? one.ok)).toEqual(['registration.held', true])
    const other = await t.as('max').post('/customers', { name: name() })
    const cell = await t.as('max').patch(`/customers/${String(other.body.id)}`, { name: called })
    expect(keys(cell.body)).toEqual(['registration.held@name'])
    const { done, verdict } = await importer(t, 'max').bring('customer', csv('name', called, name()))
    expect(done).toMatchObject({ rowsOk: 1, rowsRefused: 1, rowsHeld: 0 })
    expect(verdict.rows[0]?.reasons[0]).toMatchObject({
      key: 'registration.held',
      values: { by: 'Ann', until: registration.untilOn },
    })
    expect(await toldOf(registration)).toEqual([])
  })

  test('in every row of a file is counted, in its check as in its run; the holder hears once', async () => {
    const called = [name(), name()]
    const registrations = await Promise.all(called.map(companyName => register('ann', { companyName })))
    const file = csv('name,region', ...called.map(one => `${one},上海`), `${name()},上海`)
    const { checked, done } = await importer(t, 'max').bring('customer', file)
    expect(checked).toMatchObject({ rowsOk: 3, rowsHeld: 2 })
    expect(done).toMatchObject({ rowsOk: 3, rowsHeld: 2 })
    for (const registration of registrations) expect(await toldOf(registration)).toHaveLength(1)
    const again = csv('name,company', ...['一', '二', '三'].map(one => `${one},${called[0]}`))
    expect((await importer(t, 'max').bring('lead', again)).done).toMatchObject({ rowsOk: 3, rowsHeld: 3 })
    expect(await toldOf(registrations[0] ?? {})).toHaveLength(1)
  })

  test('under another name is known by the unified code, also where the registered one lies in the trash', async () => {
    const uscc = '91110108551385082Q'
    const first = await t.as('ann').post('/customers', { name: name(), uscc })
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    const registration = await register('ann', { customerId: first.body.id })
    await t.as('max').delete(`/customers/${String(first.body.id)}`)
    const other = { name: name(), uscc: '91110108551385082q' }
    expect(held((await t.as('max').post('/customers/preview', other)).body)).toEqual(['registration.held'])
    await door('refuse')
    expect(keys((await t.as('max').post('/customers', other)).body)).toEqual(['registration.held@name'])
    const plain = await t.as('max').post('/customers', { name: name() })
    const cell = await t.as('max').patch(`/customers/${String(plain.body.id)}`, { uscc: other.uscc })
    expect(keys(cell.body)).toEqual(['registration.held@name'])
    expect((await t.as('ann').post('/customers', other)).status).toBe(201)
    expect(await toldOf(registration)).toEqual([])
  })

  test('who got the code later is known by it after the night', async () => {
    const first = await t.as('ann').post('/customers', { name: name() })
    await register('ann', { customerId: first.body.id })
    const uscc = '91330100799655058B'
    const edited = await t.as('ann').patch(`/customers/${String(first.body.id)}`, { uscc })
    expect(edited.status, JSON.stringify(edited.body)).toBe(200)
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => adoptRegistrations(tx, 100))
    const again = await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => adoptRegistrations(tx, 100))
    expect(again).toBe(0)
    const asked = await t.as('max').post('/customers/preview', { name: name(), uscc })
    expect(held(asked.body)).toEqual(['registration.held'])
  })

  test('for one line is said and not refused: a customer is of no line', async () => {
    await door('refuse')
    const called = name()
    const registration = await register('ann', { companyName: called, productLine: '机床' })
    const made = await t.as('max').post('/customers', { name: called })
    expect([made.status, held(made.body)]).toEqual([201, ['registration.lineHeld']])
    expect(await toldOf(registration)).toHaveLength(1)
  })

  test('by oneself, or where the company does not ask, is silent', async () => {
    const called = name()
    const own = await register('max', { companyName: called })
    await door('refuse')
    const made = await t.as('max').post('/customers', { name: called })
    expect([made.status, held(made.body)]).toEqual([201, []])
    const renamed = await t.as('max').patch(`/customers/${String(made.body.id)}`, { name: `${called} ` })
    expect(renamed.status).toBe(200)
    await door('off')
    const other = name()
    const theirs = await register('ann', { companyName: other })
    const free = await t.as('max').post('/customers', { name: other })
    expect([free.status, held(free.body)]).toEqual([201, []])
    expect([...(await toldOf(own)), ...(await toldOf(theirs))]).toEqual([])
  })
})

describe('a lead of a company that somebody else has registered', () => {
  test('is said before and after; an edit is told, too', async () => {
    const called = name()
    const registration = await register('ann', { companyName: called, productLine: '机床' })
    const like = { company: called, productLine: '机床' }
    expect(held((await t.as('max').post('/leads/preview', like)).body)).toEqual(['registration.lineHeld'])
    expect(held((await t.as('max').post('/leads/preview', { ...like, productLine: '软件' })).body)).toEqual([])
    const made = await t.as('max').post('/leads', { name: '王工', ...like })
    expect([made.status, held(made.body)]).toEqual([201, ['registration.lineHeld']])
    const other = await t.as('max').post('/leads', { name: '李工', productLine: '机床' })
    await t.as('max').patch(`/leads/${String(other.body.id)}`, { company: called })
    expect(await toldOf(registration)).toHaveLength(2)
    expect(held((await t.as('ann').post('/leads', { name: '赵工', ...like })).body)).toEqual([])
  })

  test('is said of a deal before and after, and of a conversion, by the same verdict', async () => {
    const called = name()
    const customer = await t.as('max').post('/customers', { name: called })
    const lead = await t.as('max').post('/leads', { name: '周工', company: called, productLine: '机床' })
    const about = { subjectEntity: 'lead', subjectId: lead.body.id, kind: 'call', content: '问价' }
    await t.as('max').post('/followups', about)
    await register('ann', { companyName: called, productLine: '机床' })
    const wished = { customerId: customer.body.id, productLine: '机床' }
    const convert = (more: Body = {}) => t.as('max').post(`/leads/${String(lead.body.id)}/moves/convert`, more)
    const foreseen = async () => (await t.as('max').post(`/leads/${String(lead.body.id)}/moves/convert/preview`)).body
    const before = await t.as('max').post('/deals/preview', wished)
    expect([held(before.body), before.body.problems]).toEqual([['registration.lineHeld'], []])
    const other = await t.as('max').post('/deals/preview', { ...wished, productLine: '软件' })
    expect(held(other.body)).toEqual([])
    const made = await t.as('max').post('/deals', { name: '一号线', ...wished })
    expect([made.status, held(made.body)]).toEqual([201, ['registration.lineHeld']])
    const seen = await foreseen()
    expect([held(seen), held(first(seen.customers))]).toEqual([['registration.lineHeld'], ['registration.lineHeld']])
    await door('refuse')
    const refusedBy = (await t.as('max').post('/deals/preview', wished)).body.problems
    expect((await t.as('max').post('/deals', { name: '二号线', ...wished })).body.reasons).toEqual(refusedBy)
    const choice = { customerId: customer.body.id }
    expect((await convert(choice)).body.reasons).toEqual(first((await foreseen()).customers).problems)
    await door('warn')
    const turned = await convert(choice)
    expect([turned.status, held(turned.body)]).toEqual([200, ['registration.lineHeld']])
    const gus = await t.as('gus').post('/deals/preview', wished)
    expect(JSON.stringify(gus.body), 'of a customer out of reach nothing is said').not.toContain('Ann')
  })

  test('a conversion tells once, of the deal', async () => {
    const called = name()
    const lead = await t.as('max').post('/leads', { name: '周工', company: called, productLine: '机床' })
    const about = { subjectEntity: 'lead', subjectId: lead.body.id, kind: 'call', content: '问价' }
    await t.as('max').post('/followups', about)
    const registration = await register('ann', { companyName: called })
    const turned = await t.as('max').post(`/leads/${String(lead.body.id)}/moves/convert`, {})
    expect(turned.status, JSON.stringify(turned.body)).toBe(200)
    expect(await toldOf(registration)).toHaveLength(1)
  })

  test('a key that only brings leads hears that somebody has it, not who', async () => {
    const called = name()
    await register('ann', { companyName: called })
    const made = await t.as('olivia').post('/api-keys', { name: 'Website', scope: 'leads' })
    const key = t.with({ authorization: `Bearer ${String(made.body.secret)}` })
    const lead = { name: '孙工', company: called }
    const warned = await key.post('/leads', lead)
    expect([warned.status, warned.body.held]).toEqual([201, []])
    await door('refuse')
    const refused = await key.post('/leads', lead)
    expect(refused.body.reasons).toEqual([{ key: 'registration.known', path: 'company' }])
  })

  test('of a public form tells the holder, whom the visitor never hears of', async () => {
    const called = name()
    const registration = await register('ann', { companyName: called })
    const plain = { label: null, help: null, required: false }
    const fields = ['name', 'phone', 'company'].map(key => ({ ...plain, key, required: key === 'name' }))
    const both = { en: 'Ask', zh: '咨询' }
    const more = { intro: null, thanks: null, redirectUrl: null, consent: null, langs: ['zh', 'en'], showLogo: false }
    const content = { fields, title: both, ...more, hosts: ['shop.example'] }
    const form = await t
      .as('olivia')
      .post('/forms', { name: 'Site', source: null, poolId: null, ruleId: null, content })
    expect(form.status, JSON.stringify(form.body)).toBe(201)
    await door('refuse')
    const sent = await t.app.inject({
      method: 'POST',
      url: `/api/public/forms/${String(form.body.path).slice('/f/'.length)}`,
      headers: { origin: 'https://shop.example' },
      payload: { fields: { name: '访客', phone: '13699990001', company: called } },
    })
    expect([sent.statusCode, sent.body]).toEqual([200, '{"thanks":""}'])
    expect(await toldOf(registration)).toHaveLength(1)
  })

  test('without an owner, given by a rule: the holder hears once, who got it; or once, that it came', async () => {
    const { version } = (await t.as('max').get('/assignment')).body
    const who = { people: [{ userId: t.world.ids.max, weight: 1 }], deptIds: [], places: [], maxOpen: null }
    const rule = { name: 'All', active: true, condition: null, method: 'roundRobin', ...who }
    const rules = { on: true, keepOwn: false, fallbackPoolId: null }
    const set = (version: unknown, list: object[]) => t.as('max').put('/assignment', { ...rules, version, rules: list })
    const given = await set(version, [rule])
    expect(given.status, JSON.stringify(given.body)).toBe(200)
    const called = name()
    const registration = await register('ann', { companyName: called })
    const lead = await t.as('olivia').post('/leads', { name: '钱工', company: called, ownerId: null })
    expect([lead.status, lead.body.ownerId]).toEqual([201, t.world.ids.max])
    expect(await toldOf(registration)).toMatchObject([{ values: { by: 'Max' } }])
    // nobody fits, so it waits; the one who gets it later is no second call
    const none = await set(given.body.version, [])
    const waits = await t.as('olivia').post('/leads', { name: '孙工', company: called, ownerId: null })
    expect([waits.body.ownerId, (await toldOf(registration)).length]).toEqual([null, 2])
    const back = await set(none.body.version, [rule])
    await t.as('max').post('/assignment/distribute', {})
    expect((await t.as('max').get(`/leads/${String(waits.body.id)}`)).body.ownerId).toBe(t.world.ids.max)
    expect(await toldOf(registration)).toHaveLength(2)
    await t.as('max').put('/assignment', { ...rules, on: false, version: back.body.version, rules: [] })
  })

  test('deals of a file tell the holder, too, and are counted', async () => {
    const called = name()
    const registration = await register('ann', { companyName: called, productLine: '机床' })
    await t.as('max').post('/customers', { name: called })
    const before = (await toldOf(registration)).length
    const file = csv('name,customer,product line', `甲,${called},机床`, `乙,${called},软件`)
    const { done } = await importer(t, 'max').bring('deal', file, {
      customer: 'customerId',
      'product line': 'productLine',
    })
    expect(done).toMatchObject({ rowsOk: 2, rowsHeld: 1 })
    expect((await toldOf(registration)).length).toBe(before + 1)
  })
})
