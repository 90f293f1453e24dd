import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approve, sendBackApproval } from '#features/approval/server/approval.service.ts'
import { setPolicy } from '#features/approval/server/policy.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import type { WholeChange } from '#features/change/change.schema.ts'
import {
  changesOfOrder,
  createChange,
  editChange,
  getChange,
  takeOverChange,
} from '#features/change/server/change.service.ts'
import { versionsOf } from '#features/change/server/version.service.ts'
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import type { AmendAsked } from '#features/order/amend.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { moveOrder } from '#features/order/server/move.service.ts'
import { createShipment, getShipment } from '#features/shipment/server/shipment.service.ts'
import { createReturn } from '#features/ticket/server/return.service.ts'
import { inspectReturn, moveReturn, receiveReturn } from '#features/ticket/server/returnMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { whileOpen } from '#test/whileOpen.ts'
import type { Anyone } from '#test/world.ts'
import { moveChange } from './applyChange.ts'
import { cancelOrder } from './cancelOrder.ts'
import { closeOrder } from './closeOrder.ts'
import { recordInvoice } from './issueInvoice.ts'
import { lastPricesHandlers } from './lastPrices.ts'
import { moveGoods } from './moveGoods.ts'
import { previewChange, sketchChange } from './previewChange.ts'

let opened: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  opened = await openOrders()
  world = await orderWorld(opened.db)
})
afterAll(() => opened?.close())

const draft = (orderId: string, actions: AmendAsked[], who: Anyone = 'oda') =>
  world.write(who, (tx, actor) => createChange(tx, actor, { orderId, reason: '客户改了数量', actions }))
const submit = (id: string) => world.write('oda', (tx, actor) => moveChange(tx, actor, id, 'submit', {}))
const apply = (id: string) => world.write('oda', (tx, actor) => moveChange(tx, actor, id, 'apply', {}))
const cancel = (id: string) => world.write('oda', (tx, actor) => moveChange(tx, actor, id, 'cancel', {}))
const see = (id: string) => world.read('oda', (db, actor) => getChange(db, actor, id))
const preview = (id: string) => world.read('oda', (db, actor) => previewChange(db, actor, id))
async function decide(id: string, how: 'approve' | 'sendBack' = 'approve'): Promise<void> {
  const mine = (await world.read('fay', inbox)).find(one => one.recordId === id)
  if (!mine) throw new Error('nobody is asked')
  await world.write('fay', (tx, actor) =>
    how === 'approve' ? approve(tx, actor, mine.id, {}) : sendBackApproval(tx, actor, mine.id, { reason: '太多' }),
  )
}
/** Drafted, submitted, approved: applied where nothing is in the way. */
async function changed(orderId: string, actions: AmendAsked[]): Promise<WholeChange> {
  const { id } = await draft(orderId, actions)
  await submit(id)
  await decide(id)
  return see(id)
}
const lineId = (order: WholeOrder, n = 0): string => order.lines[n]?.id ?? ''
const quantity = (order: WholeOrder, unitQty: string, n = 0): AmendAsked => ({
  kind: 'quantity',
  lineId: lineId(order, n),
  unitQty,
})
const ship = async (order: WholeOrder, qty: string, until: 'draft' | 'ready' | 'ship' = 'ship') => {
  const made = await world.write('wei', (tx, actor) =>
    createShipment(tx, actor, { lines: [{ orderLineId: lineId(order), unitQty: qty }] }),
  )
  for (const move of ['ready', 'ship'] as const) {
    if (until === 'draft' || (until === 'ready' && move === 'ship')) break
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, made.id, move, {}))
  }
  return made
}
const clean = async () => expect(await doctored(opened.test).findings()).toEqual([])
const write = (text: string, values: unknown[]) =>
  world.write('olivia', tx => tx.query({ text, values: [tx.orgId, ...values] }))
