// The SQL half of `condition.ts`. Values are always parameters; field names never reach the text unless the
// caller's `columnOf` knows them.
import type { CompareAs, Condition, Scalar } from './condition.ts'

export type ColumnSql = {
  readonly sql: string
  readonly as: CompareAs
  /** PostgreSQL type for parameters: text, uuid, numeric, date, timestamptz, boolean. */
  readonly type: string
  /** Where the value lies in another table: wraps the test, e.g. in `t.id in (select … where <test>)`. */
  readonly within?: (test: string) => string
}
export type ColumnOf = (field: string) => ColumnSql | undefined

/** Collects parameters while SQL text is put together. */
export class Params {
  readonly values: unknown[]
  constructor(values: unknown[] = []) {
    this.values = values
  }
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

export type Sharing = (userParam: string) => string

export function conditionSql(condition: Condition, columnOf: ColumnOf, params: Params, sharing?: Sharing): string {
  const part = (one: Condition) => conditionSql(one, columnOf, params, sharing)
  if ('all' in condition) {
    const parts = [
      ...boundsWithin(condition.all, columnOf, params),
      ...condition.all.filter(one => !isBound(one, columnOf)).map(part),
    ]
    return parts.length ? `(${parts.join(' and ')})` : 'true'
  }
  if ('any' in condition) return condition.any.length ? `(${condition.any.map(part).join(' or ')})` : 'false'
  if ('not' in condition) return `not coalesce((${part(condition.not)}), false)`
  if (condition.op === 'sharedWith') return sharing ? sharing(params.add(first(condition.value))) : 'false'
  const column = columnOf(condition.field)
  if (!column) throw new RangeError(`unknown field ${condition.field}`)
  return test(column, condition.op, condition.value ?? null, params)
}

type Bound = Extract<Condition, { readonly op: unknown }>
const bounds: readonly unknown[] = ['lt', 'lte', 'gt', 'gte']
const isBound = (one: Condition, columnOf: ColumnOf): one is Bound =>
  'op' in one && bounds.includes(one.op) && columnOf(one.field)?.within !== undefined

/** A range of a value that lies elsewhere is looked for once: apart, "at least" and "at most" each find nearly all. */
function boundsWithin(parts: readonly Condition[], columnOf: ColumnOf, params: Params): string[] {
  const byField = Map.groupBy(
    parts.filter(one => isBound(one, columnOf)),
    one => one.field,
  )
  return [...byField].flatMap(([field, ends]) => {
    const column = columnOf(field)
    if (!column) return []
    const { within: _, ...plain } = column
    return [
      wrap(
        column,
        conditionSql({ all: ends }, () => plain, params),
      ),
    ]
  })
}

type Value = Scalar | readonly Scalar[]
const first = (value: Value | undefined): Scalar => (Array.isArray(value) ? value[0] : value) ?? null
const many = (value: Value): Scalar[] =>
  (Array.isArray(value) ? [...value] : [value as Scalar]).filter(one => one !== null) // Array.isArray does not narrow readonly arrays

const likeText = (value: Value): string => String(first(value) ?? '').replace(/[\\%_]/g, '\\$&')

type Writer = (column: ColumnSql, value: Value, params: Params) => string

const compare =
  (sign: string): Writer =>
  (c, v, p) =>
    wrap(c, `${c.sql} ${sign} ${p.add(first(v))}::${c.type}`)

const wrap = (column: ColumnSql, sql: string): string => (column.within ? column.within(sql) : sql)
const notWrapped = (column: ColumnSql, sql: string): string => `not coalesce((${wrap(column, sql)}), false)`

const holds: Writer = (c, v, p) => `lower(${c.sql}::text) like '%' || lower(${p.add(likeText(v))}::text) || '%'`

/** Both ends belong to it; one that is left open asks nothing of that side. */
const inRange: Writer = (c, v, p) => {
  const ends: readonly Scalar[] = Array.isArray(v) ? v : [v as Scalar] // Array.isArray does not narrow readonly arrays
  const tests = ['>=', '<='].flatMap((sign, at) => {
    const end = ends[at] ?? null
    return end === null ? [] : [`${c.sql} ${sign} ${p.add(end)}::${c.type}`]
  })
  return tests.length > 0 ? tests.join(' and ') : `${c.sql} is not null`
}

// prettier-ignore
const writers: Record<Exclude<Extract<Condition, { op: unknown }>['op'], 'sharedWith'>, Writer> = {
  is: (c, v, p) => (first(v) === null ? writers.empty(c, v, p) : wrap(c, `${c.sql} = ${p.add(first(v))}::${c.type}`)),
  isNot: (c, v, p) =>
    first(v) === null ? writers.notEmpty(c, v, p) : notWrapped(c, `${c.sql} = ${p.add(first(v))}::${c.type}`),
  in: (c, v, p) => wrap(c, `${c.sql} = any(${p.add(many(v))}::${c.type}[])`),
  notIn: (c, v, p) => notWrapped(c, `${c.sql} = any(${p.add(many(v))}::${c.type}[])`),
  lt: compare('<'),
  lte: compare('<='),
  gt: compare('>'),
  gte: compare('>='),
  between: (c, v, p) => wrap(c, inRange(c, v, p)),
  contains: (c, v, p) => wrap(c, holds(c, v, p)),
  notContains: (c, v, p) => notWrapped(c, holds(c, v, p)),
  startsWith: (c, v, p) => wrap(c, `lower(${c.sql}::text) like lower(${p.add(likeText(v))}::text) || '%'`),
  empty: c => (c.as === 'text' ? notWrapped(c, `${c.sql}::text <> ''`) : notWrapped(c, `${c.sql} is not null`)),
  notEmpty: c => (c.as === 'text' ? wrap(c, `${c.sql}::text <> ''`) : wrap(c, `${c.sql} is not null`)),
}

function test(
  column: ColumnSql,
  op: Exclude<Extract<Condition, { op: unknown }>['op'], 'sharedWith'>,
  value: Value,
  params: Params,
): string {
  return writers[op](column, value, params)
}
