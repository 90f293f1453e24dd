import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { pacePageText } from '../pacePage.text.ts'
import { PacePage } from './PacePage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const org = { id: id(9), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const session = { userId: id(6), name: 'Max', lang: 'en' as const, roles: ['salesManager' as const], grants: {}, org }
const label = (en: string) => ({ en, zh: en })
const row = {
  ...{ key: null, name: null, stageId: id(2), left: 4, median: 3.5, average: 5, p90: 9, onward: 3 },
  ...{ sitting: 2, sittingMedian: 4, sittingMost: 40 },
}
const times = {
  pipelineId: id(1),
  pipelines: [{ id: id(1), label: label('Usual') }],
  stages: [{ id: id(2), label: label('Talk'), rottingDays: 14 }],
  rows: [row],
}
const total = { key: null, name: null, count: 2, median: 30, average: 31, p90: 40 }

test('each stage says how long and who still sits; the cycle by source; the cuts stand in the address', async () => {
  const asked = answers({
    'GET /stage-times': () => times,
    'GET /sales-cycle': ({ query }) => ({
      total,
      rows: [{ ...total, key: 'x', name: query.get('by') === 'source' ? '展会' : 'Ann' }],
    }),
  })
  const { body, href } = await draw(
    <SessionProvider value={session}>
      <PacePage />
    </SessionProvider>,
    { texts: pacePageText, at: '/stage-times?from=2026-01-01&to=2026-03-31' },
  )
  await until(() => body.querySelectorAll('table').length === 2)
  const cells = [...(body.querySelectorAll('table')[0]?.querySelectorAll('tbody td') ?? [])]
  expect(cells.map(one => one.textContent)).toEqual(['Talk', '4', '75 %', '3.5', '5', '9', '2', '4', '40'])
  // longer than the stage allows
  expect(cells.at(-1)?.className).toContain('late')
  expect(asked[0]?.query.get('from')).toBe('2026-01-01')
  await press(button(body, 'Sources'))
  await until(() => href().includes('cut=source') && (body.textContent ?? '').includes('展会'))
})
