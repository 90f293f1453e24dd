import type { Db } from '#kernel/db.ts'
import { type Agreed, selectAgreed } from './line.sql.ts'

/** What customers agreed to pay, by their last confirmed orders. */
export const lastAgreed = (db: Db, customerIds: readonly string[]): Promise<Agreed[]> => selectAgreed(db, customerIds)
