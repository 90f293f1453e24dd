// The whole of Northwind: its customers, products, and 830 orders with 2,155 lines and their freight (domain §13).
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { Decimal } from 'decimal.js'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { doctored } from '#test/doctored.ts'
import { importer } from '#test/importing.ts'
import { bookOf, rowsOf } from '#test/zips.ts'

let t: TestApp
let file: Buffer
beforeAll(async () => {
  t = await testApp()
  const by = importer(t)
  await by.bring('customer', fileAt('customers'), { customer_id: '-' })
  await by.bring('product', fileAt('products'), { product_id: 'code', unit_price: 'price' })
  file = joinedFile()
}, 300_000)
afterAll(() => t?.close())

type Row = Readonly<Record<string, string>>
const fileAt = (name: string) =>
  readFileSync(new URL(`../../../../test/data/northwind-csv/${name}.csv`, import.meta.url))
const rowsAt = (name: string): Row[] => parse(fileAt(name), { columns: true }) // every cell is text
const nameOf = (rows: readonly Row[], key: string, name: string) =>
  new Map(rows.map(row => [row[key], row[name] ?? '']))

/** One file, as a spreadsheet would have it: what is of the order stands on each of its lines. */
function joinedFile(): Buffer {
  const customers = nameOf(rowsAt('customers'), 'customer_id', 'company_name')
  const orders = new Map(rowsAt('orders').map(row => [row.order_id, row]))
  const head = [
    'Order number',
    'Customer',
    'Order date',
    'Required date',
    'Shipped date',
    'Freight',
    'Ship address',
    'Tax rate',
    'Product',
    'Unit price',
    'Quantity',
    'Discount',
  ]
  const lines = rowsAt('order_details').map(line => {
    const order = orders.get(line.order_id) ?? {}
    const { order_date, required_date, shipped_date, freight, ship_address } = order
    const own = [
      line.order_id,
      customers.get(order.customer_id),
      order_date,
      required_date,
      shipped_date,
      freight,
      ship_address,
    ]
    return [...own, '0', line.product_id, line.unit_price, line.quantity, line.discount]
  })
  return bookOf({
    sheets: [{ name: 'Orders', xml: rowsOf([head, ...lines.map(cells => cells.map(cell => escaped(cell ?? '')))]) }],
  })
}
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const round = (x: Decimal) => x.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
/** A line is rounded once, as SOURCE.md and the product have it: its value less its discount. */
const netOf = ({ unit_price = '0', quantity = '0', discount = '0' }: Row) =>
  round(new Decimal(unit_price).times(quantity).times(new Decimal(1).minus(discount)))
const total = (values: readonly Decimal[]) => values.reduce((sum, one) => sum.plus(one), new Decimal(0)).toFixed(2)
const freights = () => rowsAt('orders').map(row => new Decimal(row.freight ?? '0'))

const ask = <R>(text: string): Promise<R[]> =>
  inOrg(t.db, t.world.acmeId, { mode: 'read', plan: 'free' }, tx => tx.query<R>({ text, values: [t.world.acmeId] }))
const counted = async () =>
  (
    await ask<Record<string, unknown>>(`select
      (select count(*) from orders where org_id = $1) as orders, (select count(*) from order_lines where org_id = $1) as lines,
      (select sum(gross)::text from orders where org_id = $1) as gross, (select sum(paid_amount)::text from orders where org_id = $1) as paid,
      (select count(*) from orders where org_id = $1 and completed_at is not null and fulfilment = 'delivered' and payment = 'full' and billing = 'notNeeded') as completed,
      (select count(*) from orders where org_id = $1 and state = 'confirmed' and fulfilment = 'none' and payment = 'none' and completed_at is null) as open,
      (select count(*) from shipments where org_id = $1 and is_opening and state = 'delivered') as shipments,
      (select count(*) from receipts where org_id = $1 and is_opening) as receipts, (select count(*) from stock_moves where org_id = $1) as moves,
      (select count(*) from reservations where org_id = $1) as reservations, (select count(*) from notices where org_id = $1) as notices,
      (select sum(used)::text from customer_credit where org_id = $1) as used,
      (select count(*) from event where org_id = $1 and entity in ('order', 'shipment', 'receipt') and via <> 'import') as otherwise`)
  )[0]

/** The doctor's questions are planned for all that has just come, not whenever PostgreSQL's own sweep comes by. */
async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: t.database.adminUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}

test('830 orders with 2,155 lines arrive as they stand, to the cent, and none is dropped', async () => {
  const goods = total(rowsAt('order_details').map(netOf))
  expect(goods).toBe('1265793.29')
  const { checked, done, verdict } = await importer(t).bring('openingOrder', file)
  expect(verdict.groups).toEqual([])
  expect([checked, done]).toMatchObject([
    { state: 'checked', rowsRead: 2155, rowsOk: 2155, rowsRefused: 0 },
    { state: 'done', rowsRead: 2155, rowsOk: 2155, rowsRefused: 0 },
  ])
  const freight = freights()
  const gross = new Decimal(goods).plus(total(freight))
  const open = rowsAt('orders').filter(row => row.shipped_date === '')
  const isOpen = new Set(open.map(row => row.order_id))
  const owed = new Decimal(
    total(
      rowsAt('order_details')
        .filter(row => isOpen.has(row.order_id))
        .map(row => netOf(row)),
    ),
  ).plus(total(open.map(row => new Decimal(row.freight ?? '0'))))
  expect(await counted()).toEqual({
    orders: 830,
    lines: 2155 + freight.filter(one => !one.isZero()).length,
    gross: gross.toFixed(4),
    paid: gross.minus(owed).toFixed(4),
    completed: 809,
    open: 21,
    shipments: 809,
    receipts: 809,
    moves: 0,
    reservations: 0,
    notices: 0,
    used: owed.toFixed(4),
    otherwise: 0,
  })
  await analyze()
  expect(await doctored(t.database).findings()).toEqual([])
}, 900_000)

