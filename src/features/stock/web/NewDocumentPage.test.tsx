import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { stockText } from '../stock.text.ts'
import { NewDocumentPage } from './NewDocumentPage.tsx'

const session = {
  userId: 'u',
  name: 'Wei',
  lang: 'en',
  roles: ['warehouse'],
  grants: { 'stockDocument.create': 'all', 'stockDocument.post': 'all' },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const

const motor = { id: 'p1', name: 'Motor', code: 'SX-1', unit: 'pc', spec: null }
const main = { id: 'w1', code: 'A', name: 'Main', isDefault: true, state: 'active' }

test('on a phone a receipt is written with two taps a product, and posted at once', async () => {
  windowOf(390)
  const asked = answers({
    'GET /warehouses': () => ({ items: [main], nextCursor: null }),
    'GET /products': () => ({ items: [motor], nextCursor: null }),
    'POST /stock-documents': () => ({ id: 'd1' }),
    'POST /stock-documents/d1/moves/post': () => ({ id: 'd1' }),
  })
  const page = (
    <SessionProvider value={session}>
      <NewDocumentPage />
    </SessionProvider>
  )
  const { body, href } = await draw(page, { texts: stockText, at: '/stock/documents/new/receipt' })
  expect(button(body, 'Save and post').hasAttribute('disabled')).toBe(true)
  await press(button(body, 'Pick'))
  await settle(300)
  await press(body.querySelector('.pickrow input'))
  await press(button(body, 'Add'))
  await press(body.querySelector('.lcards button'))
  const quantity = [...body.querySelectorAll('.lform .fr')].find(one => one.textContent === 'Quantity')
  await type(quantity?.querySelector('input') ?? null, '12')
  await press(button(body.querySelector('.lform') ?? body, 'Save'))
  await press(button(body, 'Save and post'))
  const made = asked.find(one => one.route === 'POST /stock-documents')
  expect(made?.body).toMatchObject({ kind: 'receipt', lines: [{ productId: 'p1', unitQty: '12', unit: 'pc' }] })
  expect(asked.map(one => one.route)).toContain('POST /stock-documents/d1/moves/post')
  expect(href()).toBe('/stock/documents/d1')
  // only what is kept in stock is offered
  const looked = asked.find(one => one.route === 'GET /products')
  expect(JSON.parse(looked?.query.get('filter') ?? '')).toEqual({ field: 'stockKept', op: 'is', value: true })
})

test('what the server refuses stands beside the lines, and nothing is lost', async () => {
  windowOf(390)
  answers({
    'GET /warehouses': () => ({ items: [], nextCursor: null }),
    'POST /stock-documents': () => {
      throw { status: 422, body: { reasons: [{ key: 'stock.noWarehouse', path: 'warehouseId' }] } }
    },
  })
  const page = (
    <SessionProvider value={session}>
      <NewDocumentPage />
    </SessionProvider>
  )
  const { body } = await draw(page, { texts: stockText })
  await press(button(body, 'Save draft'))
  expect(body.textContent).toContain('There is no default warehouse. Create one first.')
  expect(button(body, 'Save draft').hasAttribute('disabled')).toBe(false)
})
