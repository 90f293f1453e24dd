// What moved a payer's debt, document by document, in one currency: sold by invoices or by deliveries, and money.
import { type Db, stmt } from '#kernel/db.ts'
import type { Moved } from '../statement.rules.ts'
import type { Basis } from '../statement.schema.ts'

const row = (day: string, kind: string, rest: { entity: string; amount: string; as?: string }) =>
  `select ${day} as day, '${kind}' as kind, '${rest.entity}' as entity, t.id, ${rest.as ?? 't.number'} as number, t.owner_id, t.dept_id, ${rest.amount} as amount`
const own = (payer: string) => `t.org_id = $1 and t.${payer} = $2 and t.currency = $3 and t.deleted_at is null`
const dayOf = (instant: string) => `(t.${instant} at time zone $4)::date`
const bill = { entity: 'invoice', amount: 't.gross', as: 'coalesce(t.tax_number, t.number)' }

const issued = (which: string) => `
  ${row('t.date', 'invoice', bill)} from invoices t where ${own('payer_id')} and t.state = 'issued' and t.kind = 'normal' and ${which}
  union all ${row('t.date', 'redLetter', bill)} from invoices t join invoices a on a.org_id = t.org_id and a.id = t.original_id
    where ${own('payer_id')} and t.state = 'issued' and a.kind = 'normal' and ${which}`

const money = `
  ${row('t.date', 'receipt', { entity: 'receipt', amount: '-t.amount' })} from receipts t where ${own('customer_id')} and t.state in ('received', 'bounced')
  union all ${row(dayOf('ended_at'), 'bounced', { entity: 'receipt', amount: 't.amount' })} from receipts t where ${own('customer_id')} and t.state = 'bounced'
  union all ${row('t.date', 'refund', { entity: 'refund', amount: 't.amount' })} from refunds t where ${own('customer_id')} and t.state = 'succeeded'
  union all ${row('t.date', 'writeOff', { entity: 'writeOff', amount: '-t.amount' })} from write_offs t where ${own('customer_id')} and t.state in ('approved', 'reversed')
  union all ${row(dayOf('ended_at'), 'writeOffReversed', { entity: 'writeOff', amount: 't.amount' })} from write_offs t where ${own('customer_id')} and t.state = 'reversed'`

const goods = (step: number, day: string, rest: { kind: string; entity: string; qty: string; line: string }) =>
  `select ${day} as day, ${step} as step, '${rest.kind}' as kind, '${rest.entity}' as entity, t.id, t.number, t.owner_id, t.dept_id,
    s.id as line_id, coalesce(s.kit_share, s.gross) as gross, s.ordered, ${rest.line} as no, ${rest.qty} as qty`
const ofPayer = (which: string) => `o.payer_id = $2 and o.currency = $3 and ${which.replaceAll('t.', 'o.')}`

