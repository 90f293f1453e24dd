// Every statement about order changes; nobody else writes the table.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { changeEntity } from '../change.entity.ts'
import { type ChangeRow, changes, type Snapshot } from './change.table.ts'

nameConstraints({ changes_live: { key: 'order.moved', conflict: true } })

export const changeSource: Source = {
  entity: changeEntity,
  from: `changes t
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join changes f on f.org_id = t.org_id and f.id = t.from_id
    left join users b on b.org_id = t.org_id and b.id = t.created_by
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.order_id, o.number as order_number, t.customer_id, c.name as customer_name, t.reason,
    t.base_revision, t.revision, t.from_id, f.number as from_number, t.currency, t.gross_before, t.gross_after, t.base_difference, t.date, t.thread_id,
    t.submitted_at, t.approved_at, t.applied_at, t.owner_id, u.name as owner_name, t.dept_id, t.created_by, b.name as created_by_name, t.created_at, t.updated_at, t.custom`,
  permission: 'change.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    orderId: { sql: 't.order_id', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    state: { sql: 't.state', notNull: true },
    grossAfter: { sql: 't.gross_after', notNull: true },
    baseDifference: { sql: 't.base_difference', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    revision: { sql: 't.revision' },
    date: { sql: 't.date', notNull: true },
    submittedAt: { sql: 't.submitted_at' },
    appliedAt: { sql: 't.applied_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const one = `select ${changes.select('t')} from changes t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`
const readRow = stmt('change.row', one)
const lockRow = stmt('change.lock', `${one} for no key update`)
export const selectChange = (db: Db, id: string): Promise<ChangeRow | undefined> =>
  db.one<ChangeRow>(readRow(db.orgId, id))
export function lockChangeRow(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  tx.level(lockLevel.change)
  return tx.one<ChangeRow>(lockRow(tx.orgId, id))
}

const live = `select ${changes.select('t')} from changes t where t.org_id = $1 and t.order_id = $2
  and t.state in ('draft', 'in_approval', 'approved') and t.deleted_at is null`
const readLive = stmt('change.liveOf', live)
const lockLive = stmt('change.lockLiveOf', `${live} for no key update`)
/** The unfinished one of an order. */
export const selectLiveOf = (db: Db, orderId: string): Promise<ChangeRow | undefined> =>
  db.one<ChangeRow>(readLive(db.orgId, orderId))
export function lockLiveOf(tx: Tx, orderId: string): Promise<ChangeRow | undefined> {
  tx.level(lockLevel.change)
  return tx.one<ChangeRow>(lockLive(tx.orgId, orderId))
}

const applied = stmt(
  'change.applied',
  `select t.id, t.number, t.reason, t.revision, t.applied_at as at, t.before, t.after, u.name as by_name
   from changes t left join users u on u.org_id = t.org_id and u.id = t.created_by
   where t.org_id = $1 and t.order_id = $2 and t.state = 'applied' and t.deleted_at is null order by t.revision`,
)
export type Applied = {
  readonly id: string
  readonly number: string
  readonly reason: string
  readonly revision: number
  readonly at: string
  readonly before: Snapshot
  readonly after: Snapshot
  readonly byName: string | null
}
export const selectApplied = (db: Db, orderId: string): Promise<Applied[]> =>
  db.query<Applied>(applied(db.orgId, orderId))

const ofOrder = stmt(
  'change.idsOf',
  'select id from changes where org_id = $1 and order_id = $2 and deleted_at is null order by created_at desc, id desc limit 50',
)
export const selectIdsOf = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofOrder(db.orgId, orderId))).map(row => row.id)
