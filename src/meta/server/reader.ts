// Which fields a person may see, and what the words of a filter mean for them.
import type { Actor } from '#kernel/access.ts'
import type { Field } from '../entity.ts'
import { accessOf } from '../fieldRights.ts'
import type { Reader } from '../filter.ts'

export const sees =
  (actor: Actor, entity: string) =>
  (field: Field): boolean =>
    accessOf(actor, entity, field) !== 'hidden'

/** `now` is the transaction's instant: what “today” and “this week” mean in it. */
export const readerOf = (actor: Actor, entity: string, now: string): Reader => ({
  now,
  zone: actor.org.zone,
  userId: actor.userId,
  deptIds: actor.branchIds,
  sees: sees(actor, entity),
})
