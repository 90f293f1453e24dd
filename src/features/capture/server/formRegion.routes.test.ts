// A region on a form's page: level by level without a script, or in words.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { FormAnswer, FormContent, LeadForm } from '../capture.schema.ts'
import { stampOf } from './stamp.service.ts'

let t: TestApp
let form: LeadForm
const plain = { label: null, help: null, required: false }
const content: FormContent = {
  fields: [
    { ...plain, key: 'name', required: true },
    { ...plain, key: 'phone', required: true },
    { ...plain, key: 'region', required: true },
  ],
  title: { en: 'Ask us', zh: '联系我们' },
  ...{ intro: null, thanks: null, redirectUrl: null, consent: null, showLogo: false },
  ...{ langs: ['zh', 'en'], hosts: ['shop.example'] },
}
beforeAll(async () => {
  t = await testApp()
  const aims = { name: 'Fair', source: null, poolId: null, ruleId: null }
  const made = await t.as('olivia').post('/forms', { ...aims, content })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  form = made.body as LeadForm // held to its schema by the test app
})
afterAll(() => t?.close())

let address = 0
type Sent = Readonly<Record<string, string>>
const began = () => stampOf({ secret: 'only for tests, 32 characters long', formId: form.id }, Date.now() - 20_000)
const post = (said: Sent, lang = 'zh') =>
  t.app.inject({
    method: 'POST',
    url: `${form.path}?lang=${lang}`,
    payload: new URLSearchParams({ began: began(), ...said }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    remoteAddress: `10.3.0.${++address}`,
  })
const optionsOf = (page: string, name: string): string[] => {
  const select = new RegExp(`<select [^>]*name="${name}"[^>]*>(.*?)</select>`).exec(page)?.[1] ?? ''
  return [...select.matchAll(/<option value="\d+"[^>]*>([^<]+)</g)].map(found => found[1] ?? '')
}
const regionOfLead = async (name: string): Promise<string | null | undefined> =>
  (
    await inOrg(t.db, t.world.acmeId, { mode: 'read' }, tx =>
      tx.query<{ region: string | null }>({
        text: 'select region from leads where org_id = $1 and name = $2',
        values: [tx.orgId, name],
      }),
    )
  )[0]?.region

test('the page offers provinces, then cities of the chosen one, then its districts, and keeps what was typed', async () => {
  const first = await t.app.inject({ url: form.path, headers: { accept: 'text/html' } })
  expect(optionsOf(first.body, 'region.1')).toHaveLength(34)
  expect(first.body).not.toContain('name="region.2"')
  expect(first.body).not.toContain('<script')
  const typed = { name: '林女士', phone: '13800001111', go: 'region' }
  const second = await post({ ...typed, 'region.1': '32' })
  expect(second.statusCode).toBe(200)
  expect(second.body).not.toContain('role="alert"')
  expect(second.body).toContain('value="林女士"')
  expect(optionsOf(second.body, 'region.2')).toContain('无锡市')
  const third = await post({ ...typed, 'region.1': '32', 'region.2': '3202' })
  expect(optionsOf(third.body, 'region.3')).toContain('宜兴市')
  // another province: the city of the one before says nothing
  const other = await post({ ...typed, 'region.1': '33', 'region.2': '3202', 'region.3': '320282' })
  expect(optionsOf(other.body, 'region.2')).toContain('杭州市')
  expect(other.body).not.toContain('name="region.3"')
  // a municipality goes on to its districts
  expect(optionsOf((await post({ ...typed, 'region.1': '31' })).body, 'region.2')).toContain('浦东新区')
  for (const page of [first, second, third]) expect(Buffer.byteLength(page.body)).toBeLessThan(40_000)
  expect(await regionOfLead('林女士')).toBeUndefined()
})

test.each<[string, Sent, string, boolean]>([
  ['down to the district', { 'region.1': '32', 'region.2': '3202', 'region.3': '320282' }, '江苏省无锡市宜兴市', false],
  ['the province alone', { 'region.1': '32', 'region.2': '' }, '江苏省', false],
  ['a city of another province', { 'region.1': '33', 'region.2': '3202' }, '浙江省', false],
  ['in words', { region: '江苏宜兴市' }, '江苏省无锡市宜兴市', false],
  ['chosen, then in words', { 'region.1': '32', region: '宜兴市' }, '江苏省无锡市宜兴市', false],
  ['words that say another', { 'region.1': '32', region: '上海' }, '上海市', false],
  ['abroad', { region: ' Wien, Österreich 🇦🇹 ' }, 'Wien, Österreich 🇦🇹', true],
  ['chosen, and words nobody knows', { 'region.1': '32', region: '老厂区' }, '江苏省 老厂区', true],
])('%s', async (what, said, full, strange) => {
  const sent = await post({ name: what, phone: `1390000${String(1000 + what.length * 37)}`, ...said })
  expect(sent.statusCode, sent.body).toBe(303)
  expect(await regionOfLead(what)).toBe(full)
  const answers = (await t.as('olivia').get(`/form-answers?formId=${form.id}`)).body.items as FormAnswer[] // its schema
  const answer = answers.find(one => one.said.some(({ value }) => value === what))
  const region = answer?.said.find(one => one.key === 'region')
  expect([region?.value, region?.strange ?? false]).toEqual([full, strange])
})

test('where it must be said, nothing chosen and nothing written is refused at its place; too long, too', async () => {
  const none = await post({ name: 'None', phone: '13900002222', 'region.1': '' }, 'en')
  expect(none.statusCode).toBe(422)
  expect(none.body).toMatch(/<select id="f2" name="region.1"[^>]* aria-invalid="true"/)
  const long = await post({ name: 'Long', phone: '13900002223', region: 'x'.repeat(101) }, 'en')
  expect(long.statusCode).toBe(422)
  // what was chosen is still chosen, what was written still written
  const wrong = await post({ name: '', phone: '13900002224', 'region.1': '32', 'region.2': '3202', region: '厂' })
  expect(wrong.body).toContain('<option value="3202" selected>')
  expect(wrong.body).toContain('value="厂"')
})

test('a program says it in words, and its name is completed as well', async () => {
  const sent = await t.app.inject({
    method: 'POST',
    url: `/api/public/forms/${form.path.slice('/f/'.length)}`,
    headers: { origin: 'https://shop.example' },
    payload: { fields: { name: 'Program', phone: '13700009999', region: '浙江 杭州' } },
    remoteAddress: '10.3.1.1',
  })
  expect(sent.statusCode, sent.body).toBe(200)
  expect(await regionOfLead('Program')).toBe('浙江省杭州市')
})
