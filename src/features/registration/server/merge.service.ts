import type { Db } from '#kernel/db.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { selectClash } from './registration.sql.ts'

/** Two customers that two people have registered for the same are decided between before they become one. */
export const registrationsMerging = async (db: Db, winnerId: string, loserId: string): Promise<Reason[]> =>
  (await selectClash(db, winnerId, loserId)).map(numbers => reason('registration.mergeFirst', undefined, numbers))
