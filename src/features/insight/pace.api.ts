import { type Static, Type } from 'typebox'
import { DateOnly, endpoint, Id, Nullable, OneOf, shape } from '#kernel/api.ts'

const Label = shape({ en: Type.String(), zh: Type.String() })
const count = Type.Integer()
const days = Nullable(Type.Number())
const name = Nullable(Type.String())

export const paceCuts = ['all', 'owner', 'dept'] as const
export const StageTimesQuery = shape({
  from: DateOnly,
  to: DateOnly,
  by: OneOf(paceCuts),
  /** The company's usual one where nothing is said. */
  pipelineId: Type.Optional(Id),
})
export type StageTimesQuery = Static<typeof StageTimesQuery>

const StageTime = shape({
  /** Owner or department; null: all together, or nobody's. */
  key: Nullable(Id),
  name,
  stageId: Id,
  /** Stays that ended within the days, in days. */
  left: count,
  median: days,
  average: days,
  p90: days,
  /** Of those, went on to a later stage or were won. */
  onward: count,
  /** Still sitting there now, and for how long. */
  sitting: count,
  sittingMedian: days,
  sittingMost: days,
})
export type StageTime = Static<typeof StageTime>
export const StageTimes = shape({
  pipelineId: Nullable(Id),
  pipelines: Type.Array(shape({ id: Id, label: Label })),
  /** The open ones, in order. */
  stages: Type.Array(shape({ id: Id, label: Label, rottingDays: Nullable(Type.Integer()) })),
  rows: Type.Array(StageTime),
})
export type StageTimes = Static<typeof StageTimes>

export const cycleCuts = ['owner', 'dept', 'source', 'month'] as const
const CycleQuery = shape({ from: DateOnly, to: DateOnly, by: OneOf(cycleCuts) })
const Cycle = shape({ key: name, name, count, median: days, average: days, p90: days })
export type Cycle = Static<typeof Cycle>
export const Cycles = shape({ total: Cycle, rows: Type.Array(Cycle) })
export type Cycles = Static<typeof Cycles>

const read = { method: 'GET', mode: 'read', plan: 'free', access: 'insight.team' } as const
// biome-ignore format: a table
export const paceApi = {
  stages: endpoint({ ...read, path: '/stage-times', query: StageTimesQuery, reply: StageTimes, about: 'How long deals stayed in each stage of a pipeline, and which still sit there.' }),
  cycle:  endpoint({ ...read, path: '/sales-cycle', query: CycleQuery, reply: Cycles, about: 'From made to won, of deals won within the days.' }),
} as const
