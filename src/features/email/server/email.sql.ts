// Every statement about mails of records and their addresses.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { EmailPlace, Recipient } from '../email.schema.ts'
import { type EmailAddressRow, type EmailRow, emailAddresses, emails } from './email.table.ts'

const live = stmt(
  'email.address',
  `select ${emailAddresses.select('t')} from email_addresses t where t.org_id = $1 and t.entity = $2 and t.record_id = $3 and t.revoked_at is null order by t.created_at desc, t.id desc limit 1`,
)
/** The newest: a record that took another in has that one's too. */
export const selectAddress = (db: Db, { entity, recordId }: EmailPlace): Promise<EmailAddressRow | undefined> =>
  db.one<EmailAddressRow>(live(db.orgId, entity, recordId))

const byId = stmt(
  'email.addressById',
  `select ${emailAddresses.select('t')} from email_addresses t where t.org_id = $1 and t.id = $2 and t.revoked_at is null`,
)
export const selectAddressById = (db: Db, id: string): Promise<EmailAddressRow | undefined> =>
  db.one<EmailAddressRow>(byId(db.orgId, id))

const revoke = stmt(
  'email.revoke',
  'update email_addresses set revoked_at = $4 where org_id = $1 and entity = $2 and record_id = $3 and revoked_at is null',
)
export const revokeBound = (tx: Tx, { entity, recordId }: EmailPlace): Bound =>
  revoke(tx.orgId, entity, recordId, tx.now)

export type EmailShown = Omit<EmailRow, 'body'> & {
  readonly mailState: 'waiting' | 'sent' | 'failed' | null
  readonly error: string | null
}
const shown = `select ${emails.select('t')}, m.state as mail_state, m.error from emails t left join mails m on t.direction = 'out' and m.org_id = t.org_id and m.id = t.id`
const ofRecord = stmt(
  'email.ofRecord',
  `${shown} where t.org_id = $1 and t.entity = $2 and t.record_id = $3 order by t.at desc, t.id desc limit 100`,
)
export const selectEmails = (db: Db, { entity, recordId }: EmailPlace): Promise<EmailShown[]> =>
  db.query<EmailShown>(ofRecord(db.orgId, entity, recordId))

const one = stmt('email.one', `${shown} where t.org_id = $1 and t.id = $2`)
export const selectEmail = (db: Db, id: string): Promise<EmailShown | undefined> =>
  db.one<EmailShown>(one(db.orgId, id))

const outgoing = stmt('email.outgoing', `select ${emails.select('t')} from emails t where t.org_id = $1 and t.id = $2`)
export const selectOutgoing = (db: Db, id: string): Promise<EmailRow | undefined> =>
  db.one<EmailRow>(outgoing(db.orgId, id))

// the same mail to the same record at once: the second waits for the first to commit, and finds it
const hold = stmt(
  'email.hold',
  `select pg_advisory_xact_lock(hashtextextended($1::uuid || ' mail ' || $2::text, 0)) is null as held`,
)
const known = stmt(
  'email.known',
  'select id from emails where org_id = $1 and message_id = $2 and (direction = $3 or entity = $4 and record_id = $5) limit 1',
)
/** One of ours that comes back is known too, wherever it was sent from. */
export async function isKnown(tx: Tx, messageId: string, { entity, recordId }: EmailPlace): Promise<boolean> {
  await tx.query(hold(tx.orgId, messageId))
  return (await tx.one(known(tx.orgId, messageId, 'out', entity, recordId))) !== undefined
}

const colleague = stmt(
  'email.colleague',
  'select id, name from users where org_id = $1 and active and lower(email) = lower($2) order by id limit 1',
)
export type Named = { readonly id: string; readonly name: string }
export const selectColleague = (db: Db, address: string): Promise<Named | undefined> =>
  db.one<Named>(colleague(db.orgId, address))

// of the record's customer; a contact that is written about, itself
const people = stmt(
  'email.people',
  `select t.id as contact_id, t.name, t.email as address from contacts t
   where t.org_id = $1 and t.deleted_at is null and t.email is not null and (t.customer_id = $2 or t.id = $3) order by t.id is distinct from $3, t.is_primary desc, t.name limit 50`,
)
export const selectPeople = (db: Db, customerId: string | null, contactId: string | null): Promise<Recipient[]> =>
  db.query<Recipient>(people(db.orgId, customerId, contactId))

const lead = stmt(
  'email.lead',
  `select null::uuid as contact_id, name, email as address from leads where org_id = $1 and id = $2 and email is not null and deleted_at is null`,
)
export const selectLeadParty = (db: Db, id: string): Promise<Recipient[]> => db.query<Recipient>(lead(db.orgId, id))

const pooled = stmt(
  'email.pooled',
  `select exists (select from customers where org_id = $1 and id = $2 and pool_id is not null) or exists (select from leads where org_id = $1 and id = $3 and pool_id is not null) as lies`,
)
/** Whether what it is about lies in a pool, or its customer does. */
export const liesInPool = async (
  db: Db,
  { customerId, leadId }: { readonly customerId: string | null; readonly leadId: string | null },
): Promise<boolean> => (await db.one<{ lies: boolean }>(pooled(db.orgId, customerId, leadId)))?.lies ?? false

const sender = stmt('email.sender', 'select name, settings from orgs where org_id = $1')
export type SenderOrg = { readonly name: string; readonly settings: Readonly<Record<string, unknown>> }
export async function selectSender(db: Db): Promise<SenderOrg> {
  const row = await db.one<SenderOrg>(sender(db.orgId))
  if (!row) throw new Error('no organisation')
  return row
}

const writer = stmt('email.writer', 'select email from users where org_id = $1 and id = $2')
export const selectWriterAddress = async (db: Db, userId: string): Promise<string | undefined> =>
  (await db.one<{ email: string }>(writer(db.orgId, userId)))?.email

const content = stmt(
  'email.fileContent',
  'select sha256, type from files where org_id = $1 and id = $2 and deleted_at is null',
)
export const selectContent = (db: Db, id: string): Promise<{ sha256: string; type: string } | undefined> =>
  db.one<{ sha256: string; type: string }>(content(db.orgId, id))
