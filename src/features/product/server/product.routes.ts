import type { Handlers } from '#kernel/api.ts'
import { fold } from '#kernel/keys.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { accept } from '#kernel/validate.ts'
import { type EntityVerbs, twinsBy } from '#meta/registry.ts'
import type { productApi } from '../product.api.ts'
import { NewProduct, ProductEdit } from '../product.schema.ts'
import {
  createProduct,
  editProduct,
  getProduct,
  listProducts,
  restoreProduct,
  summariseProducts,
  trashProduct,
} from './product.service.ts'
import { listTaxRates, setTaxDefaults, setTaxRates } from './taxRate.service.ts'

export const productHandlers: Handlers<typeof productApi> = {
  list: (db, actor, query) => listProducts(db, actor, query),
  summary: (db, actor, query) => summariseProducts(db, actor, query),
  create: (tx, actor, input) => createProduct(tx, actor, input),
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
  edit: (tx, actor, id, input) => editProduct(tx, actor, id, accept(ProductEdit, input)),
  remove: trashProduct,
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'code', fold)),
}
