// What lies in a pool is shared by its members: they see whose it could be, not yet how to reach them.
import type { Actor } from '#kernel/access.ts'
import type { Entity } from './entity.ts'

type Standing = Pick<Actor, 'grants'>

/** Who reads how to reach people though their record lies in a pool. */
export const seesThrough = ({ grants }: Standing): boolean => 'pool.contact' in grants

export const maskedFields = (entity: Entity): readonly string[] =>
  entity.fields.filter(field => field.masked).map(field => field.key)

export const isMasked = (actor: Standing, record: object): boolean =>
  'poolId' in record && record.poolId !== null && !seesThrough(actor)

/** Emptied, not left out: the shape of a record stays. */
export function masking<R extends object>(actor: Standing, entity: Entity): (record: R) => R {
  const masked = maskedFields(entity)
  if (masked.length === 0 || seesThrough(actor)) return record => record
  return record =>
    isMasked(actor, record)
      ? { ...record, ...Object.fromEntries(masked.flatMap(key => (key in record ? [[key, null]] : []))) }
      : record
}
