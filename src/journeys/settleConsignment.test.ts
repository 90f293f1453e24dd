// What settling does beyond the goods: invoices, plans, statements; and two people at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderCollection } from '#features/collection/server/plan.service.ts'
import { getSettlement } from '#features/consignment/server/settlement.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import { arriveShipment } from '#features/shipment/server/arrival.service.ts'
import { readStatement } from '#features/statement/server/statement.service.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { type ConsignmentWorld, consignmentWorld } from '#test/consignmentWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let at: ConsignmentWorld
let doctor: Doctored
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  at = await consignmentWorld(world)
})
afterAll(() => open.close())

const clean = async () => expect(await doctor.findings()).toEqual([])
const codes = { taxCode: '1090205000000000000' }

describe('invoicing', () => {
  test('asks for exactly what was settled, in the same step; nothing before', async () => {
    const { order, line } = await at.there('5')
    const ask = () => world.write('oda', (tx, actor) => requestInvoice(tx, actor, { orderIds: [order.id] }))
    expect(await refused(ask())).toEqual(['invoice.noLines@lines'])
    const settled = await at.settle(line, '2', { requestInvoice: true })
    expect(settled.invoices).toMatchObject([{ state: 'requested', gross: '200', currency: 'CNY' }])
    // whatever becomes of the invoice, it stays the settlement's
    const [{ id: invoiceId } = {}] = settled.invoices
    await world.write('oda', (tx, actor) => editInvoice(tx, actor, invoiceId ?? '', { note: '月结' }))
    const again = await world.read('oda', (db, actor) => getSettlement(db, actor, settled.id))
    expect(again.invoices).toEqual(settled.invoices)
    expect(await world.get(order.id)).toMatchObject({ lines: [{ delivered: '2', invoiced: '0' }] })
    expect(await refused(ask())).toEqual(['invoice.noLines@lines'])
    const rest = await at.settle(line, '1')
    expect(rest.invoices).toEqual([])
    expect((await ask()).lines).toMatchObject([{ qty: '1', gross: '100' }])
    await clean()
  })
  test('is in the way of taking it back, until the request is withdrawn', async () => {
    const { line } = await at.there('2')
    const settled = await at.settle(line, '2', { requestInvoice: true })
    const [{ id = '', number = '' } = {}] = settled.invoices
    await expect(at.unpost(settled.id)).rejects.toMatchObject({
      reasons: [{ key: 'settlement.invoicedAbove', values: { lines: expect.stringContaining(number ?? '') } }],
    })
    await world.write('fay', (tx, actor) => moveInvoice(tx, actor, id ?? '', { move: 'withdraw' }))
    expect(await at.unpost(settled.id)).toMatchObject({ state: 'draft', invoices: [{ state: 'withdrawn' }] })
    await clean()
  })
  test('what is asked back is in the way, too', async () => {
    const { order, line } = await at.there('2')
    const settled = await at.settle(line, '2')
    const lines = [{ orderLineId: order.lines[0]?.id ?? '', qty: '1' }]
    await world.write('oda', (tx, actor) => createReturn(tx, actor, { orderId: order.id, lines }))
    expect(await refused(at.unpost(settled.id))).toEqual(['settlement.returnedAbove'])
  })
  test('a kit is settled by its parts and invoiced once it is whole', async () => {
    const [one, two] = [await world.stocked('9', codes), await world.stocked('9', codes)]
    const partsText = `${one.code}*1; ${two.code}*2`
    const kit = await world.product({ kind: 'kit', price: '300', partsText, ...codes })
    const order = await at.confirmed([{ productId: kit.id, unitQty: '2' }])
    const shipment = await at.send(order)
    const lineOf = (id: string) => shipment.lines.find(line => line.productId === id)?.id ?? ''
    expect(await refused(at.settle(lineOf(one.id), '1', { requestInvoice: true }))).toEqual([
      'settlement.nothingToBill@requestInvoice',
    ])
    const both = [
      { shipmentLineId: lineOf(one.id), qty: '1' },
      { shipmentLineId: lineOf(two.id), qty: '2' },
    ]
    const settled = await at.post((await at.draft({ lines: both })).id, { requestInvoice: true })
    expect(settled).toMatchObject({ amount: '300', invoices: [{ gross: '300' }] })
    expect(await refused(at.unpost(settled.id))).toEqual(['settlement.invoicedAbove'])
    await clean()
  })
})

