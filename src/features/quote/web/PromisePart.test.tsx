import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draw, settle, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { promiseText } from '../promise.text.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { PromisePart } from './PromisePart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
let free = '1'
beforeEach(() => {
  free = '1'
  vi.stubGlobal('fetch', async (url: string) => {
    const body = url.includes('availability') ? [{ productId: id(2), available: free }] : { items: [] }
    return new Response(JSON.stringify(body), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function open(amount: string) {
  const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'stock.read': 'all' as const }
  const session = { userId: id(8), name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }
  const line = {
    id: id(1),
    name: '灌装机',
    productId: id(2),
    unitQty: '2',
    qty: '2',
    amount,
    floorPrice: '90',
    optional: false,
  }
  const quote = { currency: 'CNY', lines: [line] } as unknown as WholeQuote // the part reads no more of it
  const { body } = await draw(
    <SessionProvider value={session}>
      <PromisePart quote={quote} />
    </SessionProvider>,
    { lang: 'zh', texts: promiseText },
  )
  return body
}

test('what is under the floor and what is not there is named, each with the least that passes', async () => {
  const body = await open('170')
  await until(() => body.textContent?.includes('缺 1') ?? false)
  expect(body.textContent).toContain('折后单价 85.00，低于底价 90.00')
  expect(body.textContent).toContain('至少增加 ¥10.00')
})

test('a quote that keeps both says nothing', async () => {
  free = '5'
  const body = await open('180')
  await settle()
  expect(body.textContent).toBe('')
})