const stockOf = (productId: string) =>
  world.rows<{ onHand: string; reserved: string }>(
    'select on_hand, reserved from stock_levels where org_id = $1 and product_id = $2',
    [productId],
  )
const used = async (): Promise<string> =>
  (
    await world.rows<{ used: string }>('select used from customer_credit where org_id = $1 and customer_id = $2', [
      world.customerId,
    ])
  )[0]?.used ?? ''

describe('a change of a confirmed order', () => {
  test('is drafted, approved and applied in the transaction of the last approval; the order stands as reviewed', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
    const before = Number(await used())
    const { id } = await draft(order.id, [quantity(order, '12')])
    expect(await world.get(order.id)).toMatchObject({ liveChanges: 1, revision: 1 })
    const seen = await preview(id)
    expect(seen).toMatchObject({ ok: true, before: { gross: '1000' }, after: { gross: '1200' }, stock: [{ qty: '2' }] })
    expect(seen.plan).toMatchObject([{ amountBefore: '1000', amountAfter: '1200' }])
    expect((await submit(id)).state).toBe('in_approval')
    const mine = (await world.read('fay', inbox)).find(one => one.recordId === id)
    expect(mine?.why.map(one => one.key)).toEqual(['change.said.quantity', 'change.said.total'])
    await decide(id)
    expect(await see(id)).toMatchObject({ state: 'applied', revision: 2, grossBefore: '1000', grossAfter: '1200' })
    expect(await world.get(order.id)).toMatchObject({
      ...{ state: 'confirmed', gross: '1200', revision: 2, liveChanges: 0, reviewed: true },
      lines: [{ ordered: '12', reserved: '12', toShip: '12' }],
    })
    expect(Number(await used())).toBe(before + 200)
    expect(await stockOf(product.id)).toMatchObject([{ reserved: '12' }])
    await clean()
  })

  test('preview ≡ apply, line by line', async () => {
    const product = await world.stocked('50')
    const other = await world.stocked('50')
    const order = await world.confirmed([
      { productId: product.id, unitQty: '10' },
      { productId: other.id, unitQty: '4' },
    ])
    await ship(order, '3')
    const actions: AmendAsked[] = [
      { kind: 'cancel', lineId: lineId(order), unitQty: '2' },
      { kind: 'price', lineId: lineId(order, 1), price: '88.88' },
      { kind: 'add', productId: other.id, unitQty: '3', price: '70' },
      { kind: 'date', promisedDate: '2027-02-01' },
      { kind: 'address', address: '南京市浦口区' },
    ]
    const { id } = await draft(order.id, actions)
    const seen = await preview(id)
    await submit(id)
    await decide(id)
    const after = await world.get(order.id)
    expect(after).toMatchObject({ gross: seen.after.gross, promisedDate: '2027-02-01', address: '南京市浦口区' })
    expect(after.lines.map(line => [line.id, line.toShip, line.reserved])).toEqual(
      seen.lines.map(line => [line.id, line.toShipAfter, line.reservedAfter]),
    )
    expect(await preview(id)).toMatchObject({ ok: true, after: { gross: after.gross } })
    await clean()
  })

  test('ship 5, return nothing, change to 3: refused by what the customer has; what is ready stands in the way by its number', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
    await ship(order, '5')
    const low = await draft(order.id, [quantity(order, '3')])
    expect(await refused(submit(low.id))).toEqual(['change.belowShipped@actions.0.unitQty'])
    const ready = await ship(order, '3', 'ready')
    await world.write('oda', (tx, actor) => editChange(tx, actor, low.id, { actions: [quantity(order, '6')] }))
    await submit(low.id)
    await decide(low.id)
    expect((await see(low.id)).state).toBe('approved')
    expect((await preview(low.id)).reasons).toMatchObject([
      { key: 'change.readyAbove', values: { numbers: ready.number } },
    ])
    expect(await refused(apply(low.id))).toEqual(['change.readyAbove'])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, ready.id, 'unready', {}))
    expect((await apply(low.id)).state).toBe('applied')
    // what was a draft by now became less
    expect((await world.read('wei', (db, actor) => getShipment(db, actor, ready.id))).lines).toMatchObject([
      { qty: '1' },
    ])
    await clean()
  })

  test('a draft of which nothing is left is cancelled', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
    await ship(order, '4')
    const planned = await ship(order, '6', 'draft')
    await changed(order.id, [quantity(order, '4')])
    expect(await world.read('wei', (db, actor) => getShipment(db, actor, planned.id))).toMatchObject({
      state: 'cancelled',
    })
    expect(await world.get(order.id)).toMatchObject({ fulfilment: 'full', lines: [{ ordered: '4', reserved: '0' }] })
    await clean()
  })

  test('credit: a raised value is blocked, and can be applied once there is room; less is always let through', async () => {
    const product = await world.stocked('100')
    const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
    await write(
      `update customer_credit set credit_limit = ${Number(await used()) + 50}, policy = 'block' where org_id = $1 and customer_id = $2`,
      [world.customerId],
    )
    const more = await changed(order.id, [quantity(order, '11')])
    expect(more.state).toBe('approved')
    expect((await preview(more.id)).reasons.map(one => one.key)).toEqual(['order.creditBlocked'])
    await cancel(more.id)
    expect((await changed(order.id, [quantity(order, '9')])).state).toBe('applied')
    await write(
      "update customer_credit set credit_limit = null, policy = 'pass' where org_id = $1 and customer_id = $2",
      [world.customerId],
    )
    await clean()
  })

  test('one unfinished change of an order; two who draft at once: one', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const both = await Promise.allSettled([
      draft(order.id, [quantity(order, '3')]),
      draft(order.id, [quantity(order, '4')], 'olivia'),
    ])
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await refused(draft(order.id, [quantity(order, '5')]))).toEqual(['change.another@orderId'])
    expect(await refused(world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {})))).toEqual([
      'order.liveChange',
    ])
    const { live } = await world.read('oda', (db, actor) => changesOfOrder(db, actor, order.id))
    await cancel(live ?? '')
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
    expect(await refused(draft(order.id, [quantity(order, '5')]))).toEqual(['change.orderNotLive@orderId'])
    await clean()
  })

  test('is cancelled with its order, and so is the approval that it waits for', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const { id } = await draft(order.id, [quantity(order, '3')])
    await submit(id)
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: '客户取消' }))
    expect(await see(id)).toMatchObject({ state: 'cancelled' })
    expect((await world.read('fay', inbox)).some(one => one.recordId === id)).toBe(false)
    expect(await world.get(order.id)).toMatchObject({ state: 'cancelled', liveChanges: 0 })
    await clean()
  })

  test('sent back it is rejected; taken over it is a draft of the order as it stands now', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const { id } = await draft(order.id, [quantity(order, '3')])
    await submit(id)
    await decide(id, 'sendBack')
    expect(await see(id)).toMatchObject({ state: 'rejected' })
    await changed(order.id, [quantity(order, '5')])
    const again = await world.write('oda', (tx, actor) => takeOverChange(tx, actor, id))
    expect(again).toMatchObject({
      state: 'draft',
      fromId: id,
      baseRevision: 2,
      actions: [{ kind: 'quantity', unitQty: '3' }],
    })
    await submit(again.id)
    await decide(again.id)
    expect(await world.get(order.id)).toMatchObject({ revision: 3, lines: [{ ordered: '3' }] })
    const versions = await world.read('ann', (db, actor) => versionsOf(db, actor, order.id))
    expect(versions.map(one => [one.revision, one.grossAfter])).toEqual([
      [3, '300'],
      [2, '500'],
      [1, '200'],
    ])
    await clean()
  })

  test('what stands there now is not what was looked at: in conflict, and nothing changes', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const { id } = await draft(order.id, [{ kind: 'date', promisedDate: '2027-03-01' }])
    await submit(id)
    await write("update orders set promised_date = '2027-04-01' where org_id = $1 and id = $2", [order.id])
    await decide(id)
    expect(await see(id)).toMatchObject({ state: 'conflicted' })
    expect((await preview(id)).conflicts.map(one => one.key)).toEqual(['change.moved.orderDate'])
    expect(await world.get(order.id)).toMatchObject({ promisedDate: '2027-04-01', revision: 1, liveChanges: 0 })
    await write('update orders set promised_date = null where org_id = $1 and id = $2', [order.id])
    await clean()
  })

  test('where the policy asks nobody it is applied at once', async () => {
    const about = { entity: 'change', purpose: 'change' }
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes: [], allowSelf: false, version: 0 }))
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const { id } = await draft(order.id, [quantity(order, '3')])
    expect((await submit(id)).state).toBe('applied')
    const nodes = [{ by: 'role' as const, role: 'finance' as const, mode: 'any' as const }]
    await world.write('olivia', (tx, actor) => setPolicy(tx, actor, about, { nodes, allowSelf: false, version: 1 }))
    await clean()
  })

  test('on hold nothing more is reserved, and what is given up goes back', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }])
    await world.write('oda', (tx, actor) => moveOrder(tx, actor, order.id, { move: 'hold' }))
    await changed(order.id, [quantity(order, '8')])
    expect(await world.get(order.id)).toMatchObject({ state: 'on_hold', lines: [{ ordered: '8', reserved: '5' }] })
    await changed(order.id, [quantity(order, '2')])
    expect(await world.get(order.id)).toMatchObject({ lines: [{ ordered: '2', reserved: '2' }] })
    await clean()
  })

  test('what is typed is worked out without a trace; what cannot be understood is said at its action', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
    const look = (actions: AmendAsked[]) =>
      world.read('oda', (db, actor) => sketchChange(db, actor, { orderId: order.id, actions }))
    expect(await look([quantity(order, '4')])).toMatchObject({ ok: true, after: { gross: '400' } })
    expect(await refused(look([{ kind: 'price', lineId: lineId(order) }]))).toEqual([
      'change.needsValue@actions.0.price',
    ])
    expect(await refused(look([{ kind: 'add', unitQty: '1' }]))).toContain('field.required@actions.0.name')
    expect((await look([quantity(order, '0')])).reasons.map(one => one.key)).toEqual(['change.nothingLeft'])
    expect(await world.get(order.id)).toMatchObject({ liveChanges: 0, version: order.version })
  })
})

