// One value of a filter as its field would hold it.
import { isDate } from '#kernel/clock.ts'
import type { Scalar } from '#kernel/condition.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { Field } from './entity.ts'
import { kinds, Refused } from './kinds/kinds.ts'

export const malformedFilter = (why: string): Refusal =>
  new Refusal({ key: 'list.badFilter', path: 'filter', values: { why } }, 'malformed')

// what PostgreSQL stores as text; anything else it would refuse itself, without a name
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 500 && !value.includes('\0') && value.isWellFormed()

export function single(value: unknown, field: Field): Scalar {
  if (value === null) return null
  // a day asked of an instant stays one: whoever knows the zone makes it a span
  if (field.kind === 'instant' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return plausibleDay(value, field)
  const kind: { accept: (value: unknown, field: Field) => unknown } = kinds[field.kind]
  // an unknown choice or name simply finds nothing; a wrong number or date is refused
  if (kinds[field.kind].as === 'text') {
    if (!isText(value)) throw malformedFilter('value')
    return field.kind === 'reference' || field.kind === 'user' ? uuidText(value, field) : value
  }
  const accepted = kind.accept(value, field)
  if (accepted instanceof Refused) throw new Refusal(accepted.reason)
  return accepted as Scalar // number, date, instant and yes/no kinds accept scalars only
}

/** A zone moves its midnight: the ends of what dates can be would fall out of it. */
function plausibleDay(value: string, field: Field): string {
  if (!isDate(value) || value < '1000-01-01' || value > '9000-12-31')
    throw new Refusal(reason('field.notInstant', field.key))
  return value
}

function uuidText(value: string, field: Field): string {
  const accepted = kinds.reference.accept(value, field)
  if (accepted instanceof Refused) throw new Refusal(accepted.reason)
  return String(accepted)
}
