// Statements about the credit of payers; nobody else writes the table.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Credit } from '../customer.schema.ts'

/** As it is stored: of this payer alone. */
export type CreditRow = Pick<
  Credit,
  'customerId' | 'creditLimit' | 'creditDays' | 'policy' | 'used' | 'headId' | 'shared'
> & {
  /** Those that count: its own, or of the head whose limit it shares. */
  readonly dueDays: number
}

const columns = `c.customer_id, c.credit_limit, c.credit_days, c.policy, c.used, c.head_id, c.shared,
  coalesce((select h.credit_days from customer_credit h where h.org_id = c.org_id and h.customer_id = c.head_id), c.credit_days) as due_days`
const lockCreditRow = stmt(
  'customer_credit.lock',
  `select ${columns} from customer_credit c where c.org_id = $1 and c.customer_id = any($2) order by c.customer_id for no key update of c`,
)
export async function lockCreditRows(tx: Tx, payerIds: readonly string[]): Promise<CreditRow[]> {
  tx.level(lockLevel.credit)
  return tx.query<CreditRow>(lockCreditRow(tx.orgId, payerIds))
}

const readRows = stmt(
  'customer_credit.rows',
  `select ${columns} from customer_credit c where c.org_id = $1 and c.customer_id = any($2)`,
)
export const selectCreditRows = (db: Db, ids: readonly string[]): Promise<CreditRow[]> =>
  db.query<CreditRow>(readRows(db.orgId, ids))

const pool = 'coalesce(c.head_id, c.customer_id)'
const counts = (column: string): string =>
  `case when c.head_id is null then c.${column} else h.${column} end as ${column}`
const readCredit = stmt(
  'customer_credit.get',
  `select c.customer_id, ${counts('credit_limit')}, ${counts('credit_days')}, ${counts('policy')}, c.used as own_used, c.head_id, n.name as head_name, c.shared,
     case when c.head_id is null and not c.shared then c.used
       else (select sum(g.used) from customer_credit g where g.org_id = c.org_id and (g.customer_id = ${pool} or g.head_id = ${pool})) end as used
   from customer_credit c left join customer_credit h on h.org_id = c.org_id and h.customer_id = c.head_id
   left join customers n on n.org_id = c.org_id and n.id = c.head_id where c.org_id = $1 and c.customer_id = $2`,
)
export type CountedCredit = Omit<Credit, 'groupHeadId' | 'groupHeadName'>
export const selectCredit = (db: Db, id: string): Promise<CountedCredit | undefined> =>
  db.one<CountedCredit>(readCredit(db.orgId, id))

const headOf = stmt(
  'customer.groupHead',
  `with recursive up as (
     select id, parent_id, name, deleted_at from customers where org_id = $1 and id = $2
     union select c.id, c.parent_id, c.name, c.deleted_at from customers c join up on c.org_id = $1 and c.id = up.parent_id)
   select id, name from up where parent_id is null and id <> $2 and deleted_at is null`,
)
/** Whoever stands above all of its group. */
export const selectGroupHead = (db: Db, id: string): Promise<{ id: string; name: string } | undefined> =>
  db.one<{ id: string; name: string }>(headOf(db.orgId, id))

const below = stmt(
  'customer_credit.below',
  `with recursive down as (
     select id from customers where org_id = $1 and id = any($2)
     union select c.id from customers c join down on c.org_id = $1 and c.parent_id = down.id)
   select n.name from customer_credit c join customers n on n.org_id = c.org_id and n.id = c.customer_id
   where c.org_id = $1 and c.head_id is not null and c.customer_id in (select id from down) and c.head_id not in (select id from down) order by n.name limit 5`,
)
/** Names of those at or below them that share the limit of somebody above them. */
export const selectSharersBelow = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  (await db.query<{ name: string }>(below(db.orgId, ids))).map(row => row.name)

const writeCredit = stmt(
  'customer_credit.set',
  'update customer_credit set credit_limit = $3, credit_days = $4, policy = $5, head_id = $6, version = version + 1 where org_id = $1 and customer_id = $2',
)
const markHeads = stmt(
  'customer_credit.markHeads',
  `update customer_credit h set shared = exists (select from customer_credit m where m.org_id = h.org_id and m.head_id = h.customer_id)
   where h.org_id = $1 and h.customer_id = any($2)`,
)
export const setCreditBound = (orgId: string, credit: Omit<CreditRow, 'dueDays' | 'shared' | 'used'>): Bound =>
  writeCredit(orgId, credit.customerId, credit.creditLimit, credit.creditDays, credit.policy, credit.headId)
/** After their members changed. */
export const markHeadsBound = (orgId: string, ids: readonly string[]): Bound => markHeads(orgId, ids)

const moveUsed = stmt(
  'customer_credit.move',
  'update customer_credit set used = used + $3::numeric, version = version + 1 where org_id = $1 and customer_id = $2',
)
const newCredit = stmt(
  'customer_credit.new',
  'insert into customer_credit (org_id, customer_id) select $1::uuid, unnest($2::uuid[]) on conflict do nothing',
)

const lockEvery = stmt(
  'customer_credit.lockEvery',
  'select count(*)::int as count from (select 1 from customer_credit where org_id = $1 order by customer_id for no key update) x',
)
export async function lockEveryCreditRow(tx: Tx): Promise<void> {
  tx.level(lockLevel.credit)
  await tx.query(lockEvery(tx.orgId))
}

const moveMany = stmt(
  'customer_credit.moveMany',
  `update customer_credit c set used = c.used + x.delta, version = c.version + 1
   from unnest($2::uuid[], $3::numeric[]) as x(customer_id, delta) where c.org_id = $1 and c.customer_id = x.customer_id`,
)
export const moveCreditsBound = (orgId: string, deltas: ReadonlyMap<string, string>): Bound =>
  moveMany(orgId, [...deltas.keys()], [...deltas.values()])

export const moveCreditBound = (orgId: string, payerId: string, delta: string): Bound => moveUsed(orgId, payerId, delta)
export const newCreditBound = (orgId: string, ids: readonly string[]): Bound => newCredit(orgId, ids)
