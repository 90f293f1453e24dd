import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

export const checkedEntities = ['lead', 'customer', 'deal', 'followup'] as const
export type CheckedEntity = (typeof checkedEntities)[number]
const verdicts = ['ok', 'flawed'] as const
export type Verdict = (typeof verdicts)[number]
const mostDrawn = 100

const name = Nullable(Type.String())
const count = Type.Integer()

const Words = shape({ en: Said(60), zh: Said(60) })
const FlawReason = shape({
  /** What is kept of a judgement; it never changes. */
  code: Text(60, 1),
  label: Words,
  /** A remark is asked with it. */
  noteRequired: Type.Boolean(),
  archived: Type.Boolean(),
})
export type FlawReason = Static<typeof FlawReason>
export const FlawReasons = shape({ items: Type.Array(FlawReason) })
export type FlawReasons = Static<typeof FlawReasons>
export const FlawReasonsEdit = shape({
  /** In their order; those left out are archived. */
  items: Type.Array(
    shape({
      code: Type.Optional(Text(60, 1)),
      label: Words,
      noteRequired: Type.Optional(Type.Boolean()),
      archived: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1, maxItems: 100 },
  ),
})
export type FlawReasonsEdit = Static<typeof FlawReasonsEdit>

export const NewSpotCheck = shape({
  entity: OneOf(checkedEntities),
  /** Neither: of everybody within reach. */
  userId: Type.Optional(Nullable(Id)),
  deptId: Type.Optional(Nullable(Id)),
  /** Made or followed up within these days; without them, whatever is open. */
  from: Type.Optional(Nullable(DateOnly)),
  to: Type.Optional(Nullable(DateOnly)),
  size: Type.Integer({ minimum: 1, maximum: mostDrawn, default: 20 }),
  /** The same seed draws the same ones again. */
  seed: Type.Optional(Nullable(Text(60))),
})
export type NewSpotCheck = Static<typeof NewSpotCheck>

export const SpotCheck = shape({
  id: Id,
  entity: OneOf(checkedEntities),
  week: DateOnly,
  userId: Nullable(Id),
  userName: name,
  deptId: Nullable(Id),
  deptName: name,
  from: Nullable(DateOnly),
  to: Nullable(DateOnly),
  seed: Type.String(),
  size: count,
  /** Of how many it was drawn. */
  found: count,
  byId: Id,
  byName: name,
  createdAt: Instant,
  drawn: count,
  ok: count,
  flawed: count,
  mended: count,
})
export type SpotCheck = Static<typeof SpotCheck>

const Spoken = shape({ id: Id, kind: Type.String(), at: Instant, content: name, byName: name })
export type Spoken = Static<typeof Spoken>

const judged = {
  id: Id,
  version: count,
  verdict: Nullable(OneOf(verdicts)),
  /** The code of one of the organisation's reasons. */
  reason: name,
  remark: name,
  judgedAt: Nullable(Instant),
  judgedByName: name,
  answer: name,
  answeredAt: Nullable(Instant),
  mendedAt: Nullable(Instant),
}

export const Drawn = shape({
  ...judged,
  recordId: Id,
  ownerName: name,
  deptName: name,
  /** Null: deleted since, or no longer to be seen. */
  name,
  /** What opens: of a follow-up its subject. */
  opens: Nullable(shape({ entity: Type.String(), id: Id })),
  drawnScore: Nullable(count),
  score: Nullable(count),
  /** Key fields that are empty, as fields of the entity. */
  missing: Type.Array(Type.String()),
  nextStep: name,
  nextStepAt: Nullable(Instant),
  /** The newest first; of a follow-up only itself. */
  spoken: Type.Array(Spoken),
})
export type Drawn = Static<typeof Drawn>

export const WholeSpotCheck = shape({ ...SpotCheck.properties, items: Type.Array(Drawn) })
export type WholeSpotCheck = Static<typeof WholeSpotCheck>

export const Judgement = shape({
  verdict: OneOf(verdicts),
  reason: Type.Optional(Nullable(Text(60))),
  remark: Type.Optional(Nullable(Text(1000))),
  version: Type.Optional(Type.Integer()),
})
export type Judgement = Static<typeof Judgement>

export const FlawAnswer = shape({
  answer: Type.Optional(Nullable(Said(1000))),
  mended: Type.Optional(Type.Boolean()),
  version: Type.Optional(Type.Integer()),
})
export type FlawAnswer = Static<typeof FlawAnswer>

export const FlawQuery = shape({ entity: OneOf(['lead', 'customer', 'deal']), id: Id })
export type FlawQuery = Static<typeof FlawQuery>
/** What somebody found on a record, to be answered by whoever has it. */
export const Flaw = shape({ ...judged, week: DateOnly, entity: OneOf(checkedEntities), mayAnswer: Type.Boolean() })
export type Flaw = Static<typeof Flaw>

/** What was judged in a week of one person's. */
export const WeekCell = shape({
  week: DateOnly,
  userId: Id,
  userName: name,
  deptId: Nullable(Id),
  deptName: name,
  ok: count,
  flawed: count,
  mended: count,
})
export type WeekCell = Static<typeof WeekCell>

/** How often a reason was found in a week. */
const FlawCell = shape({ week: DateOnly, reason: Type.String(), count, mended: count })
export type FlawCell = Static<typeof FlawCell>

const Named = shape({ id: Id, name: Type.String() })
export const SpotChecks = shape({
  /** The Monday of this week. */
  week: DateOnly,
  /** The reader's own newest of this week. */
  mine: Nullable(SpotCheck),
  items: Type.Array(SpotCheck),
  /** Of the last eight weeks, of people within reach. */
  cells: Type.Array(WeekCell),
  /** What was flawed in them, by its reason. */
  flaws: Type.Array(FlawCell),
  people: Type.Array(shape({ ...Named.properties, deptId: Nullable(Id) })),
  departments: Type.Array(Named),
})
export type SpotChecks = Static<typeof SpotChecks>
