import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const writeOffKinds = ['rounding', 'bad_debt'] as const
export type WriteOffKind = (typeof writeOffKinds)[number]
const writeOffStates = ['requested', 'approved', 'rejected', 'cancelled', 'reversed'] as const
export type WriteOffState = (typeof writeOffStates)[number]

const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Custom = Type.Record(Type.String(), Type.Unknown())

export const NewWriteOff = shape({
  orderId: Id,
  kind: OneOf(writeOffKinds),
  amount: Amount,
  /** The instalment it is meant for; absent: the first that is open. */
  instalmentNo: Type.Optional(Type.Integer({ minimum: 1 })),
  reason: Said(500),
  date: Type.Optional(DateOnly),
  custom: Type.Optional(Custom),
})
export type NewWriteOff = Static<typeof NewWriteOff>

export const WriteOffMoved = shape({ version: Type.Optional(Type.Integer()), note: Type.Optional(Text(2000)) })
export const WriteOffRejected = shape({ version: Type.Optional(Type.Integer()), note: Said(2000) })

export const WriteOff = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(writeOffKinds),
  state: OneOf(writeOffStates),
  orderId: Id,
  orderNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  instalmentNo: Nullable(Type.Integer()),
  currency: Type.String(),
  amount: Type.String(),
  baseAmount: Type.String(),
  reason: Type.String(),
  date: DateOnly,
  endedAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type WriteOff = Static<typeof WriteOff>