/** Parts of a line by its running quantity, so that they add up to what the whole is worth; `which` asks the order. */
const delivered = (which: string) => `
  select day, kind, entity, id, number, owner_id, dept_id, sum(amount) as amount from (
    select g.*, round(g.gross * g.upto / g.ordered, $5::integer) - round(g.gross * (g.upto - g.qty) / g.ordered, $5::integer) as amount from (
      select x.*, sum(x.qty) over (partition by x.line_id order by x.day, x.step, x.id, x.no) as upto from (
        ${goods(0, dayOf('confirmed_at'), { kind: 'agreed', entity: 'order', qty: 's.ordered - s.cancelled', line: 's.no' })}
        from orders t join order_lines s on s.org_id = t.org_id and s.order_id = t.id and s.fulfil = 'none' and s.parts is null
        where ${own('payer_id')} and t.state in ('confirmed', 'on_hold', 'closed') and ${which}
        union all ${goods(1, 't.date', { kind: 'shipment', entity: 'shipment', qty: 'l.qty - l.came_back - l.lost', line: 'l.no' })}
        from shipments t join shipment_lines l on l.org_id = t.org_id and l.shipment_id = t.id
        join order_lines s on s.org_id = l.org_id and s.id = l.order_line_id join orders o on o.org_id = l.org_id and o.id = l.order_id
        where t.org_id = $1 and t.state in ('shipped', 'delivered') and t.deleted_at is null and t.site_id is null and ${ofPayer(which)}
        union all ${goods(1, 't.date', { kind: 'settlement', entity: 'settlement', qty: 'l.qty', line: 'l.no' })}
        from settlements t join settlement_lines l on l.org_id = t.org_id and l.settlement_id = t.id
        join order_lines s on s.org_id = l.org_id and s.id = l.order_line_id join orders o on o.org_id = l.org_id and o.id = l.order_id
        where t.org_id = $1 and t.state = 'posted' and t.deleted_at is null and ${ofPayer(which)}
        union all ${goods(2, 't.date', { kind: 'return', entity: 'goodsReturn', qty: '-(l.good + l.damaged)', line: 'l.no' })}
        from goods_returns t join goods_return_lines l on l.org_id = t.org_id and l.return_id = t.id
        join order_lines s on s.org_id = l.org_id and s.id = l.order_line_id join orders o on o.org_id = l.org_id and o.id = l.order_id
        where t.org_id = $1 and t.received_at is not null and t.deleted_at is null and ${ofPayer(which)}
      ) x
    ) g
  ) w group by day, kind, entity, id, number, owner_id, dept_id`

const sold: Record<Basis, string> = {
  // what nobody invoices is owed once it is delivered: an order without invoices, of before above all
  invoiced: `${issued('true')} union all ${delivered("t.bill_basis = 'none'")}`,
  delivered: `${delivered('true')} union all ${issued('t.alone')}`,
}

const moved = (basis: Basis) =>
  `with moved as (select * from (${sold[basis]} union all ${money}) m where m.amount <> 0 and $4::text is not null and $5::integer is not null)`

const before = (basis: Basis) =>
  stmt(
    `statement.before.${basis}`,
    `${moved(basis)} select coalesce(sum(amount), 0) as amount from moved where day < $6::date`,
  )
/** Of one day what was sold first, then money, then what took money back: nothing bounces before it came. */
const within = (basis: Basis) =>
  stmt(
    `statement.within.${basis}`,
    `${moved(basis)} select * from moved where day between $6::date and $7::date order by day, kind in ('bounced', 'refund', 'writeOffReversed'), amount <= 0, entity, number, id limit $8`,
  )
const statements = {
  invoiced: { before: before('invoiced'), within: within('invoiced') },
  delivered: { before: before('delivered'), within: within('delivered') },
} as const

export type Asked = {
  readonly payerId: string
  readonly basis: Basis
  readonly currency: string
  readonly zone: string
  readonly places: number
  readonly from: string
  readonly to: string
}

const valuesOf = ({ payerId, currency, zone, places, from }: Asked) => [payerId, currency, zone, places, from] as const

export async function selectBefore(db: Db, asked: Asked): Promise<string> {
  const found = await db.one<{ amount: string }>(statements[asked.basis].before(db.orgId, ...valuesOf(asked)))
  return found?.amount ?? '0'
}

export type MovedRow = Moved & { readonly id: string; readonly ownerId: string | null; readonly deptId: string | null }
export const selectWithin = (db: Db, asked: Asked, most: number): Promise<MovedRow[]> =>
  db.query(statements[asked.basis].within(db.orgId, ...valuesOf(asked), asked.to, most))

const currencies = stmt(
  'statement.currencies',
  `select currency from orders where org_id = $1 and payer_id = $2 and deleted_at is null
   union select currency from invoices where org_id = $1 and payer_id = $2 and deleted_at is null
   union select currency from receipts where org_id = $1 and customer_id = $2 and deleted_at is null order by currency`,
)
export const selectCurrencies = async (db: Db, payerId: string): Promise<string[]> =>
  (await db.query<{ currency: string }>(currencies(db.orgId, payerId))).map(one => one.currency)
