// Into the trash and out of it: what others still work on with a customer is not thrown away with it.
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { isZero } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { countLive } from '#meta/server/children.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { ownFields, tell } from '#meta/server/record.service.ts'
import type { Customer } from '../customer.schema.ts'
import { indexCustomers } from './create.service.ts'
import { lockCreditRows } from './credit.sql.ts'
import { getCustomer, lockSeen } from './customer.service.ts'
import { lockCustomerRows, selectMergedInto, trashBound } from './customer.sql.ts'
import { judgeTwins } from './likeness.service.ts'
import { limitProblems } from './limit.service.ts'

export async function trashCustomer(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockSeen(tx, actor, id)
  // under this lock no order of theirs is confirmed and no money comes
  const [[credit], { orders }] = await Promise.all([lockCreditRows(tx, [id]), getCustomer(tx, actor, id)])
  if (!can(actor, 'customer.delete', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'customer.delete' } }, 'forbidden')
  refuseAll([
    ...(orders > 0 ? [reason('customer.hasOrders', undefined, { count: orders })] : []),
    ...(isZero(credit?.used ?? '0')
      ? []
      : [reason('customer.hasMoney', undefined, { amount: credit?.used ?? '', currency: actor.org.currency })]),
    ...(await limitProblems(tx, [id])),
    ...(await liveProblems(tx, id)),
  ])
  tx.write(trashBound(tx.orgId, id, tx.now, tx.now))
  forgetRecords(tx, 'customer', [id])
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.deleted', version: row.version + 1 })
}

export async function restoreCustomer(tx: Tx, actor: Actor, id: string): Promise<Customer> {
  const [row] = await lockCustomerRows(tx, [id])
  const fields = await ownFields(tx, actor, 'customer')
  if (!row?.deletedAt || !can(actor, 'customer.delete', row)) throw missing('customer')
  if (await selectMergedInto(tx, id)) throw new Refusal('customer.undoMerge')
  // somebody may have made the same company in the meantime
  await judgeTwins(tx, actor, row, id)
  tx.write(trashBound(tx.orgId, id, null, tx.now))
  indexCustomers(tx, fields, [row], true)
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.restored', version: row.version + 1 })
  return getCustomer(tx, actor, id)
}

const stillLive: Readonly<Record<string, string>> = {
  deals: 'customer.hasDeals',
  quotes: 'customer.hasQuotes',
  leads: 'customer.hasLeads',
  orders: 'customer.hasOrders',
}

async function liveProblems(tx: Tx, id: string): Promise<Reason[]> {
  const counts = await countLive(tx, 'customer', id)
  return counts.flatMap(({ table, count }) => {
    const key = stillLive[table]
    return key && count > 0 ? [reason(key, undefined, { count })] : []
  })
}
