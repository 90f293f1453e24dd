// Statements about orders and the contracts they are called off from.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'

const lockContractOf = stmt(
  'order.lockContract',
  'select h.id from orders o join contracts h on h.org_id = o.org_id and h.id = o.contract_id where o.org_id = $1 and o.id = $2 for no key update of h',
)
/** What it is called off from; which that is never changes. */
export function lockContractOfOrder(tx: Tx, id: string): Promise<unknown> {
  tx.level(lockLevel.contract)
  return tx.query(lockContractOf(tx.orgId, id))
}

const waitingOf = stmt(
  'order.waitingOf',
  `select count(*)::int as n from orders where org_id = $1 and contract_id = $2 and state in ('draft', 'in_review') and deleted_at is null`,
)
/** Of a contract: neither confirmed nor over. */
export const countWaiting = async (db: Db, contractId: string): Promise<number> =>
  (await db.one<{ n: number }>(waitingOf(db.orgId, contractId)))?.n ?? 0
