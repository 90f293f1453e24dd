import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import {
  Campaign,
  CampaignEdit,
  NewCampaign,
  NewCost,
  Report,
  ReportQuery,
  SourceLine,
  Sources,
  WholeCampaign,
} from './campaign.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'campaign.read' } as const
const edit = { mode: 'write', access: 'campaign.edit', reply: WholeCampaign } as const
const Offered = shape({ items: Type.Array(shape({ id: Type.String(), name: Type.String() })) })
const limit = shape({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })) })

// biome-ignore format: a table
export const campaignApi = {
  list:       endpoint({ ...read, path: '/campaigns', query: limit, reply: shape({ items: Type.Array(Campaign) }) }),
  report:     endpoint({ ...read, path: '/campaigns/report', plan: 'free', query: ReportQuery, reply: Report, about: 'Leads that came within the days, what became of them, and what was spent within them.' }),
  get:        endpoint({ ...read, path: '/campaigns/:id', reply: WholeCampaign }),
  create:     endpoint({ ...edit, method: 'POST', path: '/campaigns', body: NewCampaign }),
  edit:       endpoint({ ...edit, method: 'PATCH', path: '/campaigns/:id', body: CampaignEdit }),
  spend:      endpoint({ ...edit, method: 'POST', path: '/campaigns/:id/costs', body: NewCost }),
  unspend:    endpoint({ ...edit, method: 'DELETE', path: '/campaigns/:id/costs/:costId' }),
  sources:    endpoint({ ...read, path: '/lead-sources', access: 'signedIn', reply: Sources }),
  setSources: endpoint({ method: 'PUT', mode: 'write', path: '/lead-sources', access: 'campaign.source', body: shape({ items: Type.Array(SourceLine, { maxItems: 100 }) }), reply: Sources }),
  /** What a field for typing offers: names in the reader's language. */
  offerSources:   endpoint({ ...read, path: '/lead-sources/offered', access: 'signedIn', reply: Offered }),
  offerCampaigns: endpoint({ ...read, path: '/campaigns/offered', access: 'signedIn', reply: Offered }),
} as const
