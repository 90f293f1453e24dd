// Quarantine: what lies in a warehouse that is not for sale is there, and promised to nobody.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { doctored } from '#test/doctored.ts'

let t: TestApp
let productId = ''
let main = ''
let apart = ''
const id = ({ status, body }: Answer): string => {
  expect([status, body]).toEqual([201, expect.anything()])
  return String(body.id)
}
const reasons = ({ body }: Answer): unknown => body.reasons
const owner = () => t.as('olivia')

beforeAll(async () => {
  t = await testApp()
  const { userId } = (await owner().get('/me')).body
  const policy = { nodes: [{ by: 'person', userId, mode: 'any' }], allowSelf: true, version: 0 }
  expect((await owner().patch('/approval-policies/order/review', policy)).status).toBe(200)
  main = id(await owner().post('/warehouses', { code: 'MAIN', name: 'Main' }))
  apart = id(await owner().post('/warehouses', { code: 'QC', name: 'Quarantine', sellable: false }))
  productId = id(
    await owner().post('/products', {
      code: 'P',
      name: 'Pump',
      kind: 'goods',
      unit: 'pc',
      price: '10',
      taxRate: '13',
      decimals: '0',
    }),
  )
  await receive(main, '5')
  await receive(apart, '7')
})
afterAll(() => t?.close())

async function receive(warehouseId: string, unitQty: string) {
  const made = id(
    await owner().post('/stock-documents', { kind: 'receipt', warehouseId, lines: [{ productId, unitQty }] }),
  )
  expect((await owner().post(`/stock-documents/${made}/moves/post`, {})).status).toBe(200)
}

async function confirmed(unitQty: string, warehouseId?: string) {
  const customerId = id(await owner().post('/customers', { name: `C ${unitQty} ${Math.random()}` }))
  const line = { productId, unitQty, ...(warehouseId && { warehouseId }) }
  const orderId = id(await owner().post('/orders', { customerId, lines: [line] }))
  return { orderId, answer: await approve(await submitted(orderId)) }
}

/** Its review, which confirms. */
async function submitted(orderId: string): Promise<string> {
  expect((await owner().post(`/orders/${orderId}/moves/submit`, {})).status).toBe(200)
  const { body } = await owner().get(`/approvals?entity=order&recordId=${orderId}`)
  return String((body.items as { id: string }[])[0]?.id) // a list has items
}
const approve = (review: string) => owner().post(`/approvals/${review}/moves/approve`, {})
const stateOf = async (orderId: string) => (await owner().get(`/orders/${orderId}`)).body.state

test('the first warehouse for sale is the default one, and the default one is for sale', async () => {
  const put = (path: string, body: Record<string, unknown>) => owner().patch(`/warehouses/${path}`, body)
  expect(reasons(await put(main, { sellable: false }))).toEqual(
    expect.arrayContaining([{ key: 'stock.defaultSells', path: 'sellable' }]),
  )
  expect(reasons(await put(apart, { isDefault: true }))).toEqual([{ key: 'stock.defaultSells', path: 'sellable' }])
})

test('it is no part of what is available, of what is foreseen, nor of what an order holds', async () => {
  const found = await owner().get(
    `/stock?filter=${encodeURIComponent(JSON.stringify({ field: 'warehouseId', op: 'is', value: apart }))}`,
  )
  expect((found.body.items as object[])[0]).toMatchObject({ onHand: '7', available: '0' }) // a list has items
  const asked = await owner().get(`/stock/availability?products=${productId}`)
  expect(JSON.stringify(asked.body)).toContain('"available":"5"')
  const seen = await owner().post('/stock/preview', { lines: [{ productId, qty: '6' }] })
  expect(JSON.stringify(seen.body)).toContain('"missing":"1"')
  expect(await stateOf((await confirmed('6')).orderId)).toBe('in_review')
  expect(await stateOf((await confirmed('1', apart)).orderId)).toBe('in_review')
})

test('nothing is shipped from there, not even by a line that names it; a transfer brings it back', async () => {
  const { orderId, answer } = await confirmed('2')
  expect([answer.status, await stateOf(orderId)]).toEqual([200, 'confirmed'])
  const order = await owner().get(`/orders/${orderId}`)
  const [line] = order.body.lines as { id: string }[] // an order's lines
  const from = { lines: [{ orderLineId: line?.id, unitQty: '2', warehouseId: apart }] }
  expect(JSON.stringify(reasons(await owner().post('/shipments', from)))).toContain('lines.0.warehouseId')
  const move = { kind: 'transfer', warehouseId: apart, toWarehouseId: main, lines: [{ productId, unitQty: '4' }] }
  const transfer = id(await owner().post('/stock-documents', move))
  expect((await owner().post(`/stock-documents/${transfer}/moves/post`, {})).status).toBe(200)
  const asked = await owner().get(`/stock/availability?products=${productId}`)
  expect(JSON.stringify(asked.body)).toContain('"onHand":"9"')
})

