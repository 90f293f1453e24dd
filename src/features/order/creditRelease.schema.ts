import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const releaseStates = ['asked', 'granted', 'refused', 'withdrawn', 'revoked', 'replaced'] as const
export type ReleaseState = (typeof releaseStates)[number]
/** As one reads it today: what was granted is live until its day is over. */
const releaseStandings = ['asked', 'live', 'expired', 'refused', 'withdrawn', 'revoked', 'replaced'] as const

/** What an order carries of the release that stands for it. */
export type Release = {
  readonly id: string
  readonly number: string
  readonly amount: string
  readonly until: string
  /** Who granted it. */
  readonly by: string | null
}

const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Custom = Type.Record(Type.String(), Type.Unknown())

export const NewCreditRelease = shape({
  orderId: Id,
  /** In the organisation's currency; absent: what the order is over. */
  amount: Type.Optional(Amount),
  until: DateOnly,
  reason: Said(500),
  custom: Type.Optional(Custom),
})
export type NewCreditRelease = Static<typeof NewCreditRelease>

export const ReleaseMoved = shape({ version: Type.Optional(Type.Integer()), note: Type.Optional(Text(2000)) })
export const ReleaseRefused = shape({ version: Type.Optional(Type.Integer()), note: Said(2000) })

export const CreditRelease = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(releaseStates),
  standing: OneOf(releaseStandings),
  orderId: Id,
  orderNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  amount: Type.String(),
  until: DateOnly,
  reason: Type.String(),
  askedById: Nullable(Id),
  askedByName: Nullable(Type.String()),
  decidedById: Nullable(Id),
  decidedByName: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type CreditRelease = Static<typeof CreditRelease>

/** What stands of it beside an order's credit, and what there is to ask for. */
export const OrderRelease = shape({
  /** What is asked for, else what stands, else the last. */
  release: Nullable(CreditRelease),
  /** The limit is passed by this order, and the payer's policy stops it. */
  isOver: Type.Boolean(),
  /** By how much, for whoever may know. */
  needed: Nullable(Type.String()),
  mayAsk: Type.Boolean(),
})
export type OrderRelease = Static<typeof OrderRelease>
