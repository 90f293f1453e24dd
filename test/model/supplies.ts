// What lacks is made or bought: asked for by hand or by shortage, received in parts and beyond, taken back, given up.

import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { holdFreed } from '#features/supply/server/free.service.ts'
import { supplyFlow } from '#features/supply/supply.flow.ts'
import type { Shortage, WholeSupply } from '#features/supply/supply.schema.ts'
import { cmp, sub } from '#kernel/money.ts'
import type { Person } from '../world.ts'
import { type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.supplies.see(answer.body as unknown as WholeSupply) // the answer's schema is checked
  return answer
}

/** A line that waits, or any of one that does not: then it is refused. */
function wantsOf({ random, known }: Client) {
  const lines = known.orders
    .recent()
    .filter(one => one.state === 'confirmed')
    .flatMap(one => one.lines)
    .filter(line => line.stockKept)
  const short = lines.filter(line => cmp(line.toShip, line.reserved) > 0)
  const line = random.pick(short.length > 0 ? short : lines)
  return line?.productId
    ? { productId: line.productId, orderLineId: line.id, lacks: sub(line.toShip, line.reserved) }
    : undefined
}

const create: Command['run'] = async client => {
  const { random, known, as } = client
  const wanted = random.chance(0.6) ? wantsOf(client) : undefined
  const qty = wanted && cmp(wanted.lacks, '0') > 0 ? wanted.lacks : quantity(random)
  const body = {
    kind: random.chance(0.5) ? 'make' : 'buy',
    productId: wanted?.productId ?? random.pick(known.productIds.goods) ?? '',
    qty,
    warehouseId: random.pick(known.warehouseIds) ?? '',
    ...(random.chance(0.5) && { tolerance: '50' }),
    ...(wanted && { wants: [{ orderLineId: wanted.orderLineId, qty }] }),
  }
  return seen(client, await as('oda').post('/supplies', body))
}

const itemsOf = <T>({ body }: Said): readonly T[] => body.items as unknown as readonly T[] // the answer's schema is checked

const request: Command['run'] = async client => {
  const { as } = client
  const found = itemsOf<Shortage>(await as('oda').get('/supplies/shortages'))
  const items = found.map(({ productId, warehouseId }) => ({ productId, warehouseId }))
  if (items.length === 0) return undefined
  const made = await as('oda').post('/supplies/request', { items })
  const ids = done(made) ? itemsOf<{ id: string }>(made) : []
  for (const { id } of ids) seen(client, await as('oda').get(`/supplies/${id}`))
  return made
}

const edit: Command['run'] = async client => {
  const one = client.random.pick(client.known.supplies.recent())
  if (!one) return undefined
  const body = {
    version: one.version,
    qty: quantity(client.random),
    progress: client.random.below(101),
    expectedOn: '2026-12-24',
  }
  return seen(client, await client.as('oda').patch(`/supplies/${one.id}`, body))
}

const receive: Command['run'] = async client => {
  const { random, known, as } = client
  const one = inState(client, known.supplies.recent(), supplyFlow.receive.from)
  if (!one) return undefined
  const qty = random.chance(0.4) && cmp(one.coming, '0') > 0 ? one.coming : quantity(random)
  const body = { qty, warehouseId: random.pick(known.warehouseIds) ?? '' }
  return seen(client, await as('wei').post(`/supplies/${one.id}/moves/receive`, body))
}

const takeBack: Command['run'] = async client => {
  const { random, known, as } = client
  const one = inState(client, known.supplies.recent(), supplyFlow.takeBack.from)
  const receipt = one && random.pick(one.receipts)
  if (!one || !receipt) return undefined
  return seen(client, await as('wei').post(`/supplies/${one.id}/moves/takeBack`, { no: receipt.no, note: '收错' }))
}

