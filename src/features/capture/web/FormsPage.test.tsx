import { expect, test } from 'vitest'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { FormAnswer, LeadForm } from '../capture.schema.ts'
import { FormPage } from './FormPage.tsx'
import { FormsPage } from './FormsPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  ...{ userId: id(1), name: 'Mia', lang: 'en', roles: ['marketing'] },
  grants: { 'form.read': 'all', 'form.edit': 'all', 'form.review': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const now = '2026-11-26T02:00:00.000Z'
const plain = { label: null, help: null, required: true }
const form: LeadForm = {
  ...{ id: id(3), version: 4, name: 'Fair', source: 'Fair', poolId: null, ruleId: null, active: true, asked: 2 },
  content: {
    fields: ['name', 'phone'].map(key => ({ ...plain, key })),
    title: { en: 'Ask us', zh: '联系我们' },
    ...{ intro: null, thanks: null, redirectUrl: null, consent: null, langs: ['zh', 'en'], showLogo: true, hosts: [] },
  },
  path: '/f/abc',
  counts: { opened: 40, taken: 12, held: 1, wrong: 2, refused: 3 },
  ...{ createdAt: now, updatedAt: now },
}
const held: FormAnswer = {
  ...{ id: id(9), formId: id(3), formName: 'Fair', formVersion: 2, at: now, state: 'held', lang: 'en', via: 'page' },
  why: [{ key: 'form.why.fast' }],
  said: [{ key: 'name', label: { en: 'Name', zh: '姓名' }, value: 'Robo' }],
  ...{
    consent: null,
    origin: null,
    leadId: null,
    customerId: null,
    made: false,
    reviewedAt: null,
    reviewedByName: null,
  },
}
const reads = {
  'GET /forms': () => ({ items: [form] }),
  'GET /form-answers': () => ({ items: [held], nextCursor: null }),
  // the test's place has no parameters
  'GET /forms/': () => form,
  'GET /entities': () => ({ items: [leadEntity] }),
  'GET /pools': () => ({ items: [], nextCursor: null }),
  'POST /forms/preview': () => ({ html: '<p>seen</p>' }),
}

test('forms stand with what came by them, and what was held back is taken with one press', async () => {
  const asked = answers({ ...reads, [`POST /form-answers/${id(9)}/moves/take`]: () => ({ ...held, state: 'taken' }) })
  const { body: page } = await draw(
    <SessionProvider value={session}>
      <FormsPage />
    </SessionProvider>,
    { at: '/settings/forms' },
  )
  await until(() => page.textContent?.includes('Robo') ?? false)
  expect(page.textContent).toContain('Opened 40 · Answered 12 · Held back 1 · Refused 5')
  await press(button(page, 'Take as lead'))
  await until(() => asked.some(one => one.route === `POST /form-answers/${id(9)}/moves/take`))
})

test('fields are put in order, renamed and saved with the version they were read in', async () => {
  const asked = answers({ ...reads, [`PATCH /forms/${id(3)}`]: () => ({ ...form, version: 5 }) })
  const { body: page } = await draw(
    <SessionProvider value={session}>
      <FormPage />
    </SessionProvider>,
    { at: `/settings/forms/${id(3)}` },
  )
  await until(() => page.querySelector('[aria-label="Up: Phone"]') !== null)
  await until(() => page.querySelector('iframe') !== null)
  await press(page.querySelector('[aria-label="Up: Phone"]'))
  await press(button(page, 'Save'))
  await until(() => asked.some(one => one.route === `PATCH /forms/${id(3)}`))
  const sent = asked.find(one => one.route === `PATCH /forms/${id(3)}`)
  expect(sent?.body).toMatchObject({ version: 4, content: { fields: [{ key: 'phone' }, { key: 'name' }] } })
})
