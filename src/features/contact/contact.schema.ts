import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

export const decisionRoles = ['decider', 'influencer', 'user', 'buyer', 'gatekeeper'] as const

const given = {
  title: Type.Optional(Nullable(Text(100))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Text(254))),
  wechat: Type.Optional(Nullable(Text(60))),
  decisionRole: Type.Optional(Nullable(OneOf(decisionRoles))),
  isPrimary: Type.Optional(Type.Boolean()),
  note: Type.Optional(Nullable(Text(5000))),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

export const NewContact = shape({ name: Text(100, 1), customerId: Id, ...given })
export type NewContact = Static<typeof NewContact>
export const ContactEdit = shape({
  name: Type.Optional(Text(100, 1)),
  customerId: Type.Optional(Id),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type ContactEdit = Static<typeof ContactEdit>

/** A contact that has the same phone or e-mail, with the customer it belongs to. */
export const ContactDuplicate = shape({
  entity: OneOf(['contact']),
  id: Id,
  title: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  why: OneOf(['phone', 'email']),
})
export type ContactDuplicate = Static<typeof ContactDuplicate>

export const ContactLikeness = shape({
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Text(254))),
})

const text = Nullable(Type.String())
export const Contact = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  title: text,
  phone: text,
  email: text,
  wechat: text,
  decisionRole: Nullable(OneOf(decisionRoles)),
  isPrimary: Type.Boolean(),
  note: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  poolId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Contact = Static<typeof Contact>
