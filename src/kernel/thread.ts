// One thread from lead to cash: which records belong to it. Written by the verb that starts or passes on a chain.
import { stmt, type Tx } from './db.ts'

export type RecordRef = { readonly entity: string; readonly recordId: string }

const link = stmt(
  'thread_link.add',
  `insert into thread_link (org_id, thread_id, entity, record_id, at)
   select $1::uuid, $2::uuid, x.entity, x.record_id, $3::timestamptz from unnest($4::text[], $5::uuid[]) as x(entity, record_id)
   on conflict do nothing`,
)

export function linkThread(tx: Tx, threadId: string, records: readonly RecordRef[]): void {
  tx.write(
    link(
      tx.orgId,
      threadId,
      tx.now,
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
