import { type Static, Type } from 'typebox'
import { DateOnly, DecimalText, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { Part } from '#kernel/parts.ts'
import { KitPartInput } from './kit.schema.ts'

const productKinds = ['goods', 'service', 'fee', 'kit'] as const
export type ProductKind = (typeof productKinds)[number]
const productFulfils = ['ship', 'accept', 'none'] as const
export type ProductFulfil = (typeof productFulfils)[number]
const productStates = ['active', 'inactive'] as const
export type ProductState = (typeof productStates)[number]

const Price = Type.String({ pattern: '^-?\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$', description: 'percent' })

export const ProductUnit = shape({ unit: Text(20, 1), factor: DecimalText })
export type ProductUnit = Static<typeof ProductUnit>

const given = {
  spec: Type.Optional(Nullable(Text(200))),
  category: Type.Optional(Nullable(Text(60))),
  kind: Type.Optional(OneOf(productKinds)),
  fulfil: Type.Optional(OneOf(productFulfils)),
  stockKept: Type.Optional(Type.Boolean()),
  unit: Type.Optional(Text(20, 1)),
  units: Type.Optional(Type.Array(ProductUnit, { maxItems: 20 })),
  /** How many decimals a quantity in the base unit may have; the usual of the unit when left out. */
  decimals: Type.Optional(Type.String({ pattern: '^[0-6]$', description: '0 to 6' })),
  /** In percent: what may be sent beyond an order without asking. */
  overTolerance: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: 'percent' })),
  /** Of a kit, by id; `partsText` says the same as a file does: `A-01*2; B-02*1`. */
  parts: Type.Optional(Type.Array(KitPartInput, { maxItems: 100 })),
  partsText: Type.Optional(Nullable(Text(5000))),
  taxRate: Type.Optional(Percent),
  /** Of the tax office's classification, 19 digits: what an invoice says of it. */
  taxCode: Type.Optional(Nullable(Text(19))),
  price: Type.Optional(Nullable(Price)),
  floorPrice: Type.Optional(Nullable(Amount)),
  cost: Type.Optional(Nullable(Amount)),
  note: Type.Optional(Nullable(Text(5000))),
  state: Type.Optional(OneOf(productStates)),
  custom: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}

export const NewProduct = shape({ code: Text(60, 1), name: Text(200, 1), ...given })
export type NewProduct = Static<typeof NewProduct>

export const ProductEdit = shape({
  code: Type.Optional(Text(60, 1)),
  name: Type.Optional(Text(200, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type ProductEdit = Static<typeof ProductEdit>

const text = Nullable(Type.String())

export const Product = shape({
  id: Id,
  version: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  spec: text,
  category: text,
  kind: OneOf(productKinds),
  fulfil: OneOf(productFulfils),
  stockKept: Type.Boolean(),
  unit: Type.String(),
  units: Type.Array(ProductUnit),
  decimals: Type.String(),
  overTolerance: Type.String(),
  parts: Type.Array(Part),
  partsText: text,
  taxRate: Type.String(),
  taxCode: text,
  price: text,
  floorPrice: text,
  cost: Type.Optional(text),
  currency: Type.String(),
  note: text,
  state: OneOf(productStates),
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Product = Static<typeof Product>

/** What other features freeze on their lines. */
export type ProductFacts = Pick<
  Product,
  | 'id'
  | 'code'
  | 'name'
  | 'spec'
  | 'kind'
  | 'fulfil'
  | 'stockKept'
  | 'unit'
  | 'units'
  | 'decimals'
  | 'overTolerance'
  | 'taxRate'
  | 'taxCode'
  | 'price'
> & {
  readonly floorPrice: string | null
  readonly cost: string | null
  readonly currency: string
  readonly state: ProductState
}

/** Texts of a pasted table, each a code or a name. */
export const MatchAsk = shape({ texts: Type.Array(Text(200, 1), { maxItems: 2000 }) })
export type MatchAsk = Static<typeof MatchAsk>
export const MatchAnswer = shape({
  items: Type.Array(
    shape({
      text: Type.String(),
      products: Type.Array(
        shape({
          id: Id,
          code: Type.String(),
          name: Type.String(),
          spec: text,
          kind: OneOf(productKinds),
          unit: Type.String(),
          taxRate: text,
          price: text,
        }),
      ),
    }),
  ),
})
export type MatchAnswer = Static<typeof MatchAnswer>

export const TaxDefaults = shape({ taxMode: OneOf(['inclusive', 'exclusive']), taxRound: OneOf(['line', 'document']) })

export const TaxRate = shape({
  percent: Percent,
  label: shape({ en: Text(60), zh: Text(60) }),
  validFrom: DateOnly,
  validUntil: Nullable(DateOnly),
})
export type TaxRate = Static<typeof TaxRate>
