import { Type } from 'typebox'
import {
  endpoint,
  ListQuery,
  moves,
  Offers,
  Page,
  ReasonShape,
  Summary,
  SummaryQuery,
  shape,
  Text,
} from '#kernel/api.ts'
import { customerFlow } from './customer.flow.ts'
import { Credit, CreditEdit, Customer, CustomerEdit, Duplicate, NewCustomer } from './customer.schema.ts'

const Empty = shape({})
/** `held`: whose registration it runs into. */
const alike = { duplicates: Type.Array(Duplicate), held: Type.Array(ReasonShape) }
const Likeness = shape({
  name: Type.Optional(Text(200)),
  phone: Type.Optional(Text(60)),
  email: Type.Optional(Text(254)),
  uscc: Type.Optional(Text(40)),
})

export const customerApi = {
  list: endpoint({
    method: 'GET',
    path: '/customers',
    mode: 'read',
    access: 'customer.read',
    query: ListQuery,
    reply: Page(Customer),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/customers/summary',
    mode: 'read',
    plan: 'free',
    access: 'customer.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  similar: endpoint({
    method: 'POST',
    path: '/customers/preview',
    mode: 'read',
    access: 'customer.create',
    body: Likeness,
    reply: shape(alike),
  }),
  create: endpoint({
    method: 'POST',
    path: '/customers',
    mode: 'write',
    access: 'customer.create',
    body: NewCustomer,
    reply: shape({ ...Customer.properties, ...alike }),
  }),
  get: endpoint({ method: 'GET', path: '/customers/:id', mode: 'read', access: 'customer.read', reply: Customer }),
  edit: endpoint({
    method: 'PATCH',
    path: '/customers/:id',
    mode: 'write',
    access: 'customer.edit',
    body: CustomerEdit,
    reply: Customer,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/customers/:id',
    mode: 'write',
    access: 'customer.delete',
    reply: Empty,
  }),
  restore: endpoint({
    method: 'POST',
    path: '/customers/:id/restore',
    mode: 'write',
    access: 'customer.delete',
    body: Empty,
    reply: Customer,
  }),
  offers: endpoint({
    method: 'GET',
    path: '/customers/:id/moves',
    mode: 'read',
    access: 'customer.read',
    reply: Offers,
  }),
  credit: endpoint({
    method: 'GET',
    path: '/customers/:id/credit',
    mode: 'read',
    access: 'customer.credit',
    reply: Credit,
  }),
  setCredit: endpoint({
    method: 'PATCH',
    path: '/customers/:id/credit',
    mode: 'write',
    access: 'customer.setCredit',
    body: CreditEdit,
    reply: Credit,
  }),
  ...moves('/customers/:id/moves', customerFlow, Customer),
}
