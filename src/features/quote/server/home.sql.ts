// Quotes that wait for a word: a question nobody answered, a link nobody opened, an end that is near.
import { type Db, stmt } from '#kernel/db.ts'

export type PendingRow = {
  readonly id: string
  readonly number: string
  readonly versionNo: number
  readonly dealId: string
  readonly who: string
  readonly phone: string | null
  readonly callee: string | null
  readonly validUntil: string
  readonly question: string | null
  readonly askedAt: string | null
  /** Since when a link waits that nobody opened. */
  readonly unopenedSince: string | null
}

const pending = stmt(
  'home.quotes',
  `select t.id, t.number, t.version_no, t.deal_id, c.name as who, coalesce(p.phone, c.phone) as phone, case when p.phone is not null then p.name end as callee,
     t.valid_until, q.question, q.asked_at, l.since as unopened_since
   from quotes t join deals d on d.org_id = t.org_id and d.id = t.deal_id and d.deleted_at is null
   join customers c on c.org_id = t.org_id and c.id = t.customer_id left join contacts p on p.org_id = t.org_id and p.id = t.contact_id
   left join lateral (select x.question, x.asked_at from quote_questions x join links y on y.org_id = x.org_id and y.id = x.link_id
     where x.org_id = t.org_id and x.quote_id = t.id and x.answer is null and y.revoked_at is null order by x.asked_at limit 1) q on true
   left join lateral (select case when max(y.opened) = 0 then max(y.created_at) end as since from links y
     where y.org_id = t.org_id and y.entity = 'quote' and y.record_id = t.id and y.revoked_at is null) l on true
   where t.org_id = $1 and t.state = 'sent' and t.is_current and t.deleted_at is null and d.owner_id = $2
     and (q.asked_at is not null or l.since < $3::timestamptz or t.valid_until <= $4::date)
   order by q.asked_at nulls last, t.valid_until, t.id limit 50`,
)
export type Pending = { readonly unopened: string; readonly ending: string }
export const selectPending = (db: Db, userId: string, { unopened, ending }: Pending): Promise<PendingRow[]> =>
  db.query<PendingRow>(pending(db.orgId, userId, unopened, ending))
