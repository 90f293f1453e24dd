import { type Static, Type } from 'typebox'
import { DateOnly, DecimalText, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

export const documentKinds = ['receipt', 'count', 'transfer', 'adjustment', 'scrap'] as const
export type DocumentKind = (typeof documentKinds)[number]
const documentStates = ['draft', 'posted', 'cancelled'] as const
export type DocumentState = (typeof documentStates)[number]

const NewLine = shape({
  productId: Id,
  /** The base unit when absent. */
  unit: Type.Optional(Text(20)),
  unitQty: DecimalText,
  batch: Type.Optional(Text(60)),
  note: Type.Optional(Nullable(Text(200))),
})
export type NewDocumentLine = Static<typeof NewLine>

const given = {
  date: Type.Optional(DateOnly),
  warehouseId: Type.Optional(Id),
  toWarehouseId: Type.Optional(Nullable(Id)),
  reason: Type.Optional(Nullable(Text(200))),
  note: Type.Optional(Nullable(Text(2000))),
  lines: Type.Optional(Type.Array(NewLine, { maxItems: 1000 })),
}

export const NewDocument = shape({ kind: OneOf(documentKinds), ...given })
export type NewDocument = Static<typeof NewDocument>
export const DocumentEdit = shape({ ...given, version: Type.Optional(Type.Integer()) })
export type DocumentEdit = Static<typeof DocumentEdit>

/** `release`: order lines whose reservations give way, named by the person who posts. */
export const PostBody = shape({
  version: Type.Optional(Type.Integer()),
  note: Type.Optional(Text(2000)),
  release: Type.Optional(Type.Array(Id, { maxItems: 500 })),
})

export const DocumentLine = shape({
  no: Type.Integer(),
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  baseUnit: Type.String(),
  unit: Type.String(),
  unitQty: Type.String(),
  factor: Type.String(),
  qty: Type.String(),
  batch: Type.String(),
  moved: Nullable(Type.String()),
  note: Nullable(Type.String()),
})
export type DocumentLine = Static<typeof DocumentLine>

const head = {
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  kind: OneOf(documentKinds),
  state: OneOf(documentStates),
  date: DateOnly,
  warehouseId: Id,
  warehouseName: Type.String(),
  toWarehouseId: Nullable(Id),
  toWarehouseName: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  note: Nullable(Type.String()),
  lineCount: Type.Integer(),
  postedAt: Nullable(Instant),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  createdAt: Instant,
  updatedAt: Instant,
}

export const StockDocument = shape(head)
export type StockDocument = Static<typeof StockDocument>
export const WholeDocument = shape({ ...head, lines: Type.Array(DocumentLine) })
export type WholeDocument = Static<typeof WholeDocument>
