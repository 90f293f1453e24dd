// What was changed about the rules, as it read then: people and departments by the names they had.
import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'
import { methods } from './assignment.schema.ts'

const names = Type.Array(Type.String())
export const SaidRule = shape({
  id: Id,
  name: Type.String(),
  active: Type.Boolean(),
  condition: Nullable(Type.String()),
  method: OneOf(methods),
  people: Type.Array(shape({ name: Type.String(), weight: Type.Integer() })),
  departments: names,
  places: Type.Array(shape({ value: Type.String(), name: Type.String() })),
  maxOpen: Nullable(Type.Integer()),
})
export type SaidRule = Static<typeof SaidRule>

export const ruleParts = [
  'name',
  'active',
  'condition',
  'method',
  'people',
  'departments',
  'places',
  'maxOpen',
] as const
export type RulePart = (typeof ruleParts)[number]

/** Null before: it was added; null after: it was removed. */
export const RuleChange = shape({ was: Nullable(SaidRule), now: Nullable(SaidRule) })
export type RuleChange = Static<typeof RuleChange>

export const switchParts = ['on', 'keepOwn', 'fallback', 'order'] as const
const Said = Nullable(Type.Union([Type.Boolean(), Type.String()]))
export const RulesEntry = shape({
  id: Id,
  at: Instant,
  byName: Nullable(Type.String()),
  switches: Type.Array(shape({ part: OneOf(switchParts), was: Said, now: Said })),
  rules: Type.Array(RuleChange),
})
export type RulesEntry = Static<typeof RulesEntry>
export const RulesHistory = shape({ items: Type.Array(RulesEntry) })
