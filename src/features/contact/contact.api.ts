import { endpoint, ListQuery, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { Contact, ContactEdit, NewContact } from './contact.schema.ts'

export const contactApi = {
  list: endpoint({
    method: 'GET',
    path: '/contacts',
    mode: 'read',
    access: 'contact.read',
    query: ListQuery,
    reply: Page(Contact),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/contacts/summary',
    mode: 'read',
    plan: 'free',
    access: 'contact.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  create: endpoint({
    method: 'POST',
    path: '/contacts',
    mode: 'write',
    access: 'contact.create',
    body: NewContact,
    reply: Contact,
  }),
  get: endpoint({ method: 'GET', path: '/contacts/:id', mode: 'read', access: 'contact.read', reply: Contact }),
  edit: endpoint({
    method: 'PATCH',
    path: '/contacts/:id',
    mode: 'write',
    access: 'contact.edit',
    body: ContactEdit,
    reply: Contact,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/contacts/:id',
    mode: 'write',
    access: 'contact.delete',
    reply: shape({}),
  }),
}