/** Came back, credited by a red letter: the rest of the order is what the change says. */
describe('with returns and red letters', () => {
  const record = (id: string, taxNumber: string) =>
    world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber }))
  const carry = (id: string, names: readonly ('issue' | 'ask' | 'confirm')[]) =>
    names.reduce<Promise<unknown>>(
      (before, move) => before.then(() => world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move }))),
      Promise.resolve(),
    )
  async function invoiced(order: WholeOrder, unitQty: string, taxNumber: string): Promise<void> {
    const lines = [{ orderLineId: lineId(order), unitQty, taxCode: '1090205000000000000' }]
    const buyer = { taxNumber: '91110108551385082Q' }
    const { id } = await world.write('fay', (tx, actor) => requestInvoice(tx, actor, { buyer, lines }))
    await carry(id, ['issue'])
    await record(id, taxNumber)
  }
  async function returned(order: WholeOrder, unitQty: string): Promise<string> {
    const lines = [{ orderLineId: lineId(order), unitQty }]
    const { id } = await world.write('oda', (tx, actor) => createReturn(tx, actor, { orderId: order.id, lines }))
    await world.write('oda', (tx, actor) => moveReturn(tx, actor, id, { move: 'approve' }))
    await world.write('wei', (tx, actor) => receiveReturn(tx, actor, id, {}))
    return id
  }
  async function credited(returnId: string, taxNumber: string): Promise<void> {
    const lines = [{ no: 1, decision: 'credit' as const }]
    const seen = await world.write('oda', (tx, actor) => inspectReturn(tx, actor, returnId, { lines }))
    const red = seen.outcomes[0]?.recordId ?? ''
    await carry(red, ['ask', 'confirm', 'issue'])
    await record(red, taxNumber)
  }

  test('C035 order 5, delivered 5, invoiced 5; changed to 3; 2 returned, 2 credited: delivered 3, invoiced 3, complete', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }])
    const sent = await ship(order, '5')
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, sent.id, 'deliver', {}))
    await invoiced(order, '5', '82600000000000000001')
    const { id } = await draft(order.id, [quantity(order, '3')])
    expect(await refused(submit(id))).toEqual(['change.belowShipped@actions.0.unitQty'])
    const back = await returned(order, '2')
    expect(await refused(submit(id))).toEqual(['change.belowInvoiced@actions.0.unitQty'])
    await credited(back, '82600000000000000002')
    await submit(id)
    await decide(id)
    expect((await see(id)).state).toBe('applied')
    const whole = await world.get(order.id)
    const line = whole.lines[0]
    const net = (a = '0', b = '0') => Number(a) - Number(b)
    expect([net(line?.delivered, line?.returned), net(line?.invoiced, line?.credited)]).toEqual([3, 3])
    expect(line).toMatchObject({ due: '3', toShip: '0', reserved: '0' })
    expect(whole).toMatchObject({ fulfilment: 'delivered', billing: 'full', paidAmount: '0' })
    await world.write('oda', (tx, actor) => moveReturn(tx, actor, back, { move: 'close' }))
    const { customerId } = world
    const pay = { customerId, amount: '300', allocations: [{ orderId: order.id, amount: '300' }] }
    await world.write('fay', (tx, actor) => createReceipt(tx, actor, pay))
    expect(await world.get(order.id)).toMatchObject({
      ...{ state: 'confirmed', liveReturns: 0, payment: 'full', completedAt: expect.any(String) },
    })
    expect(await stockOf(product.id)).toMatchObject([{ onHand: '17', reserved: '0' }])
    await clean()
  })
})

