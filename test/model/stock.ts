// Papers of the warehouse: what is put in, counted, carried over, set right, thrown away and taken back; and holds that
// run out by themselves.
import { documentFlow } from '#features/stock/document.flow.ts'
import type { WholeDocument } from '#features/stock/document.schema.ts'
import { expireReservations } from '#features/stock/server/stock.service.ts'
import { signOf } from '#kernel/money.ts'
import { type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.documents.see(answer.body as unknown as WholeDocument) // the answer's schema is checked
  return answer
}

const putIn: Command['run'] = async client => {
  const { random, known, as } = client
  const lines = [{ productId: random.pick(known.productIds.goods) ?? '', unitQty: `${quantity(random)}0` }]
  const body = { kind: 'receipt', warehouseId: random.pick(known.warehouseIds) ?? '', lines }
  const made = seen(client, await as('wei').post('/stock-documents', body))
  return done(made) ? seen(client, await as('wei').post(`/stock-documents/${made.body.id}/moves/post`)) : made
}

const kinds = ['count', 'transfer', 'transfer', 'adjustment', 'adjustment', 'scrap'] as const

const create: Command['run'] = async client => {
  const { random, known, as } = client
  const kind = random.pick(kinds) ?? 'count'
  // a count finds about what a receipt brings
  const qty = () => (kind === 'count' ? `${random.below(40)}` : quantity(random))
  const lines = Array.from({ length: 1 + random.below(2) }, () => ({
    productId: random.pick(known.productIds.goods) ?? '',
    unitQty: kind === 'adjustment' && random.chance(0.4) ? `-${qty()}` : qty(),
  }))
  const toWarehouseId = kind === 'transfer' ? { toWarehouseId: random.pick(known.warehouseIds) ?? '' } : {}
  const body = { kind, warehouseId: random.pick(known.warehouseIds) ?? '', ...toWarehouseId, reason: '盘点', lines }
  return seen(client, await as('wei').post('/stock-documents', body))
}

/** Orders that hold the very goods may have to give way. */
function releaseFor({ random, known }: Client, document: WholeDocument): { release?: string[] } {
  if (!random.chance(0.5)) return {}
  const wanted = new Set(document.lines.map(line => line.productId))
  const lines = known.orders.recent().flatMap(order => order.lines)
  const holding = lines.filter(line => wanted.has(line.productId ?? '') && signOf(line.reserved) > 0)
  return holding.length > 0 ? { release: holding.map(line => line.id) } : {}
}

const move =
  (name: 'post' | 'cancel'): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const document = inState(client, known.documents.recent(), documentFlow[name].from)
    if (!document) return undefined
    const version = random.chance(0.3) ? { version: document.version } : {}
    const body = { ...version, ...releaseFor(client, document) }
    return seen(client, await as('wei').post(`/stock-documents/${document.id}/moves/${name}`, body))
  }

/** No verb gives a hold an end yet; the job that ends them runs all the same. */
const expire: Command['run'] = async client => {
  const { random, known, pass, job } = client
  const lines = known.orders.recent().flatMap(order => order.lines.filter(line => signOf(line.reserved) > 0))
  const line = random.pick(lines)
  if (!line) return undefined
  await pass("update reservations set expires_at = now() - interval '1 second' where order_line_id = $1", [line.id])
  return job(expireReservations)
}

/** Never the usual one; not while anything of it is promised. */
const sell: Command['run'] = async ({ random, known, as }) => {
  const [usual, ...others] = known.warehouseIds
  const id = random.chance(0.1) ? usual : random.pick(others)
  const body = { sellable: random.chance(0.6) }
  return as('olivia').patch(`/warehouses/${id}`, body)
}

export const stockCommands: readonly Command[] = [
  { name: 'stock.receipt', weight: 12, steps: true, run: putIn },
  { name: 'stock.create', weight: 5, run: create },
  { name: 'stock.post', weight: 5, run: move('post') },
  { name: 'stock.cancel', weight: 2, run: move('cancel') },
  { name: 'warehouse.sell', weight: 2, run: sell },
  { name: 'stock.expire', weight: 1, steps: true, run: expire },
]
