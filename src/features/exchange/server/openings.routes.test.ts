// A company begins in the middle of its year: what lies in the warehouse, what customers owe, what they paid ahead.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { doctored } from '#test/doctored.ts'
import { csv, importer } from '#test/importing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await t.as('olivia').post('/warehouses', { code: 'A', name: '主仓' })
  await importer(t).bring('customer', csv('name', '江苏榆湾饮料有限公司', '杭州明溪食品有限公司'))
  await importer(t).bring('product', csv('code,name,price', 'P1,灌装机,1000', 'P2,贴标机,500'))
})
afterAll(() => t?.close())

const items = async (path: string) => (await t.as('olivia').get(path)).body.items as Record<string, unknown>[] // every list has them
const creditOf = async (name: string) => {
  const [customer] = await items(`/customers?q=${name}`)
  return (await t.as('olivia').get(`/customers/${String(customer?.id)}/credit`)).body.used
}
const ask = <R>(text: string): Promise<R[]> =>
  inOrg(t.db, t.world.acmeId, { mode: 'read', plan: 'free' }, tx => tx.query<R>({ text, values: [t.world.acmeId] }))

test('opening stock is received once, by one document; a second file adds nothing and says so', async () => {
  const file = csv('产品编码,仓库,数量', 'P1,主仓,3', 'P2,,5')
  const { done } = await importer(t, 'wei').bring('openingStock', file)
  expect(done).toMatchObject({ rowsOk: 2, rowsRefused: 0 })
  const levels = async () => (await items('/stock')).map(one => [one.productCode, one.onHand])
  expect((await levels()).toSorted()).toEqual([
    ['P1', '3'],
    ['P2', '5'],
  ])
  expect(await items('/stock-documents')).toMatchObject([
    { kind: 'receipt', state: 'posted', reason: 'Opening stock', lineCount: 2 },
  ])
  const again = await importer(t, 'wei').bring('openingStock', file)
  expect(again.checked).toMatchObject({ rowsOk: 0, rowsRefused: 2 })
  expect(again.verdict.groups).toMatchObject([{ reason: { key: 'stock.openedAlready', path: 'product' }, count: 2 }])
  expect(again.verdict.groups).toHaveLength(1)
  expect((await levels()).toSorted()).toEqual([
    ['P1', '3'],
    ['P2', '5'],
  ])
}, 60_000)

test('opening receivables use credit and have their day; paid, they are completed; a second file changes nothing', async () => {
  const file = csv(
    '单据编号,客户,日期,期初应收,到期日',
    'AR-1,江苏榆湾饮料有限公司,2026-03-01,1200.50,2026-04-15',
    'AR-2,江苏榆湾饮料有限公司,2026-05-01,99.50,',
    'AR-3,江苏榆湾饮料有限公司,2026-05-01,0,',
    'AR-1,杭州明溪食品有限公司,2026-05-01,5,',
  )
  const { done, verdict } = await importer(t, 'fay').bring('openingReceivable', file)
  expect(done).toMatchObject({ rowsOk: 2, rowsRefused: 2 })
  expect(verdict.rows.map(row => [row.line, row.reasons[0]?.key])).toEqual([
    [4, 'order.nothingOwed'],
    [5, 'exchange.twin'],
  ])
  expect(await creditOf('江苏榆湾')).toBe('1300')
  const [owed] = await items('/orders?q=AR-1')
  expect(owed).toMatchObject({
    state: 'confirmed',
    date: '2026-03-01',
    gross: '1200.5',
    nextDue: '2026-04-15',
    fulfilment: 'notNeeded',
    billing: 'notNeeded',
    payment: 'none',
    completedAt: null,
  })
  const again = await importer(t, 'fay').bring('openingReceivable', file)
  expect(again.checked.rowsOk).toBe(0)
  expect(await creditOf('江苏榆湾')).toBe('1300')
  const paid = await t.as('fay').post('/receipts', {
    customerId: owed?.customerId,
    amount: '1200.5',
    allocations: [{ orderId: owed?.id, amount: '1200.5' }],
  })
  expect(paid.status, paid.response.body).toBeLessThan(300)
  expect((await items('/orders?q=AR-1'))[0]).toMatchObject({ payment: 'full', completedAt: expect.any(String) })
  expect(await creditOf('江苏榆湾')).toBe('99.5')
}, 60_000)

test('opening advances are money in hand for nothing yet, and may be meant for an order of Baton’s own', async () => {
  const file = csv(
    '收款凭证号,客户,收款日期,金额,方式',
    'BK-77,杭州明溪食品有限公司,2026-06-20,300,银行转账',
    'BK-77,杭州明溪食品有限公司,2026-06-21,1,银行转账',
  )
  const { done, verdict } = await importer(t, 'fay').bring('openingAdvance', file)
  expect(done, JSON.stringify(verdict.groups)).toMatchObject({ rowsOk: 1, rowsRefused: 1 })
  expect(verdict.groups).toMatchObject([{ reason: { key: 'exchange.twin', path: 'externalRef' } }])
  expect(await creditOf('杭州明溪')).toBe('-300')
  const [receipt] = await items('/receipts?q=BK-77')
  expect(receipt).toMatchObject({ isOpening: true, state: 'received', date: '2026-06-20', amount: '300', open: '300' })
  const again = await importer(t, 'fay').bring(
    'openingAdvance',
    csv('收款凭证号,客户,收款日期,金额', 'BK-77,杭州明溪食品有限公司,2026-06-20,300'),
  )
  expect(again.verdict.groups).toMatchObject([{ reason: { key: 'collection.refTaken' } }])
  expect(await creditOf('杭州明溪')).toBe('-300')
}, 60_000)

