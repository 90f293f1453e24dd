import type { ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { PriceList, PriceListLines } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'
import { PriceListPage } from './PriceListPage.tsx'
import { PriceListsPage } from './PriceListsPage.tsx'

const list: PriceList = {
  id: '',
  version: 4,
  name: 'A customers',
  currency: 'CNY',
  taxMode: 'inclusive',
  levels: ['A'],
  region: null,
  validFrom: null,
  validUntil: null,
  priority: 10,
  state: 'active',
  note: null,
  lineCount: 1,
  createdAt: '2026-11-25T06:00:00Z',
  updatedAt: '2026-11-25T06:00:00Z',
}
const lines: PriceListLines = {
  version: 4,
  items: [
    { id: 'l1', productId: 'p1', code: 'SX-1', name: 'Motor', unit: 'pc', minQty: '0', price: '100', floorPrice: '80' },
    { id: 'l2', productId: 'p2', code: 'SX-2', name: 'Pump', unit: 'pc', minQty: '0', price: '200', floorPrice: null },
  ],
}

let refused: unknown
let items: PriceList[]
let asked: Asked[]
const orRefused = (answer: unknown) => {
  if (refused) throw refused
  return answer
}
beforeEach(() => {
  refused = undefined
  items = [list]
  asked = answers({
    'GET /price-lists': () => ({ items }),
    'GET /price-lists/': () => list,
    'GET /price-lists//lines': () => lines,
    'PATCH /price-lists/': () => orRefused({ ...list, version: 5 }),
    'PUT /price-lists//lines': () => orRefused({ ...lines, version: 5 }),
    'POST /price-lists': () => orRefused({ ...list, id: 'new' }),
    'DELETE /price-lists/': () => orRefused({}),
    'GET /products': () => ({ items: [], nextCursor: null }),
  })
})
type Grants = Readonly<Record<string, 'all'>>
const all: Grants = { 'product.price': 'all', 'product.export': 'all', 'import.run': 'all' }
const open = async (page: ReactNode, grants: Grants = all) => {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: 'u', name: 'Max', lang: 'en' as const, roles: ['salesManager' as const], grants, org }
  const drawn = await draw(<SessionProvider value={session}>{page}</SessionProvider>, { texts: priceListText })
  await settle(100)
  return drawn
}
const sent = (route: string) => asked.filter(one => one.route === route)

test('whoever may not price reads it: no edit, no removal, nothing to type into', async () => {
  const { body } = await open(<PriceListPage />, {})
  await until(() => body.textContent?.includes('Motor') === true)
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Edit')
  expect(body.textContent).not.toContain('Remove')
  expect(body.querySelector('[role="grid"] input, table input')).toBe(null)
})

test('it is removed by the second press only; a refusal is told and one stays', async () => {
  refused = { status: 409, body: { reasons: [{ key: 'price.nameTaken' }] } }
  const drawn = await open(<PriceListPage />)
  await press(button(drawn.body, 'Remove'))
  expect(sent('DELETE /price-lists/')).toHaveLength(0)
  expect(drawn.body.textContent).toContain(priceListText['price.removeSure'].en)
  await press(button(drawn.body, 'Remove'))
  expect(sent('DELETE /price-lists/')).toHaveLength(1)
  expect(drawn.body.textContent).toContain(priceListText['price.nameTaken'].en)
  expect(drawn.href()).toBe('/')
  refused = undefined
  await press(button(drawn.body, 'Remove'))
  expect(drawn.href()).toBe('/price-lists')
})

test('a name that is taken is said at the name, and what was typed stays', async () => {
  refused = { status: 422, body: { reasons: [{ key: 'price.nameTaken', path: 'name' }] } }
  const { body } = await open(<PriceListPage />)
  await press(button(body, 'Edit'))
  await settle(200)
  const input = [...body.querySelectorAll<HTMLInputElement>('form input')].find(one => one.value === 'A customers')
  await type(input, 'B customers')
  await submit(input?.closest('form'))
  expect(sent('PATCH /price-lists/').at(-1)?.body).toEqual({ name: 'B customers', version: 4 })
  expect(input?.getAttribute('aria-invalid')).toBe('true')
  expect(body.textContent).toContain(priceListText['price.nameTaken'].en)
  expect(input?.value).toBe('B customers')
})

test('no list yet: what one is for, and how to begin; whoever may not price has no button', async () => {
  items = []
  const { body } = await open(<PriceListsPage />, {})
  expect(body.textContent).toContain(priceListText['price.emptySay'].en)
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('New price list')
})
