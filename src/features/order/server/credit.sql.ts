// The payers' credit beside their orders. Whoever shares the limit of its group's head is judged by the head's limit and
// policy and by what all of the group use; the head's row is locked with the payer's, in the order of ids.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lockLevel } from '#meta/locks.ts'
import type { CreditFacts } from '../order.rules.ts'

export type PayerCredit = CreditFacts & {
  readonly customerId: string
  /** Whose limit it is: of the payer, or of the head of its group. */
  readonly poolId: string
  readonly creditDays: number
}

type Row = CreditFacts & {
  readonly customerId: string
  readonly headId: string | null
  readonly shared: boolean
  readonly creditDays: number
}

// found through the orders before they are locked, so that one trip locks all; the orders say under their own lock
// whether the payers are still the right ones
const credits = `select c.customer_id, c.head_id, c.shared, c.credit_limit as limit, c.policy, c.used, c.credit_days from customer_credit c
   where c.org_id = $1 and c.customer_id = any(array(select unnest(array[m.customer_id, m.head_id]) from orders o
     join customer_credit m on m.org_id = o.org_id and m.customer_id = o.payer_id where o.org_id = $1 and o.id = any($2))) order by c.customer_id`
const readCredits = stmt('order.credits', credits)
const lockCredits = stmt('order.lockCredits', `${credits} for no key update of c`)
const groups = stmt(
  'order.groups',
  'select coalesce(head_id, customer_id) as pool_id, sum(used) as used from customer_credit where org_id = $1 and (customer_id = any($2) or head_id = any($2)) group by 1',
)

export const selectPayersOf = async (db: Db, orderIds: readonly string[]): Promise<PayerCredit[]> =>
  pooled(db, await db.query<Row>(readCredits(db.orgId, orderIds)))

export async function lockPayersOf(tx: Tx, orderIds: readonly string[]): Promise<PayerCredit[]> {
  tx.level(lockLevel.credit)
  return pooled(tx, await tx.query<Row>(lockCredits(tx.orgId, orderIds)))
}

/** What a group uses is read once its head is locked; most payers share with nobody, and cost no further trip. */
async function pooled(db: Db, rows: readonly Row[]): Promise<PayerCredit[]> {
  const pools = [
    ...new Set(rows.filter(row => row.headId !== null || row.shared).map(row => row.headId ?? row.customerId)),
  ]
  const found = pools.length > 0 ? await db.query<{ poolId: string; used: string }>(groups(db.orgId, pools)) : []
  return rows.map(row => {
    const head = row.headId === null ? row : rows.find(one => one.customerId === row.headId)
    // it joined another group while this waited
    if (!head) throw new Refusal('order.moved', 'conflict')
    const { customerId: poolId, limit, policy, creditDays } = head
    const used = found.find(one => one.poolId === poolId)?.used ?? row.used
    return { customerId: row.customerId, poolId, limit, policy, creditDays, used }
  })
}
