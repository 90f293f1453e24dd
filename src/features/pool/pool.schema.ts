import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const poolEntities = ['lead', 'customer'] as const
export type PoolEntity = (typeof poolEntities)[number]
export const ruleKinds = ['noFollowup', 'noDeal', 'contractEnd'] as const
export const customerLevels = ['A', 'B', 'C'] as const

const Days = Type.Integer({ minimum: 1, maximum: 3650 })
const Cap = Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 }))

/** `where`: the closed form of a filter over the entity's fields, own ones (a product line) included. */
export const PoolRule = shape({
  kind: OneOf(ruleKinds),
  days: Days,
  levels: Type.Optional(Type.Array(OneOf(customerLevels), { maxItems: 3 })),
  where: Type.Optional(Nullable(Text(4000))),
})
export type PoolRule = Static<typeof PoolRule>
const Rules = Type.Array(PoolRule, { maxItems: 20 })
const LevelCaps = shape({ A: Type.Optional(Cap), B: Type.Optional(Cap), C: Type.Optional(Cap) })
export type LevelCaps = Static<typeof LevelCaps>

const settings = {
  rules: Type.Optional(Rules),
  warnDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })),
  holdingCap: Type.Optional(Cap),
  levelCaps: Type.Optional(LevelCaps),
  dailyCap: Type.Optional(Cap),
  cooldownDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
}
export const NewPool = shape({ name: Text(60, 1), entity: OneOf(poolEntities), ...settings })
export type NewPool = Static<typeof NewPool>
export const PoolEdit = shape({
  name: Type.Optional(Text(60, 1)),
  ...settings,
  version: Type.Optional(Type.Integer()),
})
export type PoolEdit = Static<typeof PoolEdit>

export const Pool = shape({
  id: Id,
  version: Type.Integer(),
  entity: OneOf(poolEntities),
  name: Type.String(),
  rules: Rules,
  warnDays: Type.Integer(),
  holdingCap: Nullable(Type.Integer()),
  levelCaps: LevelCaps,
  dailyCap: Nullable(Type.Integer()),
  cooldownDays: Type.Integer(),
  /** How many lie in it, and how many belong to it. */
  waiting: Type.Integer(),
  members: Type.Integer(),
  /** Of whoever asks. */
  isMember: Type.Boolean(),
  isAdmin: Type.Boolean(),
})
export type Pool = Static<typeof Pool>

export const PoolMember = shape({ userId: Id, name: Type.String(), active: Type.Boolean(), admin: Type.Boolean() })
export type PoolMember = Static<typeof PoolMember>
export const Members = shape({ items: Type.Array(PoolMember) })
export const MembersBody = shape({
  members: Type.Array(shape({ userId: Id, admin: Type.Boolean() }), { maxItems: 500 }),
})

/** What else the rules would do: on another day, with other rules. */
export const SimulateBody = shape({ rules: Type.Optional(Rules), date: Type.Optional(DateOnly) })
export type SimulateBody = Static<typeof SimulateBody>

export const Due = shape({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  ownerId: Id,
  ownerName: Type.String(),
  level: Nullable(Type.String()),
  since: Instant,
  /** Whole days since then, on the day that is asked about. */
  days: Type.Integer(),
  /** The day on which the rule takes it. */
  dueOn: DateOnly,
  rule: PoolRule,
})
export type Due = Static<typeof Due>
export const Simulation = shape({
  date: DateOnly,
  count: Type.Integer(),
  /** More than are counted would move. */
  more: Type.Boolean(),
  people: Type.Array(shape({ userId: Id, name: Type.String(), count: Type.Integer() })),
  items: Type.Array(Due),
})
export type Simulation = Static<typeof Simulation>

const judged = { version: Type.Optional(Type.Integer()) }
export const GiveBody = shape({ ownerId: Id, note: Type.Optional(Text(500)), ...judged })
export const BackBody = shape({ reason: Said(500), poolId: Type.Optional(Id), ...judged })

const moveKinds = ['claim', 'assign', 'transfer', 'return', 'recycle'] as const
export type PoolMoveKind = (typeof moveKinds)[number]
export const PoolMoveEntry = shape({
  id: Id,
  at: Instant,
  kind: OneOf(moveKinds),
  recordId: Id,
  title: Nullable(Type.String()),
  userName: Nullable(Type.String()),
  byName: Nullable(Type.String()),
  rule: Nullable(PoolRule),
  facts: Nullable(Type.Record(Type.String(), Type.Unknown())),
})
export const PoolMoves = shape({ items: Type.Array(PoolMoveEntry) })
export type PoolMoveEntry = Static<typeof PoolMoveEntry>

/** How a record stands to the pools. */
export const Standing = shape({
  state: OneOf(['pooled', 'owned', 'locked', 'loose', 'closed']),
  pool: Nullable(shape({ id: Id, name: Type.String() })),
  since: Nullable(Instant),
  /** When a rule takes it, if nothing happens before. */
  dueOn: Nullable(DateOnly),
  rule: Nullable(PoolRule),
  offers: Type.Array(
    shape({
      move: Type.String(),
      ok: Type.Boolean(),
      reasons: Type.Array(
        shape({
          key: Type.String(),
          path: Type.Optional(Type.String()),
          values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        }),
      ),
    }),
  ),
})
export type Standing = Static<typeof Standing>
