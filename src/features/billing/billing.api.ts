import { endpoint, ListQuery, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { BillingProfile, BillingProfileEdit, NewBillingProfile } from './billing.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'billingProfile.read' } as const

export const billingProfileApi = {
  list: endpoint({ ...read, path: '/billing-profiles', query: ListQuery, reply: Page(BillingProfile) }),
  summary: endpoint({ ...read, path: '/billing-profiles/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/billing-profiles',
    access: 'billingProfile.create',
    body: NewBillingProfile,
    reply: BillingProfile,
  }),
  get: endpoint({ ...read, path: '/billing-profiles/:id', reply: BillingProfile }),
  edit: endpoint({
    method: 'PATCH',
    mode: 'write',
    path: '/billing-profiles/:id',
    access: 'billingProfile.edit',
    body: BillingProfileEdit,
    reply: BillingProfile,
  }),
  remove: endpoint({
    method: 'DELETE',
    mode: 'write',
    path: '/billing-profiles/:id',
    access: 'billingProfile.delete',
    reply: shape({}),
  }),
}
