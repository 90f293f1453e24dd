import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'
import { Parts } from '#kernel/parts.ts'
import { Terms } from '#kernel/terms.ts'
import { langs } from '#kernel/text.ts'

export const contractStates = [
  'draft',
  'in_approval',
  'to_sign',
  'effective',
  'completed',
  'terminated',
  'expired',
  'cancelled',
] as const
export type ContractState = (typeof contractStates)[number]
const contractKinds = ['one_off', 'framework'] as const
export type ContractKind = (typeof contractKinds)[number]
const signedWays = ['scan', 'link', 'esign'] as const
const mostLines = 2000

const Qty = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Price = Type.String({ pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const Custom = Type.Record(Type.String(), Type.Unknown())
const DiscountKind = OneOf(['percent', 'amount'])
const text = Nullable(Type.String())
const maybe = {
  id: Type.Optional(Nullable(Id)),
  day: Type.Optional(Nullable(DateOnly)),
  text: (most: number) => Type.Optional(Nullable(Text(most))),
}

export const LineInput = shape({
  /** Of a line that stays; a new one has none. */
  id: Type.Optional(Id),
  productId: maybe.id,
  kind: Type.Optional(OneOf(['goods', 'service', 'fee'])),
  fulfil: Type.Optional(OneOf(['ship', 'accept', 'none'])),
  name: Type.Optional(Text(200)),
  spec: maybe.text(200),
  unit: Type.Optional(Text(20)),
  unitQty: Qty,
  /** A price is agreed and no quantity. */
  asNeeded: Type.Optional(Type.Boolean()),
  price: Type.Optional(Price),
  discountKind: Type.Optional(Nullable(DiscountKind)),
  discountValue: Type.Optional(Nullable(Amount)),
  taxRate: Type.Optional(Percent),
  note: maybe.text(500),
})
export type LineInput = Static<typeof LineInput>
const Lines = Type.Array(LineInput, { maxItems: mostLines })

const money = {
  currency: Type.Optional(Currency),
  taxMode: Type.Optional(OneOf(['inclusive', 'exclusive'])),
  taxRound: Type.Optional(OneOf(['line', 'document'])),
  discountKind: Type.Optional(Nullable(DiscountKind)),
  discountValue: Type.Optional(Nullable(Amount)),
}
const given = {
  title: Type.Optional(Said(200)),
  kind: Type.Optional(OneOf(contractKinds)),
  payerId: maybe.id,
  contactId: maybe.id,
  lang: Type.Optional(OneOf(langs)),
  templateId: maybe.id,
  /** The whole sum where the lines do not say it; of a framework the most that may be called off. */
  ceiling: Type.Optional(Nullable(Amount)),
  terms: Type.Optional(Terms),
  clauses: maybe.text(20_000),
  address: maybe.text(300),
  ourSigner: maybe.text(100),
  theirSigner: maybe.text(100),
  effectiveFrom: maybe.day,
  effectiveUntil: maybe.day,
  note: maybe.text(5000),
  custom: Type.Optional(Custom),
  ...money,
}

export const NewContract = shape({ customerId: Id, dealId: maybe.id, lines: Type.Optional(Lines), ...given })
export type NewContract = Static<typeof NewContract>
export const ContractEdit = shape({
  version: Type.Optional(Type.Integer()),
  changeReason: Type.Optional(Said(2000)),
  ...given,
})
export type ContractEdit = Static<typeof ContractEdit>
export const LinesEdit = shape({ version: Type.Optional(Type.Integer()), lines: Lines })
export type LinesEdit = Static<typeof LinesEdit>
export const FromQuote = shape({ quoteId: Id, kind: Type.Optional(OneOf(contractKinds)) })
export type FromQuote = Static<typeof FromQuote>
export const AmendBody = shape({ reason: Said(2000) })

const amounts = { net: Type.String(), tax: Type.String(), gross: Type.String() }

export const ContractLine = shape({
  id: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  code: text,
  kind: OneOf(['goods', 'service', 'fee']),
  fulfil: OneOf(['ship', 'accept', 'none']),
  name: Type.String(),
  spec: text,
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  qty: Type.String(),
  asNeeded: Type.Boolean(),
  price: Type.String(),
  listPrice: text,
  handPrice: Type.Boolean(),
  priceWhy: Nullable(ReasonShape),
  discountKind: Nullable(DiscountKind),
  discountValue: text,
  taxRate: Type.String(),
  base: Type.String(),
  lineDiscount: Type.String(),
  share: Type.String(),
  amount: Type.String(),
  ...amounts,
  /** By confirmed orders, in the base unit. */
  calledQty: Type.String(),
  baseLineId: Nullable(Id),
  quoteLineId: Nullable(Id),
  parts: Parts,
  note: text,
})
export type ContractLine = Static<typeof ContractLine>

export const Contract = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  versionNo: Type.Integer(),
  kind: OneOf(contractKinds),
  title: Type.String(),
  state: OneOf(contractStates),
  customerId: Id,
  customerName: Type.String(),
  payerId: Id,
  payerName: Type.String(),
  contactId: Nullable(Id),
  contactName: text,
  dealId: Nullable(Id),
  dealName: text,
  quoteId: Nullable(Id),
  quoteNumber: text,
  amendsId: Nullable(Id),
  amendsNumber: text,
  amendsVersion: Nullable(Type.Integer()),
  changeReason: text,
  renewsId: Nullable(Id),
  renewsNumber: text,
  lang: OneOf(langs),
  templateId: Nullable(Id),
  templateName: text,
  templateVersion: Nullable(Type.Integer()),
  clauses: text,
  currency: Type.String(),
  rate: Type.String(),
  taxMode: OneOf(['inclusive', 'exclusive']),
  taxRound: OneOf(['line', 'document']),
  discountKind: Nullable(DiscountKind),
  discountValue: text,
  ...amounts,
  ceiling: text,
  /** Null: no end to what may be called off. */
  amount: text,
  baseAmount: Type.String(),
  calledOff: Type.String(),
  remaining: text,
  terms: Terms,
  address: text,
  ourSigner: text,
  theirSigner: text,
  effectiveFrom: Nullable(DateOnly),
  effectiveUntil: Nullable(DateOnly),
  note: text,
  contentHash: text,
  submittedAt: Nullable(Instant),
  approvedAt: Nullable(Instant),
  signedOn: Nullable(DateOnly),
  effectiveAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  endReason: text,
  threadId: Id,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Custom,
})
export type Contract = Static<typeof Contract>
export const WholeContract = shape({ ...Contract.properties, lines: Type.Array(ContractLine) })
export type WholeContract = Static<typeof WholeContract>

