// What of a payer's credit is used for what: orders by how far they are, debts without one, and money that is for nothing yet.
import { type Db, stmt } from '#kernel/db.ts'
import type { StandingPart } from '../standing.schema.ts'

const base = (amount: string, rate: string) => `round((${amount}) * ${rate}, $3::integer)`

/** The payer's orders: exposure, what of it is shipped and what is invoiced, and what is paid of it, at the order's rate. */
const orders = `select o.id, o.number, o.state, (o.confirmed_at at time zone g.zone)::date as day, o.owner_id, o.dept_id, o.exposure,
    ${base('o.paid_amount + o.written_off', 'o.rate')} as paid,
    least(greatest(${base('l.invoiced', 'o.rate')}, 0), o.exposure) as billed,
    least(greatest(${base('l.invoiced', 'o.rate')}, 0) + ${base('l.unbilled', 'o.rate')}, o.exposure) as gone
  from orders o join orgs g on g.org_id = o.org_id cross join lateral (
    select coalesce(sum(s.invoiced), 0) as invoiced, coalesce(sum(greatest(s.sent - s.invoiced, 0)), 0) as unbilled
    from (select l.invoiced_amount - l.credited_amount as invoiced,
        round(l.gross * (l.shipped - l.returned) / l.ordered, coalesce(p.places, 2)) as sent
      from order_lines l left join unnest($4::text[], $5::integer[]) as p(currency, places) on p.currency = o.currency
      where l.org_id = o.org_id and l.order_id = o.id) s) l
  where o.org_id = $1 and o.payer_id = $2 and o.deleted_at is null and (o.exposure <> 0 or o.paid_amount + o.written_off <> 0)`

/** As the doctor adds them up: no line of theirs names an order. */
const withoutOrder = `t.org_id = $1 and t.payer_id = $2 and t.state = 'issued' and t.deleted_at is null
  and not exists (select from invoice_lines x where x.org_id = t.org_id and x.invoice_id = t.id and x.order_id is not null)`

const parts = `with o as (${orders}), part as (
  select 'unshipped' as part, 'order' as entity, id, number, day, owner_id, dept_id, exposure - gone as amount from o
  union all select 'unbilled', 'order', id, number, day, owner_id, dept_id, gone - billed from o
  union all select 'billed', 'order', id, number, day, owner_id, dept_id, greatest(billed - paid, 0) from o
  union all select 'billed', 'invoice', t.id, t.number, t.date, t.owner_id, t.dept_id, t.base_gross - ${base('t.settled', 't.rate')} from invoices t where ${withoutOrder}
  union all select 'advance', 'order', id, number, day, owner_id, dept_id, -greatest(paid - billed, 0) from o
  union all select 'surplus', 'receipt', r.id, r.number, r.date, r.owner_id, r.dept_id,
      -(r.base_amount - ${base('r.allocated', 'r.rate')} - coalesce((select sum(f.base_amount) from refunds f where f.org_id = r.org_id and f.receipt_id = r.id and f.state = 'succeeded'), 0))
    from receipts r where r.org_id = $1 and r.customer_id = $2 and r.state = 'received' and r.deleted_at is null
  union all select 'bills', 'receipt', r.id, r.number, r.date, r.owner_id, r.dept_id, r.base_amount
    from receipts r where r.org_id = $1 and r.customer_id = $2 and r.state = 'received' and not r.counted and r.deleted_at is null
  union all select 'held', 'order', id, number, day, owner_id, dept_id, exposure from o where state = 'on_hold'
)`

const sums = stmt(
  'standing.sums',
  `${parts} select part, sum(amount) as amount, count(*)::int as count from part where amount <> 0 group by part`,
)
type Places = { readonly base: number; readonly currencies: readonly string[]; readonly exponents: readonly number[] }
export type PartSum = { readonly part: StandingPart; readonly amount: string; readonly count: number }
export const selectParts = (db: Db, payerId: string, places: Places): Promise<PartSum[]> =>
  db.query(sums(db.orgId, payerId, places.base, places.currencies, places.exponents))

const items = stmt(
  'standing.items',
  `${parts} select entity, id, number, day, owner_id, dept_id, amount from part where part = $6 and amount <> 0 order by abs(amount) desc, number limit 500`,
)
export type PartRow = {
  readonly entity: 'order' | 'invoice' | 'receipt'
  readonly id: string
  readonly number: string
  readonly day: string | null
  readonly ownerId: string | null
  readonly deptId: string | null
  readonly amount: string
}
export const selectPart = (db: Db, payerId: string, places: Places, part: StandingPart): Promise<PartRow[]> =>
  db.query(items(db.orgId, payerId, places.base, places.currencies, places.exponents, part))
