// Duplicates of a lead, among leads, customers and contacts: the same verdict for form, import and API.
import { matchContacts, matchContactsEach } from '#features/contact/server/contact.service.ts'
import { matchCustomers, matchEach } from '#features/customer/server/likeness.service.ts'
import { isStrict, lockTwins, refuseTwins } from '#features/customer/server/strict.service.ts'
import type { Actor } from '#kernel/access.ts'
import { companyKey, sameCompany } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { emailKey, nameKey } from '#kernel/keys.ts'
import { phoneKey } from '#kernel/phone.ts'
import { type Twin, twinsBy } from '#meta/registry.ts'
import type { LeadDuplicate, LeadLikeness } from '../lead.schema.ts'
import { type LeadKeys, type LikeLead, selectLikeEach, selectLikeLeads } from './lead.sql.ts'

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
  return told(like, await asked)
}

/** The same for each of many. */
export async function matchLeadEach(db: Db, actor: Actor, likes: readonly LeadLikeness[]): Promise<LeadDuplicate[][]> {
  const keys = likes.map(like => keysOf(actor, like))
  const reached = likes.map(({ phone = null, email = null }) => ({ phone, email }))
  const [leads, customers, contacts] = await Promise.all([
    selectLikeEach(db, keys),
    matchEach(
      db,
      actor,
      likes.map(({ company = null, phone = null, email = null }) => ({ name: company, phone, email })),
    ),
    matchContactsEach(db, actor, reached),
  ])
  const byPlace = Map.groupBy(leads, row => row.at)
  return likes.map((like, i) => {
    if (!Object.values(keys[i] ?? {}).some(Boolean)) return []
    const own = (byPlace.get(i + 1) ?? []).map(({ at: _, ...row }) => row)
    return told(like, [own, customers[i] ?? [], contacts[i] ?? []])
  })
}

type Matched = readonly [
  leads: readonly LikeLead[],
  customers: Awaited<ReturnType<typeof matchCustomers>>,
  contacts: Awaited<ReturnType<typeof matchContacts>>,
]

const told = (like: LeadLikeness, [leads, customers, contacts]: Matched): LeadDuplicate[] =>
  [
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

/** Where duplicates are refused, two people typing the same phone wait for each other. */
export const lockLeadLike = (tx: Tx, actor: Actor, ...likes: readonly LeadLikeness[]): void =>
  lockTwins(
    tx,
    actor,
    likes
      .map(like => keysOf(actor, like))
      .flatMap(({ phoneKey: phone, emailKey: email, nameKey: name }) => [phone, email, name]),
  )

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
