import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const leadStates = ['unassigned', 'assigned', 'following', 'converted', 'invalid'] as const
export type LeadState = (typeof leadStates)[number]

const given = {
  company: Type.Optional(Nullable(Text(200))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Text(254))),
  title: Type.Optional(Nullable(Text(100))),
  source: Type.Optional(Nullable(Text(60))),
  campaign: Type.Optional(Nullable(Text(100))),
  referredBy: Type.Optional(Nullable(Id)),
  region: Type.Optional(Nullable(Text(100))),
  address: Type.Optional(Nullable(Text(300))),
  need: Type.Optional(Nullable(Text(5000))),
  productLine: Type.Optional(Nullable(Text(100))),
  nextStep: Type.Optional(Nullable(Text(500))),
  nextStepAt: Type.Optional(Nullable(Instant)),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

/** `ownerId: null` leaves the lead unassigned; without it, it is the creator's. */
export const NewLead = shape({ name: Text(100, 1), ...given, ownerId: Type.Optional(Nullable(Id)) })
export type NewLead = Static<typeof NewLead>

export const LeadEdit = shape({
  name: Type.Optional(Text(100, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type LeadEdit = Static<typeof LeadEdit>

const text = Nullable(Type.String())
export const Lead = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  name: Type.String(),
  company: text,
  phone: text,
  email: text,
  title: text,
  source: text,
  campaign: text,
  referredBy: Nullable(Id),
  referredByName: text,
  region: text,
  address: text,
  need: text,
  productLine: text,
  state: OneOf(leadStates),
  invalidReason: text,
  assignedAt: Nullable(Instant),
  firstFollowupAt: Nullable(Instant),
  lastFollowupAt: Nullable(Instant),
  /** Until when its owner is to have spoken with it. */
  respondBy: Nullable(Instant),
  convertedAt: Nullable(Instant),
  customerId: Nullable(Id),
  customerName: text,
  contactId: Nullable(Id),
  contactName: text,
  dealId: Nullable(Id),
  threadId: Id,
  nextStep: text,
  nextStepAt: Nullable(Instant),
  poolId: Nullable(Id),
  pooledAt: Nullable(Instant),
  poolLocked: Type.Boolean(),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  /** In a list: 0 to 100, of the key fields that are open to the reader. */
  completeness: Type.Optional(Type.Integer()),
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Lead = Static<typeof Lead>

/** Likely the same person or company. */
export const LeadDuplicate = shape({
  entity: OneOf(['lead', 'customer', 'contact']),
  id: Id,
  title: Type.String(),
  why: OneOf(['name', 'company', 'phone', 'email']),
})
export type LeadDuplicate = Static<typeof LeadDuplicate>

export const LeadLikeness = shape({
  company: Type.Optional(Nullable(Text(200))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Text(254))),
  /** Whose it may be by registration depends on it. */
  productLine: Type.Optional(Nullable(Text(100))),
})
export type LeadLikeness = Static<typeof LeadLikeness>

const judged = { version: Type.Optional(Type.Integer()) }
export const AssignBody = shape({ ownerId: Id, note: Type.Optional(Text(500)), ...judged })
export const ReasonBody = shape({ reason: Said(500), ...judged })
