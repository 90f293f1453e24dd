import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'
import { carrierStates } from './carrier.schema.ts'

/** Where goods are on their way out: what has no shipment yet, drafts, ready ones, and those that have left. */
export const yardColumns = ['plan', 'pick', 'ready', 'today', 'onTheWay', 'problem'] as const
export type YardColumn = (typeof yardColumns)[number]
const text = Nullable(Type.String())

const YardCard = shape({
  key: Type.String(),
  entity: OneOf(['order', 'shipment']),
  recordId: Id,
  number: Type.String(),
  customerName: Type.String(),
  orderNumbers: text,
  warehouses: text,
  lines: Type.Integer(),
  /** Lines whose packing is checked. */
  checked: Type.Integer(),
  since: Instant,
  /** Whole days since then. */
  days: Type.Integer(),
  /** Its planned or promised day has passed. */
  late: Type.Boolean(),
  /** What is not there, with how much is missing. */
  short: text,
  carrier: text,
  carrierState: Nullable(OneOf(carrierStates)),
})
export type YardCard = Static<typeof YardCard>
export const Yard = shape({
  columns: Type.Array(shape({ key: OneOf(yardColumns), count: Type.Integer(), cards: Type.Array(YardCard) })),
  warehouses: Type.Array(shape({ id: Id, name: Type.String() })),
})
export type Yard = Static<typeof Yard>
