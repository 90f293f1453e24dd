// Reads a filter as it comes from outside (JSON) into a condition that names only fields of the entity. The outer
// form is the closed one and three words more, which mean something else for every reader and on every day:
// `within` a span of days, `me`, and `myDepartment`.
import { type Condition, type Op, ops, type Scalar } from '#kernel/condition.ts'
import { invalid } from '#kernel/refusal.ts'
import { type Entity, type Field, fieldOf } from './entity.ts'
import { dayOrInstant, withinDays } from './filterDays.ts'
import { isText, malformedFilter, single } from './filterValue.ts'
import { kinds } from './kinds/kinds.ts'

export type FilterOp = Exclude<Op, 'sharedWith'> | 'within'
export const filterOps: readonly FilterOp[] = [...ops.filter(op => op !== 'sharedWith'), 'within']
export type FilterLeaf = { readonly field: string; readonly op: FilterOp; readonly value?: Scalar | readonly Scalar[] }
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | FilterLeaf

/** What the words of a filter mean for its reader. */
export type Reader = {
  readonly now: string
  readonly zone: string
  readonly userId: string
  /** My department and all below it. */
  readonly deptIds: readonly string[]
  readonly sees: (field: Field) => boolean
}

export function readFilter(text: string | undefined, entity: Entity, reader: Reader): Condition | undefined {
  if (!text) return undefined
  try {
    return check(JSON.parse(text), entity, reader, 0)
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedFilter('JSON')
    throw error
  }
}

function check(value: unknown, entity: Entity, reader: Reader, depth: number): Condition {
  if (depth > 8) throw malformedFilter('depth')
  if (typeof value !== 'object' || value === null) throw malformedFilter('shape')
  const parts = (list: unknown): Condition[] => {
    if (!Array.isArray(list) || list.length > 100) throw malformedFilter('list')
    return list.map(part => check(part, entity, reader, depth + 1))
  }
  if ('all' in value) return { all: parts(value.all) }
  if ('any' in value) return { any: parts(value.any) }
  if ('not' in value) return { not: check(value.not, entity, reader, depth + 1) }
  return leaf(value, entity, reader)
}

/** A field of which the reader may ask. */
export const isAskable = (field: Field | undefined, sees: (field: Field) => boolean): field is Field =>
  field !== undefined && sees(field) && Boolean(field.filter || field.custom)

function leaf(value: object, entity: Entity, reader: Reader): Condition {
  if (!('field' in value && 'op' in value) || typeof value.field !== 'string') throw malformedFilter('field')
  const field = fieldOf(entity, value.field)
  if (!isAskable(field, reader.sees)) throw invalid('list.badField', 'filter', { field: value.field })
  const op = filterOps.find(one => one === value.op)
  if (!op) throw malformedFilter('op')
  const want = 'value' in value ? value.value : null
  if (op === 'within') return withinDays(field, want, reader)
  if (field.kind === 'user' || field.refEntity === 'department') return ofPeople({ field, op, want }, entity, reader)
  if (field.kind === 'instant') return dayOrInstant({ field, op, want: operand(want, op, field) }, reader.zone)
  return { field: field.key, op, value: operand(want, op, field) }
}

type Asked = { readonly field: Field; readonly op: Exclude<FilterOp, 'within'>; readonly want: unknown }

/** Records stand in the department of their owner: owners in my department are those of its records. */
function ofPeople({ field, op, want }: Asked, entity: Entity, { userId, deptIds }: Reader): Condition {
  const wants: readonly unknown[] = Array.isArray(want) ? want : [want]
  const mine = wants.includes('myDepartment')
  if (!mine && !wants.includes('me')) return { field: field.key, op, value: operand(want, op, field) }
  const negated = op === 'notIn' || op === 'isNot'
  if (!negated && op !== 'is' && op !== 'in') throw malformedFilter('op')
  const named = wants
    .filter(one => one !== 'myDepartment')
    .map(one => (one === 'me' && field.kind === 'user' ? userId : single(one, field)))
  const parts: Condition[] = [{ field: field.key, op: 'in', value: named }]
  if (mine && field.kind === 'reference') parts.push({ field: field.key, op: 'in', value: deptIds })
  else if (mine && field.key === 'ownerId' && fieldOf(entity, 'deptId'))
    parts.push({ field: 'deptId', op: 'in', value: deptIds })
  else if (mine) throw malformedFilter('myDepartment')
  return negated ? { not: { any: parts } } : { any: parts }
}

const ordered: readonly Op[] = ['lt', 'lte', 'gt', 'gte', 'between']

function operand(value: unknown, op: Asked['op'], field: Field): Scalar | Scalar[] {
  if (op === 'empty' || op === 'notEmpty') return null
  if (ordered.includes(op) && kinds[field.kind].as === 'text') throw malformedFilter(op)
  if (op === 'contains' || op === 'notContains' || op === 'startsWith') {
    if (!isText(value)) throw malformedFilter('value')
    return value
  }
  if (op === 'between') {
    if (!Array.isArray(value) || value.length !== 2) throw malformedFilter('value')
    return value.map(one => single(one, field))
  }
  if (op === 'in' || op === 'notIn') {
    if (!Array.isArray(value) || value.length > 500) throw malformedFilter('value')
    return value.map(one => single(one, field))
  }
  return single(value, field)
}
