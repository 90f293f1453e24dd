import { shipmentFlow } from '#features/shipment/shipment.flow.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { add } from '#kernel/money.ts'
import { type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.shipments.see(answer.body as unknown as WholeShipment) // the answer's schema is checked
  return answer
}

const create: Command['run'] = async client => {
  const { random, known, as } = client
  const orders = known.orders.recent().filter(order => order.state === 'confirmed' || random.chance(0.05))
  const first = random.pick(orders)
  if (!first) return undefined
  const kind = random.chance(0.3) ? 'acceptance' : 'delivery'
  if (random.chance(0.85)) {
    // now and then what several orders of one customer wait for leaves together
    const other = random.chance(0.2)
      ? random.pick(orders.filter(one => one.customerId === first.customerId))
      : undefined
    const orderIds = [...new Set([first.id, ...(other ? [other.id] : [])])]
    return seen(client, await as('wei').post('/shipments', { kind, orderIds }))
  }
  const lines = first.lines
    .filter(line => line.fulfil === (kind === 'delivery' ? 'ship' : 'accept'))
    .map(line => ({
      orderLineId: line.id,
      qty: quantity(random),
      warehouseId: random.pick(known.warehouseIds) ?? null,
    }))
  return lines.length === 0 ? undefined : seen(client, await as('wei').post('/shipments', { kind, lines }))
}

/** Mostly a number of its own; now and then one parcel holds several. */
const parcel = ({ random }: Client, { number }: WholeShipment) =>
  random.chance(0.3) ? {} : { trackingNumber: random.chance(0.2) ? shared : `SF${number}`, carrier: '顺丰' }
export const shared = 'SF-TOGETHER'

const move =
  (name: keyof typeof shipmentFlow, kind: 'delivery' | 'acceptance'): Command['run'] =>
  async client => {
    const papers = client.known.shipments.recent(80)
    const ofKind = papers.filter(one => one.kind === kind || client.random.chance(0.05))
    const shipment = inState(client, ofKind, shipmentFlow[name].from)
    if (!shipment) return undefined
    if (name === 'unship') client.known.unshipped.add(shipment.id)
    const version = client.random.chance(0.3) ? { version: shipment.version } : {}
    const body = { ...version, ...(name === 'ship' && parcel(client, shipment)) }
    return seen(
      client,
      await client.as(kind === 'acceptance' ? 'oda' : 'wei').post(`/shipments/${shipment.id}/moves/${name}`, body),
    )
  }

const arrive: Command['run'] = async client => {
  const { random, known, as } = client
  const shipment = inState(client, client.known.shipments.recent(), ['shipped'])
  const line = shipment && random.pick(shipment.lines)
  if (!shipment || !line) return undefined
  const part = random.pick(['delivered', 'delivered', 'delivered', 'cameBack', 'lost'] as const) ?? 'delivered'
  const qty = quantity(random)
  const warehouseId = random.pick(known.warehouseIds) ?? ''
  const lines = [{ no: line.no, [part]: qty, ...(part === 'cameBack' && { warehouseId }) }]
  const answer = seen(client, await as('wei').post(`/shipments/${shipment.id}/arrivals`, { lines }))
  if (done(answer) && part === 'cameBack' && line.productId && line.stockKept) {
    // it may lie elsewhere than where it left
    const key = `${line.productId}|${warehouseId}`
    known.putIn.set(key, add(known.putIn.get(key) ?? '0', qty))
  }
  return answer
}

export const goodsCommands: readonly Command[] = [
  { name: 'shipment.create', weight: 18, run: create },
  { name: 'shipment.ready', weight: 14, run: move('ready', 'delivery') },
  { name: 'shipment.unready', weight: 2, run: move('unready', 'delivery') },
  { name: 'shipment.ship', weight: 14, run: move('ship', 'delivery') },
  { name: 'shipment.unship', weight: 2, run: move('unship', 'delivery') },
  { name: 'shipment.deliver', weight: 6, run: move('deliver', 'delivery') },
  { name: 'shipment.arrive', weight: 8, run: arrive },
  { name: 'shipment.accept', weight: 8, run: move('accept', 'acceptance') },
  { name: 'shipment.unaccept', weight: 2, run: move('unaccept', 'acceptance') },
  { name: 'shipment.cancel', weight: 2, run: move('cancel', 'delivery') },
]
