import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'

/** The three kinds of stages are also the states of a deal: code knows these, customers own the many stages. */
export const dealStates = ['open', 'won', 'lost'] as const
export type DealState = (typeof dealStates)[number]

/** What an open deal counts as in the forecast, from the surest on. */
export const forecasts = ['commit', 'best', 'pipeline', 'omitted'] as const
export type Forecast = (typeof forecasts)[number]

const Money = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const Custom = Type.Optional(Type.Record(Type.String(), Type.Unknown()))
const Words = shape({ en: Text(60, 1), zh: Text(60, 1) })

const given = {
  contactId: Type.Optional(Nullable(Id)),
  amount: Type.Optional(Nullable(Money)),
  currency: Type.Optional(Currency),
  expectedClose: Type.Optional(Nullable(DateOnly)),
  /** Nothing: as its stage says. */
  forecast: Type.Optional(Nullable(OneOf(forecasts))),
  source: Type.Optional(Nullable(Text(60))),
  productLine: Type.Optional(Nullable(Text(100))),
  campaign: Type.Optional(Nullable(Text(100))),
  note: Type.Optional(Nullable(Text(5000))),
  nextStep: Type.Optional(Nullable(Text(500))),
  nextStepAt: Type.Optional(Nullable(Instant)),
  ownerId: Type.Optional(Id),
  custom: Custom,
}

export const NewDeal = shape({
  name: Text(200, 1),
  customerId: Id,
  pipelineId: Type.Optional(Id),
  /** An open stage; imported history may stand in a closed one. */
  stageId: Type.Optional(Id),
  closedOn: Type.Optional(Nullable(DateOnly)),
  /** When imported history began; not for others. */
  startedOn: Type.Optional(Nullable(DateOnly)),
  lostReason: Type.Optional(Nullable(Text(500))),
  ...given,
})
export type NewDeal = Static<typeof NewDeal>

export const DealLikeness = shape({
  customerId: Id,
  productLine: Type.Optional(Nullable(Text(100))),
  ownerId: Type.Optional(Id),
})
export type DealLikeness = Static<typeof DealLikeness>
/** `held`: whose registration it runs into; `problems`: what of it is refused. */
export const DoorVerdict = shape({ held: Type.Array(ReasonShape), problems: Type.Array(ReasonShape) })
export type DoorVerdict = { held: Reason[]; problems: Reason[] }

