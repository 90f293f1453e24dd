import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

/** A common aggregator's numbers beside our words; 10 to 13 are all customs. */
export const carrierStates = [
  'in_transit',
  'picked_up',
  'problem',
  'signed',
  'refused',
  'out_for_delivery',
  'returned',
  'transferred',
  'customs',
  'rejected',
] as const
export type CarrierState = (typeof carrierStates)[number]
const traceSources = ['person', 'interface', 'standin'] as const
export type TraceSource = (typeof traceSources)[number]

const told = {
  place: Type.Optional(Nullable(Text(200))),
  text: Type.Optional(Nullable(Text(500))),
}
export const NewTrace = shape({
  state: OneOf(carrierStates),
  /** Absent: now. */
  at: Type.Optional(Instant),
  ...told,
})
export type NewTrace = Static<typeof NewTrace>

/** What a carrier's service sends of one parcel, by the numbers it speaks in; the same again changes nothing. */
export const Push = shape({
  trackingNumber: Text(60, 1),
  carrier: Type.Optional(Nullable(Text(60))),
  traces: Type.Array(shape({ code: Type.Integer({ minimum: 0, maximum: 14 }), at: Instant, ...told }), {
    minItems: 1,
    maxItems: 200,
  }),
})
export type Push = Static<typeof Push>
export const Pushed = shape({ shipments: Type.Integer(), traces: Type.Integer() })
export type Pushed = Static<typeof Pushed>

const CarrierTrace = shape({
  id: Id,
  state: OneOf(carrierStates),
  at: Instant,
  place: Nullable(Type.String()),
  text: Nullable(Type.String()),
  source: OneOf(traceSources),
  byName: Nullable(Type.String()),
})
export type CarrierTrace = Static<typeof CarrierTrace>
export const Tracking = shape({
  /** Newest first. */
  items: Type.Array(CarrierTrace),
  /** Where the carrier shows it, by the company's setting. */
  pageUrl: Nullable(Type.String()),
})
export type Tracking = Static<typeof Tracking>
