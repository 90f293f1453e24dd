import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { stockText } from '../stock.text.ts'
import { DocumentPage } from './DocumentPage.tsx'

const session = {
  userId: 'u',
  name: 'Wei',
  lang: 'en',
  roles: ['warehouse'],
  grants: { 'stockDocument.edit': 'all', 'stockDocument.post': 'all', 'stockDocument.cancel': 'all' },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const

const line = {
  no: 1,
  productId: 'p1',
  productCode: 'SX-1',
  productName: 'Motor',
  baseUnit: 'pc',
  unit: 'pc',
  unitQty: '6',
  factor: '1',
  qty: '6',
  batch: '',
  moved: null,
  note: null,
}
const count = {
  id: '',
  version: 3,
  number: 'PD20261125-0001',
  kind: 'count',
  state: 'draft',
  date: '2026-11-25',
  warehouseId: 'w1',
  warehouseName: 'Main',
  toWarehouseId: null,
  toWarehouseName: null,
  reason: null,
  note: null,
  lineCount: 1,
  postedAt: null,
  ownerId: 'u',
  ownerName: 'Wei',
  createdAt: '2026-11-25T06:00:00Z',
  updatedAt: '2026-11-25T06:00:00Z',
  lines: [line],
}
const holds = [
  { id: 'r1', orderLineId: 'l1', holder: 'SO-1-1', open: '4' },
  { id: 'r2', orderLineId: 'l2', holder: 'SO-2-1', open: '5' },
]
const page = (
  <SessionProvider value={session}>
    <DocumentPage />
  </SessionProvider>
)

test('S8 a count that breaks reservations asks which give way, chooses none itself, and sends those chosen', async () => {
  let posted = false
  const asked = answers({
    'GET /stock-documents/': () => ({ ...count, ...(posted && { state: 'posted', version: 4 }) }),
    'GET /stock-documents//moves': () => [{ move: 'post', ok: true, reasons: [] }],
    'GET /warehouses': () => ({ items: [], nextCursor: null }),
    'POST /stock-documents//moves/post': ({ body }) => {
      posted = typeof body === 'object' && body !== null && 'release' in body
      if (!posted) throw { status: 422, body: { reasons: holds.map(() => ({ key: 'stock.wouldBreak' })), holds } }
      return count
    },
  })
  const { body } = await draw(page, { texts: stockText })
  await until(() => [...body.querySelectorAll('button')].some(one => one.textContent === 'Post'))
  await press(button(body, 'Post'))
  await settle(300)
  expect(body.textContent).toContain('SO-1-1 · 4')
  expect(button(body, 'Release and post').hasAttribute('disabled')).toBe(true)
  const boxes = [...body.querySelectorAll<HTMLElement>('input[type=checkbox]')]
  expect(boxes.map(one => one.matches(':checked'))).toEqual([false, false])
  await press(boxes[1])
  await press(button(body, 'Release and post'))
  await settle(300)
  expect(asked.filter(one => one.route.endsWith('/moves/post')).map(one => one.body)).toEqual([
    { version: 3 },
    { version: 3, release: ['l2'] },
  ])
  expect(body.querySelector('.rec-head')?.textContent).toContain('Posted')
})

test('a posted document is read, not written: no head fields, no draft to save, what it moved beside each line', async () => {
  const posted = { ...count, state: 'posted', lines: [{ ...line, moved: '-4' }] }
  answers({
    'GET /stock-documents/': () => posted,
    'GET /stock-documents//moves': () => [
      { move: 'cancel', ok: false, reasons: [{ key: 'stock.booksClosed', values: { until: '2026-11-30' } }] },
    ],
  })
  const { body } = await draw(page, { texts: stockText })
  await until(() => body.textContent?.includes('-4') === true && body.querySelector('[aria-disabled]') !== null)
  expect(body.querySelector('input[type=date]')).toBeNull()
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Save draft')
  expect(body.textContent).toContain('-4')
  expect(button(body, 'Cancel').getAttribute('aria-disabled')).toBe('true')
})
