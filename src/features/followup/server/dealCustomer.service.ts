// What was heard of a deal goes along when the deal goes to another customer, and both customers' figures with it.
import { setLastFollowup, touchCustomer } from '#features/customer/server/credit.service.ts'
import type { Tx } from '#kernel/db.ts'
import { newCustomerBound, selectHeard } from './followup.sql.ts'

type Given = { readonly from: string; readonly customerId: string; readonly contactId: string | null }

/** The deal is locked: whoever logs a follow-up on it waits. */
export async function giveFollowupsTo(tx: Tx, dealId: string, { from, customerId, contactId }: Given): Promise<void> {
  const { needs, lastAt, lastElsewhere } = await selectHeard(tx, dealId, from)
  tx.write(newCustomerBound(tx.orgId, dealId, { from, customerId, contactId }))
  const given = { needs, ...(lastAt && { followupAt: lastAt }) }
  for (const id of [from, customerId].toSorted()) touchCustomer(tx, id, id === customerId ? given : { needs: -needs })
  setLastFollowup(tx, from, lastElsewhere)
}
