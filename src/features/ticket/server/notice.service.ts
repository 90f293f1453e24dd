// Whoever has the ball of a return is told: who may approve it, who takes it in, who asked for it.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { ReturnState } from '../return.schema.ts'
import { ticketPermissions } from '../ticket.access.ts'
import type { ReturnRow } from './return.table.ts'

type Kind = 'returnAsked' | 'returnApproved' | 'returnRejected' | 'returnComing' | 'returnReceived'
type Told = { readonly kind: Kind; readonly userIds: readonly (string | null)[]; readonly reason?: string }

async function tellPeople(tx: Tx, actor: Actor, row: ReturnRow, { kind, userIds, reason = '' }: Told): Promise<void> {
  const customers = await findCustomers(tx, [row.customerId])
  const values = { by: actor.name, number: row.number, customer: customers.get(row.customerId)?.name ?? '', reason }
  notify(tx, actor, { userIds, kind, values, entity: 'goodsReturn', recordId: row.id })
}

const holders = (tx: Tx, row: ReturnRow, permission: keyof typeof ticketPermissions) =>
  holdersOf(tx, permission, ticketPermissions, row)

export const noticeApprovers = async (tx: Tx, actor: Actor, row: ReturnRow): Promise<void> =>
  tellPeople(tx, actor, row, { kind: 'returnAsked', userIds: await holders(tx, row, 'goodsReturn.approve') })

const askers: Partial<Record<ReturnState, Kind>> = {
  approved: 'returnApproved',
  rejected: 'returnRejected',
  received: 'returnReceived',
}

export async function noticeMoved(
  tx: Tx,
  actor: Actor,
  row: ReturnRow,
  note: string | null | undefined,
): Promise<void> {
  if (row.state === 'in_transit')
    return tellPeople(tx, actor, row, { kind: 'returnComing', userIds: await holders(tx, row, 'goodsReturn.receive') })
  const kind = askers[row.state]
  const userIds = [row.createdBy, row.ownerId]
  return kind && tellPeople(tx, actor, row, { kind, userIds, reason: note ?? '' })
}
