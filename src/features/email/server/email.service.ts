// Mails that people write from a record: kept as a follow-up, sent by the out-tray, answered to the record's address.
import { readContent } from '#features/file/server/content.service.ts'
import { getFile } from '#features/file/server/file.service.ts'
import { keepReceived } from '#features/followup/server/received.service.ts'
import { type Subject, subjectOf } from '#features/followup/server/subject.service.ts'
import { messageIdOf, sendLetterAs } from '#features/notice/server/mail.service.ts'
import { senderOf } from '#features/notice/server/mailSetting.service.ts'
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { LoseLetter, WriteLetter } from '#features/people/server/letter.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { namedBy, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { seesThrough } from '#meta/pooled.ts'
import { registered } from '#meta/registry.ts'
import { tell } from '#meta/server/record.service.ts'
import { addressOf, cleaned } from '../email.rules.ts'
import type { Email, EmailFile, EmailPlace, EmailTemplates, Mailbox, NewEmail, Recipient } from '../email.schema.ts'
import { makeAddress } from './address.service.ts'
import {
  type EmailShown,
  liesInPool,
  selectAddress,
  selectContent,
  selectEmail,
  selectEmails,
  selectLeadParty,
  selectOutgoing,
  selectPeople,
  selectSender,
  selectWriterAddress,
} from './email.sql.ts'
import { type EmailRow, emails } from './email.table.ts'

/** `domain`: where mail comes in. `canSend`: there is a server that mails leave through. */
export type EmailParts = { readonly domain: string | undefined; readonly canSend: boolean; readonly folder: string }

export async function readMailbox(db: Db, actor: Actor, place: EmailPlace, parts: EmailParts): Promise<Mailbox> {
  const subject = await namedBy('recordId', subjectOf(db, actor, place.entity, place.recordId))
  const [address, recipients, items, shut] = await Promise.all([
    selectAddress(db, place),
    recipientsOf(db, actor, subject),
    selectEmails(db, place),
    hidesAddresses(db, actor, subject),
  ])
  return {
    address: address && parts.domain ? addressOf(place.entity, address.token, parts.domain) : null,
    canReceive: parts.domain !== undefined,
    canSend: parts.canSend && senderOf(actor.org.settings) !== null,
    recipients,
    items: items.map(row => shown(row, shut)),
  }
}

/** Whoever may not see a contact's address, at all or while it lies in a pool, reads it in no mail and writes to none. */
async function hidesAddresses(db: Db, actor: Actor, subject: Subject): Promise<boolean> {
  const isHidden = (['contact', 'lead'] as const).some(name => {
    const entity = registered(name)?.entity
    return entity !== undefined && hiddenFields(actor, entity).has('email')
  })
  return isHidden || (!seesThrough(actor) && (await liesInPool(db, subject)))
}

async function recipientsOf(db: Db, actor: Actor, subject: Subject): Promise<Recipient[]> {
  const { entity, id, customerId, contactId } = subject
  if (await hidesAddresses(db, actor, subject)) return []
  const own = entity === 'lead' ? await selectLeadParty(db, id) : []
  const people = entity === 'contact' || customerId ? await selectPeople(db, customerId, contactId) : []
  return [...own, ...people]
}

function shown(row: EmailShown, shut: boolean): Email {
  const hide = (address: string): string => (shut ? '' : address)
  const states = { waiting: 'queued', sent: 'sent', failed: 'failed' } as const
  return {
    id: row.id,
    direction: row.direction,
    followupId: row.followupId,
    from: { name: shut && row.fromName === row.fromAddress ? '' : row.fromName, address: hide(row.fromAddress) },
    recipients: row.recipients.map(one => ({ name: one.name, address: hide(one.address) })),
    subject: row.subject,
    files: [...row.files],
    userId: row.userId,
    contactId: row.contactId,
    automatic: row.automatic,
    doubt: row.doubt,
    state: row.mailState === null ? 'received' : states[row.mailState],
    error: row.error,
    at: row.at,
  }
}

export async function sendEmail(tx: Tx, actor: Actor, input: NewEmail, parts: EmailParts): Promise<Email> {
  const { entity, recordId } = input
  const subject = await namedBy('recordId', subjectOf(tx, actor, entity, recordId))
  const files = await filesOf(tx, actor, input)
  const from = parts.canSend ? senderOf(actor.org.settings) : null
  if (from === null) throw new Refusal('mail.off')
  const { to, problems } = await partiesOf(tx, actor, subject, input)
  const words = { subject: cleaned(input.subject).replace(/\s+/g, ' '), text: cleaned(input.text) }
  const missing = (['subject', 'text'] as const).filter(key => !words[key]).map(key => reason('field.required', key))
  refuseAll([...problems, ...missing])
  const [first] = to
  if (!first) throw new Refusal(reason('field.required', 'to'))
  const id = newId()
  const letter = { kind: 'record', aboutId: id, email: first.address, name: first.name, lang: null } as const
  if (!(await sendLetterAs(tx, id, letter))) throw new Refusal('mail.off')
  if (parts.domain && !(await selectAddress(tx, input))) makeAddress(tx, input, actor.userId)
  const followupId = await keepReceived(tx, actor, {
    subject: { ...subject, entity },
    content: `${words.subject}\n\n${words.text}`,
    at: tx.now,
    contactId: first.contactId,
    userId: actor.userId,
    counts: true,
  })
  const row = outgoing(tx, actor, input, { id, from, to, words, files, followupId })
  tx.write(emails.insert(tx.orgId, [row]))
  const kept = await selectEmail(tx, id)
  return shown(kept ?? { ...row, mailState: 'waiting', error: null }, false)
}

