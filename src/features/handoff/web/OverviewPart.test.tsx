import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '#kernel/access.ts'
import { draw, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { handoffText } from '../handoff.text.ts'
import { figuresOf, type OverviewGroup } from '../overview.rules.ts'
import { overviewText } from '../overview.text.ts'
import { OverviewPart } from './OverviewPart.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const column = { count: 2, late: 1, amount: '100', allowed: 540, median: 1080, cards: [] }
let asked: string[] = []
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const { pathname, searchParams } = new URL(url, 'http://x')
    // as: the page asks for a group by its name
    const group = searchParams.get('group') as OverviewGroup
    const figure = ({ key, sum }: { key: string; sum?: string }) => ({
      key,
      count: key === 'onHold' ? 0 : 3,
      sum: sum ? '128000' : null,
    })
    const board = { found: [], columns: [{ ...column, key: 'shipment' }] }
    const body = pathname === '/api/overview' ? { figures: figuresOf(['owner'], group).map(figure) } : board
    return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = async (role: Role, lang: 'en' | 'zh' = 'zh') => {
  const org = { id, name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: id, name: '顾', lang, roles: [role], grants: { 'handoff.read': 'all' as const }, org }
  const drawn = await draw(
    <SessionProvider value={session}>
      <OverviewPart />
    </SessionProvider>,
    { lang, texts: { ...overviewText, ...handoffText } },
  )
  await settle(60)
  return drawn.body
}
const linkOf = (body: HTMLElement, words: string) =>
  [...body.querySelectorAll('a')].find(one => one.textContent?.includes(words))

test('the owner finds money and counts; each opens its list, what is bad is marked, what is none is quiet', async () => {
  const body = await open('owner')
  const overdue = linkOf(body, '已逾期')
  expect(overdue?.textContent).toBe('已逾期¥12.8万共3条')
  expect(overdue?.className).toBe('bad')
  expect(decodeURIComponent(overdue?.getAttribute('href') ?? '')).toContain('/receivables?filter={"field":"overdue"')
  expect(linkOf(body, '死单')?.getAttribute('href')).toBe('/handoff?find=dead')
  expect(linkOf(body, '已挂起')?.className).toBe('none')
  const step = linkOf(body, '发货2')
  expect(step?.getAttribute('href')).toBe('/handoff?part=orders&at=shipment')
  expect(step?.className).toBe('over')
  expect(step?.textContent).toContain('2天 / 1天')
})

test('the warehouse asks only for its goods', async () => {
  await open('warehouse', 'en')
  expect(asked).toEqual(['/api/overview?group=goods'])
})

test('sales ask for nothing and see nothing', async () => {
  const body = await open('sales', 'en')
  expect(asked).toEqual([])
  expect(body.querySelector('.overview')).toBe(null)
})
