// Mail that waits in a mailbox elsewhere: what is unread is fetched, kept, and marked as read. Two processes at once
// keep a mail once, by its Message-ID.
import { ImapFlow } from 'imapflow'
import type { Database } from '#kernel/db.ts'
import { type MailIn, type Outcome, receiveMail } from './receive.service.ts'

export type ImapIn = {
  readonly db: Database
  readonly parts: MailIn
  readonly url: string
  readonly failed: (error: unknown) => void
}

const mostAtOnce = 50

/** One look; answers what became of each. `imaps://user:password@host/INBOX`. */
export async function readImap(options: ImapIn): Promise<Outcome[]> {
  const { url, failed } = options
  const place = new URL(url)
  const client = new ImapFlow({
    host: place.hostname,
    port: Number(place.port) || (place.protocol === 'imaps:' ? 993 : 143),
    secure: place.protocol === 'imaps:',
    auth: { user: decodeURIComponent(place.username), pass: decodeURIComponent(place.password) },
    logger: false,
    connectionTimeout: 15_000,
    socketTimeout: 60_000,
  })
  client.on('error', failed)
  await client.connect()
  const outcomes: Outcome[] = []
  try {
    const lock = await client.getMailboxLock(decodeURIComponent(place.pathname.slice(1)) || 'INBOX')
    try {
      const unread = await client.search({ seen: false }, { uid: true })
      for (const uid of (unread || []).slice(0, mostAtOnce)) outcomes.push(...(await keepOne(client, uid, options)))
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
  }
  return outcomes
}

/** One that cannot be kept stays unread and is tried again; the others go on. */
async function keepOne(client: ImapFlow, uid: number, { db, parts, failed }: ImapIn): Promise<Outcome[]> {
  try {
    const mail = await client.fetchOne(String(uid), { source: true, uid: true }, { uid: true })
    const raw = mail ? mail.source : undefined
    if (!raw) return []
    const outcomes = await receiveMail(db, { raw, envelopeFrom: null, recipients: [] }, parts)
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    return outcomes
  } catch (error) {
    failed(error)
    return []
  }
}
