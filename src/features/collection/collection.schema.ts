import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'
import { instalmentEvents, instalmentKinds } from '#kernel/terms.ts'

const receiptStates = ['pending', 'received', 'failed', 'bounced'] as const
export type ReceiptState = (typeof receiptStates)[number]
export const methods = ['bank', 'cash', 'wechat', 'alipay', 'card', 'bill', 'other'] as const
const refundStates = ['requested', 'approved', 'processing', 'succeeded', 'failed', 'cancelled'] as const
export type RefundState = (typeof refundStates)[number]

const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const text = Nullable(Type.String())
const maybe = (most: number) => Type.Optional(Nullable(Text(most)))

/** In the receipt's currency, which is the order's. */
export const AllocationItem = shape({
  /** Absent only where it settles an invoice that no order stands for. */
  orderId: Type.Optional(Id),
  /** The instalment it is meant for; absent: the first that is open. */
  instalmentNo: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The issued invoice it settles; absent: those of the order that are open, oldest first, the rest an advance. */
  invoiceId: Type.Optional(Id),
  amount: Amount,
})
export type AllocationItem = Static<typeof AllocationItem>
const Items = Type.Array(AllocationItem, { minItems: 1, maxItems: 500 })

export const NewReceipt = shape({
  customerId: Id,
  amount: Amount,
  currency: Type.Optional(Currency),
  date: Type.Optional(DateOnly),
  method: Type.Optional(OneOf(methods)),
  account: maybe(100),
  /** The bank's or the payment service's own: with the method, unique. */
  externalRef: maybe(100),
  billDueDate: Type.Optional(Nullable(DateOnly)),
  /** `pending`: announced, not in yet. */
  state: Type.Optional(OneOf(['pending', 'received'])),
  allocations: Type.Optional(Items),
  note: maybe(2000),
  custom: Type.Optional(Custom),
})
export type NewReceipt = Static<typeof NewReceipt>
export const ReceiptEdit = shape({
  version: Type.Optional(Type.Integer()),
  account: maybe(100),
  billDueDate: Type.Optional(Nullable(DateOnly)),
  note: maybe(2000),
  custom: Type.Optional(Custom),
})
export type ReceiptEdit = Static<typeof ReceiptEdit>
export const Allocate = shape({ version: Type.Optional(Type.Integer()), date: Type.Optional(DateOnly), items: Items })
export type Allocate = Static<typeof Allocate>
/** Absent: all that is left of it. */
export const TakeBack = shape({ amount: Type.Optional(Amount), date: Type.Optional(DateOnly) })
export type TakeBack = Static<typeof TakeBack>

/** `date`: when it really came. */
export const ReceiptIn = shape({
  version: Type.Optional(Type.Integer()),
  note: Type.Optional(Text(2000)),
  date: Type.Optional(DateOnly),
})

export const Receipt = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(receiptStates),
  customerId: Id,
  customerName: Type.String(),
  method: OneOf(methods),
  account: text,
  externalRef: text,
  currency: Type.String(),
  rate: Type.String(),
  amount: Type.String(),
  baseAmount: Type.String(),
  date: DateOnly,
  billDueDate: Nullable(DateOnly),
  /** It lowers what its payer uses of the credit; a bill perhaps only when it matures. */
  counted: Type.Boolean(),
  allocated: Type.String(),
  refunding: Type.String(),
  refunded: Type.String(),
  /** Neither allocated nor on its way back: the customer's credit with us. */
  open: Type.String(),
  receivedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  note: text,
  isOpening: Type.Boolean(),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Receipt = Static<typeof Receipt>

export const Allocation = shape({
  id: Id,
  receiptId: Id,
  receiptNumber: Type.String(),
  orderId: Nullable(Id),
  orderNumber: text,
  instalmentNo: Nullable(Type.Integer()),
  invoiceId: Nullable(Id),
  invoiceNumber: text,
  amount: Type.String(),
  /** Of it, what was not taken back. */
  left: Type.String(),
  fx: Type.String(),
  date: DateOnly,
  reversesId: Nullable(Id),
  madeAt: Instant,
  madeByName: text,
})
export type Allocation = Static<typeof Allocation>
export const WholeReceipt = shape({ ...Receipt.properties, allocations: Type.Array(Allocation) })
export type WholeReceipt = Static<typeof WholeReceipt>

export const PlanLine = shape({
  no: Type.Integer(),
  kind: OneOf(instalmentKinds),
  event: OneOf(instalmentEvents),
  amount: Type.String(),
  dueDate: Nullable(DateOnly),
  paid: Type.String(),
  writtenOff: Type.String(),
  open: Type.String(),
  state: OneOf(['notDue', 'dueSoon', 'overdue', 'part', 'paid', 'badDebt']),
})
export type PlanLine = Static<typeof PlanLine>
/** What an order is to bring and has brought. */
export const OrderCollection = shape({
  currency: Type.String(),
  due: Type.String(),
  paid: Type.String(),
  writtenOff: Type.String(),
  open: Type.String(),
  plan: Type.Array(PlanLine),
  allocations: Type.Array(Allocation),
})
export type OrderCollection = Static<typeof OrderCollection>

/** What an invoice is settled by, and what of it is open. */
export const InvoiceCollection = shape({
  currency: Type.String(),
  settled: Type.String(),
  open: Type.String(),
  allocations: Type.Array(Allocation),
})
export type InvoiceCollection = Static<typeof InvoiceCollection>

/** What a receipt of this payer may be for, oldest due first; orders without a plan yet take advances. */
export const OpenItem = shape({
  /** None of a debt that no order stands for: its invoice is there instead. */
  orderId: Nullable(Id),
  orderNumber: text,
  customerName: Type.String(),
  currency: Type.String(),
  no: Nullable(Type.Integer()),
  kind: Nullable(OneOf(instalmentKinds)),
  /** The same debt as its invoices show it. */
  invoiceId: Nullable(Id),
  invoiceNumber: text,
  dueDate: Nullable(DateOnly),
  open: Type.String(),
})
export type OpenItem = Static<typeof OpenItem>

/** Of one payer, in the organisation's currency: days past due of what is open. */
export const Ageing = shape({
  customerId: Id,
  customerName: Type.String(),
  notDue: Type.String(),
  days30: Type.String(),
  days60: Type.String(),
  days90: Type.String(),
  older: Type.String(),
  total: Type.String(),
  /** Received and not yet for anything. */
  surplus: Type.String(),
})
export type Ageing = Static<typeof Ageing>

export const NewRefund = shape({
  receiptId: Id,
  amount: Amount,
  /** Taken back from what this order was allocated; absent: from what is open on the receipt. */
  orderId: Type.Optional(Id),
  reason: Said(500),
  note: maybe(2000),
  custom: Type.Optional(Custom),
})
export type NewRefund = Static<typeof NewRefund>
export const RefundEnd = shape({
  version: Type.Optional(Type.Integer()),
  note: maybe(2000),
  externalRef: maybe(100),
  date: Type.Optional(DateOnly),
})
export const Refund = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(refundStates),
  receiptId: Id,
  receiptNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  orderId: Nullable(Id),
  orderNumber: text,
  currency: Type.String(),
  amount: Type.String(),
  baseAmount: Type.String(),
  reason: Type.String(),
  externalRef: text,
  date: Nullable(DateOnly),
  endedAt: Nullable(Instant),
  note: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Refund = Static<typeof Refund>
