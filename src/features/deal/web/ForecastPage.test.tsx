import { expect, test } from 'vitest'
import { addMonths, startOfMonth } from '#kernel/clock.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { forecastText } from '../forecast.text.ts'
import { ForecastPage } from './ForecastPage.tsx'
import { TargetsPage } from './TargetsPage.tsx'

const session = {
  userId: 'u',
  name: 'Gu',
  lang: 'en',
  roles: ['owner'],
  grants: { 'deal.targets': 'all' },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const month = startOfMonth(new Date().toISOString().slice(0, 10))
const none = { won: '0', commit: '0', best: '0', pipeline: '0', omitted: '0', weighted: '0', unpriced: 0 }
const people = [
  { id: 'ann', name: 'Ann', deptId: 'east' },
  { id: 'bo', name: 'Bo', deptId: 'east' },
]
const departments = [{ id: 'east', name: 'East', parentId: null }]
const reply = {
  from: month,
  to: addMonths(month, 2),
  cells: [
    { ...none, month, ownerId: 'ann', deptId: 'east', won: '500', commit: '200', unpriced: 2 },
    { ...none, month, ownerId: 'bo', deptId: 'east', pipeline: '40', weighted: '4' },
  ],
  targets: [{ month, userId: 'ann', deptId: null, amount: '1000' }],
  people,
  departments,
  late: { count: 3, amount: '9' },
  undated: { count: 0, amount: '0' },
}
const rowsOf = (body: ParentNode): string[] =>
  [...body.querySelectorAll('tbody tr')].map(row => [...row.children].map(one => one.textContent?.trim()).join(' | '))

test.each([390, 1440])(
  'at %i px won stands beside its target, and each figure opens the deals it counts',
  async width => {
    windowOf(width)
    answers({ 'GET /forecast': () => reply })
    const page = (
      <SessionProvider value={session}>
        <ForecastPage />
      </SessionProvider>
    )
    const { body } = await draw(page, { texts: forecastText })
    expect(rowsOf(body)[0]).toBe('Ann | ¥1K | ¥500 | 50% | ¥200 | – | – | – | – | ¥300')
    expect(rowsOf(body)[1]).toContain('Bo | – | – | –')
    const href = body.querySelector('tbody tr td:nth-child(5) a')?.getAttribute('href') ?? ''
    const { all } = JSON.parse(new URLSearchParams(href.split('?')[1]).get('filter') ?? '{}')
    expect(all).toContainEqual({ field: 'forecastAs', op: 'in', value: ['commit'] })
    expect(all).toContainEqual({ field: 'sellerId', op: 'in', value: ['ann'] })
    expect(body.textContent).toContain('3 open deals should have closed')
    expect(body.textContent).toContain('2 deals without a currency rate')
  },
)

test.each([390, 1440])('at %i px a year is spread over its months, and only what changed is sent', async width => {
  windowOf(width)
  const year = Number(month.slice(0, 4))
  const kept = {
    year,
    items: [{ month: `${year}-01-01`, userId: 'ann', deptId: null, amount: '100' }],
    people,
    departments,
  }
  const asked = answers({ 'GET /sales-targets': () => kept, 'PUT /sales-targets': () => kept })
  const page = (
    <SessionProvider value={session}>
      <TargetsPage />
    </SessionProvider>
  )
  const { body } = await draw(page, { texts: forecastText })
  const cell = (label: string) => body.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
  // the department has none of its own: what its people are to win stands there
  expect(cell('East, Year')?.placeholder).toBe('100')
  await type(cell('Ann, Year'), '1200')
  await type(cell('Bo, Year'), '24')
  await type(cell(`Bo, Mar ${year}`), '7')
  await press(button(body, 'Save'))
  await settle()
  const put = asked.find(one => one.route === 'PUT /sales-targets')
  const items = Object(put?.body).items
  expect(items).toHaveLength(11 + 12)
  expect(items).toContainEqual({ month: `${year}-03-01`, userId: 'bo', amount: '7' })
  expect(items).not.toContainEqual({ month: `${year}-01-01`, userId: 'ann', amount: '100' })
})