test('what is promised keeps a warehouse for sale; many confirm while it is closed, and nothing is promised from it', async () => {
  const other = id(await owner().post('/warehouses', { code: 'B', name: 'B' }))
  await receive(other, '10')
  const waiting = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const customerId = id(await owner().post('/customers', { name: `R ${Math.random()}` }))
      const orderId = id(
        await owner().post('/orders', { customerId, lines: [{ productId, unitQty: '1', warehouseId: other }] }),
      )
      return { orderId, review: await submitted(orderId) }
    }),
  )
  const [closed, ...answers] = await Promise.all([
    owner().patch(`/warehouses/${other}`, { sellable: false }),
    ...waiting.map(one => approve(one.review)),
  ])
  for (const { status } of answers) expect(status).toBe(200)
  const states = new Set(await Promise.all(waiting.map(one => stateOf(one.orderId))))
  // whoever came first: what is promised keeps it for sale, or nothing is promised
  if (closed.status === 200) expect([...states]).toEqual(['in_review'])
  else expect(reasons(closed)).toEqual([expect.objectContaining({ key: 'stock.stillPromised', path: 'sellable' })])
  expect(await doctored(t.database).findings()).toEqual([])
})

test('a limit below zero stock is counted as the product is, and never given where nothing is for sale', async () => {
  const allow = (warehouseId: string, backorderLimit: string) =>
    owner().put('/stock/backorder', { productId, warehouseId, backorderLimit })
  expect(JSON.stringify(reasons(await allow(main, '1.5')))).toContain('"path":"backorderLimit"')
  expect(reasons(await allow(apart, '1'))).toEqual([{ key: 'stock.notSellable', path: 'warehouseId' }])
})

test('two first warehouses at the same moment: one becomes the default, the other is told why not', async () => {
  const fresh = await testApp()
  try {
    const make = (n: number) => fresh.as('olivia').post('/warehouses', { code: `W${n}`, name: `W ${n}` })
    const made = await Promise.all([1, 2, 3].map(make))
    for (const one of made.filter(({ status }) => status !== 201))
      expect([one.status, reasons(one)]).toEqual([409, [{ key: 'stock.defaultTaken', path: 'isDefault' }]])
    const { body } = await fresh.as('olivia').get('/warehouses')
    expect((body.items as { isDefault: boolean }[]).filter(one => one.isDefault)).toHaveLength(1) // a list has items
  } finally {
    await fresh.close()
  }
})

test('a shipment is taken back into a warehouse that was closed since: the goods lie there, promised to nobody', async () => {
  const closing = id(await owner().post('/warehouses', { code: 'CL', name: 'Closing' }))
  await receive(closing, '3')
  const customerId = id(await owner().post('/customers', { name: 'Taken back' }))
  const lines = [{ productId, unitQty: '3', warehouseId: closing }]
  const orderId = id(await owner().post('/orders', { customerId, lines }))
  expect((await approve(await submitted(orderId))).status).toBe(200)
  const shipmentId = id(await owner().post('/shipments', { orderIds: [orderId] }))
  for (const move of ['ready', 'ship'])
    expect((await owner().post(`/shipments/${shipmentId}/moves/${move}`)).status).toBe(200)
  expect((await owner().patch(`/warehouses/${closing}`, { sellable: false })).status).toBe(200)
  const back = await owner().post(`/shipments/${shipmentId}/moves/unship`)
  expect([back.status, back.body.state]).toEqual([200, 'ready'])
  const only = encodeURIComponent(JSON.stringify({ field: 'warehouseId', op: 'is', value: closing }))
  const [level] = (await owner().get(`/stock?filter=${only}`)).body.items as object[] // a list has items
  expect(level).toMatchObject({ onHand: '3', reserved: '0' })
  expect((await owner().get(`/orders/${orderId}`)).body.lines).toMatchObject([{ shipped: '0', reserved: '0' }])
  expect(await doctored(t.database).findings()).toEqual([])
})

test('a warehouse goes out of use once nothing is promised from it; then nothing of it is available', async () => {
  const place = id(await owner().post('/warehouses', { code: 'ID', name: 'Idle' }))
  const fresh = id(
    await owner().post('/products', { code: 'IDLE', name: 'Idle', kind: 'goods', unit: 'pc', price: '1' }),
  )
  const lines = [{ productId: fresh, unitQty: '3' }]
  const paper = id(await owner().post('/stock-documents', { kind: 'receipt', warehouseId: place, lines }))
  await owner().post(`/stock-documents/${paper}/moves/post`, {})
  const customerId = id(await owner().post('/customers', { name: 'Waits for the idle' }))
  const order = { customerId, lines: [{ productId: fresh, unitQty: '2', warehouseId: place }] }
  const orderId = id(await owner().post('/orders', order))
  expect((await approve(await submitted(orderId))).status).toBe(200)
  const put = (state: string) => owner().patch(`/warehouses/${place}`, { state })
  expect(reasons(await put('inactive'))).toEqual([
    { key: 'stock.stillPromised', path: 'state', values: { name: 'Idle', count: 1 } },
  ])
  expect((await owner().post(`/orders/${orderId}/moves/cancel`, { note: 'not wanted' })).status).toBe(200)
  expect((await put('inactive')).status).toBe(200)
  const only = encodeURIComponent(JSON.stringify({ field: 'warehouseId', op: 'is', value: place }))
  const available = async () =>
    ((await owner().get(`/stock?filter=${only}`)).body.items as { available: string }[])[0]?.available // a list has items
  expect(await available()).toBe('0')
  expect(await doctored(t.database).findings()).toEqual([])
  expect((await put('active')).status).toBe(200)
  expect(await available()).toBe('3')
  expect(await doctored(t.database).findings()).toEqual([])
})
