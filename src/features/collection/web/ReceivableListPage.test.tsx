import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, type as typeIn, windowOf } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Receivable } from '../receivable.schema.ts'
import { ReceivableListPage } from './ReceivableListPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Fay',
  lang: 'en',
  roles: ['finance'],
  grants: { 'receivable.read': 'all', 'receipt.read': 'all', 'followup.create': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const row: Receivable = {
  id: id(3),
  version: 1,
  customerName: 'Acme Foods',
  total: '900',
  overdue: '700',
  notDue: '200',
  dueSoon: '0',
  days30: '0',
  days60: '700',
  days90: '0',
  older: '0',
  surplus: '0',
  oldestDue: '2026-06-01',
  lateDays: 45,
  contactName: 'Li',
  contactPhone: '13800138000',
  lastFollowupAt: null,
  lastFollowup: null,
  promisedBy: null,
  promised: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
}
let asked: Asked[]
beforeEach(() => {
  asked = answers({
    'GET /receivables': () => ({ items: [row], nextCursor: null }),
    'GET /receivables/summary': () => ({ count: 1, sums: { total: '900', overdue: '700' }, groups: [] }),
    'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }),
    'POST /followups': () => ({ id: id(9) }),
  })
})
afterEach(() => localStorage.clear())

const see = () =>
  draw(
    <SessionProvider value={session}>
      <ReceivableListPage />
    </SessionProvider>,
    { at: '/receivables' },
  )

test('the tabs lead to what this person may see; the foot comes from the server', async () => {
  const { body } = await see()
  const tabs = [...body.querySelectorAll('.collecttabs a')]
  expect(tabs.map(one => one.textContent)).toEqual(['Receipts', 'Receivables'])
  expect(body.textContent).toContain('¥900.00')
})

test('the view of what is to be collected asks for what is overdue, oldest first, with whom to call', async () => {
  const { body, href } = await see()
  await press(button(body, 'To be collected'))
  await settle()
  const query = new URLSearchParams(href().split('?')[1])
  expect(JSON.parse(query.get('filter') ?? '')).toEqual({ all: [{ field: 'overdue', op: 'gt', value: '0' }] })
  expect(asked.findLast(one => one.route === 'GET /receivables')?.query.get('sort')).toBe('-lateDays')
  expect(body.textContent).toContain('13800138000')
})

test('on a phone a call is logged in one go, with the promise that was made', async () => {
  windowOf(390)
  const { body } = await see()
  await press(button(body, 'To be collected'))
  await settle()
  const log = body.querySelector<HTMLElement>('[aria-label="Log a follow-up Acme Foods"]')
  if (!log) throw new Error('no way to log')
  await press(log)
  const said = document.querySelector('textarea')
  const day = document.querySelector<HTMLInputElement>('input[type=date]')
  if (!said || !day) throw new Error('no form')
  await typeIn(said, 'They pay on Friday')
  await typeIn(day, '2026-07-31')
  await press(button(document.body, 'Save'))
  await settle()
  expect(asked.find(one => one.route === 'POST /followups')?.body).toEqual({
    subjectEntity: 'customer',
    subjectId: id(3),
    kind: 'call',
    content: 'They pay on Friday',
    promises: [{ what: 'Pays what is due', kind: 'payment', byWhen: '2026-07-31' }],
  })
})
