import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, OneOf, shape } from '#kernel/api.ts'

export const bases = ['invoiced', 'delivered'] as const
export type Basis = (typeof bases)[number]

// prettier-ignore
const kinds = [
  'invoice',
  'redLetter',
  'shipment',
  'settlement',
  'agreed',
  'return',
  'receipt',
  'bounced',
  'refund',
  'writeOff',
  'writeOffReversed',
] as const
const sources = ['invoice', 'shipment', 'settlement', 'order', 'goodsReturn', 'receipt', 'refund', 'writeOff'] as const

export const StatementRow = shape({
  day: DateOnly,
  kind: OneOf(kinds),
  entity: OneOf(sources),
  /** Null where the document is out of the reader's reach. */
  id: Nullable(Id),
  number: Nullable(Type.String()),
  /** One of the two is zero. */
  owed: Type.String(),
  paid: Type.String(),
  balance: Type.String(),
})
export type StatementRow = Static<typeof StatementRow>

export const Statement = shape({
  customerName: Type.String(),
  basis: OneOf(bases),
  from: DateOnly,
  to: DateOnly,
  currency: Type.String(),
  /** Those that this payer has documents in. */
  currencies: Type.Array(Type.String()),
  opening: Type.String(),
  owed: Type.String(),
  paid: Type.String(),
  closing: Type.String(),
  rows: Type.Array(StatementRow),
})
export type Statement = Static<typeof Statement>

export const StatementQuery = shape({
  basis: Type.Optional(OneOf(bases)),
  /** Absent: the first of the month that `to` is in. */
  from: Type.Optional(DateOnly),
  /** Absent: today. */
  to: Type.Optional(DateOnly),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
})
export type StatementQuery = Static<typeof StatementQuery>
