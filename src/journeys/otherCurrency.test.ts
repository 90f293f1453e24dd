// A draft of a quote, a contract or an order goes over to another currency: what was typed is worth what it was.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContract } from '#features/contract/server/create.service.ts'
import { editContract } from '#features/contract/server/edit.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import { editOrder } from '#features/order/server/edit.service.ts'
import { createQuote, editQuote } from '#features/quote/server/quote.service.ts'
import { doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  await world.write('olivia', (tx, actor) => setRate(tx, actor, { currency: 'USD', onDate: '2020-01-01', rate: '7.1' }))
})
afterAll(() => open.close())

const fee = { name: '安装调试', kind: 'fee' as const, unitQty: '2', taxRate: '6' }
const typed = { ...fee, price: '710', discountKind: 'amount' as const, discountValue: '71' }
const off = { discountKind: 'amount' as const, discountValue: '142' }
const terms = {
  instalments: [
    { kind: 'deposit' as const, amount: '355', on: 'signed' as const },
    { kind: 'balance' as const, on: 'delivered' as const },
  ],
  gates: { confirm: '0', supply: '0', ship: '0' },
}
const turned = {
  currency: 'USD',
  rate: '7.1',
  gross: '170',
  discountValue: '20',
  lines: [{ price: '100', discountValue: '10' }],
  terms: { instalments: [{ amount: '50' }, {}] },
}

test('an order', async () => {
  const { id } = await world.draft([typed], { ...off, terms })
  const edited = await world.write('oda', (tx, actor) => editOrder(tx, actor, id, { currency: 'USD' }))
  expect(edited).toMatchObject(turned)
  const said = await world.write('oda', (tx, actor) =>
    editOrder(tx, actor, id, { currency: 'CNY', discountValue: '5' }),
  )
  expect(said, 'what is said with it is meant in the new one').toMatchObject({
    discountValue: '5',
    lines: [{ price: '710' }],
  })
})

test('a contract, with the sum of a framework', async () => {
  const { customerId } = world
  const input = {
    customerId,
    title: '框架',
    kind: 'framework' as const,
    ceiling: '7100',
    ...off,
    terms,
    lines: [typed],
  }
  const { id } = await world.write('ann', (tx, actor) => createContract(tx, actor, input))
  const edited = await world.write('ann', (tx, actor) => editContract(tx, actor, id, { currency: 'USD' }))
  expect(edited).toMatchObject({ ...turned, ceiling: '1000', amount: '1000' })
})

test('a quote: what was typed is converted, what the list says is taken from the list anew', async () => {
  const product = await world.product({ price: '71' })
  const deal = await world.write('ann', (tx, actor) =>
    createDeal(tx, actor, { name: '换币', customerId: world.customerId }),
  )
  const lines = [typed, { productId: product.id, unitQty: '1' }, { productId: product.id, unitQty: '1', price: '60' }]
  const { id } = await world.write('ann', (tx, actor) =>
    createQuote(tx, actor, { dealId: deal.id, ...off, terms, lines }),
  )
  const edited = await world.write('ann', (tx, actor) => editQuote(tx, actor, id, { currency: 'USD' }))
  expect(edited).toMatchObject({ currency: 'USD', discountValue: '20', terms: turned.terms })
  expect(edited.lines.map(one => [one.price, one.listPrice, one.handPrice])).toEqual([
    ['100', null, false],
    ['10', '10', false],
    ['8.45', '10', true],
  ])
})

test('leaves nothing that the doctor finds', async () => {
  expect(await doctored(open.test, '/nonexistent').findings()).toEqual([])
})
