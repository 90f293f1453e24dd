import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderCollection } from '#features/collection/server/plan.service.ts'
import { createContact } from '#features/contact/server/create.service.ts'
import { amendContract } from '#features/contract/server/amend.service.ts'
import { setLines as setContractLines } from '#features/contract/server/edit.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import type { CallOff } from '#features/order/callOff.schema.ts'
import { callOffOrder } from '#features/order/server/callOff.service.ts'
import { previewOrderMove } from '#features/order/server/move.service.ts'
import { addDays } from '#kernel/clock.ts'
import { contractDay, contractWorld, feeLine } from '#test/contractWorld.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { cancelOrder } from './cancelOrder.ts'
import { closeOrder, reopenOrder } from './closeOrder.ts'
import { confirmOrder } from './confirmOrder.ts'
import { terminateContract } from './endContract.ts'
import { winDeal } from './winDeal.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
const folder = mkdtempSync(join(tmpdir(), 'baton-callOff-'))
beforeAll(async () => {
  open = await openOrders()
  doctor = doctored(open.test, folder)
  world = await orderWorld(open.db)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const { read, effective, move, approveAll, sign } = contractWorld(() => world, folder)
const clean = async () => expect(await doctor.findings()).toEqual([])
const until = addDays(contractDay, 300)
const callOff = (id: string, input: CallOff = {}) =>
  world.write('ann', (tx, actor) => callOffOrder(tx, actor, id, input))
const confirmed = async (id: string) => {
  await world.submit(id)
  await world.approveAll(id)
  return world.get(id)
}
/** Ten pieces at 100 and spare parts as needed, up to 1,500 in all. */
async function framework() {
  const product = await world.stocked('50', { price: '120' })
  const lines = [
    { productId: product.id, unitQty: '10', price: '100' },
    feeLine('20', { name: '上门费', asNeeded: true }),
  ]
  const contract = await effective({
    kind: 'framework',
    effectiveUntil: until,
    ceiling: '1500',
    lines,
    taxMode: 'inclusive',
  })
  const [goods, visits] = contract.lines.map(line => line.id)
  return { contract, product, goods: goods ?? '', visits: visits ?? '' }
}

describe('a framework contract', () => {
  test('gives its prices, counts from confirmation on, and takes back what is cancelled or closed short', async () => {
    const { contract, goods, visits } = await framework()
    const lines = [
      { contractLineId: goods, unitQty: '4' },
      { contractLineId: visits, unitQty: '2' },
    ]
    const made = await callOff(contract.id, { lines, poNumber: 'PO-1' })
    expect(made).toMatchObject({
      state: 'draft',
      contractId: contract.id,
      contractNumber: contract.number,
      gross: '440',
    })
    expect(made.lines.map(line => [line.price, line.contractLineId])).toEqual([
      ['100', goods],
      ['20', visits],
    ])
    expect(made.threadId).not.toBe(contract.threadId)
    expect((await read(contract.id)).calledOff).toBe('0')
    expect((await confirmed(made.id)).state).toBe('confirmed')
    const after = await read(contract.id)
    expect([after.calledOff, after.remaining, after.lines.map(line => line.calledQty)]).toEqual([
      '440',
      '1060',
      ['4', '2'],
    ])
    await clean()
    await world.write('oda', (tx, actor) => closeOrder(tx, actor, made.id, {}))
    expect((await read(contract.id)).calledOff).toBe('0')
    await world.write('oda', (tx, actor) => reopenOrder(tx, actor, made.id, {}))
    expect((await read(contract.id)).calledOff).toBe('440')
    await world.write('oda', (tx, actor) => cancelOrder(tx, actor, made.id, {}))
    expect(await read(contract.id)).toMatchObject({ calledOff: '0', remaining: '1500' })
    await clean()
  })

  test('is not called off beyond what is left: the refusal names the number and the smallest change', async () => {
    const { contract, goods, visits } = await framework()
    const first = await callOff(contract.id, { lines: [{ contractLineId: goods, unitQty: '8' }] })
    await confirmed(first.id)
    const more = await callOff(contract.id, { lines: [{ contractLineId: goods, unitQty: '5' }] })
    await world.submit(more.id)
    const preview = await world.read('oda', (db, actor) => previewOrderMove(db, actor, more.id, 'confirm'))
    expect(preview.reasons).toContainEqual({
      key: 'contract.lineOver',
      path: 'lines.0.unitQty',
      values: { number: contract.number, name: more.lines[0]?.name, unit: more.lines[0]?.unit, left: '2', over: '3' },
    })
    await world.approveAll(more.id)
    expect((await world.get(more.id)).state).toBe('in_review')
    const visit = await callOff(contract.id, { lines: [{ contractLineId: visits, unitQty: '36' }] })
    await world.submit(visit.id)
    await world.approveAll(visit.id)
    const why = await refused(world.write('oda', (tx, actor) => confirmOrder(tx, actor, visit.id, {})))
    expect(why).toContain('contract.over@lines')
    const { reasons } = await world.read('oda', (db, actor) => previewOrderMove(db, actor, visit.id, 'confirm'))
    expect(reasons.find(one => one.key === 'contract.over')?.values).toMatchObject({ left: '700', over: '20' })
    await clean()
  })

  test('two orders at once for the last of it: one is confirmed', async () => {
    const { contract, goods } = await framework()
    const ids: string[] = []
    for (let i = 0; i < 2; i++) {
      const { id } = await callOff(contract.id, { lines: [{ contractLineId: goods, unitQty: '6' }] })
      await world.submit(id)
      ids.push(id)
    }
    await Promise.all(ids.map(id => world.approveAll(id)))
    await Promise.all(ids.map(id => refused(world.write('oda', (tx, actor) => confirmOrder(tx, actor, id, {})))))
    const states = await Promise.all(ids.map(async id => (await world.get(id)).state))
    expect(states.toSorted()).toEqual(['confirmed', 'in_review'])
    expect((await read(contract.id)).calledOff).toBe('600')
    await clean()
  })

  test('ends for new orders when it ends, and may not be changed below what was called off', async () => {
    const { contract, goods } = await framework()
    const order = await callOff(contract.id, { lines: [{ contractLineId: goods, unitQty: '6' }] })
    const terminate = () =>
      world.write('olivia', (tx, actor) => terminateContract(tx, actor, contract.id, { reason: '停止合作' }))
    expect(await refused(terminate())).toEqual(['contract.ordersWaiting'])
    await confirmed(order.id)
    const amended = await world.write('ann', (tx, actor) => amendContract(tx, actor, contract.id, '减量'))
    const less = { id: amended.lines[0]?.id ?? '', productId: amended.lines[0]?.productId ?? null, price: '100' }
    const set = (unitQty: string) =>
      refused(
        world.write('ann', (tx, actor) => setContractLines(tx, actor, amended.id, { lines: [{ ...less, unitQty }] })),
      )
    expect(await set('5')).toEqual(['contract.lineBelowCalled@lines.0.unitQty'])
    expect(await set('6')).toEqual([])
    await move(amended.id, 'submit')
    await approveAll(amended.id)
    await sign(amended.id)
    expect(await read(contract.id)).toMatchObject({ versionNo: 2, lines: [{ qty: '6', calledQty: '6' }] })
    await terminate()
    expect(await refused(callOff(contract.id, { lines: [{ contractLineId: goods, unitQty: '1' }] }))).toEqual([
      'contract.notEffective',
    ])
    await clean()
  })
})

describe('a one-off contract', () => {
  test('becomes its order to the cent, on its thread, and its milestones the collection plan', async () => {
    const terms = {
      instalments: [
        { kind: 'deposit' as const, percent: '30', on: 'signed' as const, days: 7 },
        { kind: 'balance' as const, on: 'delivered' as const },
      ],
      gates: { confirm: '0', supply: '0', ship: '0' },
    }
    const contract = await effective({ lines: [feeLine('99.99'), feeLine('200.01', { name: '培训' })], terms })
    const order = await callOff(contract.id)
    expect([order.gross, order.threadId]).toEqual([contract.gross, contract.threadId])
    expect(order.terms).toEqual(terms)
    await confirmed(order.id)
    const plan = await world.read('fay', (db, actor) => orderCollection(db, actor, order.id))
    expect(plan.plan.map(one => [one.amount, one.dueDate])).toEqual([
      ['90', addDays(contractDay, 7)],
      ['210', null],
    ])
    expect(await refused(callOff(contract.id))).toEqual(['contract.nothingLeft'])
    await clean()
  })
})

describe('a deal is won by its signed contract', () => {
  const dealOf = () =>
    world.write('ann', (tx, actor) =>
      createDeal(tx, actor, {
        name: '灌装后段',
        customerId: world.customerId,
        amount: '100',
        expectedClose: contractDay,
      }),
    )
  const win = (id: string, input = {}) => world.write('ann', (tx, actor) => winDeal(tx, actor, id, input))

  test('one-off: its order carries lines, prices and terms, and waits in its packet', async () => {
    const deal = await dealOf()
    expect(await refused(win(deal.id))).toContain('deal.noQuote@noOrderReason')
    const contract = await effective({ dealId: deal.id, lines: [feeLine('88.5')] })
    const contact = await world.write('ann', (tx, actor) =>
      createContact(tx, actor, { customerId: world.customerId, name: '林女士' }),
    )
    const won = await win(deal.id, { contactId: contact.id, address: '南京', promisedDate: until })
    expect(won.handoffId).not.toBeNull()
    const order = await world.get(won.orderId ?? '')
    expect(order).toMatchObject({ contractId: contract.id, dealId: deal.id, gross: '88.5', threadId: deal.threadId })
    expect(order.packetState).toBe('complete')
    await clean()
  })

  test('framework: nothing is ordered yet, and the deal says why', async () => {
    const deal = await dealOf()
    await effective({ dealId: deal.id, kind: 'framework', effectiveUntil: until, ceiling: '900' })
    expect(await win(deal.id)).toEqual({ dealId: deal.id, orderId: null, handoffId: null })
    const after = await world.read('ann', (db, actor) => getDeal(db, actor, deal.id))
    expect([after.state, after.noOrderReason]).toEqual(['won', expect.stringContaining('HT')])
    await clean()
  })
})
