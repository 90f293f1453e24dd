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
