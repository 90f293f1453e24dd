import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { editInvoice } from './edit.service.ts'
import { invoiceHome } from './home.service.ts'
import { moveInvoice, type OwnMove } from './invoiceMove.service.ts'
import { requestInvoice } from './request.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

const until = '2100-01-01T00:00:00.000Z'
const home = async () => {
  const lines = await world.read('fay', (db, actor) => invoiceHome.lines(db, actor, until))
  return lines.map(({ say, move, recordId }) => [recordId, say?.key, move?.path ?? null])
}
const move = (id: string, name: OwnMove, more: object = {}) =>
  world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { ...more, move: name }))

test('finance finds what waits to be issued, the number to write down, what failed, and nothing that is done', async () => {
  const product = await world.stocked('10')
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  const wish = { orderIds: [order.id], buyer: { taxNumber: '91110108551385082Q' } }
  const { id } = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, wish))
  const words = [{ no: 1, taxCode: '1090205000000000000' }]
  await world.write('ann', (tx, actor) => editInvoice(tx, actor, id, { words }))
  expect(await home()).toEqual([[id, 'state.invoice.requested', `/invoices/${id}/moves/issue`]])
  const noteOf = (access: 'edit' | 'hidden') =>
    world.read('fay', async (db, actor) => {
      const fieldRights = { invoice: { gross: access } }
      return (await invoiceHome.lines(db, { ...actor, fieldRights }, until))[0]?.note
    })
  expect(await noteOf('edit')).toMatch(/200\.00/)
  expect(await noteOf('hidden')).toMatch(new RegExp(`^KP[\\d-]+ · ${order.number}$`))
  await move(id, 'issue')
  expect(await home()).toEqual([[id, 'move.invoice.record', null]])
  await move(id, 'fail', { note: 'refused there' })
  expect(await home()).toEqual([[id, 'state.invoice.failed', null]])
  await move(id, 'retry')
  await move(id, 'issue')
  await world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber: '1'.repeat(20) }))
  expect(await home()).toEqual([])
})
