import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'
import { Parts } from '#kernel/parts.ts'
import { Terms } from '#kernel/terms.ts'

export const quoteStates = [
  'draft',
  'in_approval',
  'approved',
  'sent',
  'accepted',
  'declined',
  'expired',
  'superseded',
  'cancelled',
] as const
export type QuoteState = (typeof quoteStates)[number]
const lineKinds = ['goods', 'service', 'fee'] as const
const lineFulfils = ['ship', 'accept', 'none'] as const
const discountKinds = ['percent', 'amount'] as const
const taxModes = ['inclusive', 'exclusive'] as const
const taxRounds = ['line', 'document'] as const
/** More lines than this are refused: a document of that size is a price list. */
const mostLines = 2000

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Price = Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const text = Nullable(Type.String())
const flag = Type.Optional(Type.Boolean())

export const Answer = shape({ needId: Id, need: Text(2000), answer: Text(2000) })
export type Answer = Static<typeof Answer>

export const LineInput = shape({
  /** Of a line that stays; a new one has none. */
  id: Type.Optional(Id),
  productId: Type.Optional(Nullable(Id)),
  kind: Type.Optional(OneOf(lineKinds)),
  fulfil: Type.Optional(OneOf(lineFulfils)),
  name: Type.Optional(Text(200)),
  spec: Type.Optional(Nullable(Text(200))),
  unit: Type.Optional(Text(20)),
  unitQty: Qty,
  /** Of one `unit`; absent: what the price lists say, or what was set by hand. */
  price: Type.Optional(Price),
  /** `false`: back to the price lists, whatever was set by hand. */
  handPrice: flag,
  discountKind: Type.Optional(Nullable(OneOf(discountKinds))),
  discountValue: Type.Optional(Nullable(Amount)),
  taxRate: Type.Optional(Percent),
  optional: flag,
  /** A name that several lines share of which the customer takes exactly one. */
  alternative: Type.Optional(Nullable(Text(20))),
  /** Of alternatives: the one that counts until the customer says otherwise; without any the first. */
  chosen: flag,
  note: Type.Optional(Nullable(Text(500))),
})
export type LineInput = Static<typeof LineInput>

const money = {
  currency: Type.Optional(Currency),
  taxMode: Type.Optional(OneOf(taxModes)),
  taxRound: Type.Optional(OneOf(taxRounds)),
  discountKind: Type.Optional(Nullable(OneOf(discountKinds))),
  discountValue: Type.Optional(Nullable(Amount)),
}
const given = {
  contactId: Type.Optional(Nullable(Id)),
  validUntil: Type.Optional(DateOnly),
  terms: Type.Optional(Terms),
  answers: Type.Optional(Type.Array(Answer, { maxItems: 200 })),
  note: Type.Optional(Nullable(Text(5000))),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  ...money,
}
const Lines = Type.Array(LineInput, { maxItems: mostLines })

export const NewQuote = shape({ dealId: Id, lines: Type.Optional(Lines), ...given })
export type NewQuote = Static<typeof NewQuote>
export const QuoteEdit = shape({ version: Type.Optional(Type.Integer()), ...given })
export type QuoteEdit = Static<typeof QuoteEdit>
export const LinesEdit = shape({
  version: Type.Optional(Type.Integer()),
  lines: Lines,
  discountKind: money.discountKind,
  discountValue: money.discountValue,
})
export type LinesEdit = Static<typeof LinesEdit>
export const QuoteDraft = shape({ ...money, customerId: Type.Optional(Id), lines: Lines })
export type QuoteDraft = Static<typeof QuoteDraft>

const totals = { net: Type.String(), tax: Type.String(), gross: Type.String() }
const lineTotals = {
  base: Type.String(),
  lineDiscount: Type.String(),
  share: Type.String(),
  amount: Type.String(),
  ...totals,
}

export const QuoteLine = shape({
  id: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  code: text,
  kind: OneOf(lineKinds),
  fulfil: OneOf(lineFulfils),
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  qty: Type.String(),
  price: Type.String(),
  listPrice: text,
  /** The lowest price of one unit that needs nobody's leave. */
  floorPrice: text,
  /** Of one unit, without tax; only for whoever may see cost. */
  unitCost: Type.Optional(text),
  /** Someone set it: another quantity does not change it. */
  handPrice: Type.Boolean(),
  /** Which list said the list price. */
  priceWhy: Nullable(ReasonShape),
  discountKind: Nullable(OneOf(discountKinds)),
  discountValue: text,
  taxRate: Type.String(),
  ...lineTotals,
  optional: Type.Boolean(),
  alternative: text,
  chosen: Type.Boolean(),
  /** What a kit consisted of when the line was written. */
  parts: Parts,
  note: text,
})
export type QuoteLine = Static<typeof QuoteLine>

export const Quote = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  versionNo: Type.Integer(),
  dealId: Id,
  dealName: Type.String(),
  dealState: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  contactId: Nullable(Id),
  contactName: text,
  state: OneOf(quoteStates),
  isCurrent: Type.Boolean(),
  isPrimary: Type.Boolean(),
  currency: Type.String(),
  rate: Type.String(),
  taxMode: OneOf(taxModes),
  taxRound: OneOf(taxRounds),
  discountKind: Nullable(OneOf(discountKinds)),
  discountValue: text,
  validUntil: DateOnly,
  ...totals,
  contentHash: text,
  terms: Terms,
  answers: Type.Array(Answer),
  note: text,
  threadId: Id,
  sentAt: Nullable(Instant),
  acceptedAt: Nullable(Instant),
  declineReason: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Quote = Static<typeof Quote>
export const WholeQuote = shape({ ...Quote.properties, lines: Type.Array(QuoteLine) })
export type WholeQuote = Static<typeof WholeQuote>

const ReasonOut = shape({
  key: Type.String(),
  path: Type.Optional(Type.String()),
  values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
})
export const Preview = shape({
  ...totals,
  lines: Type.Array(shape(lineTotals)),
  capital: text,
  reasons: Type.Array(ReasonOut),
})
export type Preview = Static<typeof Preview>

export const Version = shape({
  id: Id,
  versionNo: Type.Integer(),
  state: OneOf(quoteStates),
  isCurrent: Type.Boolean(),
  /** None where totals are closed to the reader. */
  gross: text,
  currency: Type.String(),
  createdAt: Instant,
  sentAt: Nullable(Instant),
})
export type Version = Static<typeof Version>

const judged = { version: Type.Optional(Type.Integer()), note: Type.Optional(Text(2000)) }
export const AcceptBody = shape({ ...judged, chosen: Type.Optional(Type.Array(Id, { maxItems: mostLines })) })
export const DeclineBody = shape({ ...judged, declineReason: Text(500) })
export type QuoteMoveInput = {
  readonly version?: number | undefined
  readonly note?: string | undefined
  readonly chosen?: readonly string[] | undefined
  readonly declineReason?: string | undefined
  /** Of what was read; something else is not answered. */
  readonly contentHash?: string | null | undefined
}
