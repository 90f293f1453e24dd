// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { draw, settle } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { LinesPart } from './LinesPart.tsx'

afterEach(() => vi.unstubAllGlobals())

const session = (grants: Session['grants']): Session => ({
  userId: 'a',
  name: 'Ann',
  lang: 'en',
  roles: ['finance'],
  grants,
  org: { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' },
})
const line = {
  id: 'l1',
  name: '笋丝',
  code: 'S-1',
  unit: '箱',
  unitQty: '10',
  factor: '12',
  price: '24',
  gross: '240',
  fulfil: 'ship',
  stockKept: true,
  ordered: '120',
  cancelled: '0',
  reserved: '24',
  shipped: '96',
  delivered: '72',
  returned: '12',
  invoiced: '60',
  credited: '6',
  invoicedAmount: '120',
  creditedAmount: '12',
  reship: '0',
  overTolerance: '0',
  toShip: '24',
  due: '108',
  promisedDate: null,
  parts: null,
  kitLineId: null,
}
const order = (more: object = {}) =>
  ({
    id: 'o1',
    type: 'standard',
    state: 'confirmed',
    confirmedAt: '2026-11-20T00:00:00.000Z',
    currency: 'CNY',
    gross: '240',
    payerId: 'p1',
    payerName: '竹溪笋业',
    lines: [line],
    ...more,
  }) as unknown as WholeOrder // the part reads no more of an order than this

async function page(shown: WholeOrder, grants: Session['grants'], credit: object = {}) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return new Response(
      JSON.stringify({
        items: [],
        creditLimit: '1000',
        ownUsed: '400',
        headId: null,
        headName: null,
        shared: false,
        used: '400',
        ...credit,
      }),
    )
  })
  const part = <LinesPart order={shown} />
  const { body } = await draw(<SessionProvider value={session(grants)}>{part}</SessionProvider>, { texts: orderText })
  await settle()
  return { body: body.lastElementChild ?? body, asked }
}
const all = { 'customer.credit': 'all' } as const
const cells = (body: Element) =>
  [...body.querySelectorAll('td[data-title]')].map(one => `${one.getAttribute('data-title')} ${one.textContent}`)

test('a line says in its own unit how far it has come, with what came back and what was taken back', async () => {
  const { body } = await page(order(), all)
  expect(cells(body)).toEqual(['Reserved 10', 'Shipped 8', 'Delivered 6', 'Returned 1', 'Invoiced 5', 'Credited 0.5'])
})

test('of a consignment it says what was sent to the site, what lies there and what is settled', async () => {
  const { body } = await page(order({ type: 'consignment' }), all)
  expect(cells(body).slice(1, 3)).toEqual(['To the site 8', 'Settled 6'])
  expect(body.querySelector('tbody td')?.textContent).toContain('2 at the site')
  expect((await page(order(), all)).body.querySelector('tbody td')?.textContent).not.toContain('at the site')
})

test('how much more of a line may be sent stands with what was ordered', async () => {
  const { body } = await page(order({ lines: [{ ...line, overTolerance: '0.0250' }] }), all)
  expect(body.querySelector('tbody td.num')?.textContent).toBe('10 箱+2.5% may be sent')
  expect((await page(order(), all)).body.querySelector('tbody td.num')?.textContent).toBe('10 箱')
})

test('what was billed and taken back by amount alone is said as an amount', async () => {
  const deposit = { ...line, invoiced: '0', invoicedAmount: '72', credited: '0', creditedAmount: '20' }
  const { body } = await page(order({ lines: [deposit] }), all)
  expect(cells(body).slice(4)).toEqual(['Invoiced 72', 'Credited 20'])
})

test('before it is confirmed nothing can have come back', async () => {
  const { body } = await page(order({ confirmedAt: null, state: 'draft' }), all)
  expect(cells(body).map(one => one.split(' ')[0])).toEqual(['Reserved', 'Shipped', 'Delivered', 'Invoiced'])
})

test('the payer’s credit stands beside the lines: limit, used, free', async () => {
  const { body, asked } = await page(order(), all)
  expect(asked.some(path => path.includes('/customers/p1/credit'))).toBe(true)
  expect(body.querySelector('.creditrow')?.textContent).toMatch(/竹溪笋业.*Limit¥1,000.00Used¥400.00Free¥600.00/)
  const over = await page(order(), all, { used: '1200' })
  expect(over.body.querySelector('.creditrow .late')?.textContent).toBe('Free-¥200.00')
})

test('who may not see credit sees the lines alone, and only whether there is something to ask for is asked', async () => {
  const { body, asked } = await page(order(), {})
  expect(body.querySelector('.creditrow')).toBeNull()
  expect(asked.filter(path => path.includes('credit'))).toEqual(['/api/orders/o1/credit-release'])
})

test('a kit is one priced line, its parts below it with their own way and no money', async () => {
  const part = { ...line, id: 'l3', name: '封口机', kitLineId: 'l2', gross: '0', unitQty: '20', factor: '1' }
  const other = { ...line, id: 'l4', name: '运费', code: null, fulfil: 'none' }
  const kit = { ...line, id: 'l2', name: '产线', parts: [{ name: '封口机', qty: '2', unit: '台' }] }
  const { body } = await page(order({ lines: [kit, other, part] }), all)
  const rows = [...body.querySelectorAll('tbody tr')]
  expect(rows.map(row => row.querySelector('.pn')?.textContent)).toEqual(['产线', '封口机', '运费'])
  expect(rows[1]?.className).toBe('part')
  expect(rows[1]?.textContent).not.toContain('0.00')
  expect(rows[1]?.querySelector('[data-title="Invoiced"]')?.className).toContain('na')
  expect(body.querySelector('header .t3')?.textContent).toBe('2')
})

test('before it is confirmed a kit says what it contains', async () => {
  const kit = { ...line, parts: [{ name: '封口机', qty: '2', unit: '台' }] }
  const { body } = await page(order({ state: 'draft', confirmedAt: null, lines: [kit] }), all)
  expect(body.textContent).toContain('Contains 封口机 × 2 台')
})
