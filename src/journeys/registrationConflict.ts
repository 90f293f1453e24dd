// Two want one customer: what each has registered, and how often each has spoken with it.
import { heardByOf } from '#features/followup/server/heardBy.service.ts'
import type { Conflict } from '#features/registration/registration.schema.ts'
import { conflictAbout, type Found, lookForConflict } from '#features/registration/server/conflict.service.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import type { registrationConflictApi } from './registrationConflict.api.ts'

export const registrationConflictHandlers: Handlers<typeof registrationConflictApi> = {
  look: async (db, actor, wanted) => withFollowups(db, await lookForConflict(db, actor, wanted)),
  about: async (db, actor, { id }) => withFollowups(db, await conflictAbout(db, actor, id)),
}

async function withFollowups(db: Db, { verdict, door, claimants, ...subject }: Found): Promise<Conflict> {
  const people = [...new Set(claimants.map(one => one.ownerId))]
  const heard = people.length > 0 ? await heardByOf(db, people, subject) : []
  const byPerson = new Map(heard.map(one => [one.userId, one]))
  return {
    verdict,
    door,
    claimants: claimants.map(({ ownerId, ...one }) => ({
      ...one,
      followups: byPerson.get(ownerId)?.count ?? 0,
      lastFollowupAt: byPerson.get(ownerId)?.lastAt ?? null,
    })),
  }
}
