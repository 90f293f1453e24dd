import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { accuracyText } from '../accuracy.text.ts'
import { forecastText } from '../forecast.text.ts'
import { AccuracyPage } from './AccuracyPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const org = { id: id(9), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const session = { userId: id(6), name: 'Max', lang: 'en' as const, roles: ['salesManager' as const], grants: {}, org }
const reply = {
  ...{ from: '2026-01-01', to: '2026-02-28', ahead: 0 },
  cells: [
    {
      month: '2026-01-01',
      onDay: '2026-01-01',
      userId: id(1),
      deptId: null,
      commit: '80',
      best: '100',
      weighted: '150',
      actual: '100',
    },
    {
      month: '2026-02-01',
      onDay: null,
      userId: id(1),
      deptId: null,
      commit: '0',
      best: '0',
      weighted: '0',
      actual: '7',
    },
  ],
  people: [{ id: id(1), name: 'Ann', deptId: null }],
  departments: [],
}

test('what was said stands beside what was won; a month of which nothing was kept says so; the cut stands in the address', async () => {
  const asked = answers({ 'GET /forecast/accuracy': () => reply })
  const { body, href } = await draw(
    <SessionProvider value={session}>
      <AccuracyPage />
    </SessionProvider>,
    { texts: { ...forecastText, ...accuracyText }, at: '/forecast/accuracy?from=2026-01&to=2026-02&ahead=1' },
  )
  await until(() => body.querySelector('tbody') !== null)
  expect(asked[0]?.query.get('ahead')).toBe('1')
  const rows = [...body.querySelectorAll('tbody tr')].map(row =>
    [...row.querySelectorAll('td')].map(cell => cell.textContent),
  )
  expect(rows[0]?.slice(3)).toEqual(['80 %', expect.anything(), '100 %', expect.anything(), '50 %'])
  expect(rows[1]?.slice(2)).toEqual(['–', '–', '–', '–', '–', '–'])
  await press(button(body, 'People'))
  await until(() => href().includes('by=person'))
  expect(body.querySelector('tbody td')?.textContent).toBe('Ann')
})