type Going = {
  readonly id: string
  readonly from: string
  readonly to: readonly Recipient[]
  readonly words: { readonly subject: string; readonly text: string }
  readonly files: readonly EmailFile[]
  readonly followupId: string
}

const outgoing = (tx: Tx, actor: Actor, { entity, recordId }: EmailPlace, going: Going): EmailRow => ({
  id: going.id,
  direction: 'out',
  entity,
  recordId,
  followupId: going.followupId,
  messageId: messageIdOf(going.id, going.from),
  fromName: actor.name,
  fromAddress: going.from,
  recipients: going.to.map(({ name, address }) => ({ name, address })),
  subject: going.words.subject,
  body: going.words.text,
  files: going.files,
  userId: actor.userId,
  contactId: going.to[0]?.contactId ?? null,
  automatic: false,
  doubt: null,
  at: tx.now,
  createdAt: tx.now,
})

type Parties = { readonly to: readonly Recipient[]; readonly problems: readonly Reason[] }

/** Nobody is written to from a record who is nobody of it. */
async function partiesOf(tx: Tx, actor: Actor, subject: Subject, input: NewEmail): Promise<Parties> {
  const known = new Map((await recipientsOf(tx, actor, subject)).map(one => [one.address.toLowerCase(), one]))
  const found = input.to.map(address => known.get(address.trim().toLowerCase()))
  return {
    to: found.filter(one => one !== undefined),
    problems: found.flatMap((one, i) => (one ? [] : [reason('email.unknownRecipient', `to.${i}`)])),
  }
}

const mostBytes = 15 * 1024 * 1024

async function filesOf(tx: Tx, actor: Actor, { entity, recordId, fileIds = [] }: NewEmail): Promise<EmailFile[]> {
  const found = await Promise.all(fileIds.map((id, i) => namedBy(`fileIds.${i}`, getFile(tx, actor, id))))
  const foreign = found.findIndex(one => one.entity !== entity || one.recordId !== recordId)
  if (foreign >= 0) throw new Refusal(reason('email.otherFile', `fileIds.${foreign}`))
  if (found.reduce((sum, one) => sum + one.size, 0) > mostBytes)
    throw new Refusal(reason('email.tooLarge', 'fileIds', { most: mostBytes / 1024 / 1024 }))
  return found.map(({ id, name }) => ({ id, name }))
}

/** As it leaves: whatever was written stands, and what was taken away since is not sent. */
export const writeRecordMail =
  ({ domain, folder }: EmailParts): WriteLetter =>
  async (tx, { aboutId }) => {
    const row = await selectOutgoing(tx, aboutId)
    if (!row) return undefined
    const [address, org, own] = await Promise.all([
      selectAddress(tx, row),
      selectSender(tx),
      row.userId ? selectWriterAddress(tx, row.userId) : undefined,
    ])
    const replyTo = address && domain ? addressOf(row.entity, address.token, domain) : own
    const files = await Promise.all(row.files.map(file => attached(tx, folder, file)))
    return {
      subject: row.subject,
      text: row.body ?? '',
      fromName: `${row.fromName} · ${org.name}`,
      to: row.recipients,
      ...(replyTo && { replyTo }),
      files: files.flat(),
    }
  }

async function attached(tx: Tx, folder: string, { id, name }: EmailFile): Promise<FileAnswer[]> {
  const file = await selectContent(tx, id)
  const bytes = file && (await readContent(folder, tx.orgId, file.sha256))
  return bytes ? [{ fileName: name, type: file.type, bytes }] : []
}

/** Its writer hears of it, with the reason. */
export const loseRecordMail: LoseLetter = async (tx, { aboutId, error }) => {
  const row = await selectOutgoing(tx, aboutId)
  if (!row) return
  notifyAll(tx, {
    userIds: [row.userId],
    kind: 'emailFailed',
    values: { to: row.recipients.map(one => one.name || one.address).join(', '), reason: error.slice(0, 200) },
    entity: row.entity,
    recordId: row.recordId,
    key: `email:failed:${row.id}`,
  })
}

export async function readTemplates(_db: Db, actor: Actor): Promise<EmailTemplates> {
  const kept = actor.org.settings.emailTemplates
  return { items: Array.isArray(kept) ? kept : [] } // written by setTemplates only, which checked it
}

export async function setTemplates(tx: Tx, actor: Actor, { items }: EmailTemplates): Promise<EmailTemplates> {
  await setOrgSetting(tx, 'emailTemplates', items)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'email.templatesSet' })
  return { items }
}
