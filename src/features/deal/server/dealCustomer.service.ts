// The deal's own part of going to another customer (journeys/changeCustomer.ts has judged it).
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { touchCustomer } from '#features/customer/server/credit.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { carryHistory } from '#kernel/thread.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import { keptProblems, refuseRegistered } from './deal.service.ts'
import { type DealRow, deals } from './deal.table.ts'

export type NewCustomer = {
  readonly customerId: string
  readonly contactId: string | null
  readonly note?: string | undefined
}

/** Both customers' counters move with it, and its history is found on the new one from now on. */
export async function giveDealTo(tx: Tx, actor: Actor, row: DealRow, to: NewCustomer): Promise<DealRow> {
  const { customerId, contactId, note } = to
  const [customers, contacts] = await Promise.all([
    findCustomers(tx, [row.customerId, customerId]),
    contactId ? contactsOf(tx, customerId) : [],
  ])
  const customer = customers.get(customerId)
  const reasons: Reason[] = []
  if (customerId === row.customerId) reasons.push(reason('deal.sameCustomer', 'customerId'))
  if (!customer || !can(actor, 'customer.read', customer)) reasons.push(reason('deal.unknownCustomer', 'customerId'))
  if (contactId && !contacts.some(one => one.id === contactId)) reasons.push(reason('deal.unknownContact', 'contactId'))
  const next: DealRow = { ...row, customerId, contactId, ...editStamp(tx, actor, row) }
  refuseAll([...reasons, ...(await keptProblems(tx, row, next))])
  await refuseRegistered(tx, actor, row, next)
  tx.write(deals.update(tx.orgId, next))
  // in one order, so that two deals that change places never wait for each other
  for (const id of [row.customerId, customerId].toSorted())
    touchCustomer(tx, id, { openDeals: id === customerId ? 1 : -1 })
  carryHistory(tx, { entity: 'deal', recordId: row.id }, [{ entity: 'customer', recordId: customerId }])
  const { before, after } = changes(row, next)
  tell(tx, {
    actor,
    entity: 'deal',
    recordId: row.id,
    kind: 'deal.customerChanged',
    before: { ...before, customerName: customers.get(row.customerId)?.name ?? null },
    after: { ...after, customerName: customer?.name ?? null, ...(note && { note }) },
    threads: [row.threadId],
    about: [row.customerId, customerId].map(recordId => ({ entity: 'customer', recordId })),
    version: next.version,
  })
  return next
}
