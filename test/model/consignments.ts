// What lies at customers' sites is settled in parts, all at once, or more than there is; and taken back.
import type { Consigned } from '#features/consignment/consigned.schema.ts'
import { settlementFlow } from '#features/consignment/settlement.flow.ts'
import type { WholeSettlement } from '#features/consignment/settlement.schema.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import type { Person } from '../world.ts'
import { type Client, type Command, done, inState, quantity, type Said } from './command.ts'

/** With what it moved: the shipments it is of, the invoices that were asked for. */
async function seen(client: Client, answer: Said): Promise<Said> {
  if (!done(answer)) return answer
  const { known, as } = client
  const settlement = known.settlements.see(answer.body as unknown as WholeSettlement) // the answer's schema is checked
  const read = async <T>(path: string) => (await as('olivia').get(path)).body as unknown as T // as above
  for (const id of new Set(settlement.lines.map(line => line.shipmentId)))
    known.shipments.see(await read<WholeShipment>(`/shipments/${id}`))
  for (const { id } of settlement.invoices)
    if (id && !known.invoices.get(id)) known.invoices.see(await read<WholeInvoice>(`/invoices/${id}`))
  return answer
}

async function lyingAt({ as }: Client): Promise<readonly Consigned[]> {
  const { items } = (await as('oda').get('/consigned?limit=100')).body
  return items as unknown as readonly Consigned[] // the answer's schema is checked
}

function filling({ random }: Client, lying: readonly Consigned[], siteId: string) {
  const one = random.pick(lying.filter(each => each.siteId === siteId))
  if (!one || random.chance(0.1)) return { all: true }
  const qty = random.chance(0.4) ? one.qty : quantity(random)
  if (random.chance(0.4) && one.productId) return { products: [{ productId: one.productId, qty }] }
  return { lines: [{ shipmentLineId: one.id, qty }] }
}

const create: Command['run'] = async client => {
  const { random, known, as } = client
  const lying = await lyingAt(client)
  const siteId = (random.chance(0.9) && random.pick(lying)?.siteId) || (random.pick(known.siteIds) ?? '')
  const body = { siteId, ...filling(client, lying, siteId) }
  return seen(client, await as(random.chance(0.5) ? 'oda' : 'fay').post('/settlements', body))
}

const edit: Command['run'] = async client => {
  const { random, known, as } = client
  const one = inState(client, known.settlements.recent(), ['draft'])
  if (!one) return undefined
  const more = random.chance(0.5) ? filling(client, await lyingAt(client), one.siteId) : { note: '客户清单' }
  const body = { ...(random.chance(0.3) && { version: one.version }), ...more }
  return seen(client, await as('oda').patch(`/settlements/${one.id}`, body))
}

const move =
  (name: keyof typeof settlementFlow, who: Person): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const one = inState(client, known.settlements.recent(), settlementFlow[name].from)
    if (!one) return undefined
    const body = {
      ...(random.chance(0.3) && { version: one.version }),
      ...(name === 'post' && random.chance(0.4) && { requestInvoice: true }),
    }
    return seen(client, await as(who).post(`/settlements/${one.id}/moves/${name}`, body))
  }

/** From an order to goods that lie there, all at once: of themselves few orders would come so far. */
const layOut: Command['run'] = async client => {
  const { random, known, as } = client
  const siteId = random.pick(known.siteIds) ?? ''
  const lines = [{ productId: random.pick(known.productIds.goods) ?? '', unitQty: quantity(random), price: '30' }]
  const { customerId } = (await as('olivia').get(`/warehouses/${siteId}`)).body
  let last = await as('ann').post('/orders', { type: 'consignment', customerId, siteId, lines })
  if (!done(last)) return last
  const orderId = String(last.body.id)
  last = await as('ann').post(`/orders/${orderId}/moves/submit`)
  for (const who of ['fay', 'wei'] as const) {
    const mine = (await as(who).get('/approvals?mine=true')).body.items as { id: string; recordId: string }[] // the answer's schema is checked
    const asked = mine.find(one => one.recordId === orderId)
    if (asked) await as(who).post(`/approvals/${asked.id}/moves/approve`)
  }
  known.orders.see((await as('oda').get(`/orders/${orderId}`)).body as unknown as WholeOrder) // as above
  last = await as('wei').post('/shipments', { orderIds: [orderId] })
  if (!done(last)) return last
  known.shipments.see(last.body as unknown as WholeShipment) // as above
  for (const name of ['ready', 'ship'] as const) {
    last = await as('wei').post(`/shipments/${String(last.body.id)}/moves/${name}`)
    if (!done(last)) return last
    known.shipments.see(last.body as unknown as WholeShipment) // as above
  }
  return last
}

export const consignmentCommands: readonly Command[] = [
  { name: 'consignment.layOut', weight: 6, steps: true, run: layOut },
  { name: 'settlement.create', weight: 8, run: create },
  { name: 'settlement.edit', weight: 3, run: edit },
  { name: 'settlement.post', weight: 12, run: move('post', 'oda') },
  { name: 'settlement.unpost', weight: 4, run: move('unpost', 'fay') },
  { name: 'settlement.cancel', weight: 1, run: move('cancel', 'oda') },
]