test('an order half shipped and half paid arrives so, and only what is open of it counts', async () => {
  const rows = [
    '订单编号,客户,订单日期,发货日期,产品,数量,单价,折扣,税率,已发数量,已回款,回款日期,到期日',
    'H-1,杭州明溪食品有限公司,2026-02-01,2026-02-10,P1,4,1000,10%,13,1,1500,2026-02-20,2026-07-31',
    'H-1,,,,P2,2,500,,13,0,,,',
  ]
  const { done, verdict } = await importer(t, 'oda').bring('openingOrder', csv(...rows))
  expect(done, JSON.stringify(verdict)).toMatchObject({ rowsOk: 2 })
  const [order] = await items('/orders?q=H-1')
  expect(order).toMatchObject({
    gross: '4600',
    paidAmount: '1500',
    fulfilment: 'part',
    payment: 'part',
    billing: 'notNeeded',
    nextDue: '2026-07-31',
    completedAt: null,
  })
  expect(await creditOf('杭州明溪')).toBe('2800')
  expect(
    await ask(
      'select s.is_opening, sum(l.qty)::text as qty from shipments s join shipment_lines l on l.org_id = s.org_id and l.shipment_id = s.id where s.org_id = $1 group by 1',
    ),
  ).toEqual([{ isOpening: true, qty: '1.000000' }])
  const events = await ask<{ kind: string; day: string }>(
    "select kind, (at at time zone 'Asia/Shanghai')::date::text as day from event where org_id = $1 and entity in ('order', 'shipment', 'receipt') and after ->> 'number' is not null and at < '2026-02-25' order by at, kind",
  )
  expect(events).toEqual([
    { kind: 'order.brought', day: '2026-02-01' },
    { kind: 'shipment.brought', day: '2026-02-10' },
    { kind: 'receipt.received', day: '2026-02-20' },
  ])
}, 60_000)

test('an order billed before brings its invoice: under its own number, in nobody’s register, and nothing is left to bill', async () => {
  const head = '订单编号,客户,订单日期,发货日期,产品,数量,单价,税率,运费,发票号码,开票日期'
  const rows = [
    'I-1,江苏榆湾饮料有限公司,2026-02-01,2026-02-10,P1,2,1130,13,20,25312000000012345678,2026-02-15',
    'I-1,,,,P2,1,565,13,,,',
    'I-2,江苏榆湾饮料有限公司,2026-02-01,2026-02-10,P1,1,10,13,,25312000000012345678,2026-02-15',
  ]
  const { done, verdict } = await importer(t, 'oda').bring('openingOrder', csv(head, ...rows))
  expect(done, JSON.stringify(verdict)).toMatchObject({ rowsOk: 2, rowsRefused: 1 })
  expect(verdict.groups).toMatchObject([{ reason: { path: 'invoiceNumber', key: 'exchange.twin' }, lines: [4] }])
  expect((await items('/orders?q=I-1'))[0]).toMatchObject({
    gross: '2845',
    billing: 'full',
    payment: 'full',
    completedAt: expect.any(String),
  })
  const [invoice] = await items('/invoices')
  expect(invoice).toMatchObject({
    number: '25312000000012345678',
    taxNumber: '25312000000012345678',
    state: 'issued',
    isOpening: true,
    registerNo: null,
    date: '2026-02-15',
    gross: '2845',
  })
  expect(await creditOf('江苏榆湾')).toBe('99.5')
  expect(await doctored(t.database).findings()).toEqual([])
}, 60_000)

test('days to come, too much shipped, a discount beyond one and a closed period are refused by their column', async () => {
  const bad = csv(
    '订单编号,客户,订单日期,发货日期,签收日期,产品,数量,单价,折扣,已发数量',
    'X-1,杭州明溪食品有限公司,2099-01-01,,,P1,1,1,,',
    'X-2,杭州明溪食品有限公司,2026-01-05,2026-01-09,2026-01-08,P1,1,1,,',
    'X-3,杭州明溪食品有限公司,2026-01-05,2026-01-09,,P1,1,1,,2',
    'X-4,杭州明溪食品有限公司,2026-01-05,,,P1,1,1,5,',
  )
  const { verdict } = await importer(t, 'oda').bring('openingOrder', bad)
  expect(verdict.rows.map(row => row.reasons.map(one => [one.path, one.key]))).toEqual([
    [['date', 'order.dayToCome']],
    [['deliveredOn', 'order.deliveredBefore']],
    [['shippedQty', 'order.shippedOver']],
    [['discount', expect.stringContaining('schema.')]],
  ])
  expect((await importer(t, 'ann').send('openingOrder', bad)).status).toBe(403)
  expect(await ask('select count(*) as n from reservations where org_id = $1')).toEqual([{ n: 0 }])
  expect(await doctored(t.database).findings()).toEqual([])
}, 60_000)
