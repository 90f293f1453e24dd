// Every statement about packets.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { handoffEntity } from '../handoff.entity.ts'
import { type HandoffRow, handoffs } from './handoff.table.ts'

export const handoffSource: Source = {
  entity: handoffEntity,
  from: `handoffs t
    join deals d on d.org_id = t.org_id and d.id = t.deal_id
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    join customers c on c.org_id = o.org_id and c.id = o.customer_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id
    left join users a on a.org_id = t.org_id and a.id = t.accepted_by`,
  select: `t.id, t.version, t.deal_id, d.name as deal_name, t.order_id, o.number as order_number, o.customer_id, c.name as customer_name, o.gross, o.currency,
    t.state, t.since, t.checklist, t.items, t.needs, t.promises, t.reason, t.note, t.accepted_by, a.name as accepted_by_name, t.accepted_at, t.thread_id,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at`,
  permission: 'handoff.read',
  defaultSort: '-since',
  columns: {
    orderNumber: { sql: 'o.number', notNull: true },
    customerId: { sql: 'o.customer_id', notNull: true },
    dealId: { sql: 't.deal_id', notNull: true },
    orderId: { sql: 't.order_id', notNull: true },
    state: { sql: 't.state', notNull: true },
    since: { sql: 't.since', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const orderOf = stmt(
  'handoff.orderOf',
  'select order_id from handoffs where org_id = $1 and id = $2 and deleted_at is null',
)
const lockRow = stmt(
  'handoff.lock',
  `select ${handoffs.select('t')} from handoffs t where t.org_id = $1 and t.id = $2 for no key update`,
)
const ofOrder = stmt('handoff.ofOrder', 'select id from handoffs where org_id = $1 and order_id = $2')

export const selectOrderOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ orderId: string }>(orderOf(db.orgId, id)))?.orderId
/** A packet is locked with its order, and after it. */
export function lockHandoffRow(tx: Tx, id: string): Promise<HandoffRow | undefined> {
  tx.level(lockLevel.order)
  return tx.one<HandoffRow>(lockRow(tx.orgId, id))
}
export const selectHandoffOf = async (db: Db, orderId: string): Promise<string | undefined> =>
  (await db.one<{ id: string }>(ofOrder(db.orgId, orderId)))?.id

const packetFacts = stmt(
  'handoff.facts',
  `select o.state as order_state, o.po_number, trim_scale(o.gross * o.rate)::text as amount, q.number as quote_number, k.name as contact_name, o.address, o.promised_date, jsonb_array_length(o.terms -> 'instalments') as instalments,
     exists (select 1 from order_lines l where l.org_id = o.org_id and l.order_id = o.id and l.fulfil <> 'none') as ships
   from orders o left join quotes q on q.org_id = o.org_id and q.id = o.quote_id left join contacts k on k.org_id = o.org_id and k.id = o.contact_id
   where o.org_id = $1 and o.id = $2`,
)
export type OrderPacket = {
  readonly orderState: string
  readonly quoteNumber: string | null
  readonly contactName: string | null
  readonly address: string | null
  readonly promisedDate: string | null
  readonly poNumber: string | null
  readonly amount: string | null
  readonly instalments: number
  readonly ships: boolean
}
export const selectOrderPacket = (db: Db, orderId: string): Promise<OrderPacket | undefined> =>
  db.one<OrderPacket>(packetFacts(db.orgId, orderId))
