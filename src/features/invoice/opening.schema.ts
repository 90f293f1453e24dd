import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, shape, Text } from '#kernel/api.ts'

const Decimal = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })

export const NewAloneInvoice = shape({
  number: Text(40, 1),
  customerId: Id,
  date: DateOnly,
  /** With tax, as far as it is still owed. */
  amount: Decimal,
  taxRate: Type.Optional(Decimal),
  /** A red letter of it needs one. */
  taxCode: Type.Optional(Nullable(Text(19))),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
  /** Absent: after the payer's days of credit. */
  dueOn: Type.Optional(DateOnly),
  note: Type.Optional(Nullable(Text(2000))),
})
export type NewAloneInvoice = Static<typeof NewAloneInvoice>
