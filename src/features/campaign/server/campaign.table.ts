import { type RowOf, table } from '#kernel/table.ts'
import type { CampaignState } from '../campaign.schema.ts'

const columns = {
  id: 'uuid',
  name: 'text',
  code: 'text',
  state: 'text',
  source: 'text?',
  startsOn: 'date?',
  endsOn: 'date?',
  budget: 'numeric?',
  currency: 'text',
  note: 'text?',
  ownerId: 'uuid',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  archivedAt: 'timestamptz?',
} as const
export const campaigns = table('campaigns', columns)
export type CampaignRow = Omit<RowOf<typeof columns>, 'state'> & { readonly state: CampaignState }

const costColumns = {
  id: 'uuid',
  campaignId: 'uuid',
  onDate: 'date',
  amount: 'numeric',
  currency: 'text',
  baseAmount: 'numeric',
  note: 'text?',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  deletedAt: 'timestamptz?',
} as const
export const campaignCosts = table('campaign_costs', costColumns)
export type CostRow = RowOf<typeof costColumns>

const sourceColumns = {
  id: 'uuid',
  nameEn: 'text',
  nameZh: 'text',
  position: 'int',
  archivedAt: 'timestamptz?',
} as const
export const leadSources = table('lead_sources', sourceColumns)
export type SourceRow = RowOf<typeof sourceColumns>
