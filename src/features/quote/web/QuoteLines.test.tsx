import { afterEach, expect, test, vi } from 'vitest'
import { noTerms } from '#kernel/terms.ts'
import { draw, key, pasteText, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { QuoteLines } from './QuoteLines.tsx'
import type { EditedLine } from './useQuoteLines.ts'

afterEach(() => vi.unstubAllGlobals())

const at = '2026-11-25T06:00:00.000Z'
const quote: WholeQuote = {
  id: 'q',
  version: 1,
  number: 'QT20261125-0001',
  versionNo: 1,
  dealId: 'd',
  dealName: '气调灌装后段',
  dealState: 'open',
  customerId: 'c',
  customerName: 'Acme',
  contactId: null,
  contactName: null,
  state: 'draft',
  isCurrent: true,
  isPrimary: true,
  currency: 'CNY',
  rate: '1',
  taxMode: 'inclusive',
  taxRound: 'line',
  discountKind: null,
  discountValue: null,
  validUntil: '2026-12-25',
  net: '0',
  tax: '0',
  gross: '0',
  contentHash: null,
  terms: noTerms,
  answers: [],
  note: null,
  threadId: 't',
  sentAt: null,
  acceptedAt: null,
  declineReason: null,
  ownerId: null,
  ownerName: null,
  deptId: null,
  createdAt: at,
  updatedAt: at,
  custom: {},
  lines: [],
}
const line: EditedLine = {
  key: '1',
  id: undefined,
  productId: null,
  code: '',
  kind: 'service',
  name: '安装调试',
  unit: '项',
  unitQty: '3',
  handPrice: false,
  priceWhy: null,
  floorPrice: '',
  listPrice: '100',
  price: '100',
  discountKind: 'percent',
  discountValue: '10',
  taxRate: '6',
  optional: false,
  alternative: null,
  chosen: false,
  parts: null,
}
const edit = (lines: EditedLine[]) => ({ lines, change: () => {}, reasons: [], dirty: false, clash: false as const })
const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const ann = { userId: 'u', name: 'Ann', lang: 'en', roles: ['sales'], grants: {}, org } as const
const page = (lines: EditedLine[], grants = {}) =>
  draw(
    <SessionProvider value={{ ...ann, grants }}>
      <QuoteLines quote={quote} edit={edit(lines)} />
    </SessionProvider>,
    { texts: quoteText },
  )

test('the foot adds up what is on the screen before anything is saved, 大写 included', async () => {
  const { body } = await page([line, { ...line, key: '2', name: '备件', optional: true }])
  const foot = body.querySelector('.lfoot')?.textContent ?? ''
  expect(foot).toContain('At list price300.00')
  expect(foot).toContain('Discounts30.00')
  expect(foot).toContain('¥270.00')
  expect(foot).toContain('贰佰柒拾元整')
})

test('a discount beyond the line is marked in its cell, and no total is claimed', async () => {
  const { body } = await page([{ ...line, discountKind: 'amount', discountValue: '301' }])
  expect(body.querySelector('.wrongcell')?.getAttribute('title')).toBe(quoteText['tax.discountOutOfRange'].en)
  expect(body.querySelector('.lfoot')).toBeNull()
})

test('what the customer paid last stands beside the price, with its unit and currency where they are others', async () => {
  const paid = {
    productId: 'p',
    number: 'SO1',
    unit: '箱',
    unitQty: '4',
    price: '81',
    currency: 'USD',
    taxMode: 'inclusive',
    at,
  }
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return new Response(JSON.stringify(path.includes('last-prices') ? [paid] : { items: [] }))
  })
  const { body } = await page([{ ...line, productId: 'p' }], { 'customer.read': 'all' })
  await settle()
  expect(asked.some(path => path.includes('/customers/c/last-prices'))).toBe(true)
  expect(body.textContent).toContain('Last paid')
  expect(body.textContent).toContain('$81.00/箱')
  expect(body.querySelector('[title*="SO1"]')?.getAttribute('title')).toContain('for 4 箱 on 2026-11-25')
})

test('a price that is pasted before the first save is meant, also where it is the product’s own: a quantity break does not change it', async () => {
  const change = vi.fn<(lines: EditedLine[]) => void>()
  const before = { ...line, productId: 'p', kind: 'goods', discountKind: null, discountValue: '' } as const
  const pasted = async (id: string | undefined) => {
    const { body } = await draw(
      <SessionProvider value={ann}>
        <QuoteLines quote={quote} edit={{ ...edit([{ ...before, id }]), change }} />
      </SessionProvider>,
      { texts: quoteText },
    )
    const grid = body.querySelector<HTMLElement>('[role=grid]')
    if (!grid) throw new Error('no grid')
    for (let i = 0; i < 4; i++) await key(grid, 'ArrowRight')
    await pasteText(grid, '100')
    await settle()
    return change.mock.lastCall?.[0][0]
  }
  expect(await pasted(undefined)).toMatchObject({ price: '100', handPrice: true })
  expect(await pasted('l1')).toMatchObject({ price: '100', handPrice: false })
})