test('their days are their own: shipped, paid and completed when they were, each told where it belongs', async () => {
  const [first] = (await t.as('olivia').get('/orders?q=10248')).body.items as Record<string, unknown>[] // every list has them
  expect(first).toMatchObject({
    date: '1996-07-04',
    customerName: 'Vins et alcools Chevalier',
    gross: '472.38',
    paidAmount: '472.38',
  })
  expect([first?.confirmedAt, first?.completedAt]).toEqual(['1996-07-03T16:00:00.000Z', '1996-07-15T16:00:00.000Z'])
  const whole = (await t.as('olivia').get(`/orders/${String(first?.id)}`)).body.lines as Record<string, unknown>[] // its schema
  expect(whole.map(one => [one.name, one.kind, one.unitQty, one.gross, one.delivered])).toEqual([
    ['Queso Cabrales', 'goods', '12', '168', '12'],
    ['Singaporean Hokkien Fried Mee', 'goods', '10', '98', '10'],
    ['Mozzarella di Giovanni', 'goods', '5', '174', '5'],
    ['Freight', 'fee', '1', '32.38', '0'],
  ])
})

test('the same file again changes nothing and says so; one order’s wrong line keeps the whole order out', async () => {
  const before = await counted()
  const { checked, verdict } = await importer(t).bring('openingOrder', file)
  expect(checked).toMatchObject({ rowsOk: 0, rowsRefused: 2155 })
  expect(verdict.groups).toMatchObject([{ reason: { key: 'order.alreadyIn' }, count: 2155 }])
  expect(await counted()).toEqual(before)
  const rows = [
    'order,customer,date,product,qty,price',
    'N1,Around the Horn,2026-01-05,1,2,18',
    'N2,Around the Horn,2026-01-06,1,1,18',
    'N1,,,nothing,1,1',
    'N3,Around the Horn,2026-01-05,1,2,18',
    'N3,Ernst Handel,,2,2,18',
    'N4,,,1,1,1',
    'N5,Around the Horn,2026-01-07,1,1,2',
    'N5,,,2,1,3',
  ]
  const mixed = await importer(t).bring('openingOrder', Buffer.from(`${rows.join('\n')}\n`))
  expect(mixed.done).toMatchObject({ rowsRead: 8, rowsOk: 3, rowsRefused: 5 })
  expect(mixed.verdict.rows.map(row => [row.line, row.reasons.map(one => one.key)])).toEqual([
    [2, ['exchange.groupRefused']],
    [4, ['exchange.notFound']],
    [5, ['exchange.groupRefused']],
    [6, ['exchange.groupDiffers']],
    [7, ['exchange.required', 'exchange.required']],
  ])
}, 300_000)

test('an open order goes on as any other: it is shipped from stock and its money comes in', async () => {
  const [open] = (
    await t.as('olivia').get(
      `/orders?filter=${encodeURIComponent(
        JSON.stringify({
          all: [
            { field: 'fulfilment', op: 'is', value: 'none' },
            { field: 'date', op: 'is', value: '1998-05-06' },
          ],
        }),
      )}&sort=number&limit=1`,
    )
  ).body.items as Record<string, unknown>[] // every list has them
  const id = String(open?.id)
  const post = async (path: string, body: Record<string, unknown>) => {
    const answer = await t.as('olivia').post(path, body)
    expect(answer.status, answer.response.body).toBeLessThan(300)
    return answer.body
  }
  await post('/warehouses', { code: 'A', name: 'Main' })
  const lines = (await t.as('olivia').get(`/orders/${id}`)).body.lines as Record<string, string>[] // its schema
  const goods = lines.filter(line => line.kind === 'goods')
  const { done } = await importer(t).bring(
    'stock',
    Buffer.from(['product,quantity', ...goods.map(line => `${line.code},${line.unitQty}`)].join('\n')),
  )
  expect(done).toMatchObject({ rowsOk: goods.length })
  const { id: shipment } = await post('/shipments', { orderIds: [id] })
  for (const move of ['ready', 'ship', 'deliver']) await post(`/shipments/${String(shipment)}/moves/${move}`, {})
  await post('/receipts', {
    customerId: open?.customerId,
    amount: open?.gross,
    allocations: [{ orderId: id, amount: open?.gross }],
  })
  expect((await t.as('olivia').get(`/orders/${id}`)).body).toMatchObject({ fulfilment: 'delivered', payment: 'full' })
  expect(await doctored(t.database).findings()).toEqual([])
}, 120_000)
