// Whom a deal names: its customer within the actor's sight, and one of that customer's contacts.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { once } from '#kernel/once.ts'
import { type Reason, reason } from '#kernel/refusal.ts'

type Named = { readonly customerId: string; readonly contactId?: string | null | undefined }
/** What rows of one file name is asked once for all of them. */
export type Around = {
  readonly customers: ReadonlyMap<string, CustomerFacts>
  readonly contactsOf: (customerId: string) => ReturnType<typeof contactsOf>
}
type Before = { readonly old?: { readonly contactId: string | null }; readonly around?: Around | undefined }

/** `old`: what it named before is not judged again. */
export async function referenceProblems(
  tx: Db,
  actor: Actor,
  { customerId, contactId }: Named,
  { old, around }: Before = {},
): Promise<Reason[]> {
  const wantsContact = Boolean(contactId) && contactId !== old?.contactId
  const [customers, contacts] = await Promise.all([
    old ? undefined : (around?.customers ?? findCustomers(tx, [customerId])),
    wantsContact ? (around?.contactsOf(customerId) ?? contactsOf(tx, customerId)) : undefined,
  ])
  const reasons: Reason[] = []
  const customer = customers?.get(customerId)
  if (customers && (!customer || !can(actor, 'customer.read', customer)))
    reasons.push(reason('deal.unknownCustomer', 'customerId'))
  if (contacts && !contacts.some(contact => contact.id === contactId))
    reasons.push(reason('deal.unknownContact', 'contactId'))
  return reasons
}

export async function aroundAll(tx: Tx, named: readonly Named[]): Promise<Around> {
  const customers = await findCustomers(tx, [...new Set(named.map(one => one.customerId))])
  return { customers, contactsOf: once(id => contactsOf(tx, id)) }
}
