// One event row per change, in the change's own transaction; timeline, audit, live updates, automations and
// KPIs all read this one table. Rows are gathered and leave in a single statement before COMMIT.
import { type Via, writerOf } from './access.ts'
import { type Bound, stmt, type Tx } from './db.ts'

/** A person, or a job that nobody does. */
export type Doer = { readonly userId: string | null; readonly via: Via }

export type NewEvent = {
  readonly actor: Doer
  readonly entity: string
  readonly recordId: string
  /** noun.pastTense, e.g. `order.confirmed`. */
  readonly kind: string
  readonly from?: string | null
  readonly to?: string | null
  /** Changed fields only. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly threads?: readonly (string | null)[]
  /** Parent records whose timeline shows this event too, as `entity:id`. */
  readonly about?: readonly { readonly entity: string; readonly recordId: string }[]
  /** Business time; the transaction's instant when absent. */
  readonly at?: string
  readonly version?: number
}

// one statement for the three tables: each of its own costs as much as a row
const insertEvents = stmt(
  'event.insert',
  `with made as (
     insert into event (org_id, id, at, recorded_at, actor_id, via, entity, record_id, kind, from_state, to_state, before, after, version, about)
     select $1::uuid, i.id, i.at, $2::timestamptz, i.actor_id, i.via, i.entity, i.record_id, i.kind, i.from_state, i.to_state, i.before, i.after, i.version, i.about
     from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::jsonb[], $14::integer[], $15::jsonb[])
       as i(id, at, actor_id, via, entity, record_id, kind, from_state, to_state, before, after, version, about)
   ), threads as (
     insert into event_thread (org_id, thread_id, event_id, at)
     select $1::uuid, t.thread_id, t.event_id, t.at from unnest($16::uuid[], $17::uuid[], $18::timestamptz[]) as t(thread_id, event_id, at)
   )
   insert into event_about (org_id, entity, record_id, event_id, at)
   select $1::uuid, a.entity, a.record_id, a.event_id, a.at from unnest($19::text[], $20::uuid[], $21::uuid[], $22::timestamptz[]) as a(entity, record_id, event_id, at)`,
)

type Gathered = NewEvent & { readonly id: string; readonly time: string }

export function recordEvent(tx: Tx, event: NewEvent, id: string): void {
  const known = tx.bag.get('events') as Gathered[] | undefined // the bag is untyped; only this file uses the key
  const gathered = known ?? []
  if (!known) {
    tx.bag.set('events', gathered)
    tx.beforeCommit(() => [eventWrites(tx, gathered)])
    tx.afterCommit(() => wake?.(tx.orgId))
  }
  gathered.push({ ...event, id, time: event.at ?? tx.now })
}

const maxDetail = 64 * 1024

function detail(values: Readonly<Record<string, unknown>> | undefined): string | null {
  if (!values) return null
  const text = JSON.stringify(values)
  return text.length <= maxDetail ? text : JSON.stringify({ tooLong: true, fields: Object.keys(values) })
}

function eventWrites(tx: Tx, events: readonly Gathered[]): Bound {
  const threads = events.flatMap(one =>
    [...new Set(one.threads ?? [])].flatMap(thread => (thread ? [{ thread, id: one.id, at: one.time }] : [])),
  )
  const about = events.flatMap(one => (one.about ?? []).map(parent => ({ ...parent, id: one.id, at: one.time })))
  return insertEvents(
    tx.orgId,
    tx.now,
    events.map(one => one.id),
    events.map(one => one.time),
    events.map(one => writerOf(one.actor.userId)),
    events.map(one => one.actor.via),
    events.map(one => one.entity),
    events.map(one => one.recordId),
    events.map(one => one.kind),
    events.map(one => one.from ?? null),
    events.map(one => one.to ?? null),
    events.map(one => detail(one.before)),
    events.map(one => detail(one.after)),
    events.map(one => one.version ?? null),
    events.map(one => (one.about?.length ? JSON.stringify(one.about) : null)),
    threads.map(one => one.thread),
    threads.map(one => one.id),
    threads.map(one => one.at),
    about.map(one => one.entity),
    about.map(one => one.recordId),
    about.map(one => one.id),
    about.map(one => one.at),
  )
}

let wake: ((orgId: string) => void) | undefined

/** Set once by the composition root: tells the readers of events, at most every 50 ms, that there is something to read. */
export function onEvents(listener: (orgId: string) => void): void {
  wake = listener
}
