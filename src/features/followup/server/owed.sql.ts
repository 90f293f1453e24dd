// What somebody has promised or is still to do, with whom: open promises, needs without an answer, next steps.
import { type Db, stmt } from '#kernel/db.ts'

export type OwedRow = {
  readonly what: string
  readonly kind: 'promise' | 'need' | 'step'
  readonly toWhom: string | null
  readonly byWhen: string | null
  readonly about: string
  readonly href: string
}

// of the records that somebody works on; a promise on a deal stands with the deal
const about = `from (
    select 'deal' as entity, d.id, d.owner_id, d.name || ' · ' || c.name as about, '/deals/' || d.id as href from deals d
      join customers c on c.org_id = d.org_id and c.id = d.customer_id where d.org_id = $1 and d.deleted_at is null
    union all select 'customer', c.id, c.owner_id, c.name, '/customers/' || c.id from customers c where c.org_id = $1 and c.deleted_at is null
    union all select 'lead', l.id, l.owner_id, l.name, '/leads/' || l.id from leads l where l.org_id = $1 and l.deleted_at is null and l.state not in ('converted', 'invalid')) o`
const hangs = (alias: string): string =>
  `o.id = coalesce(${alias}.deal_id, ${alias}.lead_id, ${alias}.customer_id) and o.owner_id = $2`

const owed = stmt(
  'followup.owed',
  `select 'promise' as kind, p.what, p.to_whom, p.by_when::text as by_when, o.about, o.href ${about} join promises p on p.org_id = $1 and ${hangs('p')} where p.state = 'open'
   union all select 'need', n.text, null, null, o.about, o.href ${about} join needs n on n.org_id = $1 and ${hangs('n')} where n.state = 'open'
   union all select 'step', d.next_step, null, d.next_step_at::text, d.name, '/deals/' || d.id from deals d
     where d.org_id = $1 and d.owner_id = $2 and d.state = 'open' and d.deleted_at is null and d.next_step is not null
   order by 4 nulls last, 1, 2 limit 1000`,
)
export const selectOwed = (db: Db, userId: string): Promise<OwedRow[]> => db.query<OwedRow>(owed(db.orgId, userId))
