// What happens to a change is told on it, on its order and its customer; and to whoever asked for it.
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { tell } from '#meta/server/record.service.ts'
import type { ChangeRow } from './change.table.ts'

type Told = {
  readonly kind: string
  readonly from?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}

export function tellChange(tx: Tx, actor: Actor, row: ChangeRow, { kind, ...event }: Told): void {
  tell(tx, {
    actor,
    entity: 'change',
    recordId: row.id,
    kind: `change.${kind}`,
    to: row.state,
    threads: [row.threadId],
    about: [
      { entity: 'order', recordId: row.orderId },
      { entity: 'customer', recordId: row.customerId },
    ],
    version: row.version,
    ...event,
  })
}

type Notice = {
  readonly kind: 'changeApplied' | 'changeStuck' | 'changeRejected'
  readonly order: string
  readonly reason?: string
}
/** Whoever drafted it, and whose order it is. */
export function tellDrafter(tx: Tx, actor: Actor, row: ChangeRow, { kind, order, reason = '' }: Notice): void {
  const values = { by: actor.name, number: row.number, order, reason }
  const userIds = [...new Set([row.createdBy, row.ownerId])]
  notify(tx, actor, { userIds, kind, values, entity: 'change', recordId: row.id })
}
