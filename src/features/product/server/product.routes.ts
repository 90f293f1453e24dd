import type { Handlers } from '#kernel/api.ts'
import { fold } from '#kernel/keys.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { accept } from '#kernel/validate.ts'
import { type EntityVerbs, twinsBy } from '#meta/registry.ts'
import type { priceListApi } from '../priceList.api.ts'
import { PriceRow } from '../priceList.schema.ts'
import type { productApi } from '../product.api.ts'
import { NewProduct, ProductEdit } from '../product.schema.ts'
import { createProduct, createProducts } from './create.service.ts'
import { askPrices, pricesOfProduct } from './price.service.ts'
import { bringPrice, editPriceLines, linesOfList, priceTwins } from './priceLine.service.ts'
import {
  createPriceList,
  editPriceList,
  exportPriceList,
  getPriceList,
  listPriceLists,
  removePriceList,
} from './priceList.service.ts'
import {
  editProduct,
  getProduct,
  listProducts,
  matchProducts,
  restoreProduct,
  summariseProducts,
  trashProduct,
} from './product.service.ts'
import { listTaxRates, setTaxDefaults, setTaxRates } from './taxRate.service.ts'

export const productHandlers: Handlers<typeof productApi> = {
  list: (db, actor, query) => listProducts(db, actor, query),
  summary: (db, actor, query) => summariseProducts(db, actor, query),
  create: (tx, actor, input) => createProduct(tx, actor, input),
  match: (db, actor, { texts }) => matchProducts(db, actor, texts),
  get: (db, actor, { id }) => getProduct(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editProduct(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashProduct(tx, actor, id)
    return {}
  },
  restore: (tx, actor, { id }) => restoreProduct(tx, actor, id),
  taxRates: async (db, _actor, { on }) => ({ rates: await listTaxRates(db, on) }),
  setTaxRates: async (tx, actor, { rates }) => ({ rates: await setTaxRates(tx, actor, rates) }),
  taxDefaults: async (_db, actor) => taxDefaultsOf(actor.org.settings),
  setTaxDefaults: (tx, actor, input) => setTaxDefaults(tx, actor, input),
}

export const productVerbs: EntityVerbs = {
  list: listProducts,
  summary: summariseProducts,
  get: getProduct,
  create: (tx, actor, input) => createProduct(tx, actor, accept(NewProduct, input)),
  createAll: createProducts,
  edit: (tx, actor, id, input) => editProduct(tx, actor, id, accept(ProductEdit, input)),
  remove: trashProduct,
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'code', fold)),
}

export const priceListHandlers: Handlers<typeof priceListApi> = {
  list: async db => ({ items: await listPriceLists(db) }),
  create: (tx, actor, input) => createPriceList(tx, actor, input),
  get: (db, _actor, { id }) => getPriceList(db, id),
  edit: (tx, actor, { id, ...input }) => editPriceList(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await removePriceList(tx, actor, id)
    return {}
  },
  lines: (db, _actor, { id }) => linesOfList(db, id),
  editLines: (tx, actor, { id, ...input }) => editPriceLines(tx, actor, id, input),
  export: (db, actor, { id }) => exportPriceList(db, actor, id),
  resolve: (db, actor, input) => askPrices(db, actor, input),
  ofProduct: async (db, actor, { id }) => ({ items: await pricesOfProduct(db, actor, id) }),
}

/** Of a file only: prices by the names of list and product. */
export const priceRowVerbs: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => bringPrice(tx, actor, accept(PriceRow, input)),
  twins: async (_db, _actor, inputs) => inputs.map(priceTwins),
}
