import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handoffText } from '#features/handoff/handoff.text.ts'
import type { HomeLine } from '#meta/home.ts'
import { button, draw, press, settle, submit, type } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Home } from '../home.schema.ts'
import { homeText } from '../home.text.ts'
import type { Logging } from '../logging.schema.ts'
import { loggingText } from '../logging.text.ts'
import { HomePage } from './HomePage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'followup.create': 'all', 'lead.create': 'own' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const blank = { text: null, say: null, note: null, phone: null, move: null, at: '2026-06-08T02:00:00.000Z' }
const late: HomeLine = {
  ...blank,
  key: 'deal:1',
  entity: 'deal',
  recordId: id(3),
  who: '筠石新材',
  text: '回访试机结果',
  phone: '13800000000',
  step: 'deal',
  actions: ['log', 'reschedule'],
}
const promised: HomeLine = {
  ...blank,
  key: `reminder:${id(9)}`,
  entity: 'deal',
  recordId: id(3),
  who: '霁川',
  text: '周五报价',
  step: 'deal',
  actions: ['done', 'reschedule'],
}
const week = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-13', '2026-06-14'].map(
  day => ({ day, count: 1, promised: 0 }),
)
const home: Home = { day: '2026-06-11', groups: [{ key: 'late', lines: [late, promised] }], week }

const phrase = {
  kind: 'call',
  content: 'Called, no answer.',
  nextStep: 'Call again',
  nextDays: 1,
  oneTap: true,
} as const
const logging: Logging = {
  kinds: [
    { kind: 'call', shown: true, required: ['nextStep'] },
    { kind: 'visit', shown: true, required: [] },
  ],
  phrases: [
    { ...phrase, id: id(21), name: 'No answer', nextAt: '2026-06-12T02:00:00.000Z' },
    { ...phrase, id: id(22), name: 'Busy', nextStep: null, nextDays: null, nextAt: null },
  ],
  own: [],
}

const pages: Readonly<Record<string, () => unknown>> = {
  '/api/home': () => answer,
  '/api/followup-logging': () => logging,
  '/api/entities': () => ({ items: [] }),
}

let asked: { method: string; url: string; body: unknown }[] = []
let answer: Home = home
let refuse: { reasons: { key: string }[] } | undefined

