// Every statement about tickets; nobody else writes the table.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { ticketEntity } from '../ticket.entity.ts'
import { type TicketRow, tickets } from './ticket.table.ts'

// against the clock of whoever asks; what waits for the customer stands still
const late = `(t.state <> 'cancelled' and (coalesce(t.first_response_at, now()) > t.response_due_at
  or coalesce(t.resolved_at, t.waiting_since, now()) > t.due_at))`

export const ticketSource: Source = {
  entity: ticketEntity,
  from: `tickets t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join contacts k on k.org_id = t.org_id and k.id = t.contact_id
    left join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join shipments s on s.org_id = t.org_id and s.id = t.shipment_id
    left join users h on h.org_id = t.org_id and h.id = t.handler_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.state, t.priority, t.title, t.customer_id, c.name as customer_name, t.contact_id, k.name as contact_name,
    t.order_id, o.number as order_number, t.shipment_id, s.number as shipment_number, t.handler_id, h.name as handler_name, t.content, t.resolution,
    t.response_due_at, t.due_at, t.first_response_at, t.waiting_since, t.resolved_at, t.closed_at, ${late} as is_late,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'ticket.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    title: { sql: 't.title', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    priority: { sql: 't.priority', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    contactId: { sql: 't.contact_id' },
    orderId: { sql: 't.order_id' },
    shipmentId: { sql: 't.shipment_id' },
    handlerId: { sql: 't.handler_id' },
    isLate: { sql: late, notNull: true },
    responseDueAt: { sql: 't.response_due_at', notNull: true },
    dueAt: { sql: 't.due_at', notNull: true },
    firstResponseAt: { sql: 't.first_response_at' },
    resolvedAt: { sql: 't.resolved_at' },
    closedAt: { sql: 't.closed_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const one = `select ${tickets.select('t')}, (select o.thread_id from orders o where o.org_id = t.org_id and o.id = t.order_id) as thread_id
  from tickets t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`
const readRow = stmt('ticket.row', one)
const lockRow = stmt('ticket.lock', `${one} for no key update of t`)
export type HeldTicket = TicketRow & { readonly threadId: string | null }
export const selectTicket = (db: Db, id: string): Promise<HeldTicket | undefined> =>
  db.one<HeldTicket>(readRow(db.orgId, id))
export function lockTicket(tx: Tx, id: string): Promise<HeldTicket | undefined> {
  tx.level(lockLevel.record)
  return tx.one<HeldTicket>(lockRow(tx.orgId, id))
}

const openReturns = stmt(
  'ticket.openReturns',
  `select number from goods_returns where org_id = $1 and ticket_id = $2 and deleted_at is null
   and state in ('requested', 'approved', 'in_transit', 'received') order by number`,
)
/** Numbers of its returns of which goods are to come or to be decided about. */
export const selectOpenReturns = async (db: Db, id: string): Promise<string[]> =>
  (await db.query<{ number: string }>(openReturns(db.orgId, id))).map(row => row.number)

const about = (column: 'customer_id' | 'order_id' | 'shipment_id') =>
  stmt(
    `ticket.of.${column}`,
    `select id from tickets where org_id = $1 and ${column} = $2 and deleted_at is null order by id desc limit 100`,
  )
const abouts = { customer: about('customer_id'), order: about('order_id'), shipment: about('shipment_id') }
export type About = keyof typeof abouts
export const selectAbout = async (db: Db, entity: About, id: string): Promise<string[]> =>
  (await db.query<{ id: string }>(abouts[entity](db.orgId, id))).map(row => row.id)
