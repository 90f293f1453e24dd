import { Type } from 'typebox'
import { DateOnly, endpoint, ListQuery, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { MatchAnswer, MatchAsk, NewProduct, Product, ProductEdit, TaxDefaults, TaxRate } from './product.schema.ts'

const Rates = shape({ rates: Type.Array(TaxRate, { maxItems: 50 }) })

export const productApi = {
  list: endpoint({
    method: 'GET',
    path: '/products',
    mode: 'read',
    access: 'product.read',
    query: ListQuery,
    reply: Page(Product),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/products/summary',
    mode: 'read',
    plan: 'free',
    access: 'product.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  create: endpoint({
    method: 'POST',
    path: '/products',
    mode: 'write',
    access: 'product.create',
    body: NewProduct,
    reply: Product,
  }),
  match: endpoint({
    method: 'POST',
    path: '/products/match',
    mode: 'read',
    access: 'product.read',
    body: MatchAsk,
    reply: MatchAnswer,
    about: 'Of each text every product on sale of that code, else of that name.',
  }),
  get: endpoint({ method: 'GET', path: '/products/:id', mode: 'read', access: 'product.read', reply: Product }),
  edit: endpoint({
    method: 'PATCH',
    path: '/products/:id',
    mode: 'write',
    access: 'product.edit',
    body: ProductEdit,
    reply: Product,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/products/:id',
    mode: 'write',
    access: 'product.delete',
    reply: shape({}),
  }),
  restore: endpoint({
    method: 'POST',
    path: '/products/:id/restore',
    mode: 'write',
    access: 'product.delete',
    body: shape({}),
    reply: Product,
  }),
  taxRates: endpoint({
    method: 'GET',
    path: '/tax-rates',
    mode: 'read',
    access: 'product.read',
    query: shape({ on: Type.Optional(DateOnly) }),
    reply: Rates,
  }),
  setTaxRates: endpoint({
    method: 'PUT',
    path: '/tax-rates',
    mode: 'write',
    access: 'product.tax',
    body: Rates,
    reply: Rates,
  }),
  taxDefaults: endpoint({
    method: 'GET',
    path: '/tax-defaults',
    mode: 'read',
    access: 'product.read',
    reply: TaxDefaults,
  }),
  setTaxDefaults: endpoint({
    method: 'PUT',
    path: '/tax-defaults',
    mode: 'write',
    access: 'product.tax',
    body: TaxDefaults,
    reply: TaxDefaults,
  }),
}
