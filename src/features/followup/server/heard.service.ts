import type { Db } from '#kernel/db.ts'
import { selectLastHeard } from './followup.sql.ts'

/** When a customer was last spoken with, by its follow-ups as they stand. */
export const lastHeardOf = (db: Db, customerId: string): Promise<string | null> => selectLastHeard(db, customerId)
