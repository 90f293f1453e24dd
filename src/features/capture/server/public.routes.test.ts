import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { FormAnswer, FormContent, LeadForm } from '../capture.schema.ts'
import { stampOf } from './stamp.service.ts'

let t: TestApp
let form: LeadForm
beforeAll(async () => {
  t = await testApp()
  const people = [{ userId: t.world.ids.ann, weight: 1 }]
  const rule = {
    name: 'All',
    active: true,
    condition: null,
    method: 'roundRobin',
    people,
    deptIds: [],
    places: [],
    maxOpen: null,
  }
  const kept = { on: true, keepOwn: true, fallbackPoolId: null, version: 0, rules: [rule] }
  expect((await t.as('olivia').put('/assignment', kept)).status).toBe(200)
  form = await formOf('Fair')
})
afterAll(() => t.close())

const plain = { label: null, help: null, required: false }
const content: FormContent = {
  fields: [
    { ...plain, key: 'name', required: true },
    { ...plain, key: 'phone' },
    { ...plain, key: 'email' },
    { ...plain, key: 'company' },
    { ...plain, key: 'need', label: { en: 'Your wish', zh: '您的需求' } },
  ],
  title: { en: 'Ask us', zh: '联系我们' },
  intro: null,
  thanks: { en: 'We call you', zh: '我们会致电' },
  redirectUrl: null,
  consent: { en: 'I agree', zh: '我同意' },
  langs: ['zh', 'en'],
  showLogo: true,
  hosts: ['shop.example', '*.fair.example'],
}

async function formOf(
  name: string,
  more: Partial<FormContent> = {},
  aim: Record<string, unknown> = {},
): Promise<LeadForm> {
  const input = { name, source: '展会', poolId: null, ruleId: null, ...aim, content: { ...content, ...more } }
  const made = await t.as('olivia').post('/forms', input)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body as LeadForm // held to its schema by the test app
}

let address = 0
const fresh = () => `10.2.${Math.floor(++address / 250)}.${address % 250}`
const secret = 'only for tests, 32 characters long'
const began = (of: LeadForm, ago = 20_000) => stampOf({ secret, formId: of.id }, Date.now() - ago)
type Sent = Readonly<Record<string, string>>
const post = (of: LeadForm, said: Sent, remoteAddress = fresh()) =>
  t.app.inject({
    method: 'POST',
    url: `${of.path}?lang=en`,
    payload: new URLSearchParams({ began: began(of), consent: 'yes', ...said }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    remoteAddress,
  })
const get = (url: string, headers: Sent = {}) =>
  t.app.inject({ url, headers: { accept: 'text/html', ...headers }, remoteAddress: fresh() })
const rows = <R = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))
const leadsNamed = (name: string) =>
  rows<{ id: string; ownerId: string | null; source: string; poolId: string | null; custom: object; state: string }>(
    'select id, owner_id, source, pool_id, custom, state from leads where org_id = $1 and name = $2',
    [name],
  )
/** The answers are held to their schemas by the test app. */
const listIn = <R = Record<string, unknown>>(list: unknown): R[] => (Array.isArray(list) ? list : [])
const answers = async (query = '') => listIn<FormAnswer>((await t.as('olivia').get(`/form-answers${query}`)).body.items)

