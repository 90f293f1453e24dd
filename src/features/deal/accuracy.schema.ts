import { type Static, Type } from 'typebox'
import { DateOnly, DecimalText, Id, Nullable, shape } from '#kernel/api.ts'
import { ForecastReply } from './forecast.schema.ts'

export const AccuracyQuery = shape({
  /** Months, by any of their days. */
  from: DateOnly,
  to: DateOnly,
  /** How many months before its own a month was looked at: 0 at its beginning. */
  ahead: Type.Optional(Type.Integer({ minimum: 0, maximum: 3, default: 0 })),
})
export type AccuracyQuery = Static<typeof AccuracyQuery>

/** What one person's forecast of a month said, and what they won in it. */
const Compared = shape({
  month: DateOnly,
  /** The day of the snapshot; nothing was kept: nothing is compared. */
  onDay: Nullable(DateOnly),
  userId: Id,
  deptId: Nullable(Id),
  /** Won by then, and committed. */
  commit: DecimalText,
  /** And the best case. */
  best: DecimalText,
  /** Won by then, and what was open at its chance. */
  weighted: DecimalText,
  actual: DecimalText,
})
export type Compared = Static<typeof Compared>

const { people, departments } = ForecastReply.properties
export const AccuracyReply = shape({
  from: DateOnly,
  to: DateOnly,
  ahead: Type.Integer(),
  cells: Type.Array(Compared),
  people,
  departments,
})
export type AccuracyReply = Static<typeof AccuracyReply>