beforeEach(() => {
  asked = []
  answer = home
  refuse = undefined
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ method: init.method ?? 'GET', url, body: init.body ? JSON.parse(String(init.body)) : undefined })
    const refused = init.method === 'POST' && refuse
    const body = refused || (pages[url]?.() ?? {})
    return new Response(JSON.stringify(body), {
      status: refused ? 422 : 200,
      headers: { 'content-type': 'application/json' },
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

const lookup = {
  nameOf: async () => undefined,
  hrefOf: (entity: string, one: string) => `/${entity}s/${one}`,
}
type Find = (entity: string, q: string) => Promise<{ id: string; name: string; note?: string }[]>
const open = async (find: Find = async () => []) => {
  const drawn = await draw(
    <SessionProvider value={session}>
      <LookupProvider value={{ ...lookup, find }}>
        <HomePage />
      </LookupProvider>
    </SessionProvider>,
    { texts: { ...homeText, ...handoffText, ...loggingText } },
  )
  await settle(60)
  return drawn
}
const sent = () => asked.filter(one => one.method !== 'GET')

test('every line says who, what and how late, links there, and can be called', async () => {
  const { body } = await open()
  expect(body.textContent).toContain('2 things to do now')
  const first = body.querySelector('.todo li')
  expect(first?.textContent).toContain('回访试机结果')
  expect(first?.querySelector('a.b')?.getAttribute('href')).toBe(`/deals/${id(3)}`)
  expect(first?.querySelector('a[href="tel:13800000000"]')).not.toBe(null)
  expect(first?.querySelector('time')?.className).toBe('late')
})

test('a follow-up is logged where the line stands', async () => {
  const { body } = await open()
  await press(button(body.querySelector('.todo') ?? body, 'Log'))
  await type(body.querySelector('.composer textarea'), 'spoke')
  await submit(body.querySelector('.composer'))
  expect(sent()).toMatchObject([
    {
      method: 'POST',
      url: '/api/followups',
      body: { subjectEntity: 'deal', subjectId: id(3), kind: 'call', content: 'spoke' },
    },
  ])
})

test('what is usual is logged in one tap, with its next step; what its kind finds incomplete is not offered', async () => {
  const { body } = await open()
  const taps = body.querySelector('.todo li .taps')
  expect([...(taps?.querySelectorAll('button') ?? [])].map(one => one.textContent)).toEqual(['No answer'])
  expect(body.querySelectorAll('.todo .taps')).toHaveLength(1)
  await press(button(body, 'No answer'))
  const said = {
    kind: 'call',
    content: 'Called, no answer.',
    nextStep: 'Call again',
    nextStepAt: '2026-06-12T02:00:00.000Z',
  }
  expect(sent()).toEqual([
    { method: 'POST', url: '/api/followups', body: { subjectEntity: 'deal', subjectId: id(3), ...said } },
  ])
  expect(body.textContent).toContain('筠石新材 · No answer · next')
})

test('a promise is done with one press', async () => {
  const { body } = await open()
  await press(button(body, 'Done'))
  expect(sent()).toMatchObject([{ url: `/api/reminders/${id(9)}/moves/done` }])
})

test('a lead that nobody owns is given to someone first, and called second', async () => {
  const waiting: HomeLine = { ...late, key: 'lead:1', entity: 'lead', step: 'lead', actions: ['assign'] }
  answer = { ...home, groups: [{ key: 'waiting', lines: [waiting] }] }
  const { body } = await open()
  const deeds = [...body.querySelectorAll('.todo .act > *')]
  expect(deeds.map(one => one.textContent)).toEqual(['Assign', 'Call'])
  expect(deeds.map(one => one.classList.contains('pri'))).toEqual([true, false])
  expect(body.querySelector('.todo time')?.textContent).toMatch(/^waits \d+ d$/)
})

test('a move of another feature is made in place, and says why when it is refused', async () => {
  const packet: HomeLine = {
    ...blank,
    key: 'handoff:1:handoff',
    entity: 'handoff',
    recordId: id(6),
    who: '朔桐',
    step: 'handoff',
    move: { say: 'move.handoff.accept', path: `/handoffs/${id(6)}/moves/accept` },
    actions: ['open'],
  }
  answer = { ...home, groups: [{ key: 'packet', lines: [packet] }] }
  const { body } = await open()
  await press(button(body, 'Accept'))
  expect(sent()).toMatchObject([{ method: 'POST', url: `/api/handoffs/${id(6)}/moves/accept` }])
  expect(body.textContent).toContain('朔桐 · Accept')
  refuse = { reasons: [{ key: 'handoff.orderGone' }] }
  await press(button(body, 'Accept'))
  expect(body.textContent).toContain(handoffText['handoff.orderGone'].en)
})

test('who has only approvals to do finds them in the middle, and nobody says that nothing waits', async () => {
  const review: HomeLine = {
    ...blank,
    key: 'review:1',
    entity: 'order',
    recordId: id(5),
    who: '海丰',
    step: 'order',
    actions: [],
  }
  answer = { ...home, groups: [{ key: 'review', lines: [review] }] }
  const { body } = await open()
  expect(body.textContent).not.toContain('Nothing waits for you')
  expect(body.querySelectorAll('.todo')).toHaveLength(1)
  expect(body.querySelector('.todo h1')?.textContent).toBe('One thing to do now')
  expect(body.querySelector('.todo li')?.textContent).toContain('海丰')
  answer = {
    ...home,
    groups: [
      { key: 'late', lines: [late] },
      { key: 'review', lines: [review] },
    ],
  }
  const { body: both } = await open()
  expect(both.querySelector('.todo.narrow')?.textContent).toContain('海丰')
})

test('by customer all that one wants stands together, the most pressing first', async () => {
  const other: HomeLine = { ...late, key: 'deal:2', who: '霁川', text: '寄样' }
  answer = {
    ...home,
    groups: [
      { key: 'late', lines: [late, other] },
      { key: 'stalled', lines: [{ ...late, key: 'deal:3', text: null }] },
    ],
  }
  const { body } = await open()
  const heads = () => [...body.querySelectorAll('.todo h2')].map(one => one.textContent)
  expect(heads()).toEqual(['Late 2', 'What stalls 1'])
  await press(button(body, 'By customer'))
  expect(heads()).toEqual(['筠石新材 2', '霁川 1'])
  expect([...body.querySelectorAll('.todo time')].map(one => one.className)).toEqual(['late', 'warn', 'late'])
})

test('who answers is named on the button, and what is past its day is late wherever it stands', async () => {
  answer = { ...home, groups: [{ key: 'money', lines: [{ ...late, callee: '严工', late: true }] }] }
  const { body } = await open()
  const call = body.querySelector('a[href^="tel:"]')
  // who hears the page hears what stands there, and the number
  expect([call?.textContent, call?.getAttribute('aria-label')]).toEqual(['Call 严工', 'Call 严工 13800000000'])
  expect(body.querySelector('.todo time')?.textContent).toMatch(/late$/)
})

test('a quote is spoken of as its deal', async () => {
  const quote: HomeLine = {
    ...late,
    key: 'quote:1',
    entity: 'quote',
    recordId: id(7),
    about: { entity: 'deal', id: id(3) },
    actions: ['log', 'open'],
  }
  answer = { ...home, groups: [{ key: 'papers', lines: [quote] }] }
  const { body } = await open()
  await press(button(body.querySelector('.todo') ?? body, 'Log'))
  await type(body.querySelector('.composer textarea'), 'asked')
  await submit(body.querySelector('.composer'))
  expect(sent()).toMatchObject([
    { url: '/api/followups', body: { subjectEntity: 'deal', subjectId: id(3), content: 'asked' } },
  ])
})

test('a new lead is given back in place, with a reason', async () => {
  const fresh: HomeLine = { ...late, key: 'lead:1', entity: 'lead', recordId: id(8), actions: ['log', 'giveBack'] }
  answer = { ...home, groups: [{ key: 'today', lines: [fresh] }] }
  const { body } = await open()
  await press(button(body, 'Give back'))
  await type(body.querySelector('.ant-drawer textarea:not([aria-hidden])'), 'not our region')
  await submit(body.querySelector('.ant-drawer form'))
  expect(sent()).toMatchObject([{ url: `/api/leads/${id(8)}/moves/return`, body: { reason: 'not our region' } }])
})

test('a name and how one spoke find the customer and open the composer as that kind', async () => {
  const found = [{ id: id(3), name: '霁川调味品', note: '138' }]
  const { body } = await open(async (entity, q) => (entity === 'deal' && q === '霁川' ? found : []))
  await type(body.querySelector('.quick input'), '霁川 拜访')
  await settle(300)
  await submit(body.querySelector('.quick'))
  expect(body.querySelector('.composer [aria-pressed="true"]')?.textContent).toBe('Visit')
})

test('who has nothing to do is told so, and how to begin', async () => {
  answer = { ...home, groups: [] }
  const { body } = await open()
  expect(body.textContent).toContain('Nothing waits for you')
  expect(button(body, 'New lead').getAttribute('href')).toBe('/leads?new')
})
