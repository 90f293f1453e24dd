// What payers owe, by days past due: put together from the plans of orders, from debts without one and
// from what is left of receipts.
import { type Db, stmt } from '#kernel/db.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { receivableEntity } from '../receivable.entity.ts'
import type { ReceivableItem } from '../receivable.schema.ts'
import { openAlone, openPlan, openReceipt } from './open.sql.ts'

const until = (test: string, name: string) => `coalesce(sum(x.open) filter (where ${test}), 0) as ${name}`
const today = `(select (now() at time zone g.zone)::date from orgs g where g.org_id = $1)`

/** What is open, each by an index of open ones alone: plans without their orders, debts that no order stands for, money. */
const owed = (places: number): string => `(
  select x.org_id, x.customer_id as id, null::timestamptz as deleted_at, 1 as version, coalesce(sum(x.open), 0) as total,
    ${until('x.days > 0', 'overdue')}, ${until('x.days is null or x.days <= 0', 'not_due')}, ${until('x.days between -6 and 0', 'due_soon')}, ${until('x.days between 1 and 30', 'days30')},
    ${until('x.days between 31 and 60', 'days60')}, ${until('x.days between 61 and 90', 'days90')}, ${until('x.days > 90', 'older')},
    coalesce(sum(x.surplus), 0) as surplus, min(x.due_date) filter (where x.days > 0) as oldest_due, greatest(coalesce(max(x.days), 0), 0) as late_days
  from (
    select i.org_id, i.payer_id as customer_id, i.due_date, ${today} - i.due_date as days,
      round((i.amount - i.paid - i.written_off) * i.rate, ${places}) as open, null::numeric as surplus
    from instalments i where i.org_id = $1 and ${openPlan}
    union all
    select v.org_id, v.payer_id, v.due_date, ${today} - v.due_date, round((v.gross - v.reversed - v.settled) * v.rate, ${places}), null
    from invoices v where v.org_id = $1 and ${openAlone}
    union all
    select r.org_id, r.customer_id, null, null, null, round((r.amount - r.allocated - r.refunding - r.refunded) * r.rate, ${places})
    from receipts r where r.org_id = $1 and ${openReceipt}
  ) x group by 1, 2) t
  join customers c on c.org_id = t.org_id and c.id = t.id
  left join customer_activity a on a.org_id = t.org_id and a.customer_id = t.id
  left join users u on u.org_id = c.org_id and u.id = c.owner_id`

const contact = (column: string) =>
  `(select k.${column} from contacts k where k.org_id = t.org_id and k.customer_id = t.id and k.deleted_at is null order by k.is_primary desc, k.created_at limit 1)`
// said about the payer itself: what is said about a deal is for whoever sees the deal
const said = `(select f.content from followups f where f.org_id = t.org_id and f.customer_id = t.id and f.subject_entity in ('customer', 'contact') and f.deleted_at is null order by f.at desc, f.id desc limit 1)`
/** The last promise to pay that is still open. */
const promise = (column: string) =>
  `(select p.${column} from promises p where p.org_id = t.org_id and p.customer_id = t.id and p.kind = 'payment' and p.state = 'open' order by p.created_at desc, p.id desc limit 1)`

const plain = (name: string) => ({ sql: `t.${name}`, notNull: true })

const made = (places: number): Source => ({
  entity: receivableEntity,
  from: owed(places),
  select: `t.id, t.version, c.name as customer_name, t.total, t.overdue, t.not_due, t.due_soon, t.days30, t.days60, t.days90, t.older, t.surplus, t.oldest_due, t.late_days,
    ${contact('name')} as contact_name, ${contact('phone')} as contact_phone, a.last_followup_at, ${said} as last_followup,
    ${promise('by_when')} as promised_by, ${promise('what')} as promised, c.owner_id, u.name as owner_name, c.dept_id`,
  permission: 'receivable.read',
  defaultSort: '-total',
  ownedBy: { alias: 'c', entity: 'customer' },
  columns: {
    customerName: { sql: 'c.name', notNull: true },
    total: plain('total'),
    overdue: plain('overdue'),
    notDue: plain('not_due'),
    dueSoon: plain('due_soon'),
    days30: plain('days30'),
    days60: plain('days60'),
    days90: plain('days90'),
    older: plain('older'),
    surplus: plain('surplus'),
    oldestDue: { sql: 't.oldest_due' },
    lateDays: plain('late_days'),
    lastFollowupAt: { sql: 'a.last_followup_at' },
    promisedBy: { sql: promise('by_when') },
  },
  foundBy: [{ sql: 't.id', entity: 'customer' }],
})

const sources = new Map<number, Source>()
/** By the places of the organisation's currency. */
export function receivableSource(places: number): Source {
  const known = sources.get(places) ?? made(places)
  sources.set(places, known)
  return known
}

const items = stmt(
  'receivable.items',
  `select o.id as order_id, o.number as order_number, null::uuid as invoice_id, null as invoice_number, c.name as customer_name, i.no, i.kind, i.amount,
     i.amount - i.paid - i.written_off as open, o.currency, round((i.amount - i.paid - i.written_off) * i.rate, $3::integer) as base_open, i.due_date,
     ${today} - i.due_date as days, o.owner_id, o.dept_id
   from instalments i join orders o on o.org_id = i.org_id and o.id = i.order_id join customers c on c.org_id = o.org_id and c.id = o.customer_id
   where i.org_id = $1 and i.payer_id = $2 and ${openPlan}
   union all
   select null, null, v.id, v.number, c.name, null, null, v.gross, v.gross - v.reversed - v.settled, v.currency,
     round((v.gross - v.reversed - v.settled) * v.rate, $3::integer), v.due_date, ${today} - v.due_date, v.owner_id, v.dept_id
   from invoices v join customers c on c.org_id = v.org_id and c.id = v.customer_id
   where v.org_id = $1 and v.payer_id = $2 and ${openAlone}
   order by due_date nulls last, order_number, invoice_number, no limit 1000`,
)
type Owned = { readonly ownerId: string | null; readonly deptId: string | null }
export const selectItemsOf = (db: Db, payerId: string, places: number): Promise<(ReceivableItem & Owned)[]> =>
  db.query(items(db.orgId, payerId, places))