test('C128 whoever edits an older set of actions is told, not overruled', async () => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
  const { id, version } = await draft(order.id, [quantity(order, '9')])
  const edit = (unitQty: string) =>
    world.write('oda', (tx, actor) => editChange(tx, actor, id, { version, actions: [quantity(order, unitQty)] }))
  const found = await Promise.all([refused(edit('8')), refused(edit('7'))])
  expect(found.toSorted()).toEqual([[], ['kernel.stale@actions']])
  await cancel(id)
})

test('a line that is told its own day beside the order’s is in nobody’s way', async () => {
  const product = await world.stocked('20')
  const lines = [{ productId: product.id, unitQty: '1', promisedDate: '2027-01-01' }]
  const order = await world.confirmed(lines, { promisedDate: '2027-01-01' })
  const dates = [
    { kind: 'date' as const, promisedDate: '2027-02-01' },
    { kind: 'date' as const, lineId: lineId(order), promisedDate: '2027-01-01' },
  ]
  expect((await changed(order.id, dates)).state).toBe('applied')
  expect(await world.get(order.id)).toMatchObject({
    promisedDate: '2027-02-01',
    lines: [{ promisedDate: '2027-01-01' }],
  })
})

test('a product that a change takes away was last paid as an order before says, or never', async () => {
  const [product, other] = [await world.stocked('20'), await world.stocked('20')]
  const last = async () =>
    (await world.read('oda', (db, actor) => lastPricesHandlers.lastPrices(db, actor, asked))).map(one => [
      one.number,
      one.price,
    ])
  const asked = { id: world.customerId, products: [product.id] }
  const lines = (price: string) => [{ productId: product.id, unitQty: '1', price }]
  const before = await world.confirmed(lines('90'))
  const order = await world.confirmed([...lines('80'), { productId: other.id, unitQty: '1' }])
  expect(await last()).toEqual([[order.number, '80']])
  await changed(order.id, [quantity(order, '0')])
  expect(await last()).toEqual([[before.number, '90']])
  await clean()
})

