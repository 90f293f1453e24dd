import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

export const followupKinds = ['call', 'wechat', 'visit', 'meeting', 'email', 'note'] as const
export type FollowupKind = (typeof followupKinds)[number]
export const subjectEntities = ['lead', 'customer', 'contact', 'deal', 'order'] as const
export type SubjectEntity = (typeof subjectEntities)[number]
const needStates = ['open', 'answered', 'dropped'] as const
export type NeedState = (typeof needStates)[number]
const promiseStates = ['open', 'kept', 'broken'] as const
export type PromiseState = (typeof promiseStates)[number]
const promiseKinds = ['price', 'date', 'service', 'gift', 'payment', 'other'] as const

const text = Nullable(Type.String())
const needWords = { text: Said(1000), importance: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })) }
const promiseWords = {
  what: Said(1000),
  toWhom: Type.Optional(Nullable(Text(100))),
  byWhen: Type.Optional(Nullable(DateOnly)),
  kind: Type.Optional(OneOf(promiseKinds)),
}
const subject = { subjectEntity: OneOf(subjectEntities), subjectId: Id }

const said = {
  result: Type.Optional(Nullable(Text(2000))),
  painPoints: Type.Optional(Nullable(Text(2000))),
  budget: Type.Optional(Nullable(Text(200))),
  decisionMaker: Type.Optional(Nullable(Text(200))),
  competitors: Type.Optional(Nullable(Text(500))),
  contactId: Type.Optional(Nullable(Id)),
  nextStep: Type.Optional(Nullable(Text(500))),
  nextStepAt: Type.Optional(Nullable(Instant)),
  at: Type.Optional(Instant),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

/** As the phone said it; when is the server's. */
export const NewCheckIn = shape({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  /** Metres. */
  accuracy: Type.Number({ minimum: 0, maximum: 1_000_000 }),
  /** In words: an address, a gate. */
  place: Type.Optional(Nullable(Text(200))),
  /** This is where the customer is. */
  isPlace: Type.Optional(Type.Boolean()),
})
export type NewCheckIn = Static<typeof NewCheckIn>

const CheckIn = shape({
  at: Instant,
  lat: Type.Number(),
  lng: Type.Number(),
  accuracy: Type.Integer(),
  place: text,
  isPlace: Type.Boolean(),
  /** Metres from where the customer is, as far as that was known. */
  distance: Nullable(Type.Integer()),
})
export type CheckIn = Static<typeof CheckIn>

const Attached = shape({
  id: Id,
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  ownerId: Nullable(Id),
})
export type Attached = Static<typeof Attached>

export const NewFollowup = shape({
  ...subject,
  kind: OneOf(followupKinds),
  content: Said(10_000),
  ...said,
  needs: Type.Optional(Type.Array(shape(needWords), { maxItems: 20 })),
  promises: Type.Optional(Type.Array(shape(promiseWords), { maxItems: 20 })),
  checkIn: Type.Optional(NewCheckIn),
  /** Colleagues to be told of it, who may see what it is about. */
  mentions: Type.Optional(Type.Array(Id, { maxItems: 20 })),
})
export type NewFollowup = Static<typeof NewFollowup>

export const FollowupEdit = shape({
  kind: Type.Optional(OneOf(followupKinds)),
  content: Type.Optional(Said(10_000)),
  ...said,
  version: Type.Optional(Type.Integer()),
})
export type FollowupEdit = Static<typeof FollowupEdit>

export const Need = shape({
  id: Id,
  version: Type.Integer(),
  dealId: Nullable(Id),
  leadId: Nullable(Id),
  customerId: Nullable(Id),
  followupId: Nullable(Id),
  text: Type.String(),
  importance: Type.Integer(),
  state: OneOf(needStates),
  answer: text,
  /** Whose proposal answered it. */
  quoteId: Nullable(Id),
  createdAt: Instant,
})
export type Need = Static<typeof Need>

export const Promised = shape({
  id: Id,
  version: Type.Integer(),
  dealId: Nullable(Id),
  leadId: Nullable(Id),
  customerId: Nullable(Id),
  followupId: Nullable(Id),
  what: Type.String(),
  toWhom: text,
  byWhen: Nullable(DateOnly),
  kind: OneOf(promiseKinds),
  state: OneOf(promiseStates),
  note: text,
  createdAt: Instant,
})
export type Promised = Static<typeof Promised>

/** In which follow-up it was heard; without one it was noted by itself. */
const heardIn = { followupId: Type.Optional(Nullable(Id)) }
export const NewNeed = shape({ ...subject, ...needWords, ...heardIn })
export type NewNeed = Static<typeof NewNeed>
export const NewPromise = shape({ ...subject, ...promiseWords, ...heardIn })
export type NewPromise = Static<typeof NewPromise>

export const Followup = shape({
  id: Id,
  version: Type.Integer(),
  subjectEntity: OneOf(subjectEntities),
  subjectId: Id,
  subjectName: text,
  customerId: Nullable(Id),
  customerName: text,
  contactId: Nullable(Id),
  contactName: text,
  leadId: Nullable(Id),
  dealId: Nullable(Id),
  kind: OneOf(followupKinds),
  at: Instant,
  content: Type.String(),
  result: text,
  painPoints: text,
  budget: text,
  decisionMaker: text,
  competitors: text,
  nextStep: text,
  nextStepAt: Nullable(Instant),
  needs: Type.Array(shape({ id: Id, text: Type.String(), importance: Type.Integer(), state: OneOf(needStates) })),
  promises: Type.Array(
    shape({ id: Id, what: Type.String(), byWhen: Nullable(Type.String()), state: OneOf(promiseStates) }),
  ),
  files: Type.Array(Attached),
  checkIn: Nullable(CheckIn),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Followup = Static<typeof Followup>

export const Mentionable = shape({ id: Id, name: Type.String() })
export type Mentionable = Static<typeof Mentionable>

export const SubjectQuery = shape({ entity: Type.String({ maxLength: 60 }), id: Id })
export const NextStep = shape({ ...subject, nextStep: Nullable(Text(500)), nextStepAt: Nullable(Instant) })
export type NextStep = Static<typeof NextStep>

/** How long its author may still mend it. */
export const editableHours = 24
