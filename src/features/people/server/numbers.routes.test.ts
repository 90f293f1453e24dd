import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
let productId: string
beforeAll(async () => {
  app = await testApp()
  await app.as('wei').post('/warehouses', { code: 'A', name: '主仓' })
  productId = String((await app.as('max').post('/products', { code: 'P-1', name: '电机' })).body.id)
})
afterAll(() => app.close())

const set = (kind: string, pattern: string | null, who: 'olivia' | 'max' = 'olivia') =>
  app.as(who).put('/number-patterns', { kind, pattern })
const receipt = async (date?: string) =>
  (
    await app
      .as('wei')
      .post('/stock-documents', { kind: 'receipt', lines: [{ productId, unitQty: '1' }], ...(date && { date }) })
  ).body.number

test('only who may edit the company sees and sets how documents are numbered', async () => {
  expect((await app.as('max').get('/number-patterns')).status).toBe(403)
  expect((await set('order', 'A{0001}', 'max')).status).toBe(403)
  const { items } = (await app.as('olivia').get('/number-patterns')).body as { items: { kind: string; next: string }[] } // the reply's shape
  expect(items.map(one => one.kind)).toContain('stockreceipt')
})

test('a pattern is previewed with the number that comes next, and every later document has it', async () => {
  const customer = await app.as('ann').post('/customers', { name: 'Numbered Ltd' })
  const order = async () => (await app.as('ann').post('/orders', { customerId: customer.body.id })).body.number
  expect(await order()).toMatch(/^SO\d{8}-0001$/)
  const asked = { kind: 'order', pattern: 'HT-{yyMMdd}/{001}' }
  const preview = await app.as('olivia').post('/number-patterns/preview', asked)
  // counted by the day as before: it goes on
  expect(preview.body.next).toMatch(/^HT-\d{6}\/002$/)
  expect((await set('order', asked.pattern)).body).toMatchObject({
    next: preview.body.next,
    usual: 'SO{yyyyMMdd}-{0001}',
  })
  // a number may be left out where a request began with the old setting
  expect(await order()).toMatch(/^HT-\d{6}\/00[23]$/)
  expect((await set('order', null)).body).toMatchObject({ pattern: 'SO{yyyyMMdd}-{0001}' })
  expect(await order()).toMatch(/^SO\d{8}-000[3-5]$/)
})

test('the counter begins again with the year of the document, and each year keeps its own', async () => {
  await set('stockreceipt', 'RK{yyyy}-{001}')
  const days = ['2025-12-31', '2026-01-01', '2025-12-30', '2026-01-01']
  const numbers = []
  for (const day of days) numbers.push(await receipt(day))
  expect(numbers).toEqual(['RK2025-001', 'RK2026-001', 'RK2025-002', 'RK2026-002'])
})

test('what would not count, or is another kind’s, is refused at the pattern', async () => {
  const key = async (pattern: string, kind = 'quote') => (await set(kind, pattern)).body.reasons
  expect(await key('QT')).toMatchObject([{ key: 'numbering.oneCounter', path: 'pattern' }])
  expect(await key('QT{MM}{0001}')).toMatchObject([{ key: 'numbering.badToken', path: 'pattern' }])
  expect(await key('<QT>{0001}')).toMatchObject([{ key: 'numbering.badCharacter', path: 'pattern' }])
  expect(await key('  ')).toMatchObject([{ key: 'numbering.empty', path: 'pattern' }])
  expect(await key('SO{yyyyMMdd}-{000001}')).toMatchObject([{ key: 'numbering.taken', values: { kind: 'Orders' } }])
  expect(await key('X{0001}', 'nothing')).toMatchObject([{ path: 'kind' }])
})
