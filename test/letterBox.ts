// A mail server that keeps what it gets.
import { SMTPServer } from 'smtp-server'

export type LetterBox = {
  readonly url: string
  /** Takes out what has arrived, as it came over the line. */
  empty(): string[]
  /** While it is full, every mail is refused. */
  full: boolean
  close(): Promise<void>
}

export async function openLetterBox(): Promise<LetterBox> {
  const arrived: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(box.full ? new Error('mailbox is full') : null),
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        arrived.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.server.address()
  const box: LetterBox = {
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    empty: () => arrived.splice(0),
    full: false,
    close: () => new Promise<void>(done => server.close(() => done())),
  }
  return box
}

/** The text part, decoded. */
export function bodyOf(mail: string): string {
  const at = mail.indexOf('\r\n\r\n')
  const [head, body] = [mail.slice(0, at), mail.slice(at + 4)]
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`)
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'))
}

/** The subject, decoded. */
export function subjectOf(mail: string): string {
  const raw = /^subject: (.*(?:\r\n[ \t].*)*)/im.exec(mail)?.[1] ?? ''
  return raw
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(.)\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text),
    )
    .replace(/\r\n[ \t]/g, ' ')
}

const quoted = (text: string): string =>
  decodeURIComponent(text.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`))
