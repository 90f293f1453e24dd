// Statements about special releases of credit blocks. They change only under the lock of their order.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { creditReleaseEntity } from '../creditRelease.entity.ts'
import { creditReleases, type ReleaseRow } from './creditRelease.table.ts'
import type { OrderRow } from './order.table.ts'

// its last day is a whole one where the organisation is
const standing = `case when t.state <> 'granted' then t.state when t.until < (now() at time zone g.zone)::date then 'expired' else 'live' end`

export const creditReleaseSource: Source = {
  entity: creditReleaseEntity,
  from: `credit_releases t
    join orgs g on g.org_id = t.org_id
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join users a on a.org_id = t.org_id and a.id = t.created_by
    left join users d on d.org_id = t.org_id and d.id = t.decided_by
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, ${standing} as standing, t.order_id, o.number as order_number, t.customer_id, c.name as customer_name,
    t.amount, t.until, t.reason, t.created_by as asked_by_id, a.name as asked_by_name, t.decided_by as decided_by_id, d.name as decided_by_name, t.decided_at,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'creditRelease.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    orderId: { sql: 't.order_id', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    standing: { sql: `(${standing})`, notNull: true },
    amount: { sql: 't.amount', notNull: true },
    until: { sql: 't.until', notNull: true },
    askedById: { sql: 't.created_by' },
    decidedById: { sql: 't.decided_by' },
    decidedAt: { sql: 't.decided_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const columns = creditReleases.select('t')
const readRow = stmt(
  'creditRelease.row',
  `select ${columns} from credit_releases t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
export const selectRelease = (db: Db, id: string): Promise<ReleaseRow | undefined> =>
  db.one<ReleaseRow>(readRow(db.orgId, id))

const ofOrder = stmt(
  'creditRelease.ofOrder',
  `select ${columns} from credit_releases t where t.org_id = $1 and t.order_id = $2 and t.state in ('asked', 'granted') and t.deleted_at is null order by t.created_at, t.id`,
)
/** Asked for or granted; under the order's lock they stay so. */
export const selectReleasesOf = (db: Db, orderId: string): Promise<ReleaseRow[]> =>
  db.query<ReleaseRow>(ofOrder(db.orgId, orderId))

const lastOf = stmt(
  'creditRelease.last',
  `select t.id from credit_releases t where t.org_id = $1 and t.order_id = $2 and t.deleted_at is null
   order by t.state = 'asked' desc, t.state = 'granted' desc, t.created_at desc, t.id desc limit 1`,
)
export const selectLastRelease = async (db: Db, orderId: string): Promise<string | undefined> =>
  (await db.one<{ id: string }>(lastOf(db.orgId, orderId)))?.id

const push = stmt(
  'order.release',
  'update orders set release = $3::jsonb, version = $4::integer, updated_at = $5::timestamptz, updated_by = $6::uuid where org_id = $1 and id = $2',
)
/** What stands for the order now; it is locked. */
export const releaseBound = (orgId: string, row: OrderRow): Bound =>
  push(orgId, row.id, row.release && JSON.stringify(row.release), row.version, row.updatedAt, row.updatedBy)

const unread = stmt(
  'creditRelease.unread',
  `select t.id, t.number, t.amount, t.reason, t.created_at, o.number as order_number, c.name as customer_name, a.name as asked_by, t.owner_id, t.dept_id, t.created_by
   from credit_releases t join orders o on o.org_id = t.org_id and o.id = t.order_id join customers c on c.org_id = t.org_id and c.id = t.customer_id
   left join users a on a.org_id = t.org_id and a.id = t.created_by
   where t.org_id = $1 and t.state = 'asked' and t.deleted_at is null
     and not exists (select from approval_requests r where r.org_id = t.org_id and r.entity = 'order' and r.record_id = t.order_id and r.purpose = 'creditRelease' and r.state = 'pending')
   order by t.created_at, t.id limit 50`,
)
export type WaitingRelease = {
  readonly id: string
  readonly number: string
  readonly reason: string
  readonly createdAt: string
  readonly orderNumber: string
  readonly customerName: string
  readonly askedBy: string | null
  readonly ownerId: string | null
  readonly deptId: string | null
  readonly createdBy: string | null
}
/** Which no approval asks anybody about: whoever may grant decides. */
export const selectWaiting = (db: Db): Promise<WaitingRelease[]> => db.query<WaitingRelease>(unread(db.orgId))

const waits = `(o.state in ('in_review', 'on_hold') or o.state = 'confirmed' and o.fulfilment not in ('notNeeded', 'full', 'delivered'))`
// nobody is rung up at midnight
const morning = `(($2::timestamptz - interval '8 hours') at time zone g.zone)::date`
const tell = stmt(
  'creditRelease.tell',
  `with due as (
     select t.id, t.until < ${morning} as over, o.number as order_number, c.name as customer from credit_releases t
     join orgs g on g.org_id = t.org_id join orders o on o.org_id = t.org_id and o.id = t.order_id join customers c on c.org_id = t.org_id and c.id = t.customer_id
     where t.org_id = $1 and t.state = 'granted' and t.deleted_at is null and ${waits} and o.deleted_at is null
       and (t.until < ${morning} and not t.over_told or t.until between ${morning} and ${morning} + 1 and not t.soon_told)
     order by t.until, t.id limit $3 for no key update of t skip locked)
   update credit_releases t set soon_told = true, over_told = d.over from due d where t.org_id = $1 and t.id = d.id
   returning t.order_id, t.id, t.until, t.created_by, t.owner_id, d.over, d.order_number, d.customer`,
)
export type Ending = {
  readonly orderId: string
  readonly id: string
  readonly until: string
  readonly createdBy: string | null
  readonly ownerId: string | null
  readonly over: boolean
  readonly orderNumber: string
  readonly customer: string
}
/** Taken and marked in one statement: those whose order still waits for what they allow. */
export const takeEnding = (tx: Tx, limit: number): Promise<Ending[]> => tx.query<Ending>(tell(tx.orgId, tx.now, limit))
