// What a pool does with customers: takes them, gives them to someone, keeps them from its rules. Whether it may is
// judged there (`pool.flow.ts`).
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import type { Customer } from '../customer.schema.ts'
import { countHeld, customerSource, type Held, lockCustomerRows } from './customer.sql.ts'
import { type CustomerRow, customers } from './customer.table.ts'

export async function lockCustomers(tx: Tx, ids: readonly string[]): Promise<CustomerRow[]> {
  return (await lockCustomerRows(tx, ids)).filter(row => row.deletedAt === null)
}

/** As its reader saw it last, though it may have left their sight. */
export const customerAfter = (db: Db, actor: Actor, id: string): Promise<Customer> =>
  readBack<Customer>(db, actor, customerSource, id)

/** Customers that a person has, and those of one level. */
export const countCustomersHeld = (db: Db, userId: string, level: string | null): Promise<Held> =>
  countHeld(db, userId, level)

type Words = Readonly<Record<string, unknown>>
type Told = { readonly kind: string; readonly words?: Words }
type Taker = { readonly id: string; readonly deptId: string | null }

export function giveCustomer(
  tx: Tx,
  by: Doer,
  row: CustomerRow,
  { to, ...told }: Told & { readonly to: Taker },
): CustomerRow {
  const taken = { ownerId: to.id, deptId: to.deptId, ownedAt: tx.now, poolId: null, pooledAt: null }
  return changed(tx, by, row, [{ ...taken, homePoolId: row.poolId ?? row.homePoolId }, told])
}

/** The department stays: its manager goes on seeing what became of it. */
export function putCustomerInPool(
  tx: Tx,
  by: Doer,
  row: CustomerRow,
  { poolId, ...told }: Told & { readonly poolId: string },
): CustomerRow {
  const left = { ownerId: null, ownedAt: null, poolLocked: false }
  return changed(tx, by, row, [{ ...left, poolId, homePoolId: poolId, pooledAt: tx.now }, told])
}

export const lockCustomerFromRules = (tx: Tx, by: Doer, row: CustomerRow, poolLocked: boolean): CustomerRow =>
  changed(tx, by, row, [{ poolLocked }, { kind: poolLocked ? 'locked' : 'unlocked' }])

function changed(
  tx: Tx,
  by: Doer,
  row: CustomerRow,
  [also, { kind, words }]: readonly [Partial<CustomerRow>, Told],
): CustomerRow {
  const stamp = { version: row.version + 1, updatedAt: tx.now, updatedBy: by.userId }
  const next: CustomerRow = { ...row, ...also, ...stamp }
  const { pooledAt: _, homePoolId: __, ownedAt: ___, ...said } = next
  const { before, after } = changes(row, said)
  tx.write(customers.update(tx.orgId, next))
  tell(tx, {
    actor: by,
    entity: 'customer',
    recordId: row.id,
    kind: `customer.${kind}`,
    version: next.version,
    before,
    after: { ...after, ...words },
  })
  return next
}
