import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve, sendBackApproval, withdrawApproval } from '#features/approval/server/approval.service.ts'
import { setPolicy } from '#features/approval/server/policy.service.ts'
import { approvalsOf, inbox } from '#features/approval/server/subject.service.ts'
import { getCredit, setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer, editCustomer, moveCustomer } from '#features/customer/server/customer.service.ts'
import { restoreCustomer, trashCustomer } from '#features/customer/server/trash.service.ts'
import { createOrder } from '#features/order/server/create.service.ts'
import { editOrder, setLines } from '#features/order/server/edit.service.ts'
import { moveOrder, orderOffers, previewOrderMove } from '#features/order/server/move.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { inOrg } from '#kernel/db.ts'
import { brokenOrders, type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { tripsOf } from '#test/trips.ts'
import { cancelOrder } from './cancelOrder.ts'
import { closeOrder, reopenOrder } from './closeOrder.ts'
import { confirmOrder, submitOrder } from './confirmOrder.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(async () => {
  expect(await world.rows(brokenOrders)).toEqual([])
  expect(open.db.counters.retries).toBe(0)
  await open.close()
})

const level = async (productId: string) =>
  (
    await world.rows<{ onHand: string; reserved: string }>(
      'select on_hand, reserved from stock_levels where org_id = $1 and product_id = $2',
      [productId],
    )
  )[0]
const creditOf = (id: string) => world.read('fay', (db, actor) => getCredit(db, actor, id))
const confirm = (id: string) => world.write('oda', (tx, actor) => confirmOrder(tx, actor, id, {}))
const pending = async (who: 'fay' | 'wei' | 'ann' | 'oda', id: string) =>
  (await world.read(who, inbox)).find(one => one.recordId === id)
const newCustomer = (name: string, more = {}) =>
  world.write('ann', (tx, actor) => createCustomer(tx, actor, { name, address: '上海', ...more }))

test('a reviewed order is confirmed with the last approval: stock reserved, credit used, the deal of it on the timeline', async () => {
  const machine = await world.stocked('5')
  const { id, number } = await world.draft([{ productId: machine.id, unitQty: '2' }])
  expect(number).toMatch(/^SO\d{8}-\d{4}$/)
  expect((await world.submit(id)).state).toBe('in_review')
  const asked = await pending('fay', id)
  await world.write('fay', (tx, actor) => approve(tx, actor, asked?.id ?? '', { note: 'ok' }))
  expect((await world.get(id)).state).toBe('in_review')
  const last = await pending('wei', id)
  await world.write('wei', (tx, actor) => approve(tx, actor, last?.id ?? '', {}))
  const order = await world.get(id)
  expect(order).toMatchObject({
    state: 'confirmed',
    reviewed: true,
    gross: '200',
    axes: { supply: { value: 'full', share: 100 } },
  })
  expect(order.lines[0]).toMatchObject({ ordered: '2', reserved: '2', toShip: '2', due: '2' })
  expect(await level(machine.id)).toEqual({ onHand: '5', reserved: '2' })
  const [event] = await world.rows<{ after: unknown }>(
    "select after from event where org_id = $1 and record_id = $2 and kind = 'order.confirmed'",
    [id],
  )
  expect(event?.after).toMatchObject({ principal: 'approval', approver: 'Wei' })
})

test('creating and confirming take two round trips each: all locks and reads in one, all writes with COMMIT in the other', async () => {
  const machine = await world.stocked('50')
  const lines = [{ productId: machine.id, unitQty: '5' }]
  const first = await world.draft(lines)
  const ann = await world.as('ann')
  const oda = await world.as('oda')
  const creating = await tripsOf(() =>
    inOrg(open.db, ann.orgId, { mode: 'write' }, tx => createOrder(tx, ann, { customerId: world.customerId, lines })),
  )
  // the number is taken beside the first reads, on a connection of its own
  expect(creating).toBe(2)
  await world.submit(first.id)
  await world.write('fay', (tx, actor) => setCredit(tx, actor, world.customerId, { creditLimit: '0', policy: 'block' }))
  await world.approveAll(first.id)
  await world.write('fay', (tx, actor) => setCredit(tx, actor, world.customerId, { creditLimit: null, policy: 'warn' }))
  const confirming = await tripsOf(() =>
    inOrg(open.db, oda.orgId, { mode: 'write' }, tx => confirmOrder(tx, oda, first.id, {})),
  )
  expect(confirming).toBe(2)
  expect((await world.get(first.id)).state).toBe('confirmed')
})

