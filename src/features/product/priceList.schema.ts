import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'

const levels = ['A', 'B', 'C'] as const
const taxModes = ['inclusive', 'exclusive'] as const
const states = ['active', 'inactive'] as const
/** More than this in one list is two lists. */
const mostLines = 20_000

const Price = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
const text = Nullable(Type.String())

const given = {
  currency: Type.Optional(Currency),
  taxMode: Type.Optional(OneOf(taxModes)),
  /** For customers of these levels; none: for everyone. */
  levels: Type.Optional(Type.Array(OneOf(levels), { maxItems: levels.length, uniqueItems: true })),
  /** For customers whose region has this in it; null: everywhere. */
  region: Type.Optional(Nullable(Text(100))),
  validFrom: Type.Optional(Nullable(Instant)),
  /** From this instant on it holds no more. */
  validUntil: Type.Optional(Nullable(Instant)),
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000 })),
  state: Type.Optional(OneOf(states)),
  note: Type.Optional(Nullable(Text(2000))),
}

export const NewPriceList = shape({ name: Text(100, 1), ...given })
export type NewPriceList = Static<typeof NewPriceList>
export const PriceListEdit = shape({
  name: Type.Optional(Text(100, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type PriceListEdit = Static<typeof PriceListEdit>

export const PriceList = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  currency: Type.String(),
  taxMode: OneOf(taxModes),
  levels: Type.Array(OneOf(levels)),
  region: text,
  validFrom: Nullable(Instant),
  validUntil: Nullable(Instant),
  priority: Type.Integer(),
  state: OneOf(states),
  note: text,
  lineCount: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type PriceList = Static<typeof PriceList>

export const PriceListLine = shape({
  id: Id,
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  minQty: Type.String(),
  price: Type.String(),
  floorPrice: text,
})
export type PriceListLine = Static<typeof PriceListLine>
export const PriceListLines = shape({ version: Type.Integer(), items: Type.Array(PriceListLine) })
export type PriceListLines = Static<typeof PriceListLines>

export const PriceLineInput = shape({
  /** Of a line that is there; a new one has none. */
  id: Type.Optional(Id),
  productId: Id,
  /** Absent: the product's base unit. */
  unit: Type.Optional(Text(20)),
  minQty: Type.Optional(Price),
  price: Price,
  floorPrice: Type.Optional(Nullable(Price)),
})
export type PriceLineInput = Static<typeof PriceLineInput>
/** What changes, not the whole list: ten thousand lines are not sent for one price. */
export const PriceLinesEdit = shape({
  version: Type.Optional(Type.Integer()),
  put: Type.Array(PriceLineInput, { maxItems: mostLines }),
  drop: Type.Array(Id, { maxItems: mostLines }),
})
export type PriceLinesEdit = Static<typeof PriceLinesEdit>

/** One row of a file: the list and the product by name or code. */
export const PriceRow = shape({
  list: Text(100, 1),
  product: Text(200, 1),
  unit: Type.Optional(Nullable(Text(20))),
  minQty: Type.Optional(Nullable(Price)),
  price: Price,
  floorPrice: Type.Optional(Nullable(Price)),
})
export type PriceRow = Static<typeof PriceRow>

export const PriceAsk = shape({
  currency: Type.Optional(Currency),
  taxMode: Type.Optional(OneOf(taxModes)),
  level: Type.Optional(Nullable(OneOf(levels))),
  region: Type.Optional(Nullable(Text(100))),
  lines: Type.Array(shape({ productId: Id, unit: Type.Optional(Text(20)), unitQty: Price }), { maxItems: 2000 }),
})
export type PriceAsk = Static<typeof PriceAsk>
export const PriceAnswer = shape({
  items: Type.Array(
    shape({ productId: Id, price: text, floorPrice: text, listId: Nullable(Id), why: Nullable(ReasonShape) }),
  ),
})
export type PriceAnswer = Static<typeof PriceAnswer>

/** A product's prices over all lists, the one in force first. */
export const ProductPrice = shape({
  listId: Id,
  listName: Type.String(),
  currency: Type.String(),
  taxMode: OneOf(taxModes),
  levels: Type.Array(OneOf(levels)),
  region: text,
  validFrom: Nullable(Instant),
  validUntil: Nullable(Instant),
  priority: Type.Integer(),
  unit: Type.String(),
  minQty: Type.String(),
  price: Type.String(),
  floorPrice: text,
  inForce: Type.Boolean(),
})
export type ProductPrice = Static<typeof ProductPrice>
