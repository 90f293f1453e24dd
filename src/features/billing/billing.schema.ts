import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'
import { OnPaper } from '#meta/buyer.ts'

const usualKinds = ['special', 'plain'] as const
export type Usually = (typeof usualKinds)[number]

const { name: _, ...words } = OnPaper.properties
const given = {
  ...Type.Partial(shape(words)).properties,
  taxKind: Type.Optional(OneOf(usualKinds)),
  isDefault: Type.Optional(Type.Boolean()),
  note: Type.Optional(Nullable(Text(2000))),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

export const NewBillingProfile = shape({ customerId: Id, name: Said(200), ...given })
export type NewBillingProfile = Static<typeof NewBillingProfile>
export const BillingProfileEdit = shape({
  name: Type.Optional(Said(200)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type BillingProfileEdit = Static<typeof BillingProfileEdit>

export const BillingProfile = shape({
  id: Id,
  version: Type.Integer(),
  customerId: Id,
  customerName: Type.String(),
  ...OnPaper.properties,
  taxKind: OneOf(usualKinds),
  isDefault: Type.Boolean(),
  note: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptId: Nullable(Id),
  poolId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type BillingProfile = Static<typeof BillingProfile>
