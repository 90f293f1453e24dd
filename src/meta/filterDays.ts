// Days in a filter. Dates have no zone; of an instant a day is asked as the organisation's clock has it: from
// midnight to midnight, the end excluded (C158, C160).
import { type Day, dayOf, dayRange, isDate } from '#kernel/clock.ts'
import type { Condition, Op, Scalar } from '#kernel/condition.ts'
import { type Span, spanOf } from '#kernel/spans.ts'
import type { Field } from './entity.ts'
import { malformedFilter } from './filterValue.ts'

type Clock = { readonly now: string; readonly zone: string }

export function withinDays(field: Field, word: unknown, { now, zone }: Clock): Condition {
  const span = typeof word === 'string' ? spanOf(word, dayOf(new Date(now), zone)) : undefined
  if (!span || (field.kind !== 'date' && field.kind !== 'instant')) throw malformedFilter('within')
  return field.kind === 'date'
    ? { field: field.key, op: 'between', value: [span.from ?? null, span.to ?? null] }
    : instants(field.key, span, zone)
}

function instants(field: string, { from, to }: Span, zone: string): Condition {
  const all: Condition[] = []
  if (from !== undefined) all.push({ field, op: 'gte', value: start(from, zone) })
  if (to !== undefined) all.push({ field, op: 'lt', value: end(to, zone) })
  return all.length > 0 ? { all } : { field, op: 'notEmpty' }
}

const start = (day: Day, zone: string): string => dayRange(day, zone).start.toISOString()
const end = (day: Day, zone: string): string => dayRange(day, zone).end.toISOString()

type Asked = { readonly field: Field; readonly op: Op; readonly want: Scalar | readonly Scalar[] }

/** Instants stay as they are; where a day stands, its start or its end is meant. */
export function dayOrInstant({ field: { key: field }, op, want }: Asked, zone: string): Condition {
  const values: readonly Scalar[] = Array.isArray(want) ? want : [want as Scalar] // Array.isArray does not narrow readonly arrays
  const [value = null, other = null] = values
  if (!values.some(isDay)) return { field, op, value: want }
  if (op === 'between') return { all: [...atLeast(field, value, zone), ...atMost(field, other, zone)] }
  if (op === 'in' || op === 'is') return { any: values.map(one => same(field, one, zone)) }
  if (op === 'notIn' || op === 'isNot') return { not: { any: values.map(one => same(field, one, zone)) } }
  if (op === 'gte') return { all: atLeast(field, value, zone) }
  if (op === 'lte') return { all: atMost(field, value, zone) }
  if (op === 'lt') return { field, op: 'lt', value: isDay(value) ? start(value, zone) : value }
  if (op === 'gt') return { field, op: 'gte', value: isDay(value) ? end(value, zone) : value }
  throw malformedFilter(op)
}

const isDay = (value: Scalar): value is Day => typeof value === 'string' && isDate(value)

const same = (field: string, value: Scalar, zone: string): Condition =>
  isDay(value) ? instants(field, { from: value, to: value }, zone) : { field, op: 'is', value }
const atLeast = (field: string, value: Scalar, zone: string): Condition[] =>
  value === null ? [] : [{ field, op: 'gte', value: isDay(value) ? start(value, zone) : value }]
const atMost = (field: string, value: Scalar, zone: string): Condition[] =>
  value === null ? [] : [isDay(value) ? { field, op: 'lt', value: end(value, zone) } : { field, op: 'lte', value }]