test('an address of nothing but blanks is none', async () => {
  const product = await world.stocked('20')
  const order = await world.confirmed([{ productId: product.id, unitQty: '1' }])
  await changed(order.id, [{ kind: 'address', address: '  ' }])
  expect(await world.get(order.id)).toMatchObject({ address: null, revision: 2 })
})

const settled = async (jobs: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(jobs)).map(one => one.status)

describe('at once', () => {
  test('given up while it is submitted: whoever comes second is told, and no request is left without its change', async () => {
    const order = await world.confirmed([{ productId: (await world.stocked('20')).id, unitQty: '5' }])
    const { id } = await draft(order.id, [quantity(order, '6')])
    const submitting = (tx: Tx, actor: Actor) => moveChange(tx, actor, id, 'submit', {})
    expect(await whileOpen(world, 'oda', submitting, () => cancel(id))).toEqual(['order.moved'])
    expect(await refused(cancel(id))).toEqual([])
    expect(await doctored(opened.test).findings()).toEqual([])
  })
  test('it is applied twice: once', async () => {
    const product = await world.stocked('20')
    const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
    const ready = await ship(order, '10', 'ready')
    const { id } = await changed(order.id, [quantity(order, '8')])
    await world.write('wei', (tx, actor) => moveGoods(tx, actor, ready.id, 'unready', {}))
    expect((await settled([apply(id), apply(id)])).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await world.get(order.id)).toMatchObject({ revision: 2, lines: [{ ordered: '8', reserved: '8' }] })
    await clean()
  })

  test('amended while shipping, and against who reserves the last: no counter is broken', async () => {
    for (let run = 0; run < 4; run++) {
      const product = await world.stocked('12')
      const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
      const ready = await ship(order, '10', 'ready')
      const { id } = await changed(order.id, [quantity(order, '4')])
      await settled([apply(id), world.write('wei', (tx, actor) => moveGoods(tx, actor, ready.id, 'ship', {}))])
      const after = await world.get(order.id)
      // it is ready: the change may not take it away, and the shipment goes
      expect(after.lines).toMatchObject([{ ordered: '10', shipped: '10' }])
      const one = await world.confirmed([{ productId: product.id, unitQty: '1' }])
      const two = await world.draft([{ productId: product.id, unitQty: '1' }])
      await world.submit(two.id)
      const more = await draft(one.id, [quantity(one, '2')])
      await submit(more.id)
      await settled([decide(more.id), world.approveAll(two.id)])
      const [{ onHand = '', reserved = '' } = {}] = await stockOf(product.id)
      expect([onHand, reserved]).toEqual(['2', '2'])
    }
    await clean()
  })

  test('asked to be invoiced while it becomes less: no request stands for more than the order; what is invoiced stands', async () => {
    const buyer = { taxNumber: '91110108551385082Q' }
    for (let run = 0; run < 3; run++) {
      const product = await world.stocked('10')
      const order = await world.confirmed([{ productId: product.id, unitQty: '10' }])
      const { id } = await draft(order.id, [quantity(order, '4')])
      await submit(id)
      const lines = [{ orderLineId: lineId(order), unitQty: '10', taxCode: '1090205000000000000' }]
      const ask = world.write('ann', (tx, actor) => requestInvoice(tx, actor, { buyer, lines }))
      expect((await settled([decide(id), ask]))[0]).toBe('fulfilled')
      expect(await world.get(order.id)).toMatchObject({ lines: [{ ordered: '4', invoiced: '0' }] })
      const open = await world.rows(
        `select t.id from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
         where t.org_id = $1 and l.order_id = $2 and t.state = 'requested'`,
        [order.id],
      )
      expect(open).toEqual([])
    }
    await clean()
  })
})
