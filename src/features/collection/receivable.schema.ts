import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, shape } from '#kernel/api.ts'

const text = Nullable(Type.String())

/** What one payer owes, in the organisation's currency at the orders' own rates, by days past due. */
export const Receivable = shape({
  id: Id,
  /** Of the records it is put together from there is none: it has no edits. */
  version: Type.Integer(),
  customerName: Type.String(),
  total: Type.String(),
  overdue: Type.String(),
  notDue: Type.String(),
  /** Of that, within seven days from today on. */
  dueSoon: Type.String(),
  days30: Type.String(),
  days60: Type.String(),
  days90: Type.String(),
  older: Type.String(),
  /** Received and not yet for anything. */
  surplus: Type.String(),
  oldestDue: Nullable(DateOnly),
  /** Past the oldest due day. */
  lateDays: Type.Integer(),
  contactName: Type.Optional(text),
  contactPhone: Type.Optional(text),
  lastFollowupAt: Type.Optional(Nullable(Instant)),
  lastFollowup: Type.Optional(text),
  promisedBy: Type.Optional(Nullable(DateOnly)),
  promised: Type.Optional(text),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
})
export type Receivable = Static<typeof Receivable>

/** One instalment that is open, or an invoice that no order stands for. */
export const ReceivableItem = shape({
  orderId: Nullable(Id),
  orderNumber: text,
  invoiceId: Nullable(Id),
  invoiceNumber: text,
  customerName: Type.String(),
  no: Nullable(Type.Integer()),
  kind: text,
  amount: Type.String(),
  open: Type.String(),
  currency: Type.String(),
  baseOpen: Type.String(),
  dueDate: Nullable(DateOnly),
  /** Past due; below zero: until then. */
  days: Nullable(Type.Integer()),
})
export type ReceivableItem = Static<typeof ReceivableItem>
