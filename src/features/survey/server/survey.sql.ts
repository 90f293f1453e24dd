// Every statement about surveys; nobody else writes the table.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { surveyEntity } from '../survey.entity.ts'
import { type SurveyRow, surveys } from './survey.table.ts'

// against the calendar of the organisation
const late = `(t.state = 'answered' and t.due_on < (now() at time zone g.zone)::date)`

export const surveySource: Source = {
  entity: surveyEntity,
  from: `surveys t
    join orgs g on g.org_id = t.org_id
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join contacts k on k.org_id = t.org_id and k.id = t.contact_id
    left join orders o on o.org_id = t.org_id and o.id = t.order_id
    left join tickets s on s.org_id = t.org_id and s.id = t.ticket_id
    left join tickets x on x.org_id = t.org_id and x.id = t.complaint_id
    left join users r on r.org_id = t.org_id and r.id = t.reviewed_by
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.customer_id, c.name as customer_name, t.contact_id, k.name as contact_name,
    t.order_id, o.number as order_number, t.ticket_id, s.number as ticket_number, t.score, t.comment, t.complaint_id, x.number as complaint_number,
    t.sent_at, t.expires_at, t.answered_at, t.due_on, ${late} as is_late, t.reviewed_at, r.name as reviewed_by_name, t.review_note,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'survey.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    score: { sql: 't.score' },
    comment: { sql: 't.comment' },
    customerId: { sql: 't.customer_id', notNull: true },
    contactId: { sql: 't.contact_id' },
    orderId: { sql: 't.order_id' },
    ticketId: { sql: 't.ticket_id' },
    complaintId: { sql: 't.complaint_id' },
    sentAt: { sql: 't.sent_at' },
    answeredAt: { sql: 't.answered_at' },
    dueOn: { sql: 't.due_on' },
    isLate: { sql: late, notNull: true },
    expiresAt: { sql: 't.expires_at', notNull: true },
    reviewedAt: { sql: 't.reviewed_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const columns = `${surveys.select('t')}, o.thread_id, o.number as order_number, s.number as ticket_number`
const from = `surveys t left join orders o on o.org_id = t.org_id and o.id = t.order_id
  left join tickets s on s.org_id = t.org_id and s.id = t.ticket_id where t.org_id = $1 and t.deleted_at is null`
export type HeldSurvey = SurveyRow & {
  readonly threadId: string | null
  readonly orderNumber: string | null
  readonly ticketNumber: string | null
}

const one = stmt('survey.row', `select ${columns} from ${from} and t.id = $2`)
const lock = stmt(
  'survey.lock',
  `select ${columns} from ${from} and t.id = any($2) order by t.id for no key update of t`,
)
export const selectSurvey = (db: Db, id: string): Promise<HeldSurvey | undefined> =>
  db.one<HeldSurvey>(one(db.orgId, id))
export function lockSurveys(tx: Tx, ids: readonly string[]): Promise<HeldSurvey[]> {
  tx.level(lockLevel.record)
  return tx.query<HeldSurvey>(lock(tx.orgId, ids))
}

const open = "t.state in ('ready', 'sent')"
const ended = stmt(
  'survey.ended',
  `select t.id from ${from} and ${open} and t.expires_at <= $2 order by t.expires_at limit $3`,
)
export const selectEnded = async (tx: Tx, limit: number): Promise<string[]> =>
  (await tx.query<{ id: string }>(ended(tx.orgId, tx.now, limit))).map(row => row.id)
const toMail = stmt(
  'survey.toMail',
  `select t.id from ${from} and t.mail_due and ${open} order by t.created_at limit $2`,
)
export const selectToMail = async (tx: Tx, limit: number): Promise<string[]> =>
  (await tx.query<{ id: string }>(toMail(tx.orgId, limit))).map(row => row.id)

const about = (column: 'customer_id' | 'order_id' | 'ticket_id') =>
  stmt(
    `survey.of.${column}`,
    `select id from surveys where org_id = $1 and ${column} = $2 and deleted_at is null order by id desc limit 100`,
  )
const abouts = { customer: about('customer_id'), order: about('order_id'), ticket: about('ticket_id') }
export type About = keyof typeof abouts
export const selectAbout = async (db: Db, entity: About, id: string): Promise<string[]> =>
  (await db.query<{ id: string }>(abouts[entity](db.orgId, id))).map(row => row.id)

/** What is asked about: an order that has arrived in full, or a ticket that is closed. */
export type Occasion = {
  readonly orderId: string | null
  readonly ticketId: string | null
  readonly customerId: string
  readonly contactId: string | null
  readonly ownerId: string | null
  readonly deptId: string | null
  readonly threadId: string | null
  /** Its survey, where it has one. */
  readonly number: string | null
  /** The customer can be asked. */
  readonly isOver: boolean
}
// a replacement is asked about with the ticket that led to it
const orders = stmt(
  'survey.orders',
  `select o.id as order_id, null::uuid as ticket_id, o.customer_id, o.contact_id, o.owner_id, o.dept_id, o.thread_id, v.number,
     o.fulfilment = 'delivered' and o.type in ('standard', 'consignment') and o.state in ('confirmed', 'closed') as is_over
   from orders o left join surveys v on v.org_id = o.org_id and v.order_id = o.id and v.ticket_id is null
   where o.org_id = $1 and o.id = any($2) and o.deleted_at is null order by o.id`,
)
const tickets = stmt(
  'survey.tickets',
  `select t.order_id, t.id as ticket_id, t.customer_id, t.contact_id, t.owner_id, t.dept_id, o.thread_id, v.number, t.state = 'closed' as is_over
   from tickets t left join orders o on o.org_id = t.org_id and o.id = t.order_id
   left join surveys v on v.org_id = t.org_id and v.ticket_id = t.id where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
export const selectArrived = (db: Db, orderIds: readonly string[]): Promise<Occasion[]> =>
  db.query<Occasion>(orders(db.orgId, orderIds))
export const selectClosed = (db: Db, ticketId: string): Promise<Occasion | undefined> =>
  db.one<Occasion>(tickets(db.orgId, ticketId))
