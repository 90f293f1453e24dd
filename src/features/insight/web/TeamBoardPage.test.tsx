import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draw, press, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { TeamBoard } from '../team.api.ts'
import { teamPageText } from '../teamPage.text.ts'
import { TeamBoardPage } from './TeamBoardPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const none = { taken: 0, answered: 0, median: null, p90: null, converted: 0, noStep: 0, rotting: 0, lateLeads: 0 }
const row = { ...none, deptName: '华东组', lateDeals: 2, won: '300000', target: '600000', forecast: '12000' }
const board: TeamBoard = {
  from: '2026-06-08',
  to: '2026-06-14',
  at: '2026-06-10T02:00:00.000Z',
  people: [
    { ...row, userId: id(1), name: '沈若溪', days: [{ day: '2026-06-09', count: 4 }], contacts: 4, given: 9 },
    { ...row, userId: id(2), name: '齐思明', days: [], contacts: 0, given: 0 },
    { ...row, userId: id(3), name: '宋知远', days: [], contacts: 0, given: 0 },
  ],
  pools: [{ id: id(5), name: '华东公海', entity: 'lead', returned: 1, recycled: 2, claimed: 3, given: 0, waiting: 6 }],
  departments: [
    { id: id(7), name: '华东组' },
    { id: id(8), name: '华南组' },
  ],
}
let asked: string[] = []
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return new Response(JSON.stringify(board), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

test('a day of a person opens their follow-ups, an uneven share and a target show; the days stand in the address', async () => {
  const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: id(6), name: '方', lang: 'zh' as const, roles: ['salesManager' as const], grants: {}, org }
  const node = (
    <SessionProvider value={session}>
      <TeamBoardPage />
    </SessionProvider>
  )
  const { body, href } = await draw(node, {
    lang: 'zh',
    texts: teamPageText,
    at: '/team?from=2026-06-08&to=2026-06-14',
  })
  await until(() => (body.textContent ?? '').includes('沈若溪'))
  expect(asked.some(url => url.includes('from=2026-06-08&to=2026-06-14'))).toBe(true)
  const links = [...body.querySelectorAll('a')]
    .filter(one => one.textContent === '4')
    .map(one => one.getAttribute('href'))
  const filter = (link: string | null | undefined) => new URL(link ?? '', 'http://x').searchParams.get('filter') ?? ''
  expect(links).toHaveLength(2)
  expect(JSON.parse(filter(links[1])).all).toContainEqual({
    field: 'at',
    op: 'between',
    value: ['2026-06-09', '2026-06-09'],
  })
  expect(body.textContent).toContain('100 %')
  expect(body.textContent).toContain('50 %')
  const buttons = [...body.querySelectorAll('button')]
  await press(buttons.find(one => one.textContent === teamPageText['board.lastMonth'].zh))
  expect(href()).toMatch(/from=\d{4}-\d{2}-01&to=/)
})
