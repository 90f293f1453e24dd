// One keep-alive connection that sends a request and waits for its answer. Node's own client takes twice the time;
// with three programs on two cores that would be measured as the product's.
import { once } from 'node:events'
import { connect } from 'node:net'

export type Answer = { readonly status: number; readonly body: string }
export type Connection = (head: string, body: string) => Promise<Answer>

const end = '\r\n\r\n'

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  let parts: Buffer[] = []
  let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined
  const settle = (answer: Answer) => {
    const asker = waiting
    waiting = undefined
    parts = []
    asker?.resolve(answer)
  }
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    const answer = whole(parts)
    if (answer) settle(answer)
  })
  socket.once('close', () => waiting?.reject(new Error('the server closed a connection')))
  socket.on('error', error => waiting?.reject(error))
  return (head, body) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(`${head}content-length: ${Buffer.byteLength(body)}${end}${body}`)
    })
}

/** Answers have a length, none comes in chunks. */
function whole(parts: readonly Buffer[]): Answer | undefined {
  const [first] = parts
  const at = first?.indexOf(end) ?? -1
  if (!first || at < 0) return undefined
  const head = first.toString('latin1', 0, at)
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without a length: ${head}`)
  const size = at + end.length + Number(length)
  if (parts.reduce((sum, part) => sum + part.length, 0) < size) return undefined
  const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
  return { status, body: status < 300 ? '' : Buffer.concat(parts).toString('utf8', at + end.length) }
}
