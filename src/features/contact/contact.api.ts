import { Type } from 'typebox'
import { endpoint, ListQuery, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { Contact, ContactDuplicate, ContactEdit, ContactLikeness, NewContact } from './contact.schema.ts'

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
  similar: endpoint({
    method: 'POST',
    path: '/contacts/preview',
    mode: 'read',
    access: 'contact.create',
    body: ContactLikeness,
    reply: shape({ duplicates: Type.Array(ContactDuplicate) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/contacts',
    mode: 'write',
    access: 'contact.create',
    body: NewContact,
    reply: shape({ ...Contact.properties, duplicates: Type.Array(ContactDuplicate) }),
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
