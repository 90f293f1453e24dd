import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { BillingProfile } from '../billing.schema.ts'
import { BillingPart } from './BillingPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Fay',
  lang: 'en',
  roles: ['finance'],
  grants: { 'billingProfile.read': 'all', 'billingProfile.create': 'all', 'billingProfile.delete': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const kept: BillingProfile = {
  id: id(4),
  version: 1,
  customerId: id(3),
  customerName: 'Acme Foods',
  kind: 'company',
  name: 'Acme Foods Ltd',
  taxNumber: '91110108551385082Q',
  address: null,
  phone: null,
  bank: 'ICBC',
  account: '62220200',
  email: null,
  taxKind: 'plain',
  isDefault: true,
  note: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
  poolId: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  custom: {},
}
let items: BillingProfile[]
let asked: Asked[]
beforeEach(() => {
  items = []
  asked = answers({
    'GET /billing-profiles': () => ({ items, nextCursor: null }),
    [`GET /customers/${id(3)}`]: () => ({ id: id(3), name: 'Acme Foods', uscc: '91110108551385082Q' }),
    'POST /billing-profiles': () => kept,
    [`DELETE /billing-profiles/${id(4)}`]: () => ({}),
  })
})
afterEach(() => localStorage.clear())

const see = () =>
  draw(
    <SessionProvider value={session}>
      <BillingPart entity="customer" id={id(3)} />
    </SessionProvider>,
    { at: '/customers' },
  )
const sent = (method: string) => asked.find(one => one.route.startsWith(method))

test('the first begins with what the customer’s card says', async () => {
  const { body } = await see()
  await settle()
  await press(button(body, 'Add'))
  await settle()
  await press(button(body, 'Save'))
  await settle()
  expect(sent('POST')?.body).toMatchObject({
    customerId: id(3),
    name: 'Acme Foods',
    taxNumber: '91110108551385082Q',
    kind: 'company',
    taxKind: 'plain',
  })
})

test('what is kept stands there whole, and is deleted by the second click only', async () => {
  items = [kept]
  const { body } = await see()
  await settle()
  for (const part of ['Acme Foods Ltd', 'Default', '91110108551385082Q', 'ICBC', '62220200'])
    expect(body.textContent).toContain(part)
  await press(button(body, 'Acme Foods Ltd'))
  await settle()
  await press(button(body, 'Delete'))
  expect(sent('DELETE')).toBeUndefined()
  await press(button(body, 'Delete'))
  await settle()
  expect(sent('DELETE')).toBeDefined()
})
