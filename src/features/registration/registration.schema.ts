import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const registrationStates = ['requested', 'protected', 'won', 'expired', 'released', 'refused'] as const
export type RegistrationState = (typeof registrationStates)[number]
const text = Nullable(Type.String())

export const Registration = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(registrationStates),
  customerId: Nullable(Id),
  customerName: text,
  companyName: Type.String(),
  /** Null: whatever they buy. */
  productLine: text,
  fromOn: DateOnly,
  untilOn: DateOnly,
  evidence: Type.String(),
  contested: Type.Boolean(),
  /** Whose it was, where it is contested. */
  rivalId: Nullable(Id),
  renewedAt: Nullable(Instant),
  decidedAt: Nullable(Instant),
  decidedByName: text,
  decision: text,
  endedAt: Nullable(Instant),
  /** Protected, and over within the days of warning. */
  endsSoon: Type.Boolean(),
  ownerId: Id,
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Registration = Static<typeof Registration>

const subject = {
  customerId: Type.Optional(Nullable(Id)),
  /** While they are no customer yet. */
  companyName: Type.Optional(Nullable(Text(200))),
  productLine: Type.Optional(Nullable(Text(100))),
}

export const NewRegistration = shape({
  ...subject,
  evidence: Text(5000, 1),
  /** Somebody has it, and it is asked for all the same: a manager decides. */
  contest: Type.Optional(Type.Boolean()),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type NewRegistration = Static<typeof NewRegistration>

export const RegistrationMoved = shape({ version: Type.Optional(Type.Integer()), note: Type.Optional(Text(500)) })
/** What is decided against somebody says why. */
export const RegistrationDecided = shape({ version: Type.Optional(Type.Integer()), note: Text(500, 1) })

export const Subject = shape(subject)
export type Subject = Static<typeof Subject>

/** One who has, had or wants it. What the reader has no right to is null. */
const Claimant = shape({
  /** Null where it is out of reach: no page of theirs opens. */
  id: Nullable(Id),
  number: text,
  state: OneOf(registrationStates),
  ownerName: text,
  deptName: text,
  companyName: Type.String(),
  productLine: text,
  registeredAt: Instant,
  fromOn: DateOnly,
  untilOn: DateOnly,
  contested: Type.Boolean(),
  evidence: text,
  /** Follow-ups of its owner with the customer, and the last one. */
  followups: Type.Integer(),
  lastFollowupAt: Nullable(Instant),
  decision: text,
  /** The name is only alike. */
  alike: Type.Boolean(),
})
export type Claimant = Static<typeof Claimant>

const verdicts = ['free', 'yours', 'taken', 'alike'] as const
export type ConflictVerdict = (typeof verdicts)[number]

export const Conflict = shape({
  verdict: OneOf(verdicts),
  /** Whether whoever asks may contest it, and whether other doors are shut. */
  door: OneOf(['refuse', 'warn', 'off']),
  claimants: Type.Array(Claimant),
})
export type Conflict = Static<typeof Conflict>

export const RegistrationSettings = shape({
  /** Product lines with the days that each is protected; without any, customers are registered as a whole. */
  lines: Type.Array(shape({ name: Text(100, 1), days: Type.Integer({ minimum: 1, maximum: 3650 }) }), {
    maxItems: 100,
  }),
  /** Of a customer as a whole. */
  days: Type.Integer({ minimum: 1, maximum: 3650 }),
  /** Others' leads and deals while somebody is protected. */
  door: OneOf(['refuse', 'warn', 'off']),
  approval: Type.Boolean(),
  /** Days before the end that its owner is told. */
  remindDays: Type.Integer({ minimum: 0, maximum: 365 }),
})
export type RegistrationSettings = Static<typeof RegistrationSettings>
