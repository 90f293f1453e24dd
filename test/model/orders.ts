import { orderFlow } from '#features/order/order.flow.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { Person } from '../world.ts'
import { amount, type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.orders.see(answer.body as unknown as WholeOrder) // the answer's schema is checked
  return answer
}

const some = ({ random, known }: Client): WholeOrder | undefined => random.pick(known.orders.recent())

const lineOf = ({ random, known }: Client, n: number) => {
  const kind = random.below(10)
  if (kind === 0) return { kind: 'fee', name: `运费${n}`, unitQty: '1', price: amount(random) }
  if (kind <= 3) return { productId: known.productIds.service, unitQty: quantity(random), price: amount(random) }
  return { productId: random.pick(known.productIds.goods) ?? '', unitQty: quantity(random), price: amount(random) }
}

const shapes = [
  undefined,
  {
    gates: { confirm: '0', supply: '0', ship: '0' },
    instalments: [
      { kind: 'deposit', percent: '30', on: 'confirmed' },
      { kind: 'balance', percent: '70', on: 'shipped', days: 30 },
    ],
  },
] as const

// biome-ignore format: a list
const types = ['sample', 'sample', 'service', 'direct', 'standard', 'replacement', 'consignment', 'consignment', 'consignment', 'consignment'] as const
type Typed = {
  readonly type?: (typeof types)[number]
  readonly returnBy?: string
  readonly noReturn?: boolean
  readonly siteId?: string
}

/** Mostly the usual one; a sample now and then without its day, or priced: refused. */
function typed({ random, known }: Client): Typed {
  const type = random.chance(0.4) ? random.pick(types) : undefined
  const siteId = random.pick(known.siteIds)
  if (type === 'consignment' && siteId && random.chance(0.6)) return { type, siteId }
  if (type !== 'sample') return type ? { type } : {}
  return { type, ...(random.chance(0.6) ? { returnBy: '2099-12-31' } : random.chance(0.8) && { noReturn: true }) }
}

function linesFor(client: Client, { type }: Typed) {
  const { random, known } = client
  return Array.from({ length: 1 + random.below(3) }, (_, n) => {
    const { price, ...line } = lineOf(client, n)
    if (type === 'service' && random.chance(0.9))
      return { productId: known.productIds.service, unitQty: line.unitQty, price }
    return type === 'sample' && random.chance(0.95) ? line : { ...line, price }
  })
}

async function create(client: Client): Promise<Said> {
  const { random, known } = client
  const terms = random.pick(shapes)
  const type = typed(client)
  const body = {
    customerId: random.pick(known.customerIds) ?? '',
    ...type,
    lines: linesFor(client, type),
    ...(random.chance(0.3) && { discountKind: 'percent', discountValue: '7' }),
    ...(random.chance(0.5) && { taxMode: 'exclusive' }),
    ...(terms && { terms }),
  }
  return seen(client, await client.as('ann').post('/orders', body))
}

const edit: Command['run'] = async client => {
  const order = some(client)
  if (!order) return undefined
  const lines = order.lines.map(({ id, productId, kind, name, unitQty, price }) => ({
    id,
    unitQty: client.random.chance(0.5) ? quantity(client.random) : unitQty,
    price,
    ...(productId ? { productId } : { kind, name }),
  }))
  return seen(client, await client.as('ann').put(`/orders/${order.id}/lines`, { version: order.version, lines }))
}

/** The customer keeps it: another order, and the sample is done with. */
const keep: Command['run'] = async client => {
  const { random, known } = client
  const samples = known.orders.recent(200).filter(one => one.type === 'sample' && one.confirmedAt !== null)
  // of most of them nothing has left yet
  const out = samples.filter(({ lines }) => lines.some(line => Number(line.shipped) > Number(line.returned)))
  const sample = random.pick(out.length > 0 && random.chance(0.8) ? out : samples)
  if (!sample) return undefined
  const answer = seen(client, await client.as('ann').post(`/orders/${sample.id}/keep`))
  if (done(answer)) seen(client, await client.as('oda').get(`/orders/${sample.id}`))
  return answer
}

const another: Command['run'] = async client => {
  const { random, known } = client
  const sample = random.pick(known.orders.recent(80).filter(one => one.type === 'sample' || random.chance(0.02)))
  const body = random.chance(0.3) ? { noReturn: true } : { returnBy: random.chance(0.1) ? '2000-01-01' : '2099-11-30' }
  return sample && seen(client, await client.as('ann').post(`/orders/${sample.id}/return-day`, body))
}

/** With the version that the client knows, or without one: as a program may. */
const move =
  (name: keyof typeof orderFlow, who: Person): Command['run'] =>
  async client => {
    const order = inState(client, client.known.orders.recent(), orderFlow[name].from)
    if (!order) return undefined
    const body = { ...(client.random.chance(0.3) && { version: order.version }), note: '客户改主意' }
    return seen(client, await client.as(who).post(`/orders/${order.id}/moves/${name}`, body))
  }

const approve: Command['run'] = async client => {
  const who: Person = client.random.chance(0.5) ? 'fay' : 'wei'
  const inbox = await client.as(who).get('/approvals?mine=true')
  const mine = client.random.pick(inbox.body.items as { id: string; recordId: string }[]) // the answer's schema is checked
  if (!mine) return undefined
  const answer = await client.as(who).post(`/approvals/${mine.id}/moves/approve`)
  // the last approval confirms: the order is another one now
  if (done(answer)) seen(client, await client.as('oda').get(`/orders/${mine.recordId}`))
  return answer
}

/** What lies free, for one order; now and then for one of its lines. */
const reserve: Command['run'] = async client => {
  const order = inState(client, client.known.orders.recent(), orderFlow.reserve.from)
  if (!order) return undefined
  const line = client.random.chance(0.3) ? client.random.pick(order.lines) : undefined
  return seen(
    client,
    await client.as('oda').post(`/orders/${order.id}/moves/reserve`, line ? { lineIds: [line.id] } : {}),
  )
}

export const orderCommands: readonly Command[] = [
  { name: 'order.create', weight: 10, run: create },
  { name: 'order.edit', weight: 3, run: edit },
  { name: 'order.keep', weight: 3, run: keep },
  { name: 'order.returnDay', weight: 2, run: another },
  { name: 'order.submit', weight: 14, run: move('submit', 'ann') },
  { name: 'order.approve', weight: 24, run: approve },
  { name: 'order.sendBack', weight: 1, run: move('sendBack', 'fay') },
  { name: 'order.hold', weight: 2, run: move('hold', 'oda') },
  { name: 'order.resume', weight: 3, run: move('resume', 'oda') },
  { name: 'order.reserve', weight: 4, run: reserve },
  { name: 'order.close', weight: 2, run: move('close', 'oda') },
  { name: 'order.reopen', weight: 2, run: move('reopen', 'oda') },
  { name: 'order.cancel', weight: 4, run: move('cancel', 'oda') },
]
