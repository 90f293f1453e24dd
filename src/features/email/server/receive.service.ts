// A mail that came in becomes a follow-up of the record whose address it was sent to: once, whoever brings it and
// however often. Nothing of it is executed, nothing is answered.
import PostalMime, { type Address, type Attachment, type Email as Parsed } from 'postal-mime'
import { addFile } from '#features/file/server/file.service.ts'
import { keepReceived } from '#features/followup/server/received.service.ts'
import { type Subject, subjectOf } from '#features/followup/server/subject.service.ts'
import { notifyAll } from '#features/notice/server/notice.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import type { Actor, PermissionRows } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { cleaned, doubtOf, isAutomatic, isLooping, plainOf } from '../email.rules.ts'
import type { EmailDoubt, EmailFile, Party } from '../email.schema.ts'
import { type Target, targetOf } from './address.service.ts'
import { isKnown, type Named, selectColleague, selectPeople } from './email.sql.ts'
import { emails } from './email.table.ts'

export type Incoming = {
  readonly raw: Uint8Array
  /** As the other server said; null where only the mail itself is at hand. */
  readonly envelopeFrom: string | null
  /** Addresses that it was delivered to; where empty, those in its head. */
  readonly recipients: readonly string[]
}
export type MailIn = {
  readonly domain: string
  readonly folder: string
  readonly permissions: PermissionRows
  /** The server whose word about the sender counts. */
  readonly trusted: string | undefined
}
export type Outcome = 'kept' | 'known' | 'unknown' | 'looping'

type Mail = {
  readonly parsed: Parsed
  readonly messageId: string
  readonly from: Party
  readonly recipients: readonly Party[]
  readonly subject: string
  readonly text: string
  readonly automatic: boolean
  readonly doubt: EmailDoubt | null
}

/** One outcome for each record it was sent to; `unknown` alone where there is none. */
export async function receiveMail(db: Database, incoming: Incoming, parts: MailIn): Promise<Outcome[]> {
  const parsed = await PostalMime.parse(incoming.raw, { maxNestingDepth: 50, rfc822Attachments: true })
  if (isLooping(parsed.headers)) return ['looping']
  const mail = readMail(parsed, incoming, parts)
  const targets = new Map<string, Target>()
  const named = incoming.recipients.length > 0 ? incoming.recipients : mailedTo(parsed)
  for (const address of named.slice(0, 50)) {
    const target = await targetOf(db, address, parts.domain)
    if (target) targets.set(`${target.row.entity}:${target.row.recordId}`, target)
  }
  if (targets.size === 0) return ['unknown']
  const outcomes: Outcome[] = []
  for (const target of targets.values())
    outcomes.push(await inOrg(db, target.orgId, { mode: 'write' }, tx => keepMail(tx, target, mail, parts)))
  return outcomes
}

const boxesOf = (addresses: readonly (Address | undefined)[] = []): Party[] =>
  addresses.flatMap(one => {
    if (!one) return []
    const boxes = one.address === undefined ? (one.group ?? []) : [one]
    return boxes.map(({ name, address }) => ({
      name: cleaned(name ?? '').slice(0, 200),
      address: (address ?? '').slice(0, 254),
    }))
  })

/** A mailbox that catches all says where each was delivered to. */
const mailedTo = (parsed: Parsed): string[] => [
  ...parsed.headers
    .filter(({ key }) => key === 'delivered-to' || key === 'x-original-to' || key === 'envelope-to')
    .map(({ value }) => value.replace(/[<>\s]/g, '')),
  ...boxesOf([...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])]).map(one => one.address),
]

function readMail(parsed: Parsed, { envelopeFrom }: Incoming, { trusted }: MailIn): Mail {
  const [from = { name: '', address: '' }] = boxesOf([parsed.from])
  const text = cleaned(parsed.text?.trim() ? parsed.text : plainOf(parsed.html ?? ''))
  const subject = cleaned(parsed.subject ?? '')
    .replace(/\s+/g, ' ')
    .slice(0, 500)
  return {
    parsed,
    // one that names itself nothing is taken for another each time
    messageId: cleaned(parsed.messageId ?? '').slice(0, 500) || `<${newId()}@nameless>`,
    from: { ...from, name: from.name || from.address },
    recipients: boxesOf([...(parsed.to ?? []), ...(parsed.cc ?? [])]).slice(0, 50),
    subject,
    text,
    automatic: isAutomatic(parsed.headers, envelopeFrom ?? parsed.returnPath ?? from.address),
    doubt: doubtOf(parsed.headers, { from: from.address, envelopeFrom }, trusted),
  }
}

/** Whoever has the address may write to its record, and nothing else. */
const grants: Actor['grants'] = {
  'lead.read': 'all',
  'customer.read': 'all',
  'contact.read': 'all',
  'deal.read': 'all',
  'order.read': 'all',
  'followup.read': 'all',
}

