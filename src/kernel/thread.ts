// One thread from lead to cash: which records belong to it. Written by the verb that starts or passes on a chain.
import { stmt, type Tx } from './db.ts'

export type RecordRef = { readonly entity: string; readonly recordId: string }

const link = stmt(
  'thread_link.add',
  `insert into thread_link (org_id, thread_id, entity, record_id, at)
   select $1::uuid, x.thread_id, x.entity, x.record_id, $2::timestamptz from unnest($3::uuid[], $4::text[], $5::uuid[]) as x(thread_id, entity, record_id)
   on conflict do nothing`,
)

export const linkThread = (tx: Tx, threadId: string, records: readonly RecordRef[]): void =>
  linkThreads(
    tx,
    records.map(one => ({ ...one, threadId })),
  )

/** Each to a thread of its own. */
export function linkThreads(tx: Tx, records: readonly (RecordRef & { readonly threadId: string })[]): void {
  tx.write(
    link(
      tx.orgId,
      tx.now,
      records.map(one => one.threadId),
      records.map(one => one.entity),
      records.map(one => one.recordId),
    ),
  )
}

const carry = stmt(
  'event_about.carry',
  `insert into event_about (org_id, entity, record_id, event_id, at, carried)
   select $1::uuid, x.entity, x.record_id, a.event_id, a.at, true
   from event_about a cross join unnest($4::text[], $5::uuid[]) as x(entity, record_id)
   where a.org_id = $1 and a.entity = $2 and a.record_id = $3
   on conflict do nothing`,
)

/** What was said about one record is from now on found on these as well: its history goes on in them. */
export function carryHistory(tx: Tx, from: RecordRef, to: readonly RecordRef[]): void {
  tx.write(
    carry(
      tx.orgId,
      from.entity,
      from.recordId,
      to.map(one => one.entity),
      to.map(one => one.recordId),
    ),
  )
}

// its own events, too, and those told of it: a record that takes another's place has its past
const carryAll = stmt(
  'event_about.carryAll',
  `insert into event_about (org_id, entity, record_id, event_id, at, carried)
   select $1::uuid, $2::text, $4::uuid, x.event_id, x.at, true from (
     select a.event_id, a.at from event_about a where a.org_id = $1 and a.entity = $2 and a.record_id = $3
     union select e.id, e.at from event e where e.org_id = $1 and e.entity = $2 and e.record_id = $3) x
   on conflict do nothing`,
)
const dropCarried = stmt(
  'event_about.dropCarried',
  `delete from event_about w where w.org_id = $1 and w.entity = $2 and w.record_id = $4 and w.carried and w.event_id in (
     select a.event_id from event_about a where a.org_id = $1 and a.entity = $2 and a.record_id = $3
     union select e.id from event e where e.org_id = $1 and e.entity = $2 and e.record_id = $3)`,
)

/** All that happened with one record is found on the other as well; `takeBackHistory` undoes exactly that. */
export function takeOverHistory(tx: Tx, { entity, recordId }: RecordRef, to: string): void {
  tx.write(carryAll(tx.orgId, entity, recordId, to))
}
export function takeBackHistory(tx: Tx, { entity, recordId }: RecordRef, from: string): void {
  tx.write(dropCarried(tx.orgId, entity, recordId, from))
}
