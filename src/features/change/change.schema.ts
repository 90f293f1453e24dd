import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'

const changeStates = ['draft', 'in_approval', 'approved', 'applied', 'rejected', 'cancelled', 'conflicted'] as const
export type ChangeState = (typeof changeStates)[number]

const text = Nullable(Type.String())
const Custom = Type.Record(Type.String(), Type.Unknown())

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Price = Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })

/** One thing that is to be different: what the order calls `AmendAsked`. */
const Action = shape({
  kind: OneOf(['add', 'quantity', 'cancel', 'price', 'discount', 'date', 'address', 'swap']),
  lineId: Type.Optional(Id),
  productId: Type.Optional(Nullable(Id)),
  lineKind: Type.Optional(OneOf(['goods', 'service', 'fee'])),
  fulfil: Type.Optional(OneOf(['ship', 'accept', 'none'])),
  name: Type.Optional(Text(200)),
  spec: Type.Optional(Nullable(Text(200))),
  unit: Type.Optional(Text(20)),
  taxRate: Type.Optional(Percent),
  warehouseId: Type.Optional(Nullable(Id)),
  note: Type.Optional(Nullable(Text(500))),
  unitQty: Type.Optional(Qty),
  price: Type.Optional(Price),
  discountKind: Type.Optional(Nullable(OneOf(['percent', 'amount']))),
  discountValue: Type.Optional(Nullable(Amount)),
  promisedDate: Type.Optional(Nullable(DateOnly)),
  address: Type.Optional(Nullable(Text(300))),
})
export type ChangeAction = Static<typeof Action>
const Actions = Type.Array(Action, { maxItems: 2000 })

export const NewChange = shape({
  orderId: Id,
  reason: Said(500),
  actions: Actions,
  custom: Type.Optional(Custom),
})
export type NewChange = Static<typeof NewChange>
export const ChangeEdit = shape({
  version: Type.Optional(Type.Integer()),
  reason: Type.Optional(Said(500)),
  actions: Type.Optional(Actions),
  custom: Type.Optional(Custom),
})
export type ChangeEdit = Static<typeof ChangeEdit>
/** What it would come to; nothing is kept. */
export const ChangeSketch = shape({ orderId: Id, actions: Actions })
export type ChangeSketch = Static<typeof ChangeSketch>

/** One side of a line; quantities are what is open of it, money is what that is worth. */
const side = { unitQty: text, price: text, discountKind: text, discountValue: text, gross: text, promisedDate: text }
type Sides = {
  readonly [key in keyof typeof side as `${key}Before` | `${key}After`]: typeof text
}
const sides = Object.fromEntries(
  Object.keys(side).flatMap(key => [
    [`${key}Before`, text],
    [`${key}After`, text],
  ]),
) as Sides // its very keys, twice

export const ChangeLine = shape({
  id: Id,
  no: Type.Integer(),
  code: text,
  name: Type.String(),
  unit: Type.String(),
  how: OneOf(['same', 'changed', 'added', 'gone']),
  ...sides,
  /** In the base unit: what is still to be shipped, and what is held for it. */
  toShipBefore: text,
  toShipAfter: text,
  reservedBefore: text,
  reservedAfter: text,
})
export type ChangeLine = Static<typeof ChangeLine>

export const Change = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(changeStates),
  orderId: Id,
  orderNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  reason: Type.String(),
  baseRevision: Type.Integer(),
  /** The version of the order that it made. */
  revision: Nullable(Type.Integer()),
  fromId: Nullable(Id),
  fromNumber: text,
  currency: Type.String(),
  grossBefore: text,
  grossAfter: text,
  /** In the organisation's own currency. */
  baseDifference: text,
  date: DateOnly,
  threadId: Id,
  submittedAt: Nullable(Instant),
  approvedAt: Nullable(Instant),
  appliedAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdBy: Nullable(Id),
  createdByName: text,
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Change = Static<typeof Change>

export const WholeChange = shape({ ...Change.properties, actions: Actions })
export type WholeChange = Static<typeof WholeChange>

const Head = shape({
  net: text,
  tax: text,
  gross: text,
  discountKind: text,
  discountValue: text,
  promisedDate: text,
  address: text,
})
const PlanRow = shape({
  no: Type.Integer(),
  kind: Type.String(),
  dueDate: Nullable(DateOnly),
  paid: text,
  amountBefore: text,
  amountAfter: text,
})
const Moved = shape({
  productId: Id,
  name: Type.String(),
  unit: Type.String(),
  /** More is held, or less. */
  qty: Type.String(),
})
const Touched = shape({ id: Id, number: Type.String(), lines: Type.String() })

export const ChangePreview = shape({
  ok: Type.Boolean(),
  currency: Type.String(),
  before: Head,
  after: Head,
  lines: Type.Array(ChangeLine),
  plan: Type.Array(PlanRow),
  stock: Type.Array(Moved),
  /** Nothing where the payer has no limit, or the reader may not see it. */
  credit: Nullable(shape({ limit: Type.String(), usedBefore: Type.String(), usedAfter: Type.String() })),
  trimmed: Type.Array(Touched),
  withdrawn: Type.Array(shape({ id: Id, number: Type.String() })),
  /** Why it cannot be applied now, each at its action where it has one. */
  reasons: Type.Array(ReasonShape),
  /** What stands there now is not what was looked at. */
  conflicts: Type.Array(ReasonShape),
  warnings: Type.Array(ReasonShape),
})
export type ChangePreview = Static<typeof ChangePreview>

/** A version of an order: the first one as it was confirmed, the others by what made them. */
export const OrderVersion = shape({
  revision: Type.Integer(),
  changeId: Nullable(Id),
  number: text,
  reason: text,
  at: Instant,
  byName: text,
  currency: Type.String(),
  grossBefore: text,
  grossAfter: text,
  before: Nullable(Head),
  after: Head,
  lines: Type.Array(ChangeLine),
})
export type OrderVersion = Static<typeof OrderVersion>
