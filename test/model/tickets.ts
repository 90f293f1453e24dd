import { ticketFlow } from '#features/ticket/ticket.flow.ts'
import type { Ticket } from '#features/ticket/ticket.schema.ts'
import { type Client, type Command, done, inState, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.tickets.see(answer.body as unknown as Ticket) // the answer's schema is checked
  return answer
}

const priorities = ['urgent', 'high', 'normal', 'low'] as const
const kinds = ['return', 'exchange', 'repair', 'complaint', 'question'] as const

const create: Command['run'] = async client => {
  const { random, known, as } = client
  const order = random.pick(known.orders.recent())
  const shipment = random.pick(known.shipments.recent())
  const about = random.pick([
    { customerId: random.pick(known.customerIds) ?? '' },
    order && { orderId: order.id },
    shipment && { shipmentId: shipment.id },
    // of one customer or of two: the second is refused
    order && shipment && { orderId: order.id, shipmentId: shipment.id },
  ])
  if (!about) return undefined
  const words = { title: '封口温度不稳', kind: random.pick(kinds), priority: random.pick(priorities) }
  return seen(client, await as('oda').post('/tickets', { ...words, ...about }))
}

const edit: Command['run'] = async client => {
  const { random, known, as } = client
  const ticket = random.pick(known.tickets.recent())
  if (!ticket) return undefined
  const version = random.chance(0.5) ? { version: ticket.version } : {}
  return seen(client, await as('oda').patch(`/tickets/${ticket.id}`, { ...version, priority: random.pick(priorities) }))
}

const move =
  (name: keyof typeof ticketFlow): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const ticket = inState(client, known.tickets.recent(), ticketFlow[name].from)
    if (!ticket) return undefined
    const solved = name === 'resolve' && random.chance(0.8) ? { resolution: '已更换加热管' } : {}
    const version = random.chance(0.3) ? { version: ticket.version } : {}
    return seen(client, await as('oda').post(`/tickets/${ticket.id}/moves/${name}`, { ...version, ...solved }))
  }

export const ticketCommands: readonly Command[] = [
  { name: 'ticket.open', weight: 5, run: create },
  { name: 'ticket.edit', weight: 1, run: edit },
  { name: 'ticket.start', weight: 5, run: move('start') },
  { name: 'ticket.wait', weight: 2, run: move('wait') },
  { name: 'ticket.resume', weight: 2, run: move('resume') },
  { name: 'ticket.resolve', weight: 4, run: move('resolve') },
  { name: 'ticket.close', weight: 2, run: move('close') },
  { name: 'ticket.reopen', weight: 2, run: move('reopen') },
  { name: 'ticket.cancel', weight: 1, run: move('cancel') },
]
