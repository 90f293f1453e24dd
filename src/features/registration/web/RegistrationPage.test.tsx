import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Claimant, Registration } from '../registration.schema.ts'
import { registrationText } from '../registration.text.ts'
import { registrationPageText } from '../registrationPage.text.ts'
import { RegistrationForm } from './RegistrationForm.tsx'
import { RegistrationPage } from './RegistrationPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = '2026-06-08T02:00:00.000Z'
const registration: Registration = {
  id: id(1),
  version: 2,
  number: 'BB2',
  state: 'requested',
  customerId: id(2),
  customerName: '浙江霁川调味品有限公司',
  companyName: '浙江霁川调味品有限公司',
  productLine: '整机',
  fromOn: '2026-06-08',
  untilOn: '2026-09-05',
  evidence: '集团采购部在广州',
  contested: true,
  rivalId: id(3),
  renewedAt: null,
  decidedAt: null,
  decidedByName: null,
  decision: null,
  endedAt: null,
  endsSoon: false,
  ownerId: id(4),
  ownerName: '宋知远',
  deptId: null,
  createdAt: at,
  updatedAt: at,
  custom: {},
}
const holder: Claimant = {
  id: null,
  number: null,
  state: 'protected',
  ownerName: '沈若溪',
  deptName: '华东组',
  companyName: '浙江霁川调味品有限公司',
  productLine: '整机',
  registeredAt: at,
  fromOn: '2026-06-01',
  untilOn: '2026-09-28',
  contested: false,
  evidence: null,
  followups: 4,
  lastFollowupAt: at,
  decision: null,
  alike: false,
}

let sent: { url: string; body: unknown }[] = []
const answers = (url: string, method: string): [number, unknown] => {
  if (method === 'POST' && url.endsWith('/registrations'))
    return [
      409,
      { reasons: [{ key: 'registration.taken', path: 'companyName', values: { by: '沈若溪', until: '2026-09-28' } }] },
    ]
  if (url.includes('conflict')) return [200, { verdict: 'taken', door: 'warn', claimants: [holder] }]
  if (url.endsWith('/moves'))
    return [200, ['award', 'uphold', 'release'].map(move => ({ move, ok: true, reasons: [] }))]
  if (url.endsWith('/registration-settings'))
    return [200, { lines: [], days: 90, door: 'warn', approval: false, remindDays: 7 }]
  if (url.includes('/entities')) return [200, { items: [] }]
  return [200, registration]
}
beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') sent.push({ url, body: JSON.parse(String(init.body)) })
    const [status, body] = answers(url, init.method ?? 'GET')
    return new Response(JSON.stringify(body), { status })
  })
})
afterEach(() => vi.unstubAllGlobals())

const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
const session = { userId: id(8), name: '方', lang: 'zh' as const, roles: ['salesManager' as const], grants: {}, org }
const texts = { ...registrationText, ...registrationPageText }
const open = async (node: React.ReactNode) =>
  (await draw(<SessionProvider value={session}>{node}</SessionProvider>, { lang: 'zh', texts })).body

test('a contested one shows both sides, hides what may not be seen, and is decided', async () => {
  const body = await open(<RegistrationPage />)
  await until(() => (body.textContent ?? '').includes('沈若溪'))
  expect(body.textContent).toContain('跟进 4 次')
  expect(body.textContent).toContain(registrationPageText['registration.masked'].zh)
  await until(() => (body.textContent ?? '').includes(registrationText['move.registration.award'].zh))
})

test('what somebody has is shown before it can be contested', async () => {
  const body = await open(<RegistrationForm onDone={vi.fn()} onCancel={vi.fn()} />)
  await until(() => body.querySelector('textarea') !== null)
  expect(body.textContent).not.toContain(registrationPageText['registration.contest'].zh)
  await type(body.querySelector('textarea'), '名片')
  await press(button(body, '保存'))
  await until(() => (body.textContent ?? '').includes(registrationPageText['registration.verdict.taken'].zh))
  expect(body.textContent).toContain(registrationPageText['registration.contest'].zh)
  expect(sent.map(one => one.url.replace(/.*\/api/, ''))).toContain('/registrations')
})
