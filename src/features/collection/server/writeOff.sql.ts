import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { writeOffEntity } from '../writeOff.entity.ts'
import type { Meant } from './collection.sql.ts'
import { type WriteOffRow, writeOffs } from './collection.table.ts'

export const writeOffSource: Source = {
  entity: writeOffEntity,
  from: `write_offs t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.state, t.order_id, o.number as order_number, t.customer_id, c.name as customer_name, t.instalment_no,
    t.currency, t.amount, t.base_amount, t.reason, t.date, t.ended_at, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'writeOff.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    orderId: { sql: 't.order_id', notNull: true },
    amount: { sql: 't.amount', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    date: { sql: 't.date', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

/** Sums never run across currencies (C080). */
export const ratedWriteOffs: Source = {
  ...writeOffSource,
  columns: { ...writeOffSource.columns, amount: { sql: 't.base_amount', notNull: true } },
}

const one = `select ${writeOffs.select('t')} from write_offs t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`
const readRow = stmt('writeOff.row', one)
const lockRow = stmt('writeOff.lock', `${one} for no key update`)
export const selectWriteOff = (db: Db, id: string): Promise<WriteOffRow | undefined> =>
  db.one<WriteOffRow>(readRow(db.orgId, id))
export function lockWriteOffRow(tx: Tx, id: string): Promise<WriteOffRow | undefined> {
  tx.level(lockLevel.writeOff)
  return tx.one<WriteOffRow>(lockRow(tx.orgId, id))
}

const ofOrder = stmt(
  'writeOff.ofOrder',
  `select ${writeOffs.select('t')} from write_offs t where t.org_id = $1 and t.order_id = $2 and t.state in ('requested', 'approved') order by t.created_at, t.id`,
)
/** Asked for or standing; under the order's lock they cannot become more. */
export const selectWriteOffsOf = (db: Db, orderId: string): Promise<WriteOffRow[]> =>
  db.query<WriteOffRow>(ofOrder(db.orgId, orderId))

const offs = stmt(
  'writeOff.meant',
  `select order_id, instalment_no as no, sum(amount) as amount from write_offs
   where org_id = $1 and order_id = any($2) and state = 'approved' and instalment_no is not null group by 1, 2`,
)
/** By instalment; under the orders' locks they cannot change. */
export const selectOffs = (db: Db, orderIds: readonly string[]): Promise<Meant[]> =>
  db.query<Meant>(offs(db.orgId, orderIds))
