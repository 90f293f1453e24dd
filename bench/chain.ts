// One order on its way to cash: ten requests, in the order in which a company makes them.

export type Ask = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>

export const steps = [
  'create',
  'submit',
  'plan',
  'ready',
  'ship',
  'receipt',
  'allocate',
  'request',
  'issue',
  'record',
] as const
export type Step = (typeof steps)[number]

/** What every chain sells, to whom. */
export type Trade = { readonly customerId: unknown; readonly lines: readonly object[] }

/** A company that asks no review, with one product in stock and one customer. */
export async function openTrade(ask: Ask): Promise<Trade> {
  await ask('PATCH', '/approval-policies/order/review', { nodes: [], allowSelf: true, version: 0 })
  await ask('POST', '/warehouses', { code: 'A', name: 'Main' })
  const product = await ask('POST', '/products', {
    code: 'P',
    name: 'Bearing',
    price: '100',
    taxRate: '13',
    taxCode: '1090229990000000000',
  })
  const lines = [{ productId: product.id, unitQty: '1000000' }]
  const paper = await ask('POST', '/stock-documents', { kind: 'receipt', lines })
  await ask('POST', `/stock-documents/${paper.id}/moves/post`, {})
  const customer = await ask('POST', '/customers', { name: 'Acme', address: '1 Main Street' })
  const sold = [1, 2, 3, 4, 5].map(n => ({ productId: product.id, unitQty: String(n), price: '99.99' }))
  return { customerId: customer.id, lines: sold }
}

/** The tax bureau's number of the `n`th chain. */
export const taxNumberOf = (n: number): string => `7${String(n).padStart(19, '0')}`

/** `timed` is told the step it is about to make. */
export async function walkChain(ask: Ask, trade: Trade, n: number, timed: Timed): Promise<void> {
  const at = (i: number, path: string, body: object) => timed(i, () => ask('POST', path, body))
  const { id, customerId } = await at(0, '/orders', trade)
  await at(1, `/orders/${id}/moves/submit`, {})
  const shipment = await at(2, '/shipments', { orderIds: [id] })
  await at(3, `/shipments/${shipment.id}/moves/ready`, {})
  await at(4, `/shipments/${shipment.id}/moves/ship`, {})
  const receipt = await at(5, '/receipts', { customerId, amount: '1499.85' })
  await at(6, `/receipts/${receipt.id}/allocations`, { items: [{ orderId: id, amount: '1499.85' }] })
  const asked = { orderId: id, taxKind: 'plain', buyer: { kind: 'person', name: 'Acme' } }
  const invoice = await at(7, '/invoices/from-order', asked)
  await at(8, `/invoices/${invoice.id}/moves/issue`, {})
  await at(9, `/invoices/${invoice.id}/moves/record`, { taxNumber: taxNumberOf(n) })
}

export type Timed = (step: number, work: () => Promise<Record<string, unknown>>) => Promise<Record<string, unknown>>
