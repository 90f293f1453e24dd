import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, windowOf } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Agenda, AgendaFeed, AgendaItem } from '../agenda.schema.ts'
import { AgendaPage } from './AgendaPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Max',
  lang: 'en',
  roles: ['salesManager'],
  grants: { 'followup.read': 'all', 'deal.read': 'branch' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const item = (n: number, more: Partial<AgendaItem> = {}): AgendaItem => ({
  key: `nextStep:${id(n)}`,
  kind: 'nextStep',
  entity: 'deal',
  recordId: id(n),
  who: `Customer ${n}`,
  text: 'call',
  at: '2026-11-26T02:00:00.000Z',
  day: '2026-11-26',
  ownerId: id(1),
  ownerName: 'Ann',
  ...more,
})
const agenda: Agenda = {
  today: '2026-11-26',
  items: [
    item(3, { kind: 'close', at: null }),
    item(4),
    item(5),
    item(6),
    item(7, { day: '2026-11-27', at: '2026-11-27T03:30:00.000Z' }),
  ],
  off: ['2026-11-28', '2026-11-29'],
  isCut: false,
}

let asked: Asked[]
beforeEach(() => {
  asked = answers({ 'GET /agenda': () => agenda })
})

const lookup = {
  find: async () => [],
  nameOf: async () => undefined,
  hrefOf: (entity: string, of: string) => `/${entity}s/${of}`,
}
const see = (at: string, who: Session = session) =>
  draw(
    <LookupProvider value={lookup}>
      <SessionProvider value={who}>
        <AgendaPage />
      </SessionProvider>
    </LookupProvider>,
    { at },
  )
const query = () => Object.fromEntries(asked.at(-1)?.query ?? [])

test('a month shows whole weeks, the first of each day, and leads to the day and to the records', async () => {
  const { body, href } = await see('/agenda?view=month&day=2026-11-26')
  expect(query()).toEqual({ from: '2026-10-26', to: '2026-12-06', whose: 'mine' })
  expect(body.querySelectorAll('.grid tbody tr')).toHaveLength(6)
  const day = body.querySelector('td.on')
  expect([...(day?.querySelectorAll('.item') ?? [])].map(one => one.textContent)).toEqual([
    'Customer 3 · call',
    '10:00Customer 4 · call',
  ])
  expect(day?.querySelector('a.item')?.getAttribute('href')).toBe(`/deals/${id(3)}`)
  expect([...body.querySelectorAll('td.off')].map(one => one.textContent)).toEqual(['28off', '29off'])
  await press(day?.querySelector('.rest'))
  expect(href()).toBe('/agenda?view=list&day=2026-11-26')
  expect(body.querySelectorAll('.day > ul .item')).toHaveLength(5)
})

test('turning, today, and whose: all by the address', async () => {
  const { body, href } = await see('/agenda?view=week&day=2026-11-26')
  expect(query()).toMatchObject({ from: '2026-11-23', to: '2026-11-29' })
  expect(body.querySelectorAll('td.on .item')).toHaveLength(4)
  await press(body.querySelector('[aria-label="On"]'))
  expect(href()).toBe('/agenda?view=week&day=2026-12-03')
  await press(button(body, 'All'))
  expect(query()).toMatchObject({ from: '2026-11-30', whose: 'all' })
  expect(body.querySelector('td .item')).toBe(null)
})

test('a private address is made, shown once to be copied, and taken back', async () => {
  let feed: AgendaFeed = { since: null, lastOpenedAt: null, opened: 0 }
  asked = answers({
    'GET /agenda': () => agenda,
    'GET /agenda/feed': () => feed,
    'POST /agenda/feed': () => {
      feed = { since: '2026-11-26T02:00:00.000Z', lastOpenedAt: null, opened: 0 }
      return { path: '/p/secret/calendar.ics' }
    },
    'DELETE /agenda/feed': () => ({ since: null, lastOpenedAt: null, opened: 0 }),
  })
  const { body } = await see('/agenda?day=2026-11-26')
  await press(button(body, 'Subscribe'))
  expect(body.textContent).toContain('No address opens at present.')
  await press(button(body, 'Make an address'))
  expect(body.querySelector('.feedaddress')?.textContent).toBe(`${location.origin}/p/secret/calendar.ics`)
  expect(button(body, 'Open in a calendar').getAttribute('href')).toMatch(/^webcal:.*\/p\/secret\/calendar\.ics$/)
  await press(button(body, 'Take it back'))
  expect(body.querySelector('.feedaddress')).toBe(null)
  expect(body.textContent).toContain('No address opens at present.')
})

test('who sees no more than their own is not asked whose; a phone begins with the list', async () => {
  windowOf(390)
  const own: Session = { ...session, roles: ['sales'], grants: { 'deal.read': 'own', 'lead.read': 'own' } }
  const { body } = await see('/agenda?day=2026-11-26', own)
  expect([...body.querySelectorAll('fieldset')].map(one => one.getAttribute('aria-label'))).toEqual(['View'])
  expect([...body.querySelectorAll('.day h3')].map(one => one.textContent?.trim())).toEqual([
    'Thursday 26 November',
    'Friday 27 November',
  ])
})
