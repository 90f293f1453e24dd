import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Assigning, Candidate, Distribution } from '../assignment.schema.ts'
import { AssignmentPage } from './AssignmentPage.tsx'
import { DistributionPage } from './DistributionPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Max',
  lang: 'en',
  roles: ['salesManager'],
  grants: {
    'assignment.edit': 'all',
    'assignment.report': 'branch',
    'lead.assign': 'branch',
    'user.absence': 'branch',
  },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const condition = JSON.stringify({ field: 'source', op: 'contains', value: 'Expo' })
const rule = { active: true, condition: null, people: [], deptIds: [], places: [], maxOpen: null }
const kept: Assigning = {
  ...{ on: true, keepOwn: true, fallbackPoolId: null, version: 4 },
  rules: [
    { ...rule, id: id(10), name: 'Fairs', condition, method: 'roundRobin', people: [{ userId: id(3), weight: 1 }] },
    { ...rule, id: id(11), name: 'Rest', method: 'leastLoaded', people: [{ userId: id(4), weight: 1 }] },
  ],
}
const said = {
  ...{ id: id(10), name: 'Fairs', active: true, condition: null, method: 'weighted' },
  ...{ people: [], departments: [], places: [], maxOpen: null },
}
const person = (n: number, name: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ userId: id(n), name, active: true, sells: true, deptId: null },
  ...{ awayFrom: null, awayUntil: null, away: false, open: 2, cap: null },
  ...more,
})
const facts = {
  rule: 'Rest',
  method: 'leastLoaded',
  skipped: [{ userId: id(3), name: 'Ann', why: 'away' as const }],
  passed: ['Fairs'],
}
const figures = { given: 3, answered: 2, late: 1, open: 1, median: 30, p90: 120 }
const report: Distribution = {
  ...{ from: '2026-11-01', to: '2026-11-26', total: figures },
  people: [{ userId: id(4), name: 'Bo', ...figures, ways: [{ how: 'rule', ruleId: id(11), rule: 'Rest', count: 3 }] }],
}

let asked: Asked[]
beforeEach(() => {
  asked = answers({
    'GET /entities': () => ({ items: [leadEntity] }),
    'GET /pools': () => ({ items: [], nextCursor: null }),
    'GET /assignment': () => kept,
    'PUT /assignment': () => ({ ...kept, version: 5 }),
    'GET /assignment/people': () => ({
      items: [person(3, 'Ann', { away: true, awayUntil: '2099-01-01' }), person(4, 'Bo')],
    }),
    'GET /assignment/history': () => ({
      items: [
        {
          ...{
            id: id(30),
            at: '2026-11-20T01:00:00Z',
            byName: 'Olga',
            switches: [{ part: 'on', was: false, now: true }],
          },
          rules: [
            {
              was: { ...said, people: [{ name: 'Ann', weight: 1 }] },
              now: {
                ...said,
                condition,
                people: [
                  { name: 'Ann', weight: 3 },
                  { name: 'Bo', weight: 1 },
                ],
              },
            },
            { was: null, now: { ...said, id: id(12), name: 'New', method: 'leastLoaded' } },
          ],
        },
      ],
    }),
    'GET /responding': () => ({ on: false, minutes: 60, ownerAt: 45, managerAt: 60, reassignAt: null, pausedAt: null }),
    'POST /assignment/preview': () => ({
      items: [
        {
          ...{ leadId: id(20), title: 'Li', region: null, productLine: null, source: 'Expo' },
          ...{ userId: id(4), userName: 'Bo', ruleId: id(11), facts },
        },
      ],
    }),
    'GET /assignment/report': () => report,
    'GET /assignment/given': () => ({ items: [], more: false }),
  })
})
afterEach(() => localStorage.clear())

const see = (page: ReactNode) => draw(<SessionProvider value={session}>{page}</SessionProvider>)

test('rules read as sentences; their order is changed here and saved as a whole', async () => {
  const { body } = await see(<AssignmentPage />)
  await until(() => body.textContent?.includes('Source contains Expo') ?? false)
  expect(body.querySelector('.assign-rule')?.textContent).toMatch(
    /Fairs.*When.*Source contains Expo.*then.*in turn.*Ann/,
  )
  await press(body.querySelector('[aria-label="Move Rest up"]'))
  await press(button(body, 'Save'))
  const sent = asked.find(one => one.route.startsWith('PUT'))?.body
  expect(sent).toMatchObject({ version: 4, rules: [{ id: id(11) }, { id: id(10) }] })
})

test('the history says what was changed of which rule, before and after', async () => {
  const { body } = await see(<AssignmentPage />)
  await until(() => body.querySelector('.assign-history') !== null)
  const lines = [...body.querySelectorAll('.assign-history p')].map(one => one.textContent?.replace(/\s+/g, ' '))
  expect(lines[0]).toContain('Olga')
  expect(lines.slice(1)).toEqual([
    'Give new leads by these rules No → Yes',
    'Changed “Fairs”',
    'When every lead → Source contains Expo',
    'People Ann ×1 → Ann ×3, Bo ×1',
    'Added “New”',
    'How to whoever has the fewest',
  ])
})

test('trying says who would get it and why, with the rules as they stand on the page', async () => {
  const { body } = await see(<AssignmentPage />)
  await until(() => body.querySelector('.assign-rule') !== null)
  await press(body.querySelector('[aria-label="Remove Fairs"]'))
  await press([...body.querySelectorAll('.assign-try button')].find(one => one.textContent === 'What would they get?'))
  expect(asked.find(one => one.route.includes('preview'))?.body).toMatchObject({
    which: 'waiting',
    rules: [{ name: 'Rest' }],
  })
  const row = body.querySelector('.assign-table tbody tr')?.textContent
  expect(row).toContain('Bo')
  expect(row).toContain('Nobody by: Fairs · Passed over: Ann (away)')
})

test('a figure of the report opens exactly what it counts', async () => {
  const { body } = await see(<DistributionPage />)
  await until(() => body.querySelector('.assign-table') !== null)
  expect(body.querySelector('tbody tr')?.textContent).toMatch(/Bo3100 %2.*30 min.*2 h/)
  await press(body.querySelector('tbody tr .late'))
  expect(Object.fromEntries(asked.at(-1)?.query ?? [])).toMatchObject({ userId: id(4), only: 'late' })
  await press(body.querySelector('tbody tr .chip'))
  expect(Object.fromEntries(asked.at(-1)?.query ?? [])).toMatchObject({ userId: id(4), how: 'rule', ruleId: id(11) })
})
