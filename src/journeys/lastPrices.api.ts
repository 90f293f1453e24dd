import { Type } from 'typebox'
import { LastPrice } from '#features/product/lastPrice.schema.ts'
import { endpoint, Id, shape } from '#kernel/api.ts'

/** As many as a document has lines. */
const LastPricesAsk = shape({ products: Type.Array(Id, { maxItems: 1000 }) })

export const lastPricesApi = {
  lastPrices: endpoint({
    method: 'POST',
    path: '/customers/:id/last-prices',
    mode: 'read',
    access: 'customer.read',
    body: LastPricesAsk,
    reply: Type.Array(LastPrice),
  }),
}