const move =
  (name: keyof typeof supplyFlow, who: Person): Command['run'] =>
  async client => {
    const one = inState(client, client.known.supplies.recent(), supplyFlow[name].from)
    return one && seen(client, await client.as(who).post(`/supplies/${one.id}/moves/${name}`, {}))
  }

/** What a supplier is to deliver to the customer; a line of another order is refused. */
const askDirect: Command['run'] = async client => {
  const { random, known, as } = client
  const orders = known.orders.recent(80).filter(one => one.type === 'direct' || random.chance(0.02))
  const line = random.pick(random.pick(orders)?.lines ?? [])
  if (!line) return undefined
  const made = await as('oda').post('/supplies/request-direct', { orderLineIds: [line.id] })
  for (const { id } of done(made) ? itemsOf<{ id: string }>(made) : [])
    seen(client, await as('oda').get(`/supplies/${id}`))
  return made
}

/** The shipment is a new paper, and the order another one now. */
const deliver: Command['run'] = async client => {
  const { random, known, as } = client
  const right = known.supplies.recent(80).filter(one => one.direct || random.chance(0.02))
  const one = inState(client, right, supplyFlow.deliver.from)
  if (!one) return undefined
  const qty = random.chance(0.5) && cmp(one.coming, '0') > 0 ? one.coming : quantity(random)
  const answer = seen(
    client,
    await as('olivia').post(`/supplies/${one.id}/moves/deliver`, { qty, supplierNote: 'GY1' }),
  )
  const { receipts } = answer.body as unknown as WholeSupply // the answer's schema is checked
  const shipmentId = done(answer) ? receipts.at(-1)?.shipmentId : undefined
  if (shipmentId) {
    const shipment = await as('olivia').get(`/shipments/${shipmentId}`)
    if (done(shipment)) known.shipments.see(shipment.body as unknown as WholeShipment) // as above
  }
  return answer
}

const holdFree: Command['run'] = ({ random, known, as }) => {
  const productId = random.pick(known.productIds.goods) ?? ''
  return as('wei').post('/supplies/hold-free', random.chance(0.5) ? { productIds: [productId] } : {})
}

/** What became free is shared out by itself. */
const share: Command['run'] = ({ job }) => job((tx, limit) => holdFreed(tx, limit))

/** Where it is partial, orders are confirmed that lack something. */
const policy: Command['run'] = ({ random, as }) =>
  as('olivia').put('/stock/policy', {
    reservePolicy: random.pick(['all', 'partial', 'partial'] as const) ?? 'all',
    reserveFreed: random.chance(0.2) ? 'off' : 'priority',
  })

const settings: Command['run'] = ({ random, as }) =>
  as('olivia').put('/supply-settings', {
    auto: random.chance(0.5),
    kind: 'buy',
    tolerance: '10',
    freed: random.chance(0.5) ? 'cancel' : 'stock',
  })

export const supplyCommands: readonly Command[] = [
  { name: 'supply.create', weight: 8, run: create },
  { name: 'supply.request', weight: 3, run: request },
  { name: 'supply.edit', weight: 3, run: edit },
  { name: 'supply.receive', weight: 10, run: receive },
  { name: 'supply.takeBack', weight: 3, run: takeBack },
  { name: 'supply.start', weight: 4, run: move('start', 'oda') },
  { name: 'supply.pause', weight: 1, run: move('pause', 'oda') },
  { name: 'supply.finish', weight: 2, run: move('finish', 'oda') },
  { name: 'supply.reopen', weight: 1, run: move('reopen', 'oda') },
  { name: 'supply.cancel', weight: 2, run: move('cancel', 'oda') },
  { name: 'supply.askDirect', weight: 4, run: askDirect },
  { name: 'supply.deliver', weight: 5, run: deliver },
  { name: 'supply.holdFree', weight: 2, run: holdFree },
  { name: 'stock.share', weight: 6, run: share },
  { name: 'supply.settings', weight: 1, run: settings },
  { name: 'stock.policy', weight: 2, run: policy },
]
