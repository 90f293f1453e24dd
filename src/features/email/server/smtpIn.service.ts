// Mail that other servers bring: takes only what is for a record of ours, keeps it before it says yes, relays nothing.
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Database } from '#kernel/db.ts'
import { targetOf } from './address.service.ts'
import { type MailIn, receiveMail } from './receive.service.ts'

export type SmtpIn = { readonly port: number; close(): Promise<void> }
type Options = {
  readonly db: Database
  readonly parts: MailIn
  readonly port: number
  readonly host: string
  readonly failed: (error: unknown) => void
  /** Bytes of one mail. */
  readonly size?: number
}

const mostMail = 25 * 1024 * 1024
const mostRecipients = 10
/** Of one address within a minute: mails, and recipients that do not exist. */
const most = { mails: 60, unknown: 20 } as const
const minute = 60_000

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })

export async function openSmtpIn(options: Options): Promise<SmtpIn> {
  const { port, host, failed, size = mostMail } = options
  const rate = new Rates()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size,
    maxClients: 50,
    socketTimeout: minute,
    closeTimeout: 5000,
    banner: 'Baton',
    onMailFrom: (_address, session, done) => done(rate.isOver(session.remoteAddress) ? tooMany() : null),
    onRcptTo: ({ address }, session, done) => {
      recipientProblem(options, rate, session, address).then(problem => done(problem), later(failed, done))
    },
    onData: (stream, session, done) => {
      rate.note(session.remoteAddress, 'mails')
      wholeOf(stream)
        .then(raw => keep(options, session, raw))
        .then(problem => done(problem), later(failed, done))
    },
  })
  server.on('error', failed)
  await new Promise<void>((done, fail) => {
    server.server.once('error', fail)
    server.listen(port, host, done)
  })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise<void>(done => server.close(() => done())),
  }
}

type Done = (problem?: Error | null) => void

/** What went wrong here is no fault of theirs: they keep the mail and bring it again. */
const later =
  (failed: (error: unknown) => void, done: Done) =>
  (error: unknown): void => {
    failed(error)
    done(refusal(451, 'Not now, come back later'))
  }

const tooMany = (): Error => refusal(421, 'Too many, come back later')

async function recipientProblem(
  { db, parts }: Options,
  rate: Rates,
  { envelope, remoteAddress }: SMTPServerSession,
  address: string,
): Promise<Error | null> {
  if (envelope.rcptTo.length >= mostRecipients) return refusal(452, 'Too many recipients')
  if (rate.isOver(remoteAddress)) return tooMany()
  if (await targetOf(db, address, parts.domain)) return null
  rate.note(remoteAddress, 'unknown')
  return refusal(550, 'No such address')
}

/** Undefined where it is too large: the rest is read and dropped. */
async function wholeOf(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  return stream.sizeExceeded ? undefined : Buffer.concat(chunks)
}

async function keep(
  { db, parts }: Options,
  { envelope }: SMTPServerSession,
  raw: Buffer | undefined,
): Promise<Error | null> {
  if (!raw) return refusal(552, 'Too large')
  const envelopeFrom = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  const recipients = envelope.rcptTo.map(one => one.address)
  const outcomes = await receiveMail(db, { raw, envelopeFrom, recipients }, parts)
  return outcomes.includes('looping') ? refusal(554, 'It goes in a circle') : null
}

type Counted = { since: number; mails: number; unknown: number }

class Rates {
  readonly #seen = new Map<string, Counted>()

  note(address: string, what: 'mails' | 'unknown'): void {
    this.#of(address)[what]++
  }

  isOver(address: string): boolean {
    const { mails, unknown } = this.#of(address)
    return mails >= most.mails || unknown >= most.unknown
  }

  #of(address: string): Counted {
    const now = performance.now()
    const known = this.#seen.get(address)
    if (known && now - known.since < minute) return known
    if (this.#seen.size > 10_000) this.#seen.clear()
    const fresh = { since: now, mails: 0, unknown: 0 }
    this.#seen.set(address, fresh)
    return fresh
  }
}