test('if it cannot be confirmed the review stands, and the order says why; all reasons at once', async () => {
  const machine = await world.stocked('1')
  const poor = await newCustomer('青岛澜杉包装')
  await world.write('fay', (tx, actor) => setCredit(tx, actor, poor.id, { creditLimit: '10', policy: 'block' }))
  const gates = { confirm: '30', supply: '0', ship: '0' }
  const { id } = await world.draft([{ productId: machine.id, unitQty: '3' }], {
    customerId: poor.id,
    terms: { instalments: [], gates },
  })
  await world.submit(id)
  const early = await world.read('oda', (db, actor) => previewOrderMove(db, actor, id, 'confirm'))
  expect(early.reasons.map(one => one.key)).toEqual([
    'order.reviewOpen',
    'order.creditBlocked',
    'order.prepaymentShort',
    'order.stockShort',
  ])
  await world.approveAll(id)
  const order = await world.get(id)
  expect(order).toMatchObject({ state: 'in_review', reviewed: true })
  const offers = await world.read('oda', (db, actor) => orderOffers(db, actor, id))
  const reasons = offers.find(one => one.move === 'confirm')?.reasons ?? []
  expect(reasons.map(one => one.key)).toEqual(['order.creditBlocked', 'order.prepaymentShort', 'order.stockShort'])
  expect(reasons[2]?.values).toMatchObject({ count: 1, lines: expect.stringContaining('−2') })
  // whoever approved last may not confirm by hand, and reads what it lacks: goods with figures, money without
  const whoApproved = await world.read('wei', (db, actor) => orderOffers(db, actor, id))
  expect(whoApproved.find(one => one.move === 'confirm')?.reasons).toMatchObject([
    { key: 'flow.notAllowed' },
    { key: 'order.creditOver' },
    { key: 'order.prepaymentLacks' },
    { key: 'order.stockShort', values: { lines: expect.stringContaining('−2') } },
  ])
  expect(await refused(confirm(id))).toEqual([
    'order.creditBlocked@payerId',
    'order.prepaymentShort',
    'order.stockShort',
  ])
  // C057: the refused step left nothing behind
  expect(await level(machine.id)).toEqual({ onHand: '1', reserved: '0' })
  expect(await creditOf(poor.id)).toMatchObject({ used: '0' })
})

test('submitting names everything that is missing', async () => {
  const machine = await world.product()
  const blocked = await newCustomer('停用客户')
  const { id } = await world.draft([], { customerId: blocked.id })
  await world.write('fay', (tx, actor) => moveCustomer(tx, actor, blocked.id, 'block'))
  expect(await refused(world.submit(id))).toEqual(['order.noLines@lines', 'order.inactiveCustomer@customerId'])
  const free = await world.draft([{ productId: machine.id, unitQty: '1', price: '0' }])
  expect(await refused(world.submit(free.id))).toEqual(['order.unpriced@lines.0.price'])
  const gates = { confirm: '0', supply: '0', ship: '0' }
  const half = { instalments: [{ kind: 'deposit' as const, amount: '30', on: 'signed' as const }], gates }
  const open = await world.draft([{ productId: machine.id, unitQty: '1' }], { terms: half })
  expect(await refused(world.submit(open.id))).toEqual(['terms.notTotal@terms.instalments'])
  expect(await refused(confirm(open.id))).toEqual(['flow.notFromHere'])
})

test('whose customer went into the trash is neither submitted nor confirmed until it is restored', async () => {
  const machine = await world.stocked('2')
  const gone = await newCustomer('误删客户')
  const lines = [{ productId: machine.id, unitQty: '1' }]
  const trash = () => world.write('max', (tx, actor) => trashCustomer(tx, actor, gone.id))
  const restore = () => world.write('max', (tx, actor) => restoreCustomer(tx, actor, gone.id))
  const { id } = await world.draft(lines, { customerId: gone.id })
  await trash()
  expect(await refused(world.submit(id))).toEqual(['order.partyGone@customerId'])
  await restore()
  await world.submit(id)
  await trash()
  await world.approveAll(id)
  expect(await world.get(id)).toMatchObject({ state: 'in_review', reviewed: true })
  expect(await refused(confirm(id))).toEqual(['order.partyGone@customerId'])
  await restore()
  await confirm(id)
  expect(await world.get(id)).toMatchObject({ state: 'confirmed' })
})

