import { act } from 'react'
import { expect, test } from 'vitest'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Drawn, SpotCheck, SpotChecks } from '../spotCheck.schema.ts'
import { spotCheckPageText } from '../spotCheckPage.text.ts'
import { FlawReasonsPage } from './FlawReasonsPage.tsx'
import { FlawsPart } from './FlawsPart.tsx'
import { SpotCheckPage } from './SpotCheckPage.tsx'
import { SpotChecksPage } from './SpotChecksPage.tsx'
import { SpotOffer } from './SpotOffer.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session = {
  userId: id(9),
  name: 'Max',
  lang: 'en',
  roles: ['salesManager'],
  grants: { 'spotCheck.run': 'branch', 'spotCheck.answer': 'own' },
  org: { id: id(8), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const at = '2026-06-10T02:00:00.000Z'
const check: SpotCheck = {
  ...{ id: id(1), entity: 'customer', week: '2026-06-08', userId: null, userName: null, deptId: null, deptName: null },
  ...{ from: null, to: null, seed: 's', size: 2, found: 9, byId: id(9), byName: 'Max', createdAt: at },
  ...{ drawn: 2, ok: 0, flawed: 0, mended: 0 },
}
const unjudged = { verdict: null, reason: null, remark: null, judgedAt: null, judgedByName: null }
const item = (n: number, name: string): Drawn => ({
  ...{ id: id(n), version: 1, ...unjudged, answer: null, answeredAt: null, mendedAt: null },
  ...{ recordId: id(n + 10), ownerName: 'Ann', deptName: 'Sales', name, opens: { entity: 'customer', id: id(n + 10) } },
  ...{ drawnScore: 40, score: 50, missing: ['address'], nextStep: null, nextStepAt: null },
  spoken: [{ id: id(40), kind: 'call', at, content: '聊了价格', byName: 'Ann' }],
})
const cell = { week: '2026-06-08', userId: id(3), userName: 'Ann', deptId: null, deptName: null }
const all: SpotChecks = {
  ...{ week: '2026-06-08', mine: null, items: [check], cells: [{ ...cell, ok: 3, flawed: 1, mended: 1 }] },
  flaws: [{ week: '2026-06-08', reason: 'thin', count: 1, mended: 1 }],
  people: [{ id: id(3), name: 'Ann', deptId: null }],
  departments: [{ id: id(4), name: 'Sales' }],
}
const reason = (code: string, zh: string, en: string, archived = false) => ({
  ...{ code, label: { zh, en }, noteRequired: false, archived },
})
const ownReasons = [reason('thin', '空泛', 'Thin'), reason('missing', '缺信息', 'Incomplete', true)]
const reasons = { 'GET /flaw-reasons': () => ({ items: ownReasons }) }
const entities = {
  ...reasons,
  'GET /entities': () => ({ items: [customerEntity] }),
}
const pick = (list: Element | null | undefined, value: string) =>
  act(async () => {
    if (!(list instanceof HTMLSelectElement)) throw new Error('nothing to choose from')
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(list, value)
    list.dispatchEvent(new Event('change', { bubbles: true }))
  })
const page = (node: React.ReactNode, path = '/spot-checks') =>
  draw(<SessionProvider value={session}>{node}</SessionProvider>, { texts: spotCheckPageText, at: path })

test('shares stand by week; a sample is drawn of a person with the days of a week', async () => {
  const asked = answers({
    ...reasons,
    'GET /spot-checks': () => all,
    'POST /spot-checks': () => ({ ...check, items: [] }),
  })
  const { body, href } = await page(<SpotChecksPage />, '/spot-checks?run')
  await until(() => body.textContent?.includes('75 %') ?? false)
  await until(() => body.textContent?.includes('Thin') ?? false)
  await until(() => document.querySelector('select') !== null)
  const [, whose] = [...document.querySelectorAll('select')]
  await pick(whose, `user:${id(3)}`)
  await press(button(document, 'Draw'))
  await until(() => href().includes(id(1)))
  const sent = asked.find(one => one.route === 'POST /spot-checks')?.body
  expect(sent).toMatchObject({ entity: 'customer', userId: id(3), size: 10, seed: null })
  expect(sent).toHaveProperty('from', expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/))
})

