import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const customerStates = ['active', 'blocked'] as const
export type CustomerState = (typeof customerStates)[number]
const customerLives = ['potential', 'intent', 'buying', 'dormant', 'lost'] as const

const given = {
  level: Type.Optional(Nullable(OneOf(['A', 'B', 'C']))),
  source: Type.Optional(Nullable(Text(60))),
  industry: Type.Optional(Nullable(Text(60))),
  region: Type.Optional(Nullable(Text(100))),
  address: Type.Optional(Nullable(Text(300))),
  postalCode: Type.Optional(Nullable(Text(20))),
  phone: Type.Optional(Nullable(Text(60))),
  email: Type.Optional(Nullable(Text(254))),
  uscc: Type.Optional(Nullable(Text(40))),
  website: Type.Optional(Nullable(Text(300))),
  note: Type.Optional(Nullable(Text(5000))),
  parentId: Type.Optional(Nullable(Id)),
  payerId: Type.Optional(Nullable(Id)),
  ownerId: Type.Optional(Id),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

export const NewCustomer = shape({ name: Text(200, 1), ...given })
export type NewCustomer = Static<typeof NewCustomer>

export const CustomerEdit = shape({
  name: Type.Optional(Text(200, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type CustomerEdit = Static<typeof CustomerEdit>

const text = Nullable(Type.String())

export const Customer = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  name: Type.String(),
  level: text,
  source: text,
  industry: text,
  region: text,
  address: text,
  postalCode: text,
  phone: text,
  email: text,
  uscc: text,
  website: text,
  note: text,
  parentId: Nullable(Id),
  parentName: text,
  payerId: Nullable(Id),
  payerName: text,
  state: OneOf(customerStates),
  life: OneOf(customerLives),
  openDeals: Type.Integer(),
  orders: Type.Integer(),
  lastFollowupAt: Nullable(Instant),
  lastOrderAt: Nullable(Instant),
  creditLimit: Type.Optional(text),
  creditUsed: Type.Optional(text),
  overLimit: Type.Optional(Type.Boolean()),
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
export type Customer = Static<typeof Customer>

export const Duplicate = shape({
  entity: Type.String(),
  id: Id,
  title: Type.String(),
  why: OneOf(['name', 'company', 'phone', 'email', 'uscc']),
})
export type Duplicate = Static<typeof Duplicate>

export const CreditEdit = shape({
  creditLimit: Type.Optional(Nullable(Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' }))),
  creditDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
  policy: Type.Optional(OneOf(['pass', 'warn', 'block'])),
  /** Draws on the limit of the head of its group, whose days and policy then count. */
  sharesLimit: Type.Optional(Type.Boolean()),
})
export type CreditEdit = Static<typeof CreditEdit>
/** What counts for the payer: its own, or the limit of its group's head with what all of the group use. */
export const Credit = shape({
  customerId: Id,
  creditLimit: text,
  creditDays: Type.Integer(),
  policy: OneOf(['pass', 'warn', 'block']),
  used: Type.String(),
  /** Of it, by this payer. */
  ownUsed: Type.String(),
  headId: Nullable(Id),
  headName: text,
  /** Others draw on its limit. */
  shared: Type.Boolean(),
  /** The head of its group, where it stands below one. */
  groupHeadId: Nullable(Id),
  groupHeadName: text,
})
export type Credit = Static<typeof Credit>
