import { type Static, Type } from 'typebox'
import { DateOnly, DecimalText, Id, Nullable, shape } from '#kernel/api.ts'

export const ForecastQuery = shape({
  /** Months, by any of their days. */
  from: DateOnly,
  to: DateOnly,
})
export type ForecastQuery = Static<typeof ForecastQuery>

const figures = {
  won: DecimalText,
  commit: DecimalText,
  best: DecimalText,
  pipeline: DecimalText,
  omitted: DecimalText,
  /** Open deals at their chance, those left out aside. */
  weighted: DecimalText,
  /** Deals that no rate prices: in no sum. */
  unpriced: Type.Integer(),
}
const Figures = shape(figures)
export type Figures = Static<typeof Figures>

const Cell = shape({ month: DateOnly, ownerId: Nullable(Id), deptId: Nullable(Id), ...figures })
export type Cell = Static<typeof Cell>

const Target = shape({ month: DateOnly, userId: Nullable(Id), deptId: Nullable(Id), amount: DecimalText })
export type Target = Static<typeof Target>

const Named = { id: Id, name: Type.String() }
const Somebody = shape({ ...Named, deptId: Nullable(Id) })
export type Somebody = Static<typeof Somebody>
const Dept = shape({ ...Named, parentId: Nullable(Id) })
export type Dept = Static<typeof Dept>

const Bucket = shape({ count: Type.Integer(), amount: DecimalText })
export type Bucket = Static<typeof Bucket>

export const ForecastReply = shape({
  from: DateOnly,
  to: DateOnly,
  cells: Type.Array(Cell),
  targets: Type.Array(Target),
  people: Type.Array(Somebody),
  departments: Type.Array(Dept),
  /** Open, and expected to close before this month. */
  late: Bucket,
  /** Open, and not expected to close on any day. */
  undated: Bucket,
})
export type ForecastReply = Static<typeof ForecastReply>

const Year = Type.Integer({ minimum: 2000, maximum: 2100 })
export const TargetQuery = shape({ year: Year })

export const Targets = shape({
  year: Year,
  items: Type.Array(Target),
  /** For whom targets may be set: those who work here, and those who have one. */
  people: Type.Array(Somebody),
  departments: Type.Array(Dept),
})
export type Targets = Static<typeof Targets>

const TargetGiven = shape({
  month: DateOnly,
  userId: Type.Optional(Id),
  deptId: Type.Optional(Id),
  /** Nothing: no target. */
  amount: Nullable(Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })),
})
export const TargetEdit = shape({
  year: Year,
  items: Type.Array(TargetGiven, { minItems: 1, maxItems: 2400 }),
})
export type TargetEdit = Static<typeof TargetEdit>
