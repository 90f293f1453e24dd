// Mails go out after the transaction that wrote them, at least once, at most five times: claimed in one
// transaction, sent in none, noted in another. A mail keeps its Message-ID over all tries.
import nodemailer from 'nodemailer'
import {
  type Letter,
  loseLetter,
  type SendLetter,
  type Written,
  writeLetter,
} from '#features/people/server/letter.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { PermissionRows } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { render } from '#kernel/text.ts'
import { registered } from '#meta/registry.ts'
import { mostTries, orgMailOf, pauseAfter } from '../notice.rules.ts'
import { noticeText } from '../notice.text.ts'
import {
  claimMails,
  type DueLetter,
  type DueMail,
  type DueNotice,
  giveUpMails,
  missedBound,
  postLetter,
  sentBound,
} from './mail.sql.ts'
import { lostOf, saidTo } from './notice.service.ts'

type Box = { readonly name: string; readonly address: string }
export type Mail = {
  readonly from: Box
  readonly to: Box[]
  readonly replyTo?: string
  readonly subject: string
  readonly text: string
  readonly messageId: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly contentType: string
    readonly content: Buffer
  }[]
}
export type Post = {
  readonly send: (mail: Mail) => Promise<unknown>
  readonly publicUrl: string | undefined
  /** What people may see when it leaves decides what a mail says. */
  readonly permissions: PermissionRows
  /** Of the files that a mail may carry. */
  readonly folder?: string
}

/** Through the server that SMTP_URL names. */
export function postThrough(
  smtpUrl: string,
  publicUrl: string | undefined,
  ...[permissions, folder = '']: readonly [permissions: PermissionRows, folder?: string]
): Post {
  const times = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000 }
  const way = nodemailer.createTransport({ url: smtpUrl, ...times })
  // the library's own types are mutable
  const send: Post['send'] = ({ attachments = [], ...mail }) => way.sendMail({ ...mail, attachments: [...attachments] })
  return { send, publicUrl, permissions, folder }
}

/** The same for one whose id is known before, as its Message-ID is made of it. */
export const sendLetterAs = (tx: Tx, id: string, letter: Letter): Promise<boolean> => postLetter(tx, id, letter)

/** The out-tray for letters: what it takes is sent like any other mail. */
export const sendLetter: SendLetter = (tx, letter) => postLetter(tx, newId(), letter)

const most = 20

/** One organisation's due mails; answers how many were tried. */
export async function sendDueMails(db: Database, orgId: string, post: Post): Promise<number> {
  const due = await inOrg(db, orgId, { mode: 'write' }, async tx => {
    for (const { letter, ...lost } of await giveUpMails(tx)) if (letter) await loseLetter(tx, letter, lost)
    return claimMails(tx, most)
  })
  for (const mail of due) {
    const problem = await problemOf(db, orgId, post, mail)
    await inOrg(db, orgId, { mode: 'write' }, async tx => {
      if (problem === undefined) return tx.write(sentBound(orgId, mail.id, tx.now))
      const dueAt = new Date(Date.parse(tx.now) + pauseAfter(mail.tries)).toISOString()
      const isLast = problem.isFinal || mail.tries >= mostTries
      tx.write(missedBound(orgId, { id: mail.id, isLast, dueAt, error: problem.error }))
      if (isLast && 'letter' in mail) await loseLetter(tx, mail.letter, { ...mail, error: problem.error })
    })
  }
  return due.length
}

/** `isFinal`: trying again would change nothing. */
type Missed = { readonly error: string; readonly isFinal: boolean }

async function problemOf(db: Database, orgId: string, post: Post, due: DueMail): Promise<Missed | undefined> {
  const { on, from } = orgMailOf(due.settings)
  if ('active' in due && !due.active) return { error: 'the person has left', isFinal: false }
  if (!on || !from) return { error: 'mail is switched off', isFinal: false }
  try {
    const open = 'userId' in due ? await openedTo(db, orgId, post.permissions, due) : due
    if (!open) return { error: 'its record is no longer theirs to see', isFinal: true }
    const said = 'letter' in open ? await worded(db, orgId, post, open) : wordsOf(open, post.publicUrl)
    if (!said) return { error: 'no longer needed', isFinal: true }
    await post.send({ ...addressed(due, from, said), ...(await carried(said)) })
    return undefined
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), isFinal: false }
  }
}

/** It may have waited for the morning, and the record been handed on; what is closed to its reader is not said by mail either. */
const openedTo = (
  db: Database,
  orgId: string,
  permissions: PermissionRows,
  due: DueNotice,
): Promise<DueNotice | undefined> =>
  inOrg(db, orgId, { mode: 'read' }, async tx => {
    if (!due.entity) return due
    const actor = await loadActor(tx, permissions, due.userId, 'job')
    return (await lostOf(tx, actor, [due])).size > 0 ? undefined : { ...due, values: saidTo(actor, due) }
  })

async function carried({ files = [] }: Written): Promise<Pick<Mail, 'attachments'>> {
  if (files.length === 0) return {}
  const attachments = files.map(async ({ fileName, type, bytes }) => ({
    filename: fileName,
    contentType: type,
    content: await contentOf(bytes),
  }))
  return { attachments: await Promise.all(attachments) }
}

async function contentOf(bytes: FileAnswer['bytes']): Promise<Buffer> {
  if (bytes instanceof Uint8Array) return Buffer.from(bytes)
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** Its link is new each time; only the hash of it is committed, before it leaves. */
function worded(
  db: Database,
  orgId: string,
  { publicUrl, folder = '' }: Post,
  { letter, aboutId, lang, name, subject, words: text }: DueLetter,
): Promise<Written | undefined> {
  if (!publicUrl && letter !== 'record') throw new Error('PUBLIC_URL is not set')
  const link = (path: string): string => (publicUrl ?? '') + path
  const words = subject !== null && text !== null ? { subject, text } : undefined
  const parts = { aboutId, lang, name, link, folder, words }
  return inOrg(db, orgId, { mode: 'write' }, tx => writeLetter(tx, letter, parts))
}

function wordsOf(due: DueNotice, publicUrl: string | undefined): Written {
  const { lang, kind, values } = due
  const say = render(noticeText[`notice.say.${kind}`], lang, values)
  const path = kind === 'digest' ? '/' : pathOf(due)
  const list = kind === 'digest' && values.list ? [String(values.list)] : []
  const link = publicUrl && path ? [render(noticeText['notice.open'], lang, { link: publicUrl + path })] : []
  const foot = kind === 'test' ? [] : [render(noticeText['notice.foot'], lang)]
  return { subject: say, text: [say, ...list, ...link, ...foot].join('\n\n') }
}

export const messageIdOf = (id: string, from: string): string => `<${id}@${from.split('@').at(-1)}>`

function addressed({ name, email, orgName, id }: DueMail, from: string, written: Written): Mail {
  const { subject, text, fromName, to, replyTo } = written
  return {
    from: { name: fromName ?? orgName, address: from },
    to: to ? [...to] : [{ name, address: email }],
    subject: subject.length > 120 ? `${subject.slice(0, 119).toWellFormed()}…` : subject,
    text,
    messageId: messageIdOf(id, from),
    ...(replyTo && { replyTo }),
  }
}

function pathOf({ entity, recordId }: DueNotice): string | undefined {
  const found = entity ? registered(entity)?.entity : undefined
  return found && recordId ? `${found.path}/${recordId}` : undefined
}
