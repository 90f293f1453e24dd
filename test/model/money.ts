import type { Refund, WholeReceipt } from '#features/collection/collection.schema.ts'
import { receiptFlow } from '#features/collection/receipt.flow.ts'
import { refundFlow } from '#features/collection/refund.flow.ts'
import type { Person } from '../world.ts'
import { amount, type Client, type Command, done, inState, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.receipts.see(answer.body as unknown as WholeReceipt) // the answer's schema is checked
  return answer
}
const some = ({ random, known }: Client): WholeReceipt | undefined => random.pick(known.receipts.recent())

/** Orders of the same payer, so that it may be for them; now and then of another. */
const itemsFor = ({ random, known }: Client, customerId: string) => {
  const orders = known.orders.recent().filter(order => order.payerId === customerId || random.chance(0.03))
  const picked = new Set([random.pick(orders), ...(random.chance(0.4) ? [random.pick(orders)] : [])])
  return [...picked].flatMap(order => (order ? [{ orderId: order.id, amount: amount(random) }] : []))
}

const record: Command['run'] = async client => {
  const { random, known, as } = client
  const customerId = random.pick(known.customerIds) ?? ''
  const allocations = random.chance(0.4) ? itemsFor(client, customerId) : []
  const body = {
    customerId,
    amount: amount(random),
    state: random.chance(0.2) ? 'pending' : 'received',
    ...(allocations.length > 0 && { allocations }),
  }
  return seen(client, await as('fay').post('/receipts', body))
}

const allocate: Command['run'] = async client => {
  const receipt = some(client)
  const items = receipt ? itemsFor(client, receipt.customerId) : []
  if (!receipt || items.length === 0) return undefined
  return seen(client, await client.as('fay').post(`/receipts/${receipt.id}/allocations`, { items }))
}

/** Of the invoices that bill an order, one by name. */
const allocateTo: Command['run'] = async client => {
  const { random, known, as } = client
  const issued = known.invoices.recent(60).filter(one => one.kind === 'normal' || random.chance(0.05))
  const invoice = inState(client, issued, ['issued'])
  const orderId = invoice && random.pick(invoice.lines)?.orderId
  // what no order stands for is named by itself
  const order = orderId ? { orderId } : {}
  const receipts = known.receipts.recent(80).filter(one => one.customerId === invoice?.payerId || random.chance(0.03))
  const receipt = inState(client, receipts, ['received'])
  if (!receipt || !invoice || (!orderId && !invoice.alone)) return undefined
  const items = [{ ...order, invoiceId: invoice.id, amount: amount(random) }]
  return seen(client, await as('fay').post(`/receipts/${receipt.id}/allocations`, { items }))
}

const takeBack: Command['run'] = async client => {
  const receipt = some(client)
  const allocation = receipt && client.random.pick(receipt.allocations.filter(one => !one.reversesId))
  if (!receipt || !allocation) return undefined
  const body = client.random.chance(0.5) ? { amount: amount(client.random) } : {}
  const path = `/receipts/${receipt.id}/allocations/${allocation.id}/reversal`
  return seen(client, await client.as('fay').post(path, body))
}

const move =
  (name: keyof typeof receiptFlow): Command['run'] =>
  async client => {
    const receipt = inState(client, client.known.receipts.recent(), receiptFlow[name].from)
    return receipt && seen(client, await client.as('fay').post(`/receipts/${receipt.id}/moves/${name}`))
  }

async function refunded(client: Client, answer: Said): Promise<Said> {
  if (!done(answer)) return answer
  const refund = client.known.refunds.see(answer.body as unknown as Refund) // the answer's schema is checked
  // what it holds or frees stands on the receipt
  seen(client, await client.as('fay').get(`/receipts/${refund.receiptId}`))
  return answer
}

const refund: Command['run'] = async client => {
  const receipt = some(client)
  if (!receipt) return undefined
  const from = client.random.chance(0.5) ? client.random.pick(receipt.allocations) : undefined
  const body = {
    receiptId: receipt.id,
    amount: amount(client.random),
    reason: '多付',
    ...(from && { orderId: from.orderId }),
  }
  return refunded(client, await client.as('fay').post('/refunds', body))
}

const moveRefund =
  (name: keyof typeof refundFlow, who: Person): Command['run'] =>
  async client => {
    const one = inState(client, client.known.refunds.recent(), refundFlow[name].from)
    return one && refunded(client, await client.as(who).post(`/refunds/${one.id}/moves/${name}`))
  }

export const moneyCommands: readonly Command[] = [
  { name: 'receipt.record', weight: 10, run: record },
  { name: 'receipt.allocate', weight: 10, run: allocate },
  { name: 'receipt.allocateTo', weight: 5, run: allocateTo },
  { name: 'receipt.takeBack', weight: 3, run: takeBack },
  { name: 'receipt.receive', weight: 2, run: move('receive') },
  { name: 'receipt.fail', weight: 3, run: move('fail') },
  { name: 'receipt.bounce', weight: 1, run: move('bounce') },
  { name: 'refund.request', weight: 6, run: refund },
  { name: 'refund.approve', weight: 6, run: moveRefund('approve', 'olivia') },
  { name: 'refund.process', weight: 4, run: moveRefund('process', 'fay') },
  { name: 'refund.succeed', weight: 2, run: moveRefund('succeed', 'fay') },
  { name: 'refund.fail', weight: 2, run: moveRefund('fail', 'fay') },
  { name: 'refund.cancel', weight: 1, run: moveRefund('cancel', 'fay') },
]
