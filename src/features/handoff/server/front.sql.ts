// What runs before a deal is won: leads, deals, deals with a quote.
import type { BoardColumn } from '../handoff.schema.ts'
import { dealInOurs, totals } from './card.sql.ts'

export type FrontColumn = Extract<BoardColumn, 'lead' | 'deal' | 'quote'>
type Reach = (entity: string, id: string) => string

const quoted = `exists (select from quotes q where q.org_id = d.org_id and q.deal_id = d.id and q.deleted_at is null and q.state not in ('cancelled', 'superseded'))`
const dealText = (where: string, since: string, reach: Reach): string =>
  `select 'deal' as entity, d.id as record_id, d.name as title, d.number, c.name as customer_name, d.amount::text as amount, d.currency, ${since} as since, null as note,
      '/deals/' || d.id as href, d.owner_id as user_id, u.name, 'sales' as role, ${totals(dealInOurs)}
    from deals d join orgs g on g.org_id = d.org_id join customers c on c.org_id = d.org_id and c.id = d.customer_id left join users u on u.org_id = d.org_id and u.id = d.owner_id
    where d.org_id = $1 and d.deleted_at is null and d.state = 'open' and ${where} and ${reach('deal', 'd.id')} order by since, d.id`

export const frontTexts: Record<FrontColumn, (reach: Reach) => string> = {
  lead: reach =>
    `select 'lead' as entity, l.id as record_id, l.name as title, l.number, coalesce(l.company, l.name) as customer_name, null as amount, g.currency,
      coalesce(l.last_followup_at, l.assigned_at, l.created_at) as since, null as note, '/leads/' || l.id as href, l.owner_id as user_id, u.name, 'sales' as role, count(*) over ()::integer as total, '0' as sum
    from leads l join orgs g on g.org_id = l.org_id left join users u on u.org_id = l.org_id and u.id = l.owner_id
    where l.org_id = $1 and l.deleted_at is null and l.state in ('unassigned', 'assigned', 'following') and ${reach('lead', 'l.id')} order by since, l.id`,
  deal: reach => dealText(`not ${quoted}`, 'd.created_at', reach),
  quote: reach =>
    dealText(
      quoted,
      `(select max(q.created_at) from quotes q where q.org_id = d.org_id and q.deal_id = d.id and q.deleted_at is null and q.state not in ('cancelled', 'superseded'))`,
      reach,
    ),
}
