import type { Db } from '#kernel/db.ts'
import { type OwedRow, selectOwed } from './owed.sql.ts'

/** Whoever takes over is to know it. */
export const owedBy = (db: Db, userId: string): Promise<OwedRow[]> => selectOwed(db, userId)
