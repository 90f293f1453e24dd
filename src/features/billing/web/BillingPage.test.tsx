import { beforeEach, expect, test, vi } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type as typeIn } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { BillingProfile } from '../billing.schema.ts'
import { BillingListPage } from './BillingListPage.tsx'
import { BillingPage } from './BillingPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = '2026-06-08T02:00:00.000Z'
const profile: BillingProfile = {
  id: id(3),
  version: 4,
  customerId: id(4),
  customerName: 'Globex Foods',
  kind: 'company',
  name: 'Globex Foods Head Office Ltd',
  taxNumber: '91320505MA1MYKXY42',
  address: '1 Main Street',
  phone: '0512 1234',
  bank: 'ICBC',
  account: '6222',
  email: null,
  taxKind: 'special',
  isDefault: true,
  note: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
  poolId: null,
  createdAt: at,
  updatedAt: at,
  custom: {},
}
const everything = ['read', 'create', 'edit', 'delete', 'export'].map(one => [`billingProfile.${one}`, 'all'] as const)
const sessionOf = (grants: Session['grants']): Session => ({
  userId: id(1),
  name: 'Fay',
  lang: 'en',
  roles: ['finance'],
  grants,
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
})
const all: Session['grants'] = { ...Object.fromEntries(everything), 'invoice.read': 'all' }

let asked: Asked[]
beforeEach(() => {
  asked = answers({
    'GET /billing-profiles/': () => profile,
    'GET /billing-profiles': () => ({ items: [profile], nextCursor: null }),
    'GET /billing-profiles/summary': () => ({ count: 1, sums: {}, groups: [] }),
    'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }),
    [`PATCH /billing-profiles/${id(3)}`]: () => ({ ...profile, version: 5 }),
    [`DELETE /billing-profiles/${id(3)}`]: () => ({}),
  })
})

const see = (page: React.ReactNode, grants = all) =>
  draw(<SessionProvider value={sessionOf(grants)}>{page}</SessionProvider>, { at: '/billing-profiles' })

test('it says whose it is, which kind it means, that it is the default, and all that stands on the paper', async () => {
  const { body } = await see(<BillingPage />)
  expect(body.textContent).toContain('Globex Foods Head Office Ltd')
  expect(body.querySelector(`a[href="/customers/${id(4)}"]`)?.textContent).toContain('Globex Foods')
  for (const said of ['Special', 'Default', '91320505MA1MYKXY42', '1 Main Street', 'ICBC', '6222'])
    expect(body.textContent, said).toContain(said)
})

test('all of it is copied at once, each line with its name', async () => {
  const writeText = vi.fn(async (_text: string) => undefined)
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  const { body } = await see(<BillingPage />)
  await press(button(body, 'Copy all'))
  const lines = writeText.mock.calls[0]?.[0].split('\n') ?? []
  expect(lines[0]).toMatch(/: Globex Foods Head Office Ltd$/)
  expect(lines).toHaveLength(6)
})

test('who may edits it in place, with the version that was seen; who may not has no button', async () => {
  const { body } = await see(<BillingPage />)
  await press(button(body, 'Edit billing details'))
  const name = [...document.querySelectorAll('input')].find(one => one.value === profile.name)
  await typeIn(name, 'Globex Foods Ltd')
  await submit(document.querySelector('form'))
  await settle()
  const sent = asked.find(one => one.route === `PATCH /billing-profiles/${id(3)}`)?.body
  expect(sent).toMatchObject({ name: 'Globex Foods Ltd', version: 4 })
  document.body.innerHTML = ''
  const other = await see(<BillingPage />, { 'billingProfile.read': 'all' })
  expect(other.body.textContent).not.toContain('Edit billing details')
})

test('the list leads to each, to the invoices and to a new one, as far as one may', async () => {
  const { body } = await see(<BillingListPage />)
  expect(body.querySelector(`a[href="/billing-profiles/${id(3)}"]`)).not.toBeNull()
  expect(body.querySelector('a[href="/invoices"]')).not.toBeNull()
  await press(button(body, 'New billing details'))
  expect(document.querySelector('form')).not.toBeNull()
  document.body.innerHTML = ''
  const other = await see(<BillingListPage />, { 'billingProfile.read': 'all' })
  expect(other.body.textContent).not.toContain('New billing details')
  expect(other.body.querySelector('a[href="/invoices"]')).toBeNull()
})
