// The verbs of contacts. Rights follow the customer.

import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import { isStrict, lockTwins, refuseTwins } from '#features/customer/server/strict.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { emailKey } from '#kernel/keys.ts'
import { phoneE164, phoneEndings } from '#kernel/phone.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { type Twin, twinsBy } from '#meta/registry.ts'
import { forgetRecords, indexRecords, type Term, termsIn } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { changes, editStamp, entityFor, ownFields, refuseStale, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { contactEntity } from '../contact.entity.ts'
import type { Contact, ContactDuplicate, ContactEdit } from '../contact.schema.ts'
import {
  contactSource,
  dropPrimaryBound,
  type LikeContact,
  lockContactRows,
  selectContactsOf,
  selectLikeContacts,
  selectLikeEach,
  trashContactBound,
} from './contact.sql.ts'
import { type ContactRow, contacts } from './contact.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...contactSource,
  entity: await entityFor(db, actor, contactEntity),
})

export const listContacts = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Contact>> =>
  listRecords<Contact>(db, actor, await sourceFor(db, actor), query)
export const summariseContacts = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getContact = (db: Db, actor: Actor, id: string): Promise<Contact> =>
  getRecord<Contact>(db, actor, contactSource, id)
export const contactsOf = (db: Db, customerId: string): Promise<ContactRow[]> => selectContactsOf(db, customerId)

export async function matchContacts(
  db: Db,
  actor: Actor,
  like: Reached,
  except: string | null = null,
): Promise<LikeContact[]> {
  const { phoneKey: key, emailKey: mail } = keysOf(actor, like)
  return key || mail ? selectLikeContacts(db, key, mail, except) : []
}

type Reached = { readonly phone?: string | null; readonly email?: string | null }
const keysOf = (actor: Actor, { phone, email }: Reached) => ({
  phoneKey: phone ? (phoneE164(phone, actor.org.country) ?? null) : null,
  emailKey: email ? (emailKey(email) ?? null) : null,
})

/** As a person sees it: of a customer out of reach it is only told that there is one. */
export async function shownAlike(db: Db, actor: Actor, like: Reached): Promise<ContactDuplicate[]> {
  return (await matchContacts(db, actor, like)).map(one => ({ entity: 'contact', ...one }))
}

/** The same for each of many. */
export async function matchContactsEach(db: Db, actor: Actor, likes: readonly Reached[]): Promise<LikeContact[][]> {
  const keys = likes.map(like => keysOf(actor, like))
  if (!keys.some(({ phoneKey: phone, emailKey: mail }) => phone || mail)) return likes.map(() => [])
  const rows = Map.groupBy(await selectLikeEach(db, keys), row => row.at)
  return likes.map((_, i) => (rows.get(i + 1) ?? []).map(({ at: __, ...row }) => row))
}

type At = Reached & { readonly customerId: string }

/** One person may be with two companies; twice with one is refused where the company wants it so. */
export async function judgeTwins(
  tx: Tx,
  actor: Actor,
  like: At,
  except: string | null = null,
): Promise<ContactDuplicate[]> {
  lockLike(tx, actor, [like])
  const found = await matchContacts(tx, actor, like, except)
  refuseLike(actor, like, found)
  return found.map(one => ({ entity: 'contact', ...one }))
}

export function lockLike(tx: Tx, actor: Actor, likes: readonly At[]): void {
  const keys = likes.flatMap(({ customerId, ...like }) => {
    const { phoneKey: phone, emailKey: mail } = keysOf(actor, like)
    return [phone, mail].map(key => key && `${customerId} ${key}`)
  })
  lockTwins(tx, actor, keys)
}

export function refuseLike(actor: Actor, { customerId }: At, found: readonly LikeContact[]): void {
  const here = found.filter(one => one.customerId === customerId)
  refuseTwins(actor, here, { entity: 'contact', paths: { phone: 'phone', email: 'email' } })
}

export function contactTwins(actor: Actor, input: Readonly<Record<string, unknown>>): Twin[] {
  const advisory = !isStrict(actor)
  const of = String(input.customerId ?? '')
  return [
    ...twinsBy(
      input,
      'phone',
      phone => of && keysOf(actor, { phone }).phoneKey && `${of} ${keysOf(actor, { phone }).phoneKey}`,
    ),
    ...twinsBy(
      input,
      'email',
      email => of && keysOf(actor, { email }).emailKey && `${of} ${keysOf(actor, { email }).emailKey}`,
    ),
  ].map(one => ({ ...one, advisory }))
}

