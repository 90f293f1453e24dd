import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draw, settle, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { PromiseItem } from '../promise.schema.ts'
import { promiseText } from '../promise.text.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { PromisePart } from './PromisePart.tsx'
import type { EditedLine } from './useQuoteLines.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
let items: PromiseItem[] = []
beforeEach(() => vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ items }), { status: 200 })))
afterEach(() => vi.unstubAllGlobals())

async function open(change: (next: EditedLine[]) => void = () => undefined) {
  const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'quote.edit': 'all' as const }
  const session = { userId: id(8), name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }
  const quote = { id: id(3), version: 1 } as unknown as WholeQuote // the part reads no more of it
  const lines = [{ key: 'a', id: id(1), price: '85', handPrice: false }] as unknown as EditedLine[] // as above
  const { body } = await draw(
    <SessionProvider value={session}>
      <PromisePart quote={quote} edit={{ lines, change }} />
    </SessionProvider>,
    { lang: 'zh', texts: promiseText },
  )
  return body
}

test('what is below the floor says so with its figures, and one tap sets the price that passes', async () => {
  const say = { key: 'quote.promise.floor', values: { name: '灌装机', each: '85', floor: '90' } }
  const fix = { say: { key: 'quote.promise.price', values: { no: 1, price: '90' } }, lineId: id(1), price: '90' }
  items = [{ kind: 'floor', ok: false, lineId: id(1), say, fixes: [fix] }]
  const change = vi.fn()
  const body = await open(change)
  await until(() => body.textContent?.includes('折后单价 85.00，低于底价 90.00') ?? false)
  body.querySelector<HTMLButtonElement>('button')?.click()
  expect(change).toHaveBeenCalledWith([expect.objectContaining({ id: id(1), price: '90', handPrice: true })])
})

test('a quote that promises nothing says nothing', async () => {
  items = []
  const body = await open()
  await settle()
  expect(body.textContent).toBe('')
})
