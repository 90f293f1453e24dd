import { Type } from 'typebox'
import { endpoint, FileReply, shape } from '#kernel/api.ts'
import {
  NewPriceList,
  PriceAnswer,
  PriceAsk,
  PriceLinesEdit,
  PriceList,
  PriceListEdit,
  PriceListLines,
  ProductPrice,
} from './priceList.schema.ts'

const Lists = shape({ items: Type.Array(PriceList) })
const Prices = shape({ items: Type.Array(ProductPrice) })

// biome-ignore format: one endpoint a line
export const priceListApi = {
  list:      endpoint({ method: 'GET', path: '/price-lists', mode: 'read', access: 'product.read', reply: Lists }),
  create:    endpoint({ method: 'POST', path: '/price-lists', mode: 'write', access: 'product.price', body: NewPriceList, reply: PriceList }),
  get:       endpoint({ method: 'GET', path: '/price-lists/:id', mode: 'read', access: 'product.read', reply: PriceList }),
  edit:      endpoint({ method: 'PATCH', path: '/price-lists/:id', mode: 'write', access: 'product.price', body: PriceListEdit, reply: PriceList }),
  remove:    endpoint({ method: 'DELETE', path: '/price-lists/:id', mode: 'write', access: 'product.price', reply: shape({}) }),
  lines:     endpoint({ method: 'GET', path: '/price-lists/:id/lines', mode: 'read', access: 'product.read', reply: PriceListLines }),
  editLines: endpoint({ method: 'PATCH', path: '/price-lists/:id/lines', mode: 'write', access: 'product.price', body: PriceLinesEdit, reply: PriceListLines }),
  export:    endpoint({ method: 'GET', path: '/price-lists/:id/export', mode: 'read', access: 'product.export', reply: FileReply }),
  resolve:   endpoint({ method: 'POST', path: '/prices', mode: 'read', access: 'product.read', body: PriceAsk, reply: PriceAnswer,
    about: 'The price that holds now for a customer of that level and region, and which list says so.' }),
  ofProduct: endpoint({ method: 'GET', path: '/products/:id/prices', mode: 'read', access: 'product.read', reply: Prices }),
}