const judged = { version: Type.Optional(Type.Integer()), note: Type.Optional(Text(2000)) }
/** Signed on paper: the scan lies among the contract's files. */
export const SignBody = shape({
  ...judged,
  signedOn: DateOnly,
  fileId: Id,
  name: maybe.text(100),
})
export type SignBody = Static<typeof SignBody>
export const EndBody = shape({ ...judged, reason: Said(2000) })
export type MoveInput = { readonly version?: number | undefined; readonly note?: string | undefined } & Partial<
  Pick<SignBody, 'signedOn' | 'fileId' | 'name'>
> & {
    readonly reason?: string | undefined
    /** Said by the journey that knows them. */
    readonly openOrders?: number | undefined
  }

export const Signature = shape({
  id: Id,
  way: OneOf(signedWays),
  at: Instant,
  signedOn: DateOnly,
  name: text,
  title: text,
  address: text,
  device: text,
  receiver: text,
  providerRef: text,
  contentHash: Type.String(),
  fileId: Nullable(Id),
})
export type Signature = Static<typeof Signature>

/** What it said before a supplementary agreement took effect, and what each of them changed. */
export const ContractVersion = shape({
  versionNo: Type.Integer(),
  at: Instant,
  amount: text,
  contentHash: Type.String(),
  amendedBy: Id,
  amendedByNumber: Type.String(),
  changeReason: text,
})
export type ContractVersion = Static<typeof ContractVersion>

export const Difference = shape({ what: Type.String(), old: text, next: text })
export type Difference = Static<typeof Difference>
