// A mailbox elsewhere, as far as a reader of unread mail asks of IMAP4rev1.
import { createServer, type Socket } from 'node:net'

export type ImapBox = {
  readonly url: string
  readonly mails: { readonly raw: Buffer; seen: boolean }[]
  close(): Promise<void>
}

export async function openImapBox(): Promise<ImapBox> {
  const mails: ImapBox['mails'] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    serve(socket, mails)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    url: `imap://baton:secret@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/INBOX`,
    mails,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>(done => server.close(() => done()))
    },
  }
}

function serve(socket: Socket, mails: ImapBox['mails']): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('* OK [CAPABILITY IMAP4rev1] ready')
  let half = ''
  socket.on('data', chunk => {
    half += chunk.toString('latin1')
    const lines = half.split('\r\n')
    half = lines.pop() ?? ''
    for (const line of lines) {
      const [tag = '', first = '', ...rest] = line.split(' ')
      const isUid = first.toUpperCase() === 'UID'
      const command = (isUid ? (rest.shift() ?? '') : first).toUpperCase()
      answer(socket, mails, { command, rest: rest.join(' ') })
      if (command === 'LOGIN' && !/"?secret"?$/.test(rest.join(' '))) say(`${tag} NO wrong password`)
      else say(`${tag} OK ${command === 'SELECT' ? '[READ-WRITE] ' : ''}done`)
      if (command === 'LOGOUT') socket.end()
    }
  })
}

type Asked = { readonly command: string; readonly rest: string }

function answer(socket: Socket, mails: ImapBox['mails'], { command, rest }: Asked): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  const uid = Number(/^\d+/.exec(rest)?.[0])
  const mail = mails[uid - 1]
  if (command === 'CAPABILITY') say('* CAPABILITY IMAP4rev1')
  if (command === 'LIST') say('* LIST (\\HasNoChildren) "/" "INBOX"')
  if (command === 'SELECT') {
    say(`* ${mails.length} EXISTS`)
    say('* FLAGS (\\Seen)')
    say('* OK [PERMANENTFLAGS (\\Seen)] these')
    say('* OK [UIDVALIDITY 1] valid')
    say(`* OK [UIDNEXT ${mails.length + 1}] next`)
  }
  if (command === 'SEARCH') say(`* SEARCH ${mails.flatMap((one, at) => (one.seen ? [] : [at + 1])).join(' ')}`.trim())
  if (command === 'FETCH' && mail) {
    socket.write(`* ${uid} FETCH (UID ${uid} BODY[] {${mail.raw.length}}\r\n`)
    socket.write(mail.raw)
    say(')')
  }
  if (command === 'STORE' && mail) {
    mail.seen = true
    say(`* ${uid} FETCH (UID ${uid} FLAGS (\\Seen))`)
  }
}
