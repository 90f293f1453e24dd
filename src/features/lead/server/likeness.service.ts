// Duplicates of a lead, among leads, customers and contacts: the same verdict for form, import and API.
import { matchContacts } from '#features/contact/server/contact.service.ts'
import { matchCustomers } from '#features/customer/server/likeness.service.ts'
import { isStrict, lockTwins, refuseTwins } from '#features/customer/server/strict.service.ts'
import type { Actor } from '#kernel/access.ts'
import { companyKey, sameCompany } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { emailKey, nameKey } from '#kernel/keys.ts'
import { phoneKey } from '#kernel/phone.ts'
import { type Twin, twinsBy } from '#meta/registry.ts'
import type { LeadDuplicate, LeadLikeness } from '../lead.schema.ts'
import { type LeadKeys, selectLikeLeads } from './lead.sql.ts'

export function keysOf(actor: Actor, { phone, email, company }: LeadLikeness): LeadKeys {
  return {
    phoneKey: phone ? (phoneKey(phone, actor.org.country) ?? null) : null,
    emailKey: email ? (emailKey(email) ?? null) : null,
    nameKey: company ? nameKey(company) || null : null,
    companyKey: company ? companyKey(company) || null : null,
  }
}

/** Asks all three at once: one trip. */
export async function matchLead(
  db: Db,
  actor: Actor,
  like: LeadLikeness,
  except: string | null = null,
): Promise<LeadDuplicate[]> {
  const keys = keysOf(actor, like)
  if (!Object.values(keys).some(Boolean)) return []
  const asked = Promise.all([
    selectLikeLeads(db, keys, except),
    matchCustomers(db, actor, { name: like.company ?? null, phone: like.phone ?? null, email: like.email ?? null }),
    matchContacts(db, actor, { phone: like.phone ?? null, email: like.email ?? null }),
  ])
  const [leads, customers, contacts] = await asked
  return [
    ...customers.flatMap(({ id, title, why }) =>
      why === 'uscc' ? [] : [{ entity: 'customer' as const, id, title, why }],
    ),
    ...contacts.map(({ id, title, customerName, why }) => ({
      entity: 'contact' as const,
      id,
      title: `${title} · ${customerName}`,
      why,
    })),
    ...leads
      .filter(one => one.why !== 'company' || sameCompany(like.company ?? '', one.company ?? ''))
      .map(({ company: _, ...one }) => one),
  ].slice(0, 20)
}

/** Where duplicates are refused, two people typing the same phone wait for each other. */
export function lockLeadLike(tx: Tx, actor: Actor, like: LeadLikeness): void {
  const { phoneKey: phone, emailKey: email, nameKey: name } = keysOf(actor, like)
  lockTwins(tx, actor, [phone, email, name])
}

/** What two rows of one file may not share where duplicates are refused; elsewhere it is counted. */
export function leadTwins(actor: Actor, input: Readonly<Record<string, unknown>>): Twin[] {
  const advisory = !isStrict(actor)
  return [
    ...twinsBy(input, 'phone', phone => keysOf(actor, { phone }).phoneKey),
    ...twinsBy(input, 'email', email => keysOf(actor, { email }).emailKey),
    ...twinsBy(input, 'company', company => keysOf(actor, { company }).nameKey),
  ].map(one => ({ ...one, advisory }))
}

const paths = { phone: 'phone', email: 'email', name: 'company' } as const

export const refuseLead = (actor: Actor, duplicates: readonly LeadDuplicate[]): void =>
  refuseTwins(actor, duplicates, { entity: 'lead', paths })