export async function editContact(tx: Tx, actor: Actor, id: string, input: ContactEdit): Promise<Contact> {
  const row = await lockSeen(tx, actor, id)
  const fields = await ownFields(tx, actor, 'contact')
  await customerFor(tx, actor, row.customerId, 'contact.edit')
  const { version, custom, ...rest } = input
  if (rest.name !== undefined) filled(rest.name, 'name')
  if (rest.customerId) await customerFor(tx, actor, rest.customerId, 'contact.edit')
  await refuseStale(tx, 'contact', row, input)
  refuseBadEmail(input)
  const fresh = freshOf(row, rest)
  if (Object.keys(fresh).length > 0)
    await judgeTwins(tx, actor, { ...fresh, customerId: rest.customerId ?? row.customerId }, id)
  const next: ContactRow = {
    ...row,
    ...storedOf(actor, rest),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, row),
  }
  const { before, after } = changes(row, next)
  if (next.isPrimary && !row.isPrimary) tx.write(dropPrimaryBound(tx.orgId, next.customerId, id))
  tx.write(contacts.update(tx.orgId, next))
  indexContact(tx, fields, next, false)
  tell(tx, {
    actor,
    entity: 'contact',
    recordId: id,
    kind: 'contact.edited',
    before,
    after,
    about: [{ entity: 'customer', recordId: next.customerId }],
    version: next.version,
  })
  return readBack<Contact>(tx, actor, contactSource, id)
}

export async function trashContact(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockSeen(tx, actor, id)
  await customerFor(tx, actor, row.customerId, 'contact.delete')
  tx.write(trashContactBound(tx.orgId, id, tx.now))
  forgetRecords(tx, 'contact', [id])
  tell(tx, {
    actor,
    entity: 'contact',
    recordId: id,
    kind: 'contact.deleted',
    about: [{ entity: 'customer', recordId: row.customerId }],
    version: row.version + 1,
  })
}

async function lockSeen(tx: Tx, actor: Actor, id: string): Promise<ContactRow> {
  const [row] = await lockContactRows(tx, [id])
  if (!row || row.deletedAt) throw missing('contact')
  await getContact(tx, actor, id)
  return row
}

async function customerFor(tx: Tx, actor: Actor, customerId: string, permission: string): Promise<CustomerFacts> {
  return judgeCustomer(actor, (await findCustomers(tx, [customerId])).get(customerId), permission)
}

export function judgeCustomer(actor: Actor, customer: CustomerFacts | undefined, permission: string): CustomerFacts {
  if (!customer || !can(actor, 'contact.read', customer))
    throw new Refusal(reason('contact.unknownCustomer', 'customerId'))
  if (!can(actor, permission, customer))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  return customer
}

const freshOf = (row: ContactRow, { phone, email }: Reached) => ({
  ...(phone && phone !== row.phone && { phone }),
  ...(email && email !== row.email && { email }),
})

export function refuseBadEmail({ email }: ContactEdit): void {
  if (email && !emailKey(email)) throw new Refusal(reason('contact.badEmail', 'email'))
}

export function storedOf(actor: Actor, given: Omit<ContactEdit, 'custom' | 'version'>): Partial<ContactRow> {
  const values = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
  const { phone, email } = given
  return {
    ...values,
    ...(phone !== undefined && { phoneKey: phone ? (phoneE164(phone, actor.org.country) ?? null) : null }),
    ...(email !== undefined && { emailKey: email ? (emailKey(email) ?? null) : null }),
  }
}

export const indexContact = (tx: Tx, fields: readonly Field[], row: ContactRow, fresh: boolean): void =>
  indexContacts(tx, fields, [row], fresh)

export const indexContacts = (tx: Tx, fields: readonly Field[], rows: readonly ContactRow[], fresh: boolean): void =>
  indexRecords(tx, { entity: 'contact', fields, termsFor }, rows, fresh)

const termsFor = (row: ContactRow): Term[] => [
  ...termsOf(row.name, 'name'),
  ...(row.phoneKey ? termsIn('phone', phoneEndings(row.phoneKey)) : []),
  ...(row.email ? termsIn('email', termsOf(row.email, 'email')) : []),
]
