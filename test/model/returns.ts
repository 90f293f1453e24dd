import type { Refund, WholeReceipt } from '#features/collection/collection.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { returnFlow } from '#features/ticket/return.flow.ts'
import type { WholeReturn } from '#features/ticket/return.schema.ts'
import { add, cmp, min, sub } from '#kernel/money.ts'
import type { Person } from '../world.ts'
import { type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.returns.see(answer.body as unknown as WholeReturn) // the answer's schema is checked
  return answer
}

const request: Command['run'] = async client => {
  const { random, known, as } = client
  const delivered = known.shipments.recent(80).filter(one => one.state === 'delivered' || one.state === 'shipped')
  const line = random.pick(random.pick(delivered)?.lines ?? [])
  if (!line) return undefined
  // now and then of a ticket, which then waits for it; of another customer's it is refused
  const ticket = random.chance(0.3) ? random.pick(known.tickets.recent()) : undefined
  const lines = [{ orderLineId: line.orderLineId, qty: quantity(random) }]
  const body = { orderId: line.orderId, ...(ticket && { ticketId: ticket.id }), lines }
  return seen(client, await as('oda').post('/goods-returns', body))
}

const move =
  (name: 'approve' | 'reject' | 'send' | 'close' | 'cancel' | 'lapse', who: Person): Command['run'] =>
  async client => {
    const one = inState(client, client.known.returns.recent(), returnFlow[name].from)
    return one && seen(client, await client.as(who).post(`/goods-returns/${one.id}/moves/${name}`))
  }

const receive: Command['run'] = async client => {
  const { random, known, as } = client
  const one = inState(client, known.returns.recent(), returnFlow.receive.from)
  if (!one) return undefined
  const warehouseId = random.pick(known.warehouseIds) ?? ''
  const apart = random.chance(0.5) ? random.pick(known.warehouseIds) : undefined
  const lines = one.lines.map(({ no, qty }) => {
    const good = min(quantity(random), qty)
    const damaged = min(quantity(random), sub(qty, good))
    return { no, good, damaged, missing: sub(sub(qty, good), damaged) }
  })
  const body = { warehouseId, ...(apart && { damagedWarehouseId: apart }), lines }
  const answer = seen(client, await as('wei').post(`/goods-returns/${one.id}/moves/receive`, body))
  // a second click is told that it is done, and moves nothing
  const came = done(answer) && !known.received.has(one.id) ? (answer.body as unknown as WholeReturn) : undefined // as above
  if (came) known.received.add(one.id)
  for (const line of came?.lines ?? []) {
    if (!line.productId || !line.stockKept) continue
    // where the first of two put it: the second one's answer may be the one that is heard first
    put(client, `${line.productId}|${came?.warehouseId}`, line.good)
    if (came?.damagedWarehouseId) put(client, `${line.productId}|${came.damagedWarehouseId}`, line.damaged)
  }
  return answer
}

function put({ known }: Client, key: string, qty: string): void {
  known.putIn.set(key, add(known.putIn.get(key) ?? '0', qty))
}

const decisions = ['refund', 'send_again', 'send_again', 'exchange', 'repair', 'none', 'none'] as const

const inspect: Command['run'] = async client => {
  const { random, known, as } = client
  const one = inState(client, known.returns.recent(), returnFlow.inspect.from)
  if (!one) return undefined
  const lines = one.lines.map(({ no, good, damaged }) => {
    const came = add(good, damaged)
    return { no, decision: cmp(came, '0') > 0 ? (random.pick(decisions) ?? 'none') : 'none' }
  })
  const answer = seen(client, await as('oda').post(`/goods-returns/${one.id}/moves/inspect`, { lines }))
  if (done(answer)) await follow(client, answer.body as unknown as WholeReturn) // as above
  return answer
}

/** What was decided has made refunds and orders, and moved money from one to the other. */
async function follow({ known, as }: Client, decided: WholeReturn): Promise<void> {
  const read = async <T>(path: string) => (await as('olivia').get(path)).body as unknown as T // the answer's schema is checked
  for (const { entity, recordId } of decided.outcomes) {
    if (entity === 'refund') known.refunds.see(await read<Refund>(`/refunds/${recordId}`))
    if (entity === 'order') known.orders.see(await read<WholeOrder>(`/orders/${recordId}`))
  }
  const paid = known.receipts.all().filter(one => one.allocations.some(part => part.orderId === decided.orderId))
  for (const { id } of paid) known.receipts.see(await read<WholeReceipt>(`/receipts/${id}`))
}

export const returnCommands: readonly Command[] = [
  { name: 'return.request', weight: 8, run: request },
  { name: 'return.approve', weight: 6, run: move('approve', 'oda') },
  { name: 'return.reject', weight: 2, run: move('reject', 'oda') },
  { name: 'return.send', weight: 2, run: move('send', 'oda') },
  { name: 'return.receive', weight: 6, run: receive },
  { name: 'return.inspect', weight: 6, run: inspect },
  { name: 'return.close', weight: 4, run: move('close', 'oda') },
  { name: 'return.cancel', weight: 2, run: move('cancel', 'oda') },
  { name: 'return.lapse', weight: 3, run: move('lapse', 'oda') },
]