describe('the page of a form', () => {
  test('is one small request without script or cookie, framed only where the form says', async () => {
    const page = await get(form.path, { 'accept-language': 'en-GB' })
    expect(page.statusCode).toBe(200)
    expect(Buffer.byteLength(page.rawPayload)).toBeLessThan(100_000)
    expect(page.body).not.toMatch(/<script|https?:\/\//)
    expect(page.body).toContain('Your wish')
    expect(page.body).toContain('autocomplete="tel"')
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self' shop.example *.fair.example")
    const shut = await formOf('Shut', { hosts: [], langs: ['zh'] })
    const alone = await get(`${shut.path}?lang=en`)
    expect(alone.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(alone.body).toContain('lang="zh-CN"')
    expect(alone.body).not.toContain('href="/f')
  })
  test('an answer is a lead with owner, reason, notice and clock, and the consent is kept with its words', async () => {
    const told = await post(form, { name: '王小明', phone: '138 0013 8000', need: '两台包装机 🙂' })
    expect([told.statusCode, told.headers.location]).toEqual([303, `${form.path}?lang=en&done=1`])
    expect((await get(`${form.path}?lang=en&done=1`)).body).toContain('We call you')
    const [lead] = await leadsNamed('王小明')
    expect(lead).toMatchObject({ ownerId: t.world.ids.ann, source: '展会', state: 'assigned' })
    const given = await t.as('olivia').get(`/leads/${lead?.id}/assignments`)
    expect(given.body.items).toMatchObject([{ how: 'rule', facts: { rule: 'All' } }])
    expect(
      await rows("select 1 from notices where org_id = $1 and kind = 'leadAssigned' and user_id = $2", [
        t.world.ids.ann,
      ]),
    ).toHaveLength(1)
    expect((await answers(`?formId=${form.id}`))[0]).toMatchObject({
      ...{ state: 'taken', made: true, leadId: lead?.id, consent: 'I agree' },
      said: [{ value: '王小明' }, { value: '138 0013 8000' }, { value: '两台包装机 🙂' }],
    })
    const [event] = await rows<{ via: string; actorId: string | null }>(
      "select via, actor_id from event where org_id = $1 and record_id = $2 and kind = 'lead.created'",
      [lead?.id],
    )
    expect(event).toEqual({ via: 'link', actorId: null })
  })
  test('a double click is one lead, at the same moment too', async () => {
    const said = { name: 'Twice', phone: '13800138001', began: began(form) }
    const both = await Promise.all([post(form, said), post(form, said), post(form, said)])
    expect(both.map(one => one.statusCode)).toEqual([303, 303, 303])
    expect(await leadsNamed('Twice')).toHaveLength(1)
    // put right and sent again from the same page: the second is kept with the first
    expect((await post(form, { ...said, need: 'more' })).statusCode).toBe(303)
    expect(await leadsNamed('Twice')).toHaveLength(1)
    const [lead] = await leadsNamed('Twice')
    expect((await t.as('ann').get(`/leads/${lead?.id}/form-answers`)).body.items).toHaveLength(2)
  })
  test('whoever is known gets a word on their record, their owner a notice, and the visitor is told nothing', async () => {
    const known = await t.as('ann').post('/customers', { name: 'Known GmbH' })
    const contact = { name: 'Kim', phone: '13800138002', customerId: known.body.id }
    expect((await t.as('ann').post('/contacts', contact)).status).toBe(201)
    const one = await post(form, { name: 'Kim again', phone: '+86 138-0013-8002' })
    const other = await post(form, { name: 'Nobody yet', phone: '13800138003' })
    expect([one.statusCode, one.headers.location, one.body]).toEqual([
      other.statusCode,
      other.headers.location,
      other.body,
    ])
    expect(await leadsNamed('Kim again')).toHaveLength(0)
    expect((await t.as('ann').get(`/customers/${known.body.id}/form-answers`)).body.items).toMatchObject([
      { customerId: known.body.id, made: false },
    ])
    expect(
      await rows(
        "select 1 from notices where org_id = $1 and kind = 'formAnswered' and user_id = $2 and record_id = $3",
        [t.world.ids.ann, known.body.id],
      ),
    ).toHaveLength(1)
    expect(
      await rows(
        "select 1 from event where org_id = $1 and record_id = $2 and kind = 'customer.formAnswered' and via = 'link' and actor_id is null",
        [known.body.id],
      ),
    ).toHaveLength(1)
  })
  test('where duplicates are refused a known company is no new lead either', async () => {
    await t.as('olivia').put('/duplicates/policy', { duplicates: 'strict' })
    const customer = await t.as('ann').post('/customers', { name: '杭州锦程机械有限公司' })
    expect(
      (await post(form, { name: 'Strict', phone: '13800138077', company: '杭州锦程机械有限公司' })).statusCode,
    ).toBe(303)
    await t.as('olivia').put('/duplicates/policy', { duplicates: 'advisory' })
    expect(await leadsNamed('Strict')).toHaveLength(0)
    expect((await t.as('ann').get(`/customers/${customer.body.id}/form-answers`)).body.items).toHaveLength(1)
  })
  test('what is wrong is said beside its field, and what was typed stays as text', async () => {
    const again = await post(form, {
      name: ' \u200b ',
      phone: 'call me',
      email: 'x@',
      need: `${'长'.repeat(10_000)}<script>`,
      consent: '',
    })
    expect(again.statusCode).toBe(422)
    for (const words of [
      'This field is required.',
      'This is not a phone number.',
      'At most 5000 characters.',
      'Please tick this',
    ])
      expect(again.body).toContain(words)
    expect(again.body).toContain('&lt;script&gt;')
    expect(again.body).not.toContain('<script>')
    expect(await leadsNamed('call me')).toHaveLength(0)
    const huge = await post(form, { name: 'Huge', phone: '13800138004', need: 'x'.repeat(200_000) })
    expect(huge.statusCode).toBe(413)
    expect(huge.body).toContain('too much text')
    const kept = await post(form, { name: '👩‍🚀 Ünïcødé', phone: '13800138005' })
    expect(kept.statusCode).toBe(303)
    expect(await leadsNamed('👩‍🚀 Ünïcødé')).toHaveLength(1)
  })
  test('paused it says so; archived, foreign and unknown ones open nothing', async () => {
    const mine = await formOf('Rests')
    const paused = await t.as('olivia').patch(`/forms/${mine.id}`, { active: false, version: 1 })
    expect(paused.status).toBe(200)
    expect((await get(`${mine.path}?lang=en`)).body).toContain('takes no answers')
    expect((await post(mine, { name: 'Late', phone: '13800138006' })).statusCode).toBe(409)
    expect((await t.as('olivia').delete(`/forms/${mine.id}`)).status).toBe(200)
    const unknown = `/f/${'x'.repeat(43)}`
    const gone = [await get(`${mine.path}?lang=en`), await get(`${unknown}?lang=en`), await get('/f/%F0?lang=en')]
    expect(gone.map(one => one.statusCode)).toEqual([404, 404, 400])
    expect(gone[0]?.body).toBe(gone[1]?.body)
    expect(await leadsNamed('Late')).toHaveLength(0)
    expect((await get(form.path.replace('/f/', '/p/'))).statusCode).toBe(404)
  })
  test('a redirect is allowed for its own form', async () => {
    const away = await formOf('Away', { redirectUrl: 'https://thanks.example/fair' })
    expect((await get(away.path)).headers['content-security-policy']).toContain(
      "form-action 'self' https://thanks.example;",
    )
    expect((await post(away, { name: 'Goes on', phone: '13800138008' })).headers.location).toBe(
      'https://thanks.example/fair',
    )
  })
})

describe('against machines', () => {
  test('what looks like one is held back, thanked like everybody, and taken or put aside by a person', async () => {
    const said = (n: number) => ({ name: `Held ${n}`, phone: `1380013810${n}` })
    const tries = [
      post(form, { ...said(1), website_url: 'x' }),
      post(form, { ...said(2), began: began(form, 500) }),
      post(form, { ...said(3), began: 'made.up.stamp' }),
      post(form, { ...said(4), need: 'http://a http://b http://c' }),
      post(form, { ...said(5), began: stampOf({ secret, formId: t.world.acmeId }, Date.now() - 60_000) }),
    ]
    expect((await Promise.all(tries)).map(one => one.statusCode)).toEqual([303, 303, 303, 303, 303])
    const held = await answers(`?state=held&formId=${form.id}`)
    expect(held.map(one => `${one.said[0]?.value} ${one.why[0]?.key}`).toSorted()).toEqual([
      'Held 1 form.why.honey',
      'Held 2 form.why.fast',
      'Held 3 form.why.stamp',
      'Held 4 form.why.links',
      'Held 5 form.why.stamp',
    ])
    expect(await rows("select 1 from leads where org_id = $1 and name like 'Held %'")).toHaveLength(0)
    const [first, second] = held
    const taken = await t.as('max').post(`/form-answers/${first?.id}/moves/take`)
    expect(taken.body).toMatchObject({ state: 'taken', made: true, reviewedByName: 'Max' })
    expect((await t.as('max').post(`/form-answers/${first?.id}/moves/drop`)).status).toBe(409)
    expect((await t.as('max').post(`/form-answers/${second?.id}/moves/drop`)).body.state).toBe('dropped')
    expect((await t.as('ann').post(`/form-answers/${held[2]?.id}/moves/take`)).status).toBe(403)
    expect((await t.as('gus').post(`/form-answers/${held[2]?.id}/moves/take`)).status).toBe(404)
    expect((await t.as('ann').get('/form-answers')).status).toBe(403)
  })
  test('one address and one form are rated, and what was refused is counted', async () => {
    const rated = await formOf('Rated')
    const here = fresh()
    const all = []
    for (let n = 0; n < 42; n++) all.push((await post(rated, { name: '', phone: '1' }, here)).statusCode)
    expect(all.filter(one => one === 429)).toHaveLength(2)
    expect((await t.as('olivia').get(`/forms/${rated.id}`)).body.counts).toMatchObject({
      wrong: 40,
      refused: 2,
      taken: 0,
    })
  })
  test('what the own rules refuse is held back with the reason', async () => {
    const field = { label: { en: 'Power', zh: '功率' }, kind: 'number', entity: 'lead', key: 'power' }
    const made = await t.as('olivia').post('/fields', field)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const key = 'custom.power'
    const asks = await formOf('Power', { fields: [...content.fields, { ...plain, key }] })
    expect((await post(asks, { name: 'Strong', phone: '13800138020', [key]: ' １２.5 ' })).statusCode).toBe(303)
    expect((await leadsNamed('Strong'))[0]?.custom).toEqual({ power: '12.5' })
    expect((await post(asks, { name: 'Weak', phone: '13800138021', [key]: 'much' })).statusCode).toBe(422)
    // needed from now on, and this form does not ask for it
    const needed = await t.as('olivia').patch(`/fields/${made.body.id}`, { required: true })
    expect(needed.status, JSON.stringify(needed.body)).toBe(200)
    expect((await post(form, { name: 'Stronger', phone: '13800138022' })).statusCode).toBe(303)
    expect((await answers(`?formId=${form.id}&state=held`))[0]).toMatchObject({
      why: [{ key: 'field.required', path: 'custom.power' }],
    })
    expect((await t.as('olivia').patch(`/fields/${made.body.id}`, { required: false })).status).toBe(200)
  })
})

describe('from pages of other sites', () => {
  const api = (of: LeadForm) => `/api/public/forms/${of.path.slice(3)}`
  const ask = (of: LeadForm, body: object, origin = 'https://shop.example') =>
    t.app.inject({ method: 'POST', url: api(of), payload: body, headers: { origin }, remoteAddress: fresh() })
  test('listed ones send answers, and only they read what comes of it', async () => {
    const pre = await t.app.inject({ method: 'OPTIONS', url: api(form), headers: { origin: 'https://a.fair.example' } })
    expect([pre.statusCode, pre.headers['access-control-allow-origin']]).toEqual([204, 'https://a.fair.example'])
    const asks = await t.app.inject({ url: `${api(form)}?lang=en`, headers: { origin: 'https://shop.example' } })
    expect(asks.json()).toMatchObject({
      title: 'Ask us',
      fields: [{ key: 'name', required: true }, {}, {}, {}, { label: 'Your wish' }],
    })
    const said = { fields: { name: 'By script', phone: '13800138030' }, consent: true, key: 'a' }
    const [one, twice] = [await ask(form, said), await ask(form, said)]
    expect([one.statusCode, one.json(), twice.statusCode]).toEqual([200, { thanks: 'We call you' }, 200])
    expect(await leadsNamed('By script')).toHaveLength(1)
  })
  test('others are refused, and what is wrong has its place', async () => {
    const said = { fields: { name: 'Foreign', phone: '13800138031' }, consent: true }
    const strange = await ask(form, said, 'https://evil.example')
    expect([strange.statusCode, strange.headers['access-control-allow-origin']]).toEqual([403, undefined])
    const wrong = await ask(form, { fields: { name: 'Wrong', ownerId: t.world.ids.max } })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json()).toMatchObject({
      reasons: [{ key: 'field.unknown', path: 'ownerId' }, { key: 'form.noConsent' }],
    })
    expect(await leadsNamed('Foreign')).toHaveLength(0)
  })
})

describe('setting a form up', () => {
  test('what it asks is a version of its own, and all that is wrong is said at once', async () => {
    const mine = await formOf('Versions')
    const next = { ...content, title: { en: 'Ask again', zh: '再问' } }
    const edited = await t.as('olivia').patch(`/forms/${mine.id}`, { content: next, version: 1 })
    expect(edited.body).toMatchObject({ asked: 2, version: 2, content: { title: { en: 'Ask again' } } })
    const named = await t.as('olivia').patch(`/forms/${mine.id}`, { name: 'Renamed', version: 2 })
    expect(named.body).toMatchObject({ asked: 2, name: 'Renamed' })
    const { items } = (await t.as('olivia').get(`/forms/${mine.id}/versions`)).body
    expect(items).toMatchObject([{ version: 2 }, { version: 1, content: { title: { en: 'Ask us' } } }])
    const bad = {
      ...content,
      fields: [
        { ...plain, key: 'ownerId' },
        { ...plain, key: 'company' },
        { ...plain, key: 'company' },
      ],
      ...{ redirectUrl: 'http://x.example', hosts: ['https://x'], title: { en: '', zh: '题' } },
    }
    const refused = await t
      .as('olivia')
      .post('/forms', { name: 'Bad', source: null, poolId: null, ruleId: null, content: bad })
    expect(
      listIn<{ key: string }>(refused.body.reasons)
        .map(one => one.key)
        .toSorted(),
    ).toEqual([
      ...['field.required', 'form.askedTwice', 'form.badHost', 'form.nameMissing', 'form.notHttps'],
      ...['form.unknownField', 'form.unreachable'],
    ])
    const again = await t
      .as('olivia')
      .post('/forms', { name: 'fair', source: null, poolId: null, ruleId: null, content })
    expect(again.body).toMatchObject({ reasons: [{ key: 'form.nameTaken', path: 'name' }] })
  })
  test('into a pool, with its reason and without an owner; out of reach of who may not', async () => {
    const pool = await t.as('olivia').post('/pools', { name: 'Fair pool', entity: 'lead' })
    const aimed = await formOf('Pooled', {}, { poolId: pool.body.id })
    expect((await post(aimed, { name: 'Swims', phone: '13800138040' })).statusCode).toBe(303)
    expect(await leadsNamed('Swims')).toMatchObject([{ poolId: pool.body.id, ownerId: null, state: 'unassigned' }])
    for (const who of ['ann', 'wei', 'gus'] as const) {
      const seen = await t.as(who).get(`/forms/${aimed.id}`)
      expect(seen.status).toBe(who === 'gus' ? 404 : 403)
    }
    expect((await t.as('max').patch(`/forms/${aimed.id}`, { active: false, version: 1 })).status).toBe(403)
  })
  test('by a rule of its own, though nothing else is given by rules', async () => {
    const { version, rules } = (await t.as('olivia').get('/assignment')).body
    const old = listIn(rules)[0]
    const own = { ...old, id: undefined, name: 'Own', people: [{ userId: t.world.ids.max, weight: 1 }] }
    const kept = await t
      .as('olivia')
      .put('/assignment', { on: false, keepOwn: true, fallbackPoolId: null, version, rules: [old, own] })
    const ruleId = listIn<{ id: string }>(kept.body.rules)[1]?.id
    const aimed = await formOf('Ruled', {}, { ruleId })
    expect((await post(aimed, { name: 'Ruled', phone: '13800138041' })).statusCode).toBe(303)
    expect(await leadsNamed('Ruled')).toMatchObject([{ ownerId: t.world.ids.max }])
  })
})