async function keepMail(tx: Tx, { row }: Target, mail: Mail, parts: MailIn): Promise<Outcome> {
  const { entity, recordId } = row
  if (await isKnown(tx, mail.messageId, row)) return 'known'
  const visitor: Actor = { ...(await visitorOf(tx, grants)), via: 'job' }
  const subject = await subjectOf(tx, visitor, entity, recordId).catch(whereGone)
  if (!subject) return 'unknown'
  const colleague = await selectColleague(tx, mail.from.address)
  const contact = colleague ? undefined : await contactOf(tx, subject, mail.from.address)
  const proven = await provenAuthor(tx, colleague, mail, { subject, permissions: parts.permissions })
  const followupId = await keepReceived(tx, proven ?? visitor, {
    subject: { ...subject, entity },
    content: wordsOf(mail, colleague !== undefined || Boolean(contact?.contactId)),
    at: timeOf(tx, mail.parsed.date),
    contactId: contact?.contactId ?? null,
    userId: colleague?.id ?? null,
    counts: proven !== undefined,
  })
  const files = await keepFiles(tx, visitor, row, { mail, folder: parts.folder })
  tx.write(emails.insert(tx.orgId, [emailRow(tx, row, mail, { followupId, files, colleague, contact })]))
  tellOwner(tx, subject, mail, colleague)
  return 'kept'
}

function whereGone(error: unknown): undefined {
  if (error instanceof Refusal && error.kind === 'missing') return undefined
  throw error
}

type Contact = { readonly contactId: string | null }
async function contactOf(tx: Tx, subject: Subject, address: string): Promise<Contact | undefined> {
  const people = await selectPeople(tx, subject.customerId, subject.contactId)
  return people.find(one => one.address.toLowerCase() === address.toLowerCase())
}

type Judged = { readonly subject: Subject; readonly permissions: PermissionRows }

/** A colleague who is who they say, who may see the record, and no machine of theirs. */
async function provenAuthor(
  tx: Tx,
  colleague: Named | undefined,
  { doubt, automatic }: Mail,
  { subject, permissions }: Judged,
): Promise<Actor | undefined> {
  if (!colleague || doubt !== null || automatic) return undefined
  const actor = await loadActor(tx, permissions, colleague.id, 'job')
  const seen = await subjectOf(tx, actor, subject.entity, subject.id).catch(whereGone)
  return seen && actor
}

const mostWords = 9_900
/** Who is no contact and none of us is named, because nothing else says who it was. */
const wordsOf = ({ subject, text, from }: Mail, isKnownSender: boolean): string => {
  const who = isKnownSender ? '' : from.name === from.address ? from.address : `${from.name} <${from.address}>`
  const whole = [who, subject, text].filter(Boolean).join('\n\n') || '—'
  return whole.length > mostWords ? `${whole.slice(0, mostWords).toWellFormed()}…` : whole
}

/** A clock that runs ahead, or none, counts as now. */
function timeOf(tx: Tx, date: string | undefined): string {
  const at = Date.parse(date ?? '')
  return Number.isNaN(at) || at > Date.parse(tx.now) || at < 0 ? tx.now : new Date(at).toISOString()
}

const mostFiles = 20
type Keeping = { readonly mail: Mail; readonly folder: string }

/** What cannot be kept as a file (empty, too large) is left out, and the words go on. */
async function keepFiles(
  tx: Tx,
  visitor: Actor,
  { entity, recordId }: Target['row'],
  { mail, folder }: Keeping,
): Promise<EmailFile[]> {
  const whole =
    mail.text.length > mostWords
      ? [{ fileName: 'mail.txt', type: 'text/plain', bytes: new TextEncoder().encode(mail.text) }]
      : []
  const attached = mail.parsed.attachments.slice(0, mostFiles).map((one, n) => ({
    fileName: one.filename?.trim() || `attachment-${n + 1}`,
    type: one.mimeType,
    bytes: bytesOf(one),
  }))
  const kept: EmailFile[] = []
  for (const file of [...whole, ...attached]) {
    const stored = await addFile(tx, visitor, folder, { entity, recordId, file }).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined
      throw error
    })
    if (stored) kept.push({ id: stored.id, name: stored.name })
  }
  return kept
}

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)

type Kept = {
  readonly followupId: string
  readonly files: readonly EmailFile[]
  readonly colleague: Named | undefined
  readonly contact: Contact | undefined
}

const emailRow = (tx: Tx, { entity, recordId }: Target['row'], mail: Mail, kept: Kept) => ({
  id: newId(),
  direction: 'in',
  entity,
  recordId,
  followupId: kept.followupId,
  messageId: mail.messageId,
  fromName: mail.from.name,
  fromAddress: mail.from.address,
  recipients: mail.recipients,
  subject: mail.subject,
  body: null,
  files: kept.files,
  userId: kept.colleague?.id ?? null,
  contactId: kept.contact?.contactId ?? null,
  automatic: mail.automatic,
  doubt: mail.doubt,
  at: timeOf(tx, mail.parsed.date),
  createdAt: tx.now,
})

function tellOwner(tx: Tx, subject: Subject, { from, subject: line, automatic }: Mail, by: Named | undefined): void {
  if (automatic || subject.ownerId === null || subject.ownerId === by?.id) return
  const { entity, id: recordId, title: name } = subject
  const values = { from: by?.name ?? from.name, name, subject: line || '—' }
  notifyAll(tx, { userIds: [subject.ownerId], kind: 'emailReceived', values, entity, recordId })
}
