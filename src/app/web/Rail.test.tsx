import { expect, test } from 'vitest'
import { draw } from '#test/page.tsx'
import type { Page } from './page.ts'
import { Rail } from './Rail.tsx'
import { seenBy } from './railEntries.ts'

const load = async () => () => null
const pages: Page[] = [
  { path: '/', load, rail: { label: 'shell.home', part: 'top' } },
  { path: '/deals', load, rail: { label: 'shell.deal', part: 'followup', access: 'deal.read', count: 'deal' } },
  { path: '/handoff', load, rail: { label: 'shell.handoff', part: 'seam', access: 'handoff.read' } },
  { path: '/orders', load, rail: { label: 'shell.order', part: 'orders', access: 'order.read', count: 'order' } },
]
const session = (grants: Record<string, 'all'>) => ({
  userId: 'u',
  name: 'Ann',
  lang: 'en' as const,
  roles: [],
  grants,
  org: { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' },
})

test('the rail follows the order of the work, and the open page is marked', async () => {
  const { body } = await draw(<Rail pages={pages} counts={{ order: { count: 3, late: true } }} org="Acme" home="/" />, {
    at: '/orders/7',
  })
  expect([...body.querySelectorAll('nav a, nav h2')].map(one => one.firstChild?.textContent)).toEqual([
    'Home',
    'Follow-up',
    'Deals',
    'Hand-off',
    'Fulfilment',
    'Orders',
  ])
  expect(body.querySelector('[aria-current="page"]')?.getAttribute('href')).toBe('/orders')
  expect(body.querySelector('b.late')?.textContent).toBe('3')
})

test('a role sees its part, and the seam stands there all the same', async () => {
  const seen = seenBy(pages, session({ 'deal.read': 'all' }))
  const { body } = await draw(<Rail pages={seen} counts={{}} org="Acme" home="/" />, { lang: 'zh' })
  expect([...body.querySelectorAll('nav a')].map(one => one.textContent)).toEqual(['工作台', '商机'])
  expect(body.querySelector('.seam')?.textContent).toBe('交接')
})
