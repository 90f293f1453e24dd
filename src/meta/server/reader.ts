// Which fields a person may see, and what the words of a filter mean for them.
import type { Actor } from '#kernel/access.ts'
import type { Field } from '../entity.ts'
import type { Reader } from '../filter.ts'

export const sees =
  (actor: Actor) =>
  (field: Field): boolean =>
    !field.readAs || actor.grants[field.readAs] !== undefined

/** `now` is the transaction's instant: what “today” and “this week” mean in it. */
export const readerOf = (actor: Actor, now: string): Reader => ({
  now,
  zone: actor.org.zone,
  userId: actor.userId,
  deptIds: actor.branchIds,
  sees: sees(actor),
})
