// What happened to a record or near it, newest first.
import { type Db, stmt } from '#kernel/db.ts'

export type EventRow = {
  readonly id: string
  readonly at: string
  readonly entity: string
  readonly recordId: string
  readonly kind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly via: string
  readonly from: string | null
  readonly to: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

const page = stmt(
  'timeline.page',
  `select e.id, e.at, e.entity, e.record_id, e.kind, e.actor_id, u.name as actor_name, e.via, e.from_state as from, e.to_state as to, e.before, e.after
   from (
     (select x.id from event x where x.org_id = $1 and x.entity = $2 and x.record_id = $3 and ($4::timestamptz is null or (x.at, x.id) < ($4, $5::uuid)) order by x.at desc, x.id desc limit $6)
     union
     (select a.event_id from event_about a where a.org_id = $1 and a.entity = $2 and a.record_id = $3 and ($4::timestamptz is null or (a.at, a.event_id) < ($4, $5::uuid)) order by a.at desc, a.event_id desc limit $6)
   ) p join event e on e.org_id = $1 and e.id = p.id left join users u on u.org_id = $1 and u.id = e.actor_id
   order by e.at desc, e.id desc limit $6`,
)

export type Mark = { readonly at: string; readonly id: string }
export type About = { readonly entity: string; readonly id: string }

export const selectEvents = (db: Db, about: About, after: Mark | null, limit: number): Promise<EventRow[]> =>
  db.query<EventRow>(page(db.orgId, about.entity, about.id, after?.at ?? null, after?.id ?? null, limit))
