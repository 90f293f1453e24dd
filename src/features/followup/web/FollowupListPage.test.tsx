import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, windowOf } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Followup } from '../followup.schema.ts'
import { FollowupListPage } from './FollowupListPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'followup.read': 'all', 'followup.export': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const row: Followup = {
  id: id(3),
  version: 1,
  subjectEntity: 'deal',
  subjectId: id(4),
  subjectName: 'Cartoner line',
  customerId: id(5),
  customerName: 'Acme Foods',
  contactId: null,
  contactName: null,
  leadId: null,
  dealId: id(4),
  kind: 'call',
  at: '2026-06-08T02:00:00.000Z',
  content: 'They want sixty packs a minute.',
  result: null,
  painPoints: null,
  budget: null,
  decisionMaker: null,
  competitors: null,
  nextStep: 'Send the video',
  nextStepAt: null,
  needs: [],
  promises: [],
  files: [],
  checkIn: null,
  ownerId: id(1),
  ownerName: 'Ann',
  deptId: null,
  createdAt: '2026-06-08T02:00:00.000Z',
  updatedAt: '2026-06-08T02:00:00.000Z',
  custom: {},
}
const ofContact: Followup = {
  ...row,
  id: id(6),
  subjectEntity: 'contact',
  subjectId: id(7),
  content: 'With the buyer',
  subjectName: 'Li',
}

let asked: Asked[]
beforeEach(() => {
  asked = answers({
    'GET /followups': () => ({ items: [row, ofContact], nextCursor: null }),
    'GET /followups/summary': () => ({ count: 2, sums: {}, groups: [] }),
    'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }),
  })
})
afterEach(() => localStorage.clear())

// as in the app: contacts have no page of their own
const hrefOf = (entity: string, of: string) => (entity === 'contact' ? undefined : `/${entity}s/${of}`)
const see = () =>
  draw(
    <LookupProvider value={{ find: async () => [], nameOf: async () => undefined, hrefOf }}>
      <SessionProvider value={session}>
        <FollowupListPage />
      </SessionProvider>
    </LookupProvider>,
    { at: '/followups' },
  )

test('a follow-up opens what it is about; one with a contact opens the customer', async () => {
  const { body } = await see()
  const links = [...body.querySelectorAll('td.name a')].map(one => [one.textContent, one.getAttribute('href')])
  expect(links).toEqual([
    ['They want sixty packs a minute.', `/deals/${id(4)}`],
    ['With the buyer', `/customers/${id(5)}`],
  ])
  expect(body.textContent).toContain('Cartoner line Deal')
  expect(body.textContent).toContain('Call')
  expect(body.querySelector('tfoot')?.textContent).toContain('2 in all')
})

test('mine, my department and this week are one press away, and export takes the same filter', async () => {
  const { body } = await see()
  await press(button(body, 'This week'))
  const filter = '{"all":[{"field":"at","op":"within","value":"thisWeek"}]}'
  expect(asked.findLast(one => one.route === 'GET /followups')?.query.get('filter')).toBe(filter)
  expect(button(body, 'Export').getAttribute('href')).toBe(`/api/followups/export?${new URLSearchParams({ filter })}`)
  expect(body.querySelector('.chip.on')?.textContent).toBe('When is in this week')
})

test('on a phone each is a card: what was said, then how, when and by whom', async () => {
  windowOf(390)
  const { body } = await see()
  expect(body.querySelector('.dcard h2')?.textContent).toBe('They want sixty packs a minute.')
  expect(body.querySelector('.dcard dl')?.textContent).toContain('Send the video')
})
