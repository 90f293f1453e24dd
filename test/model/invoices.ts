import { invoiceFlow } from '#features/invoice/invoice.flow.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { amount, type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.invoices.see(answer.body as unknown as WholeInvoice) // the answer's schema is checked
  return answer
}

/** What the tax service wants to know of every line. */
async function coded(client: Client, answer: Said): Promise<Said> {
  seen(client, answer)
  if (!done(answer)) return answer
  const { id, lines } = answer.body as unknown as WholeInvoice // as above
  const words = lines.map(({ no }) => ({ no, taxCode: '1090141990000000000' }))
  return seen(client, await client.as('oda').patch(`/invoices/${id}`, { words }))
}

const request: Command['run'] = async client => {
  const { random, known, as } = client
  const orders = known.orders.recent().filter(one => one.state === 'confirmed' || random.chance(0.05))
  const order = random.pick(orders)
  const line = random.pick(order?.lines ?? [])
  if (!order || !line) return undefined
  const given = { buyer: { kind: 'person', name: '张三' } }
  const how = random.below(5)
  if (how < 2) {
    const kind = how === 0 ? { kind: 'advance' } : { taxKind: 'plain' }
    const body = { orderId: order.id, amount: amount(random), ...kind, ...given }
    return coded(client, await as('oda').post('/invoices/from-order', body))
  }
  const lines = [{ orderLineId: line.id, ...(how === 2 ? { amount: amount(random) } : { qty: quantity(random) }) }]
  const what = how === 4 ? { orderIds: [order.id] } : { lines }
  return coded(client, await as('oda').post('/invoices', { taxKind: 'plain', ...what, ...given }))
}

const red: Command['run'] = async client => {
  const { random, known, as } = client
  const of = inState(
    client,
    known.invoices.recent().filter(one => one.kind !== 'red'),
    ['issued'],
  )
  const line = random.pick(of?.lines ?? [])
  if (!of || !line) return undefined
  const part = random.chance(0.5) ? { qty: quantity(random) } : { amount: amount(random) }
  const body = random.chance(0.4)
    ? { reason: 'wrong' }
    : { reason: 'qty' in part ? 'return' : 'allowance', lines: [{ no: line.no, ...part }] }
  return seen(client, await as('fay').post(`/invoices/${of.id}/reds`, body))
}

const move =
  (name: keyof typeof invoiceFlow): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const one = inState(client, known.invoices.recent(), invoiceFlow[name].from)
    if (!one) return undefined
    const taxNumber = Array.from({ length: 20 }, () => random.below(10)).join('')
    const body = { ...(name === 'record' && { taxNumber }), note: '税务系统' }
    return seen(client, await as('fay').post(`/invoices/${one.id}/moves/${name}`, body))
  }

export const invoiceCommands: readonly Command[] = [
  { name: 'invoice.request', weight: 10, run: request },
  { name: 'invoice.red', weight: 8, run: red },
  { name: 'invoice.issue', weight: 18, run: move('issue') },
  { name: 'invoice.record', weight: 10, run: move('record') },
  { name: 'invoice.fail', weight: 6, run: move('fail') },
  { name: 'invoice.retry', weight: 2, run: move('retry') },
  { name: 'invoice.again', weight: 5, run: move('again') },
  { name: 'invoice.withdraw', weight: 2, run: move('withdraw') },
  { name: 'invoice.refuse', weight: 2, run: move('refuse') },
  { name: 'invoice.ask', weight: 8, run: move('ask') },
  { name: 'invoice.confirm', weight: 8, run: move('confirm') },
  { name: 'invoice.reject', weight: 2, run: move('reject') },
  { name: 'invoice.lapse', weight: 2, run: move('lapse') },
]
