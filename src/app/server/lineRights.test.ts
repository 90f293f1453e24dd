// What is closed of a document's lines is closed wherever lines or their sums leave, and wherever they are written.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { textOf } from '#test/paper.ts'

let t: TestApp
let productId = ''
let orderId = ''
let quoteId = ''
type Line = Record<string, unknown>
const linesOf = ({ body }: Answer): Line[] => body.lines as Line[] // a document's schema
const reasonsOf = ({ body }: Answer): unknown => body.reasons
type Said = 'edit' | 'read' | 'hidden' | null
const say = async (entity: string, field: string, access: Said) =>
  expect(
    (
      await t
        .as('olivia')
        .put('/field-rights', { changes: [{ entity, field: `lines.${field}`, role: 'sales', access }] })
    ).status,
  ).toBe(200)

const ordered = () => ({ customerId, lines: [{ productId, unitQty: '3', price: '777.77', discountValue: '7' }] })
let customerId = ''

beforeAll(async () => {
  t = await testApp()
  const product = { code: 'P1', name: 'Pump', kind: 'goods', unit: 'pc', price: '900' }
  productId = String((await t.as('olivia').post('/products', product)).body.id)
  customerId = String((await t.as('ann').post('/customers', { name: 'Line Ltd' })).body.id)
  const order = await t.as('ann').post('/orders', ordered())
  expect([order.status, order.body]).toEqual([201, expect.anything()])
  orderId = String(order.body.id)
  const { body: deal } = await t.as('ann').post('/deals', { name: 'Deal', customerId, amount: '1' })
  const quote = await t.as('ann').post('/quotes', { dealId: deal.id, lines: ordered().lines })
  expect(quote.status).toBe(201)
  quoteId = String(quote.body.id)
})
afterAll(() => t?.close())

const telling = /777\.77|2,?169\.98|2,?333\.31|1,?920\.3|249\.6/

test('C114 a hidden price is in no record, list, preview, event or paper, and no total tells it', async () => {
  await t.as('ann').put(`/orders/${orderId}/lines`, {
    version: 1,
    lines: [{ ...ordered().lines[0], id: linesOf(await t.as('ann').get(`/orders/${orderId}`))[0]?.id, unitQty: '2' }],
  })
  await t.as('ann').put(`/orders/${orderId}/lines`, {
    version: 2,
    lines: [{ ...ordered().lines[0], id: linesOf(await t.as('ann').get(`/orders/${orderId}`))[0]?.id }],
  })
  const paths = [`/orders/${orderId}`, '/orders', `/timeline?entity=order&id=${orderId}`]
  const said = async (path: string) => JSON.stringify((await t.as('ann').get(path)).body)
  for (const path of paths) expect(await said(path)).toMatch(/777\.77|2169\.98/)
  await say('order', 'price', 'hidden')
  for (const path of paths) expect(await said(path)).not.toMatch(/777\.77|2169\.98|1446\.65/)
  const [line] = linesOf(await t.as('ann').get(`/orders/${orderId}`))
  expect(line).toMatchObject({ name: 'Pump', unitQty: '3' })
  for (const key of ['price', 'gross', 'net', 'tax', 'amount', 'listPrice', 'discountValue', 'invoicedAmount'])
    expect(line).not.toHaveProperty(key)
  const sketch = await t.as('ann').post('/orders/preview', { lines: [{ productId, unitQty: '3' }] })
  expect([sketch.status, JSON.stringify(sketch.body)]).toEqual([200, expect.not.stringMatching(/900|2700/)])
  expect((await t.as('ann').get('/orders?sort=gross')).status).toBe(400)
  expect((await t.as('ann').get('/orders/summary?group=state')).body).not.toHaveProperty('gross')
  expect(JSON.stringify((await t.as('max').get(`/orders/${orderId}`)).body)).toContain('777.77')
})

test('a hidden price is not on the paper that its reader prints', async () => {
  const printed = async (path: string) =>
    textOf(new Uint8Array((await t.as('ann').get(`${path}/pdf?lang=en`)).response.rawPayload))
  const paper = () => printed(`/quotes/${quoteId}`)
  expect(await paper()).toMatch(/777\.77/)
  const confirmation = await printed(`/orders/${orderId}`)
  expect(confirmation).toContain('Pump')
  expect(confirmation).not.toMatch(telling)
  await say('quote', 'price', 'hidden')
  const text = await paper()
  expect(text).toContain('Pump')
  expect(text).not.toMatch(telling)
  expect(JSON.stringify((await t.as('ann').get(`/quotes/${quoteId}`)).body)).not.toMatch(telling)
})

test('what is closed of a line is refused by its place, and stays as it is where it is not named', async () => {
  const { body, ...read } = await t.as('ann').get(`/orders/${orderId}`)
  const [line] = linesOf({ body, ...read })
  const put = (lines: unknown[]) => t.as('ann').put(`/orders/${orderId}/lines`, { version: body.version, lines })
  const bare = { id: line?.id, productId, unitQty: '5' }
  const refused = await put([bare, { productId, unitQty: '1', price: '1', discountKind: 'amount', discountValue: '5' }])
  // a hidden price closes the discount that would tell it
  expect([refused.status, reasonsOf(refused)]).toEqual([
    403,
    ['price', 'discountValue', 'discountKind'].map(key => ({ key: 'field.mayNotSet', path: `lines.1.${key}` })),
  ])
  await say('order', 'discountValue', 'read')
  const both = await put([{ ...bare, discountKind: 'amount', discountValue: '5' }])
  expect(reasonsOf(both)).toEqual([
    { key: 'field.mayNotSet', path: 'lines.0.discountValue' },
    { key: 'field.mayNotSet', path: 'lines.0.discountKind' },
  ])
  expect((await put([bare])).status).toBe(200)
  expect(linesOf(await t.as('max').get(`/orders/${orderId}`))[0]).toMatchObject({
    unitQty: '5',
    price: '777.77',
    discountValue: '7',
  })
  const fresh = await t.as('ann').post('/orders', ordered())
  expect([fresh.status, reasonsOf(fresh)]).toEqual([
    403,
    expect.arrayContaining([{ key: 'field.mayNotSet', path: 'lines.0.price' }]),
  ])
  const rows = [{ entity: 'order', do: 'create', input: ordered() }]
  expect(JSON.stringify((await t.as('ann').post('/batch', { mode: 'each', rows })).body)).toContain('lines.0.price')
})

test('the table of rights has the lines’ fields, and the pages are told what is left of them', async () => {
  const { body } = await t.as('olivia').get('/field-rights')
  const items = body.items as { entity: string; field: string }[] // the endpoint's schema
  for (const [entity, field] of [
    ['quote', 'lines.price'],
    ['order', 'lines.warehouseId'],
    ['invoice', 'lines.taxCode'],
    ['shipment', 'lines.batch'],
    ['goodsReturn', 'lines.amount'],
  ])
    expect(items.some(row => row.entity === entity && row.field === field)).toBe(true)
  const entities = (await t.as('ann').get('/entities')).body.items as { key: string; lines?: Line[] }[] // as above
  const order = entities.find(one => one.key === 'order')
  expect(order?.lines?.map(field => field.key)).not.toContain('price')
  await say('order', 'price', null)
  const after = (await t.as('ann').get('/entities')).body.items as { key: string; lines?: Line[] }[] // as above
  const open = after.find(one => one.key === 'order')
  expect(open?.lines?.map(field => field.key)).toContain('price')
  expect(open?.lines?.find(field => field.key === 'discountValue')).toMatchObject({ derived: true })
})
