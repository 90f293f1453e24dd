// How a payer is invoiced when nobody says otherwise; and what a merge of two customers does with their defaults.
import type { Db, Tx } from '#kernel/db.ts'
import type { Profile } from '../billing.rules.ts'
import { giveWayTo, selectUsual, someDefaultBound } from './billing.sql.ts'

/** For a verb that has judged its own record; no rights are asked here. */
export const usualProfile = (db: Db, customerId: string): Promise<Profile | undefined> => selectUsual(db, customerId)

/** For the merge of two customers: which stopped being the default. */
export const leaveDefault = (tx: Tx, from: string, to: string): Promise<string[]> => giveWayTo(tx, from, to)
export const defaultAgain = (tx: Tx, customerIds: readonly string[], rather: readonly string[]): void =>
  tx.write(someDefaultBound(tx.orgId, customerIds, rather))