export const DealEdit = shape({
  name: Type.Optional(Text(200, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type DealEdit = Static<typeof DealEdit>

const text = Nullable(Type.String())

/** What has to be true before a deal enters a stage, as an item that somebody ticks. */
const CheckItem = shape({ id: Id, text: Type.String() })
export type CheckItem = Static<typeof CheckItem>
/** As it was ticked: its words then, by whom and when. */
const Tick = shape({ id: Id, text: Type.String(), at: Instant, byId: Id, byName: Type.String() })
export type Tick = Static<typeof Tick>

export const Deal = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  name: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  customerLevel: text,
  contactId: Nullable(Id),
  contactName: text,
  pipelineId: Id,
  stageId: Id,
  stageName: Type.String(),
  stageLabel: Words,
  probability: Type.Integer(),
  rottingDays: Nullable(Type.Integer()),
  state: OneOf(dealStates),
  amount: text,
  amountFrom: OneOf(['manual', 'products', 'quote']),
  currency: Type.String(),
  expectedClose: Nullable(DateOnly),
  overdue: Type.Boolean(),
  forecast: Nullable(OneOf(forecasts)),
  forecastAs: OneOf(forecasts),
  closedAt: Nullable(Instant),
  wonAt: Nullable(Instant),
  lostReason: text,
  lostNote: text,
  lostTo: Nullable(Id),
  lostToName: text,
  wonReason: text,
  wonNote: text,
  /** The open stage it stood in when it ended. */
  endedStageId: Nullable(Id),
  noOrderReason: text,
  source: text,
  productLine: text,
  campaign: text,
  note: text,
  threadId: Id,
  nextStep: text,
  nextStepAt: Nullable(Instant),
  stageSince: Instant,
  /** The stage that its approval, which still runs, would take it to. */
  waitingStageId: Nullable(Id),
  checks: Type.Array(Tick),
  boardKey: Type.String(),
  primaryQuoteId: Nullable(Id),
  acceptedQuoteId: Nullable(Id),
  liveOrders: Type.Integer(),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  /** In a list: 0 to 100, of the key fields that are open to the reader. */
  completeness: Type.Optional(Type.Integer()),
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Deal = Static<typeof Deal>

/** What a stage still wants, filled in with the move itself. */
const { version: _, ...fillable } = DealEdit.properties
const Fill = Type.Optional(shape(fillable))

const judged = {
  version: Type.Optional(Type.Integer()),
  note: Type.Optional(Text(2000)),
  values: Fill,
  /** Items of the stage that are ticked with the move. */
  checks: Type.Optional(Type.Array(Id, { maxItems: 50 })),
}
export const AdvanceBody = shape({ ...judged, stageId: Id })
const losing = {
  /** A remark, and whom it was lost to. */
  lostNote: Type.Optional(Nullable(Text(2000))),
  lostTo: Type.Optional(Nullable(Id)),
}
/** `lostReason`: a code of the organisation's list, or its words. */
export const LoseBody = shape({ ...judged, ...losing, lostReason: Text(500), stageId: Type.Optional(Id) })
export const ReopenBody = shape({ ...judged, stageId: Type.Optional(Id) })
export const PlaceBody = shape({
  ...judged,
  stageId: Id,
  /** The card above, the card below; neither is the top of the column. */
  afterId: Type.Optional(Id),
  beforeId: Type.Optional(Id),
  lostReason: Type.Optional(Text(500)),
  ...losing,
})
export type Place = Static<typeof PlaceBody>
export type DealMoveInput = Partial<
  Pick<Place, 'stageId' | 'version' | 'note' | 'values' | 'checks' | 'lostReason' | 'lostNote' | 'lostTo'>
>

export const Stage = shape({
  id: Id,
  pipelineId: Id,
  label: Words,
  kind: OneOf(dealStates),
  probability: Type.Integer(),
  position: Type.Integer(),
  rottingDays: Nullable(Type.Integer()),
  forecast: OneOf(forecasts),
  required: Type.Array(Type.String()),
  /** What has to be true to stand here, in words. */
  criteria: text,
  checks: Type.Array(CheckItem),
  /** Entering takes somebody's yes. */
  approval: Type.Boolean(),
  archived: Type.Boolean(),
})
export type Stage = Static<typeof Stage>

export const Pipeline = shape({
  id: Id,
  version: Type.Integer(),
  label: Words,
  isDefault: Type.Boolean(),
  archived: Type.Boolean(),
  stages: Type.Array(Stage),
})
export type Pipeline = Static<typeof Pipeline>

const StageInput = shape({
  id: Type.Optional(Id),
  label: Words,
  kind: OneOf(dealStates),
  probability: Type.Integer({ minimum: 0, maximum: 100 }),
  rottingDays: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 3650 }))),
  /** Nothing: by its chance. */
  forecast: Type.Optional(OneOf(forecasts)),
  required: Type.Optional(Type.Array(Text(60, 1), { maxItems: 20 })),
  criteria: Type.Optional(Nullable(Text(2000))),
  checks: Type.Optional(Type.Array(shape({ id: Type.Optional(Id), text: Said(200) }), { maxItems: 20 })),
  approval: Type.Optional(Type.Boolean()),
})
export const PipelineEdit = shape({
  version: Type.Optional(Type.Integer()),
  label: Type.Optional(Words),
  /** All of them, in their order; those left out are archived when deals stood in them, else gone. */
  stages: Type.Array(StageInput, { minItems: 3, maxItems: 30 }),
})
export type PipelineEdit = Static<typeof PipelineEdit>
export const NewPipeline = shape({ label: Words, stages: PipelineEdit.properties.stages })
export type NewPipeline = Static<typeof NewPipeline>

export const Board = shape({
  pipeline: Pipeline,
  columns: Type.Array(
    shape({
      stageId: Id,
      cards: Type.Array(Deal),
      nextCursor: text,
      count: Type.Integer(),
      amount: text,
      unpriced: Type.Integer(),
    }),
  ),
})
export type Board = Static<typeof Board>

export const StageStay = shape({
  stageId: Id,
  label: Words,
  enteredAt: Instant,
  leftAt: Nullable(Instant),
  byName: text,
})
export type StageStay = Static<typeof StageStay>

export const Rate = shape({
  currency: Currency,
  onDate: DateOnly,
  rate: Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,10})?$', description: 'decimal' }),
})
export type Rate = Static<typeof Rate>
