// Mails go out after the transaction that wrote them, at least once, at most five times: claimed in one
// transaction, sent in none, noted in another. A mail keeps its Message-ID over all tries.
import nodemailer from 'nodemailer'
import { type Database, inOrg } from '#kernel/db.ts'
import { render } from '#kernel/text.ts'
import { registered } from '#meta/registry.ts'
import { mostTries, orgMailOf, pauseAfter } from '../notice.rules.ts'
import { noticeText } from '../notice.text.ts'
import { claimMails, type DueMail, missedBound, sentBound } from './mail.sql.ts'

export type Mail = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly messageId: string
}
export type Post = { readonly send: (mail: Mail) => Promise<unknown>; readonly publicUrl: string | undefined }

/** Through the server that SMTP_URL names. */
export function postThrough(smtpUrl: string, publicUrl: string | undefined): Post {
  const times = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000 }
  const way = nodemailer.createTransport({ url: smtpUrl, ...times })
  return { send: mail => way.sendMail(mail), publicUrl }
}

const most = 20

/** One organisation's due mails; answers how many were tried. */
export async function sendDueMails(db: Database, orgId: string, post: Post): Promise<number> {
  const due = await inOrg(db, orgId, { mode: 'write' }, tx => claimMails(tx, most))
  for (const mail of due) {
    const error = await problemOf(post, mail)
    await inOrg(db, orgId, { mode: 'write' }, async tx => {
      if (error === undefined) return tx.write(sentBound(orgId, mail.id, tx.now))
      const dueAt = new Date(Date.parse(tx.now) + pauseAfter(mail.tries)).toISOString()
      tx.write(missedBound(orgId, { id: mail.id, isLast: mail.tries >= mostTries, dueAt, error }))
    })
  }
  return due.length
}

async function problemOf(post: Post, due: DueMail): Promise<string | undefined> {
  const { on, from } = orgMailOf(due.settings)
  if (!due.active) return 'the person has left'
  if (!on || !from) return 'mail is switched off'
  try {
    await post.send(written(due, from, post.publicUrl))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function written(due: DueMail, from: string, publicUrl: string | undefined): Mail {
  const { lang, name, email, orgName, id } = due
  const say = render(noticeText[`notice.say.${due.kind}`], lang, due.values)
  const path = pathOf(due)
  const link = publicUrl && path ? [render(noticeText['notice.open'], lang, { link: publicUrl + path })] : []
  const foot = due.kind === 'test' ? [] : [render(noticeText['notice.foot'], lang)]
  return {
    from: { name: orgName, address: from },
    to: { name, address: email },
    subject: say.length > 120 ? `${say.slice(0, 119).toWellFormed()}…` : say,
    text: [say, ...link, ...foot].join('\n\n'),
    messageId: `<${id}@${from.split('@').at(-1)}>`,
  }
}

function pathOf({ entity, recordId }: DueMail): string | undefined {
  const found = entity ? registered(entity)?.entity : undefined
  return found && recordId ? `${found.path}/${recordId}` : undefined
}
