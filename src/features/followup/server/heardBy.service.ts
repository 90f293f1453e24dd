import type { Db } from '#kernel/db.ts'
import { type HeardBy, selectHeardBy } from './followup.sql.ts'

/** How often these people have spoken with a customer, or with a company that is none yet, and when last. */
export const heardByOf = (
  db: Db,
  userIds: readonly string[],
  subject: { readonly customerId: string | null; readonly nameKeys: readonly string[] },
): Promise<HeardBy[]> => selectHeardBy(db, userIds, subject.customerId, subject.nameKeys)
