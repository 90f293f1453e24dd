import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { orderEntity } from '../order.entity.ts'

const orderStates = orderEntity.fields.find(field => field.key === 'state')?.choices?.map(one => one.value) ?? []

// The sequences of domain.md §14, as the features to come will write them: each step is one UPDATE of one line.
let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let admin: pg.Client
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  admin = new pg.Client({ connectionString: open.test.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await open?.close()
})

async function newLine(qty: string, more: Record<string, string> = {}): Promise<string> {
  const machine = await world.stocked('1000')
  const order = await world.draft([{ productId: machine.id, unitQty: qty }])
  const id = order.lines[0]?.id ?? ''
  if (Object.keys(more).length > 0) await step(id, more)
  return id
}
const step = async (id: string, set: Record<string, string>): Promise<string> => {
  const sets = Object.entries(set).map(([column, value]) => `${column} = ${value}`)
  try {
    await admin.query(`update order_lines set ${sets.join(', ')} where id = $1`, [id])
    return 'done'
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.constraint ?? error.message) : 'unknown'
  }
}
const read = async (id: string) =>
  (
    await admin.query<{ to_ship: string; due: string }>(
      'select to_ship::float8::text as to_ship, due::float8::text as due from order_lines where id = $1',
      [id],
    )
  ).rows[0]

test('the states of the table are the states of the code', async () => {
  const found = await admin.query<{ def: string }>(
    "select pg_get_constraintdef(oid) as def from pg_constraint where conrelid = 'orders'::regclass and conname = 'orders_state_check'",
  )
  const states = [...(found.rows[0]?.def ?? '').matchAll(/'(\w+)'::text/g)].map(one => one[1])
  expect(states).toEqual([...orderStates])
})

test('ship 10, return 10, cancel', async () => {
  const id = await newLine('10')
  expect(await step(id, { shipped: '10', delivered: '10' })).toBe('done')
  expect(await step(id, { returned: '10' })).toBe('done')
  expect(await read(id)).toEqual({ to_ship: '0', due: '0' })
  expect(await step(id, { cancelled: '10' })).toBe('done')
  expect(await step(id, { cancelled: '11' })).toBe('order_lines_cancelled')
})

test('C035 ship 5, invoice 5, return 2, credit 2, change to 3', async () => {
  const id = await newLine('5')
  expect(await step(id, { shipped: '5', delivered: '5' })).toBe('done')
  expect(await step(id, { invoiced: '5', invoiced_amount: '500' })).toBe('done')
  expect(await step(id, { cancelled: '2' })).toBe('order_lines_over')
  expect(await step(id, { returned: '2' })).toBe('done')
  expect(await step(id, { credited: '2', credited_amount: '200' })).toBe('done')
  expect(await step(id, { cancelled: '2' })).toBe('done')
  expect(await read(id)).toEqual({ to_ship: '0', due: '3' })
})

test('return 2 damaged and send 2 again: never without the decision', async () => {
  const id = await newLine('5', { shipped: '5', delivered: '5' })
  expect(await step(id, { returned: '2' })).toBe('done')
  expect(await step(id, { shipped: '7' })).toBe('order_lines_reship')
  expect(await step(id, { reship: '3' })).toBe('order_lines_returned')
  expect(await step(id, { reship: '2' })).toBe('done')
  expect(await read(id)).toEqual({ to_ship: '2', due: '5' })
  expect(await step(id, { reserved: '3' })).toBe('order_lines_reserved')
  expect(await step(id, { reserved: '2' })).toBe('done')
  expect(await step(id, { shipped: '7', delivered: '7', reserved: '0' })).toBe('done')
  expect(await read(id)).toEqual({ to_ship: '0', due: '5' })
})

test('deliver 6 of 10, then return at most 6', async () => {
  const id = await newLine('10', { shipped: '6', delivered: '6' })
  expect(await step(id, { returned: '7' })).toBe('order_lines_returned')
  expect(await step(id, { returned: '6' })).toBe('done')
  expect(await step(id, { delivered: '7' })).toBe('order_lines_returned')
})

test('short close 52.5 of 100 with 5 % tolerance', async () => {
  const id = await newLine('100', { over_tolerance: '0.05' })
  expect(await step(id, { shipped: '52.5', delivered: '52.5' })).toBe('done')
  expect(await step(id, { cancelled: '50' })).toBe('done')
  expect(await read(id)).toEqual({ to_ship: '0', due: '52.5' })
  expect(await step(id, { cancelled: '51' })).toBe('order_lines_over')
})

test('C045 not more is invoiced than ordered or gone out, within the tolerance; not more credited than invoiced', async () => {
  const id = await newLine('6')
  expect(await step(id, { invoiced: '7' })).toBe('order_lines_invoiced')
  expect(await step(id, { invoiced: '6', credited: '7' })).toBe('order_lines_credited')
  expect(await step(id, { bill_tolerance: '0.2', invoiced: '7' })).toBe('done')
  expect(await step(id, { invoiced_amount: '721' })).toBe('order_lines_amounts')
  expect(await step(id, { invoiced_amount: '720' })).toBe('done')
  expect(await step(id, { credited_amount: '721' })).toBe('order_lines_amounts')
  // deposits and milestones move only the amount
  const machine = await newLine('1')
  expect(await step(machine, { invoiced_amount: '30' })).toBe('done')
})

test('a service invoiced before it is accepted; a credit line is negative all the way', async () => {
  const order = await world.draft([
    { name: '培训', kind: 'service', unitQty: '1', price: '100', taxRate: '6' },
    { name: '旧机抵价', kind: 'fee', unitQty: '1', price: '-30', taxRate: '13' },
  ])
  const [service, credit] = order.lines.map(line => line.id)
  expect(order.gross).toBe('70')
  expect(await step(service ?? '', { invoiced: '1', invoiced_amount: '100' })).toBe('done')
  expect(await step(service ?? '', { delivered: '1', shipped: '1' })).toBe('done')
  expect(await step(credit ?? '', { invoiced_amount: '30' })).toBe('order_lines_amounts')
  expect(await step(credit ?? '', { invoiced: '1', invoiced_amount: '-30' })).toBe('done')
  expect(await step(credit ?? '', { invoiced_amount: '-31' })).toBe('order_lines_amounts')
})

test('no counter is negative, nothing is reserved above what is still to ship', async () => {
  const id = await newLine('3')
  for (const column of ['reserved', 'shipped', 'delivered', 'returned', 'reship', 'invoiced', 'credited'])
    expect(await step(id, { [column]: '-1' })).toMatch(/order_lines_/)
  expect(await step(id, { reserved: '4' })).toBe('order_lines_reserved')
  expect(await step(id, { ordered: '0', unit_qty: '1' })).toMatch(/order_lines_/)
  expect(await step(id, { shipped: '4' })).toMatch(/order_lines_(over|reship)/)
})