test('nobody approves what they submitted, nor out of turn; a role with nobody left falls to the owner', async () => {
  const machine = await world.stocked('9')
  const { id } = await world.draft([{ productId: machine.id, unitQty: '1' }])
  await world.write('oda', (tx, actor) => submitOrder(tx, actor, id, {}))
  const asked = await pending('fay', id)
  const request = asked?.id ?? ''
  expect(await refused(world.write('wei', (tx, actor) => approve(tx, actor, request, {})))).toEqual([
    'approval.notMyStep',
  ])
  expect(await refused(world.write('ann', (tx, actor) => approve(tx, actor, request, {})))).toEqual(['kernel.missing'])
  // who asks is left out of the nodes, so even a reviewer's own order goes to someone else
  expect(await refused(world.write('oda', (tx, actor) => approve(tx, actor, request, {})))).toContain(
    'approval.ownRequest',
  )
  await world.write('oda', (tx, actor) => withdrawApproval(tx, actor, request, {}))
  expect((await world.get(id)).state).toBe('draft')
  const policy = {
    nodes: [{ by: 'role' as const, role: 'orderDesk' as const, mode: 'any' as const }],
    allowSelf: false,
    version: 0,
  }
  await world.write('olivia', (tx, actor) => setPolicy(tx, actor, { entity: 'order', purpose: 'review' }, policy))
  await world.write('oda', (tx, actor) => submitOrder(tx, actor, id, {}))
  const [own] = await world.read('olivia', inbox)
  expect(own?.recordId).toBe(id)
  const kept = await world.read('oda', (db, actor) => approvalsOf(db, actor, 'order', id))
  expect(kept[0]?.steps.map(step => step.userName)).toEqual(['Olivia'])
  await world.write('olivia', (tx, actor) =>
    setPolicy(tx, actor, { entity: 'order', purpose: 'review' }, { ...policy, nodes: [], version: 1 }),
  )
  // a running request keeps the policy it began with; the next one passes straight on
  expect((await world.get(id)).state).toBe('in_review')
  const straight = await world.draft([{ productId: machine.id, unitQty: '1' }])
  expect((await world.submit(straight.id)).state).toBe('confirmed')
  const usual = [
    { by: 'role' as const, role: 'finance' as const, mode: 'any' as const },
    { by: 'role' as const, role: 'warehouse' as const, mode: 'all' as const },
  ]
  await world.write('olivia', (tx, actor) =>
    setPolicy(tx, actor, { entity: 'order', purpose: 'review' }, { allowSelf: false, nodes: usual, version: 2 }),
  )
})

test('editing the content in review voids the review; a note does not', async () => {
  const machine = await world.stocked('9')
  const { id } = await world.draft([{ productId: machine.id, unitQty: '1' }])
  await world.submit(id)
  const asked = await pending('fay', id)
  await world.write('fay', (tx, actor) => approve(tx, actor, asked?.id ?? '', {}))
  const noted = await world.write('oda', (tx, actor) =>
    editOrder(tx, actor, id, { note: '周五送货', poNumber: 'PO-1' }),
  )
  expect(noted.state).toBe('in_review')
  expect(await pending('wei', id)).toBeDefined()
  const line = noted.lines[0]
  const changed = await world.write('oda', (tx, actor) =>
    setLines(tx, actor, id, {
      version: noted.version,
      lines: [{ id: line?.id ?? '', productId: machine.id, unitQty: '2' }],
    }),
  )
  expect(changed).toMatchObject({ state: 'draft', reviewed: false, gross: '200' })
  expect(await pending('wei', id)).toBeUndefined()
  expect(await refused(world.write('wei', (tx, actor) => approve(tx, actor, asked?.id ?? '', {})))).toEqual([
    'flow.notFromHere',
  ])
  expect(await refused(confirm(id))).toEqual(['flow.notFromHere'])
  const readers = await world.rows('select 1 from record_reader where org_id = $1 and record_id = $2', [id])
  expect(readers).toEqual([])
})