test('each record is judged with its facts; a flaw asks for its reason, and the next one follows', async () => {
  const first = item(5, '远山')
  const judged = { ...first, verdict: 'flawed' as const, reason: 'thin' as const, version: 2 }
  let items = [first, item(6, '北山')]
  const asked = answers({
    ...entities,
    'GET /spot-checks/undefined': () => ({ ...check, items }),
    'GET /spot-checks/': () => ({ ...check, items }),
    [`POST /spot-checks/${id(1)}/records/${id(5)}`]: () => {
      items = [judged, item(6, '北山')]
      return { ...check, items }
    },
  })
  const { body } = await page(<SpotCheckPage />)
  await until(() => body.textContent?.includes('聊了价格') ?? false)
  expect(body.textContent).toContain('40% when drawn')
  await until(() => body.textContent?.includes('Address') ?? false)
  await press(button(body, 'Flawed'))
  // what is out of use is not asked
  expect([...body.querySelectorAll('option')].map(one => one.textContent)).toEqual(['Thin'])
  await pick(body.querySelector('select'), 'thin')
  await type(body.querySelector('textarea'), '再问问')
  await press(button(body, 'Tell the owner'))
  await until(() => body.textContent?.includes('Record 2 of 2') ?? false)
  const sent = asked.find(one => one.route.startsWith('POST'))?.body
  expect(sent).toEqual({ verdict: 'flawed', reason: 'thin', remark: '再问问', version: 1 })
})

test('whoever has the record reads what was found, answers and marks it as mended', async () => {
  const flaw = {
    ...item(5, ''),
    verdict: 'flawed',
    reason: 'missing',
    remark: '补地址',
    week: '2026-06-08',
    entity: 'customer',
    mayAnswer: true,
  }
  const asked = answers({
    ...reasons,
    'GET /spot-flaws': () => ({ items: [flaw] }),
    [`POST /spot-flaws/${id(5)}`]: () => flaw,
  })
  const { body } = await page(<FlawsPart entity="customer" id={id(15)} />)
  await until(() => body.textContent?.includes('补地址') ?? false)
  await until(() => body.textContent?.includes('Incomplete') ?? false)
  await type(body.querySelector('textarea'), '已补')
  await press(button(body, 'Mark as mended'))
  await settle(60)
  expect(asked.find(one => one.route.startsWith('POST'))?.body).toEqual({ answer: '已补', mended: true, version: 1 })
})

test('the reasons are written in both languages, added to and put out of use', async () => {
  const asked = answers({ ...reasons, 'PUT /flaw-reasons': () => ({ items: ownReasons }) })
  const { body } = await page(<FlawReasonsPage />)
  await until(() => body.querySelectorAll('.reasonrow').length === 2)
  await press(button(body, 'Add a reason'))
  const rows = [...body.querySelectorAll('.reasonrow')]
  const [zh, en] = [...(rows[2]?.querySelectorAll('input') ?? [])]
  await type(zh, '报价过期')
  await type(en, 'Old price')
  await press(button(body, 'Save'))
  await settle(60)
  expect(asked.find(one => one.route.startsWith('PUT'))?.body).toEqual({
    items: [...ownReasons, { label: { zh: '报价过期', en: 'Old price' } }],
  })
})

test.each([
  [null, 'has not been run yet'],
  [1, '1 of 2 judged'],
  [2, ''],
])('it is offered until this week’s is gone through: judged %s', async (ok, said) => {
  answers({ 'GET /spot-checks': () => ({ ...all, mine: ok === null ? null : { ...check, ok } }) })
  const { body } = await page(<SpotOffer />)
  await settle(60)
  if (said) expect(body.textContent).toContain(said)
  else expect(body.textContent).toBe('')
})
