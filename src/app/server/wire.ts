// What comes before a request is one: how long it may take, how large its head may be, and what a broken one is told.
import type { Socket } from 'node:net'
import type { Reason } from '#kernel/refusal.ts'

/** Who sends a head byte by byte holds a connection for nothing; a phone may need minutes for a photo. */
export const wire = {
  requestTimeout: 300_000,
  http: {
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2000,
    // a filter of 8,000 signs travels in the address
    maxHeaderSize: 32 * 1024,
  },
} as const

/** One file, and only so much beside it. */
export const uploads = {
  fileSize: 50 * 1024 * 1024,
  files: 1,
  fields: 50,
  parts: 51,
  fieldNameSize: 100,
  fieldSize: 100 * 1024,
  headerPairs: 50,
} as const

type Answer = readonly [status: string, key: string]

const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'kernel.tooLarge'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'kernel.tooSlow'],
}
const broken: Answer = ['400 Bad Request', 'kernel.badValue']

/** No request, so no route answers: the same shape, said by hand. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, key] = answers[error.code ?? ''] ?? broken
  const reasons: readonly Reason[] = [{ key }]
  const body = JSON.stringify({ reasons })
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.end(`${head}\r\n\r\n${body}`)
}
