// A stored filter for someone who may see less than whoever made it: the parts that they cannot ask go, the rest stays.
import { isScalar, type Scalar } from '#kernel/condition.ts'
import { type Filter, filterOps } from './filter.ts'

export type Trimmed = { readonly filter: Filter | null; readonly dropped: number }

/** Only the closed form survives; `asks` names the fields that may be asked. */
export function trimFilter(value: unknown, asks: (field: string) => boolean, depth = 0): Trimmed {
  if (typeof value !== 'object' || value === null || depth > 8) return { filter: null, dropped: 1 }
  const parts = (list: unknown): { kept: Filter[]; dropped: number } => {
    const all = (Array.isArray(list) ? list : []).map(part => trimFilter(part, asks, depth + 1))
    return { kept: all.flatMap(({ filter }) => filter ?? []), dropped: all.reduce((n, one) => n + one.dropped, 0) }
  }
  if ('all' in value) return group(parts(value.all), all => ({ all }))
  // without its last part “any of” would find nothing at all
  if ('any' in value) return group(parts(value.any), any => ({ any }))
  if ('not' in value) {
    const { filter, dropped } = trimFilter(value.not, asks, depth + 1)
    // what is left of a denied group would deny more than it did
    return dropped > 0 || !filter ? { filter: null, dropped } : { filter: { not: filter }, dropped: 0 }
  }
  return leaf(value, asks)
}

const group = ({ kept, dropped }: { kept: Filter[]; dropped: number }, of: (kept: Filter[]) => Filter): Trimmed => ({
  filter: kept.length === 0 && dropped > 0 ? null : of(kept),
  dropped,
})

function leaf(value: object, asks: (field: string) => boolean): Trimmed {
  const op = 'op' in value ? filterOps.find(one => one === value.op) : undefined
  if (!op || !('field' in value) || typeof value.field !== 'string' || !asks(value.field))
    return { filter: null, dropped: 1 }
  const want = 'value' in value ? value.value : undefined
  const kept = isScalar(want) || isScalars(want) ? { value: want } : {}
  return { filter: { field: value.field, op, ...kept }, dropped: 0 }
}

const isScalars = (value: unknown): value is readonly Scalar[] => Array.isArray(value) && value.every(isScalar)
