// What lies on which day, as far as the asker reaches; reminders are one's own.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql } from '#meta/server/sourceSql.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { AgendaItem, AgendaKind } from '../agenda.schema.ts'
import { livingSql, taskSource } from './task.sql.ts'

/** Instants from `start` up to `end`, days from `from` to `to`. */
export type Span = { readonly start: string; readonly end: string; readonly from: string; readonly to: string }
export type AgendaRow = Omit<AgendaItem, 'key' | 'day'> & { readonly id: string; readonly day: string | null }

/** More of one kind than a person can look at; the page says that there is more. */
export const most = 500

type Asked = { readonly actor: Actor; readonly mine: boolean; readonly params: Params; readonly span: Span }

const mineOf = ({ actor, mine, params }: Asked, column: string): string =>
  mine ? `${column} = ${params.add(actor.userId)}` : 'true'
const within = ({ params, span }: Asked, column: string): string =>
  `${column} >= ${params.add(span.start)}::timestamptz and ${column} < ${params.add(span.end)}::timestamptz`
const onDay = ({ params, span }: Asked, column: string): string =>
  `${column} between ${params.add(span.from)}::date and ${params.add(span.to)}::date`

const owner = 'left join users u on u.org_id = $1 and u.id = t.owner_id'

const leadSteps = (asked: Asked): string =>
  `select 'nextStep' as kind, 'lead' as entity, t.id as record_id, t.id, coalesce(t.company, t.name) as who, t.next_step as text, t.next_step_at as at, null::date as day, t.owner_id, u.name as owner_name
   from leads t ${owner} where t.org_id = $1 and t.deleted_at is null and t.state in ('assigned', 'following')
     and ${within(asked, 't.next_step_at')} and ${mineOf(asked, 't.owner_id')} and ${reachableSql('lead', 't.id', asked.actor, asked.params)}`

const deals = (asked: Asked, kind: AgendaKind, { text, at, day }: Record<'text' | 'at' | 'day', string>): string =>
  `select '${kind}' as kind, 'deal' as entity, t.id as record_id, t.id, c.name as who, ${text} as text, ${at} as at, ${day} as day, t.owner_id, u.name as owner_name
   from deals t join customers c on c.org_id = t.org_id and c.id = t.customer_id ${owner}
   where t.org_id = $1 and t.deleted_at is null and t.state = 'open' and ${mineOf(asked, 't.owner_id')} and ${reachableSql('deal', 't.id', asked.actor, asked.params)}`

const dealSteps = (asked: Asked): string =>
  `${deals(asked, 'nextStep', { text: 't.next_step', at: 't.next_step_at', day: 'null::date' })} and ${within(asked, 't.next_step_at')}`
const closings = (asked: Asked): string =>
  `${deals(asked, 'close', { text: 't.name', at: 'null::timestamptz', day: 't.expected_close' })} and ${onDay(asked, 't.expected_close')}`

/** The next steps of leads and deals stand on the records, promised days on the promises. */
const reminders = (asked: Asked): string =>
  `select 'reminder' as kind, t.subject_entity as entity, t.subject_id as record_id, t.id, '' as who, t.text, t.fire_at as at, null::date as day, t.user_id as owner_id, null as owner_name
   from reminders t where t.org_id = $1 and t.user_id = ${asked.params.add(asked.actor.userId)} and t.done_at is null
     and t.kind not in ('promise', 'task') and not (t.kind = 'nextStep' and t.subject_entity in ('lead', 'deal')) and ${within(asked, 't.fire_at')}`

const taskLines = (asked: Asked): string =>
  `select 'task' as kind, 'task' as entity, t.id as record_id, t.id, coalesce(c.name, l.company, l.name, t.subject_title, '') as who, t.title as text, t.due_at as at, case when t.due_at is null then t.due end as day, t.owner_id, u.name as owner_name
   from ${taskSource.from} where t.org_id = $1 and t.deleted_at is null and t.state = 'open' and ${livingSql}
     and ${within(asked, 't.due_by')} and ${mineOf(asked, 't.owner_id')} and ${mayReadSql(taskSource, asked.actor, asked.params)}`

/** Of what it hangs on: the deal, else the lead, else the customer. */
function promises(asked: Asked): string {
  const { actor, params } = asked
  const of = (entity: string, column: string) =>
    `(${column} is not null and ${reachableSql(entity, column, actor, params)})`
  const reach = `case when p.deal_id is not null then ${of('deal', 'p.deal_id')} when p.lead_id is not null then ${of('lead', 'p.lead_id')} else ${of('customer', 'p.customer_id')} end`
  return `select 'promise' as kind, case when p.deal_id is not null then 'deal' when p.lead_id is not null then 'lead' else 'customer' end as entity,
      coalesce(p.deal_id, p.lead_id, p.customer_id) as record_id, p.id, coalesce(c.name, l.company, l.name, '') as who, p.what as text, null::timestamptz as at, p.by_when as day, t.owner_id, u.name as owner_name
    from promises p left join deals d on d.org_id = p.org_id and d.id = p.deal_id left join leads l on l.org_id = p.org_id and l.id = p.lead_id and p.deal_id is null
      left join customers c on c.org_id = p.org_id and c.id = coalesce(d.customer_id, p.customer_id)
      cross join lateral (select coalesce(d.owner_id, l.owner_id, c.owner_id, p.created_by) as owner_id) t ${owner}
    where p.org_id = $1 and p.state = 'open' and ${onDay(asked, 'p.by_when')} and ${mineOf(asked, 't.owner_id')} and ${reach}`
}

export async function selectAgenda(db: Db, actor: Actor, span: Span, mine: boolean): Promise<AgendaRow[]> {
  const params = new Params([db.orgId])
  const asked: Asked = { actor, mine, params, span }
  const parts = [leadSteps, dealSteps, closings, reminders, promises, taskLines].map(part => part(asked))
  const text = parts
    .map(part => `(select * from (${part}) x order by at, day, id limit ${most + 1})`)
    .join(' union all ')
  return db.query<AgendaRow>({ text, values: params.values })
}