describe('money', () => {
  test('a day that counts from delivery is the settlement’s own; taken back, the statement forgets it', async () => {
    const terms = {
      gates: { confirm: '0', supply: '0', ship: '0' },
      instalments: [{ kind: 'balance' as const, percent: '100', on: 'delivered' as const, days: 30 }],
    }
    const product = await world.stocked('9')
    const order = await at.confirmed([{ productId: product.id, unitQty: '3' }], { terms, date: '2026-11-02' })
    const shipment = await at.send(order, undefined, '2026-11-03')
    const line = shipment.lines[0]?.id ?? ''
    const early = await at.draft({ lines: [{ shipmentLineId: line, qty: '3' }], date: '2026-11-02' })
    expect(await refused(at.post(early.id))).toEqual(['settlement.beforeShipped@date'])
    const { id } = await at.draft({ lines: [{ shipmentLineId: line, qty: '3' }], date: '2026-11-05' })
    await at.post(id)
    const { plan } = await world.read('oda', (db, actor) => orderCollection(db, actor, order.id))
    expect(plan.map(one => one.dueDate)).toEqual(['2026-12-05'])
    const rows = async () => {
      const asked = { basis: 'delivered' as const, from: '2026-11-01', to: '2026-11-30' }
      const { rows } = await world.read('fay', (db, actor) => readStatement(db, actor, world.customerId, asked))
      return rows
        .filter(row => row.id === id || row.id === shipment.id)
        .map(({ day, kind, owed }) => ({ day, kind, owed }))
    }
    expect(await rows()).toEqual([{ day: '2026-11-05', kind: 'settlement', owed: '300' }])
    await at.unpost(id)
    expect(await rows()).toEqual([])
  })
  test('what lies there is worth whole yen', async () => {
    const rate = { currency: 'JPY', onDate: '2020-01-01', rate: '0.05' }
    await world.write('olivia', (tx, actor) => setRate(tx, actor, rate))
    const product = await world.stocked('9')
    const lines = [{ productId: product.id, unitQty: '3', price: '333.5' }]
    await at.settle((await at.send(await at.confirmed(lines, { currency: 'JPY' }))).lines[0]?.id ?? '', '1')
    expect(await at.lying(product.id)).toMatchObject([{ qty: '2', value: '667', currency: 'JPY', baseValue: '33.37' }])
  })
  test('parts of a line add up to it, whatever they are', async () => {
    const product = await world.stocked('9', { price: '33.335' })
    const order = await at.confirmed([{ productId: product.id, unitQty: '3' }])
    const line = (await at.send(order)).lines[0]?.id ?? ''
    const amounts = []
    for (const qty of ['1', '1', '1']) amounts.push((await at.settle(line, qty)).amount)
    expect(amounts.map(Number).reduce((a, b) => a + b, 0)).toBeCloseTo(Number(order.gross), 6)
  })
  test('what one is worth stays, also where another of an earlier day is posted after it', async () => {
    const product = await world.stocked('9', { price: '33.335' })
    const line = (await at.send(await at.confirmed([{ productId: product.id, unitQty: '2' }]), '2', '2026-11-01'))
      .lines[0]?.id
    const part = { lines: [{ shipmentLineId: line ?? '', qty: '1' }] }
    const first = await at.post((await at.draft({ ...part, date: '2026-11-05' })).id)
    const second = await at.post((await at.draft({ ...part, date: '2026-11-02' })).id)
    expect([first.amount, second.amount]).toEqual(['33.34', '33.33'])
    const again = await world.read('oda', (db, actor) => getSettlement(db, actor, first.id))
    expect(again.amount).toBe(first.amount)
  })
})

describe('two at once', () => {
  const together = async (works: readonly Promise<unknown>[]) => {
    const done = await Promise.all(works.map(refused))
    expect(open.db.counters.retries).toBe(0)
    return done.filter(one => one.length === 0).length
  }
  test('settle the last unit: one does', async () => {
    const { product, line } = await at.there('1')
    const drafts = await Promise.all([0, 1, 2].map(() => at.draft({ lines: [{ shipmentLineId: line, qty: '1' }] })))
    expect(await together(drafts.map(one => at.post(one.id)))).toBe(1)
    expect(await at.levels(product.id)).toEqual({ A: '19', S1: '0' })
    await clean()
  })
  test('post the same settlement: it is settled once', async () => {
    const { product, line } = await at.there('3')
    const { id } = await at.draft({ lines: [{ shipmentLineId: line, qty: '1' }] })
    expect(await together([at.post(id), at.post(id), at.post(id)])).toBe(3)
    expect(await at.levels(product.id)).toEqual({ A: '17', S1: '2' })
    await clean()
  })
  test('settle while it comes back: never more than lay there', async () => {
    const { product, shipment, line } = await at.there('1')
    const { id } = await at.draft({ lines: [{ shipmentLineId: line, qty: '1' }] })
    const back = world.write('wei', (tx, actor) =>
      arriveShipment(tx, actor, shipment.id, { lines: [{ no: 1, cameBack: '1' }] }),
    )
    expect(await together([at.post(id), back])).toBe(1)
    expect((await at.levels(product.id)).S1).toBe('0')
    await clean()
  })
  test('take back while an invoice is asked for: one of them', async () => {
    const { order, line } = await at.there('2')
    const settled = await at.settle(line, '2')
    const ask = world.write('oda', (tx, actor) => requestInvoice(tx, actor, { orderIds: [order.id] }))
    expect(await together([at.unpost(settled.id), ask])).toBe(1)
    await clean()
  })
})
