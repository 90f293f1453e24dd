// Reads a filter as it comes from outside (JSON text) into a condition that names only fields of the entity.
import { type Condition, type Op, ops, type Scalar } from '#kernel/condition.ts'
import { invalid, Refusal } from '#kernel/refusal.ts'
import { type Entity, type Field, fieldOf } from './entity.ts'
import { kinds, Refused } from './kinds/kinds.ts'

const bad = (why: string): Refusal =>
  new Refusal({ key: 'list.badFilter', path: 'filter', values: { why } }, 'malformed')

export function readFilter(
  text: string | undefined,
  entity: Entity,
  sees: (field: Field) => boolean,
): Condition | undefined {
  if (!text) return undefined
  try {
    return check(JSON.parse(text), entity, sees, 0)
  } catch (error) {
    if (error instanceof SyntaxError) throw bad('JSON')
    throw error
  }
}

function check(value: unknown, entity: Entity, sees: (field: Field) => boolean, depth: number): Condition {
  if (depth > 8) throw bad('depth')
  if (typeof value !== 'object' || value === null) throw bad('shape')
  const parts = (list: unknown): Condition[] => {
    if (!Array.isArray(list) || list.length > 100) throw bad('list')
    return list.map(part => check(part, entity, sees, depth + 1))
  }
  if ('all' in value) return { all: parts(value.all) }
  if ('any' in value) return { any: parts(value.any) }
  if ('not' in value) return { not: check(value.not, entity, sees, depth + 1) }
  return leaf(value, entity, sees)
}

function leaf(value: object, entity: Entity, sees: (field: Field) => boolean): Condition {
  if (!('field' in value && 'op' in value) || typeof value.field !== 'string') throw bad('field')
  const field = fieldOf(entity, value.field)
  if (!field || !sees(field) || !(field.filter || field.custom))
    throw invalid('list.badField', 'filter', { field: value.field })
  const op = ops.find(one => one === value.op)
  if (!op || op === 'sharedWith') throw bad('op')
  return { field: field.key, op, ...('value' in value && { value: operand(value.value, op, field) }) }
}

const ordered: readonly Op[] = ['lt', 'lte', 'gt', 'gte']

function operand(value: unknown, op: Op, field: Field): Scalar | Scalar[] {
  if (op === 'empty' || op === 'notEmpty') return null
  if (ordered.includes(op) && kinds[field.kind].as === 'text') throw bad(op)
  if (op === 'contains' || op === 'startsWith') {
    if (!isText(value)) throw bad('value')
    return value
  }
  if (op === 'in' || op === 'notIn') {
    if (!Array.isArray(value) || value.length > 500) throw bad('value')
    return value.map(one => single(one, field))
  }
  return single(value, field)
}

// what PostgreSQL stores as text; anything else it would refuse itself, without a name
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 500 && !value.includes('\0') && value.isWellFormed()

function single(value: unknown, field: Field): Scalar {
  if (value === null) return null
  const kind: { accept: (value: unknown, field: Field) => unknown } = kinds[field.kind]
  // an unknown choice or name simply finds nothing; a wrong number or date is refused
  if (kinds[field.kind].as === 'text') {
    if (!isText(value)) throw bad('value')
    return field.kind === 'reference' || field.kind === 'user' ? uuidText(value, field) : value
  }
  const accepted = kind.accept(value, field)
  if (accepted instanceof Refused) throw new Refusal(accepted.reason)
  return accepted as Scalar // number, date, instant and yes/no kinds accept scalars only
}

function uuidText(value: string, field: Field): string {
  const accepted = kinds.reference.accept(value, field)
  if (accepted instanceof Refused) throw new Refusal(accepted.reason)
  return String(accepted)
}