test('an approver sends back with a reason; the order is a draft again', async () => {
  const machine = await world.stocked('1')
  const { id } = await world.draft([{ productId: machine.id, unitQty: '1' }])
  await world.submit(id)
  const asked = await pending('fay', id)
  await world.write('fay', (tx, actor) => sendBackApproval(tx, actor, asked?.id ?? '', { reason: '账期不对' }))
  expect(await world.get(id)).toMatchObject({ state: 'draft', reviewed: false })
  await world.submit(id)
  const again = await world.write('oda', (tx, actor) => moveOrder(tx, actor, id, { move: 'sendBack', note: 'x' }))
  expect(again.state).toBe('draft')
  expect(await pending('fay', id)).toBeUndefined()
})

test('whoever cancels, edits or sends back while another submits leaves no request behind', async () => {
  const machine = await world.stocked('100')
  for (let round = 0; round < 12; round++) {
    const { id, version } = await world.draft([{ productId: machine.id, unitQty: '1' }])
    const lines = [{ productId: machine.id, unitQty: '2' }]
    const others = [
      () => world.write('oda', (tx, actor) => cancelOrder(tx, actor, id, { note: 'x' })),
      () => world.write('ann', (tx, actor) => setLines(tx, actor, id, { version, lines })),
      () => world.write('oda', (tx, actor) => moveOrder(tx, actor, id, { move: 'sendBack', note: 'x' })),
    ]
    await Promise.all([world.submit(id), others[round % others.length]?.()].map(one => refused(Promise.resolve(one))))
  }
  const running = `select o.state from orders o join approval_requests r on r.org_id = o.org_id and r.record_id = o.id and r.state = 'pending' where o.org_id = $1 and o.state <> 'in_review'`
  expect(await world.rows(running)).toEqual([])
  const left = `select r.state from approval_steps s join approval_requests r on r.org_id = s.org_id and r.id = s.request_id where s.org_id = $1 and s.state in ('live', 'waiting') and r.state <> 'pending'`
  expect(await world.rows(left)).toEqual([])
})

test('C177 the payer decides: billed to B with room it passes A’s limit, and the reverse is refused', async () => {
  const machine = await world.stocked('100')
  const a = await newCustomer('A 公司')
  const b = await newCustomer('B 公司')
  await world.write('fay', (tx, actor) => setCredit(tx, actor, a.id, { creditLimit: '100', policy: 'block' }))
  await world.write('fay', (tx, actor) => setCredit(tx, actor, b.id, { creditLimit: '1000', policy: 'block' }))
  const toB = await world.confirmed([{ productId: machine.id, unitQty: '3' }], { customerId: a.id, payerId: b.id })
  expect(toB.state).toBe('confirmed')
  expect(await creditOf(b.id)).toMatchObject({ used: '300' })
  const toA = await world.confirmed([{ productId: machine.id, unitQty: '3' }], { customerId: b.id, payerId: a.id })
  expect(toA.state).toBe('in_review')
  await world.write('ann', (tx, actor) => editCustomer(tx, actor, a.id, { payerId: b.id }))
  const usual = await world.draft([{ productId: machine.id, unitQty: '1' }], { customerId: a.id })
  expect(usual.payerId).toBe(b.id)
})

test('C061 cancelling gives stock and credit back; nothing is left reserved', async () => {
  const machine = await world.stocked('10')
  const payer = await newCustomer('退单客户')
  const order = await world.confirmed([{ productId: machine.id, unitQty: '4' }], { customerId: payer.id })
  expect(await level(machine.id)).toMatchObject({ reserved: '4' })
  expect(await creditOf(payer.id)).toMatchObject({ used: '400' })
  const cancelled = await world.write('oda', (tx, actor) => cancelOrder(tx, actor, order.id, { note: '客户取消' }))
  expect(cancelled).toMatchObject({ state: 'cancelled', axes: { supply: { value: 'notNeeded' } } })
  expect(cancelled.lines[0]).toMatchObject({ cancelled: '4', reserved: '0', toShip: '0', due: '0' })
  expect(await level(machine.id)).toMatchObject({ reserved: '0' })
  expect(await creditOf(payer.id)).toMatchObject({ used: '0' })
})

