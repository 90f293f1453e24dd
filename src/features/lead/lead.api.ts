import { Type } from 'typebox'
import { endpoint, ListQuery, moves, Offers, Page, ReasonShape, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { leadFlow } from './lead.flow.ts'
import { AssignBody, Lead, LeadDuplicate, LeadEdit, LeadLikeness, NewLead, ReasonBody } from './lead.schema.ts'

// `follow` is made by the first follow-up, `convert` by the journey `convertLead`
const { assign, return: back, invalidate, reopen } = leadFlow
/** `held`: whose registration it runs into. */
const alike = { duplicates: Type.Array(LeadDuplicate), held: Type.Array(ReasonShape) }

// biome-ignore format: a table
export const leadApi = {
  list:    endpoint({ method: 'GET', path: '/leads', mode: 'read', access: 'lead.read', query: ListQuery, reply: Page(Lead) }),
  summary: endpoint({ method: 'GET', path: '/leads/summary', mode: 'read', plan: 'free', access: 'lead.read', query: SummaryQuery, reply: Summary }),
  similar: endpoint({ method: 'POST', path: '/leads/preview', mode: 'read', access: 'lead.create', body: LeadLikeness, reply: shape(alike) }),
  create:  endpoint({ method: 'POST', path: '/leads', mode: 'write', access: 'lead.create', keyScope: 'leads', body: NewLead, reply: shape({ ...Lead.properties, ...alike }) }),
  get:     endpoint({ method: 'GET', path: '/leads/:id', mode: 'read', access: 'lead.read', reply: Lead }),
  edit:    endpoint({ method: 'PATCH', path: '/leads/:id', mode: 'write', access: 'lead.edit', body: LeadEdit, reply: Lead }),
  remove:  endpoint({ method: 'DELETE', path: '/leads/:id', mode: 'write', access: 'lead.delete', reply: shape({}) }),
  offers:  endpoint({ method: 'GET', path: '/leads/:id/moves', mode: 'read', access: 'lead.read', reply: Offers }),
  ...moves('/leads/:id/moves', { assign, return: back, invalidate, reopen }, Lead, { assign: AssignBody, return: ReasonBody, invalidate: ReasonBody }),
}
