import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const Money = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

export const campaignStates = ['planned', 'running', 'ended'] as const
export type CampaignState = (typeof campaignStates)[number]

const given = {
  name: Text(100, 1),
  state: OneOf(campaignStates),
  source: Nullable(Text(60)),
  startsOn: Nullable(DateOnly),
  endsOn: Nullable(DateOnly),
  budget: Nullable(Money),
  currency: Currency,
  note: Nullable(Text(2000)),
  ownerId: Id,
}
const { name, ...rest } = Type.Partial(shape(given)).properties
export const NewCampaign = shape({ name: given.name, ...rest })
export type NewCampaign = Static<typeof NewCampaign>
export const CampaignEdit = shape({ name, ...rest, archived: Type.Optional(Type.Boolean()), version: Type.Integer() })
export type CampaignEdit = Static<typeof CampaignEdit>

export const NewCost = shape({
  onDate: DateOnly,
  amount: Money,
  /** The campaign's where nothing is said. */
  currency: Type.Optional(Currency),
  note: Type.Optional(Nullable(Text(500))),
})
export type NewCost = Static<typeof NewCost>

export const Cost = shape({
  id: Id,
  onDate: DateOnly,
  amount: Type.String(),
  currency: Type.String(),
  /** In the organisation's currency, by the rate of its day. */
  baseAmount: Type.String(),
  note: Nullable(Type.String()),
  createdByName: Nullable(Type.String()),
})
export type Cost = Static<typeof Cost>

export const Campaign = shape({
  id: Id,
  version: Type.Integer(),
  ...given,
  ownerName: Nullable(Type.String()),
  /** In the address of its codes. */
  code: Type.String(),
  /** Spent so far, in the organisation's currency. */
  spent: Type.String(),
  archivedAt: Nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Campaign = Static<typeof Campaign>
export const WholeCampaign = shape({ ...Campaign.properties, costs: Type.Array(Cost) })
export type WholeCampaign = Static<typeof WholeCampaign>

export const SourceLine = shape({
  id: Type.Optional(Id),
  nameEn: Text(60, 1),
  nameZh: Text(60, 1),
  archived: Type.Boolean(),
})
export type SourceLine = Static<typeof SourceLine>
export const Sources = shape({ items: Type.Array(shape({ ...SourceLine.properties, id: Id })) })
export type Sources = Static<typeof Sources>

export const ReportQuery = shape({ from: DateOnly, to: DateOnly, by: OneOf(['campaign', 'source']) })
export type ReportQuery = Static<typeof ReportQuery>

/** One campaign or source; sums in the organisation's currency. */
export const ReportRow = shape({
  /** As leads and deals carry it; null: nothing is said there. */
  name: Nullable(Type.String()),
  campaignId: Nullable(Id),
  leads: Type.Integer(),
  converted: Type.Integer(),
  deals: Type.Integer(),
  won: Type.Integer(),
  amount: Type.String(),
  /** Won deals in a currency without a rate: not in the amount. */
  unpriced: Type.Integer(),
  cost: Type.String(),
  costPerLead: Nullable(Type.String()),
  costPerWon: Nullable(Type.String()),
  /** (amount − cost) ÷ cost. */
  roi: Nullable(Type.String()),
})
export type ReportRow = Static<typeof ReportRow>
export const Report = shape({ ...ReportQuery.properties, currency: Type.String(), items: Type.Array(ReportRow) })
export type Report = Static<typeof Report>
