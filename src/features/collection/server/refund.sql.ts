import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { refundEntity } from '../receipt.entity.ts'
import { type RefundRow, refunds } from './collection.table.ts'

export const refundSource: Source = {
  entity: refundEntity,
  from: `refunds t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join receipts r on r.org_id = t.org_id and r.id = t.receipt_id
    left join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.receipt_id, r.number as receipt_number, t.customer_id, c.name as customer_name, t.order_id, o.number as order_number,
    t.currency, t.amount, t.base_amount, t.reason, t.external_ref, t.date, t.ended_at, t.note, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'refund.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    receiptId: { sql: 't.receipt_id', notNull: true },
    orderId: { sql: 't.order_id' },
    amount: { sql: 't.base_amount', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    date: { sql: 't.date' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const one = `select ${refunds.select('t')} from refunds t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`
const readRow = stmt('refund.row', one)
const lockRow = stmt('refund.lock', `${one} for no key update`)
export const selectRefund = (db: Db, id: string): Promise<RefundRow | undefined> =>
  db.one<RefundRow>(readRow(db.orgId, id))
export function lockRefund(tx: Tx, id: string): Promise<RefundRow | undefined> {
  tx.level(lockLevel.refund)
  return tx.one<RefundRow>(lockRow(tx.orgId, id))
}
