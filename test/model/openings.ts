// What was before the company came: debts that no order stands for, past orders as they stood, money and goods that
// were there. Brought in as a file's rows are, one at a time.
import type { OrderCollection, WholeReceipt } from '#features/collection/collection.schema.ts'
import { advanceVerbs } from '#features/collection/server/collection.routes.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { aloneOpening } from '#features/invoice/server/aloneOpening.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import type { WholeDocument } from '#features/stock/document.schema.ts'
import { openingStockVerbs } from '#features/stock/server/stock.routes.ts'
import type { StockLevel } from '#features/stock/stock.schema.ts'
import { orderOpening, receivableOpening } from '#journeys/openOrder.ts'
import { cmp } from '#kernel/money.ts'
import { amount, type Client, type Command, done, quantity } from './command.ts'

const days = ['2026-08-31', '2026-10-12', '2026-11-20', '2026-12-31'] as const
const dayOf = ({ random }: Client): string =>
  random.chance(0.05) ? days[3] : (random.pick(days.slice(0, 3)) ?? days[0])
/** Now and then one that is in already. */
const numberOf = ({ random }: Client, kind: string): string => `${kind}${random.below(100_000)}`
const customerOf = ({ random, known }: Client): string => random.pick(known.customerIds) ?? ''

const reading =
  ({ as }: Client) =>
  async <T>(path: string): Promise<T> =>
    (await as('olivia').get(path)).body as unknown as T // the answer's schema is checked

const debt: Command['run'] = async client => {
  const { random, known, open } = client
  const dueOn = random.chance(0.5) ? { dueOn: '2026-11-30' } : {}
  const body = { number: numberOf(client, 'AR'), customerId: customerOf(client), amount: amount(random), taxRate: '13' }
  const answer = await open(aloneOpening, { ...body, date: dayOf(client), ...dueOn, taxCode: '1090141990000000000' })
  if (done(answer)) known.invoices.see(await reading(client)<WholeInvoice>(`/invoices/${answer.body.id}`))
  return answer
}

const advance: Command['run'] = async client => {
  const { random, known, open } = client
  const body = { externalRef: numberOf(client, 'ADV'), customerId: customerOf(client), date: dayOf(client) }
  const answer = await open(advanceVerbs, { ...body, amount: amount(random) })
  if (done(answer)) known.receipts.see(await reading(client)<WholeReceipt>(`/receipts/${answer.body.id}`))
  return answer
}

const receivable: Command['run'] = async client => {
  const { random, known, open } = client
  const body = { number: numberOf(client, 'OB'), customerId: customerOf(client), date: dayOf(client) }
  const answer = await open(receivableOpening, { ...body, amount: amount(random) })
  if (done(answer)) known.orders.see(await reading(client)<WholeOrder>(`/orders/${answer.body.id}`))
  return answer
}

/** Under way, delivered, billed, paid in part or too much: as a file says it. */
const pastOrder: Command['run'] = async client => {
  const { random, known, open } = client
  const [date, shippedOn] = [days[0], days[1]]
  const line = () => ({
    productId: random.chance(0.8) ? (random.pick(known.productIds.goods) ?? '') : known.productIds.service,
    unitQty: quantity(random),
    price: amount(random),
    ...(random.chance(0.3) && { shippedQty: '1' }),
  })
  const answer = await open(orderOpening, {
    number: numberOf(client, 'PO'),
    customerId: customerOf(client),
    date,
    lines: Array.from({ length: 1 + random.below(2) }, line),
    ...(random.chance(0.6) && { shippedOn }),
    ...(random.chance(0.4) && { paidAmount: amount(random), paidOn: shippedOn }),
    ...(random.chance(0.3) && { invoiceNumber: numberOf(client, 'INV') }),
  })
  if (done(answer)) await follow(client, String(answer.body.id))
  return answer
}

async function follow(client: Client, id: string): Promise<void> {
  const { known } = client
  const read = reading(client)
  known.orders.see(await read<WholeOrder>(`/orders/${id}`))
  for (const one of await read<readonly WholeShipment[]>(`/orders/${id}/shipments`))
    known.shipments.see(await read<WholeShipment>(`/shipments/${one.id}`))
  for (const one of await read<readonly WholeInvoice[]>(`/orders/${id}/invoices`))
    known.invoices.see(await read<WholeInvoice>(`/invoices/${one.id}`))
  const { allocations } = await read<OrderCollection>(`/orders/${id}/collection`)
  for (const { receiptId } of allocations) known.receipts.see(await read<WholeReceipt>(`/receipts/${receiptId}`))
}

/** Only where nothing has moved yet: of what is sold nearly always refused, of a product that is new it is all there is. */
const stock: Command['run'] = async client => {
  const { random, known, as, open } = client
  const product = random.chance(0.7) ? random.pick(['M1', 'M2', 'M3']) : `N${random.below(1_000_000)}`
  const isNew = product?.startsWith('N')
  if (isNew) await as('olivia').post('/products', { code: product, name: `样机 ${product}`, price: '1', taxRate: '13' })
  const qty = `${quantity(random)}0`
  const warehouse = isNew ? 'A' : random.pick(['A', 'B', 'C', 'D'])
  const answer = await open(openingStockVerbs, { product, warehouse, quantity: qty })
  if (!done(answer)) return answer
  known.documents.see(await reading(client)<WholeDocument>(`/stock-documents/${answer.body.id}`))
  if (!isNew) return answer
  const { body } = await as('olivia').get(`/stock?q=${product}`)
  const [level] = body.items as readonly StockLevel[] // the shape of every list
  return level && cmp(level.onHand, qty) === 0
    ? answer
    : { status: 500, body: { error: `${product}: ${level?.onHand}` } }
}

export const openingCommands: readonly Command[] = [
  { name: 'open.debt', weight: 4, run: debt },
  { name: 'open.advance', weight: 2, run: advance },
  { name: 'open.receivable', weight: 2, run: receivable },
  { name: 'open.order', weight: 4, run: pastOrder },
  { name: 'open.stock', weight: 1, steps: true, run: stock },
]
