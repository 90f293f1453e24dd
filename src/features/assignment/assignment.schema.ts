import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { Given, GivenFacts } from '#meta/given.ts'

export const methods = ['roundRobin', 'weighted', 'leastLoaded', 'region', 'productLine', 'source'] as const
export type Method = (typeof methods)[number]
/** Those that look up whose a value is. */
const placed = ['region', 'productLine', 'source'] as const
export type Placed = (typeof placed)[number]
export const isPlaced = (method: Method): method is Placed => placed.some(one => one === method)

const ruled = {
  name: Text(60, 1),
  active: Type.Boolean(),
  /** The closed form of a filter over the lead's fields; null: every lead. */
  condition: Nullable(Text(4000)),
  method: OneOf(methods),
  people: Type.Array(shape({ userId: Id, weight: Type.Integer({ minimum: 1, maximum: 100 }) }), { maxItems: 200 }),
  /** The salespeople of these departments and all below them. */
  deptIds: Type.Array(Id, { maxItems: 50 }),
  /** Whose a region, a product line or a source is; the longest that fits counts. */
  places: Type.Array(shape({ value: Text(100, 1), userId: Id }), { maxItems: 500 }),
  maxOpen: Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}
/** Without an id it is new; those that are left out are archived. */
export const RuleInput = shape({ id: Type.Optional(Id), ...ruled })
export type RuleInput = Static<typeof RuleInput>
export const Rule = shape({ id: Id, ...ruled })
export type Rule = Static<typeof Rule>

const switches = {
  on: Type.Boolean(),
  /** What a person types in themselves without naming an owner stays theirs. */
  keepOwn: Type.Boolean(),
  /** Where a lead goes that nobody could be given; null: it waits unassigned. */
  fallbackPoolId: Nullable(Id),
  version: Type.Integer(),
}
const Rules = Type.Array(Rule)
const RuleInputs = Type.Array(RuleInput, { maxItems: 50 })
export const Assigning = shape({ ...switches, rules: Rules })
export type Assigning = Static<typeof Assigning>
export const AssigningEdit = shape({ ...switches, rules: RuleInputs })
export type AssigningEdit = Static<typeof AssigningEdit>

export const Candidate = shape({
  userId: Id,
  name: Type.String(),
  active: Type.Boolean(),
  /** Belongs to a department as one of its salespeople. */
  sells: Type.Boolean(),
  deptId: Nullable(Id),
  awayFrom: Nullable(DateOnly),
  awayUntil: Nullable(DateOnly),
  away: Type.Boolean(),
  /** Open leads, and how many the pools allow. */
  open: Type.Integer(),
  cap: Nullable(Type.Integer()),
})
export type Candidate = Static<typeof Candidate>

export const TryBody = shape({
  /** Others than those that are kept. */
  rules: Type.Optional(RuleInputs),
  which: OneOf(['waiting', 'newest']),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type TryBody = Static<typeof TryBody>
export const Outcome = shape({
  leadId: Id,
  title: Type.String(),
  region: Nullable(Type.String()),
  productLine: Nullable(Type.String()),
  source: Nullable(Type.String()),
  userId: Nullable(Id),
  userName: Nullable(Type.String()),
  ruleId: Nullable(Id),
  facts: GivenFacts,
})
export type Outcome = Static<typeof Outcome>
export const Outcomes = shape({ items: Type.Array(Outcome) })
export const Distributed = shape({
  given: Type.Integer(),
  pooled: Type.Integer(),
  left: Type.Integer(),
  items: Type.Array(Outcome),
})

const Minutes = Type.Integer({ minimum: 1, maximum: 60_000 })
const ladder = {
  on: Type.Boolean(),
  minutes: Minutes,
  ownerAt: Nullable(Minutes),
  managerAt: Nullable(Minutes),
  reassignAt: Nullable(Minutes),
}
export const RespondingEdit = shape(ladder)
export type RespondingEdit = Static<typeof RespondingEdit>
export const RespondingNow = shape({ ...ladder, pausedAt: Nullable(Instant) })

export const Span = shape({ from: DateOnly, to: DateOnly })
export type Span = Static<typeof Span>
const counts = {
  given: Type.Integer(),
  answered: Type.Integer(),
  /** Of those with a clock: answered after it, or not yet though it has run out. */
  late: Type.Integer(),
  open: Type.Integer(),
  /** Working minutes until the first contact. */
  median: Nullable(Type.Number()),
  p90: Nullable(Type.Number()),
}
export const Share = shape({
  userId: Id,
  name: Type.String(),
  ...counts,
  /** How they were given: by a rule, by hand, claimed. */
  ways: Type.Array(
    shape({ how: Given.properties.how, ruleId: Nullable(Id), rule: Nullable(Type.String()), count: Type.Integer() }),
  ),
})
export type Share = Static<typeof Share>
export const Distribution = shape({ from: DateOnly, to: DateOnly, total: shape(counts), people: Type.Array(Share) })
export type Distribution = Static<typeof Distribution>

export const GivenQuery = shape({
  ...Span.properties,
  userId: Type.Optional(Id),
  ruleId: Type.Optional(Id),
  how: Type.Optional(Given.properties.how),
  only: Type.Optional(OneOf(['answered', 'late', 'open'])),
})
export type GivenQuery = Static<typeof GivenQuery>
export const GivenLead = shape({
  ...Given.properties,
  /** Null where the lead is out of reach by now. */
  title: Nullable(Type.String()),
  number: Type.String(),
  rule: Nullable(Type.String()),
})
export type GivenLead = Static<typeof GivenLead>
export const GivenList = shape({ items: Type.Array(GivenLead), more: Type.Boolean() })