test('on hold keeps its reservations; closing gives the rest back, reopening takes it again as far as it is there', async () => {
  const machine = await world.stocked('10')
  const payer = await newCustomer('挂起客户')
  const order = await world.confirmed(
    [
      { productId: machine.id, unitQty: '4' },
      { name: '运费', kind: 'fee', unitQty: '1', price: '50' },
    ],
    { customerId: payer.id },
  )
  const held = await world.write('oda', (tx, actor) => moveOrder(tx, actor, order.id, { move: 'hold' }))
  expect(held.state).toBe('on_hold')
  expect(await level(machine.id)).toMatchObject({ reserved: '4' })
  const closed = await world.write('oda', (tx, actor) => closeOrder(tx, actor, order.id, {}))
  expect(closed.lines.map(line => [line.cancelled, line.due])).toEqual([
    ['4', '0'],
    ['0', '1'],
  ])
  expect(await creditOf(payer.id)).toMatchObject({ used: '50' })
  expect(await level(machine.id)).toMatchObject({ reserved: '0' })
  await world.confirmed([{ productId: machine.id, unitQty: '8' }])
  const reopened = await world.write('oda', (tx, actor) => reopenOrder(tx, actor, order.id, {}))
  expect(reopened.lines.map(line => [line.cancelled, line.reserved, line.toShip])).toEqual([
    ['0', '2', '4'],
    ['0', '0', '1'],
  ])
  expect(await creditOf(payer.id)).toMatchObject({ used: '450' })
})

test('C050 two orders for the last units: one is confirmed, the other says what is short', async () => {
  const machine = await world.stocked('5')
  const three = await world.draft([{ productId: machine.id, unitQty: '3' }])
  const four = await world.draft([{ productId: machine.id, unitQty: '4' }])
  for (const { id } of [three, four]) {
    await world.submit(id)
    const asked = await pending('fay', id)
    await world.write('fay', (tx, actor) => approve(tx, actor, asked?.id ?? '', {}))
  }
  const wishes = await Promise.all([three, four].map(({ id }) => pending('wei', id)))
  await Promise.all(wishes.map(wish => world.write('wei', (tx, actor) => approve(tx, actor, wish?.id ?? '', {}))))
  const states = await Promise.all([three, four].map(async ({ id }) => (await world.get(id)).state))
  expect(states.toSorted()).toEqual(['confirmed', 'in_review'])
})

test('approving or confirming twice at once happens once', async () => {
  const machine = await world.stocked('50')
  const { id } = await world.draft([{ productId: machine.id, unitQty: '2' }])
  await world.submit(id)
  const asked = await pending('fay', id)
  const twice = await Promise.all(
    [1, 2, 3].map(() => refused(world.write('fay', (tx, actor) => approve(tx, actor, asked?.id ?? '', {})))),
  )
  expect(twice.filter(one => one.length === 0)).toHaveLength(1)
  await world.write('fay', (tx, actor) => setCredit(tx, actor, world.customerId, { creditLimit: '1', policy: 'block' }))
  await world.approveAll(id)
  await world.write('fay', (tx, actor) => setCredit(tx, actor, world.customerId, { creditLimit: null, policy: 'warn' }))
  const all = await Promise.all([1, 2, 3, 4].map(() => refused(confirm(id))))
  expect(all.filter(one => one.length === 0)).toHaveLength(1)
  expect(all.filter(one => one[0] === 'flow.notFromHere')).toHaveLength(3)
  expect(await level(machine.id)).toMatchObject({ reserved: '2' })
})

test('a repeated customer PO number and short stock are said before, and do not stand in the way', async () => {
  const machine = await world.stocked('1')
  await world.draft([{ productId: machine.id, unitQty: '1' }], { poNumber: 'PO-77' })
  const { id } = await world.draft([{ productId: machine.id, unitQty: '5' }], { poNumber: 'PO-77' })
  const seen = await world.read('ann', (db, actor) => previewOrderMove(db, actor, id, 'submit'))
  expect(seen).toMatchObject({ ok: true, to: 'in_review' })
  expect(seen.warnings.map(one => one.key)).toEqual(['order.samePo', 'order.shortNow'])
  // the product, not a number that only the books know
  expect(seen.warnings[1]?.values?.lines).toMatch(new RegExp(`^${machine.code} −4 .+`))
  const unseen = world.read('gus', (db, actor) => getOrder(db, actor, id))
  expect(await refused(unseen)).toEqual(['kernel.missing'])
})
