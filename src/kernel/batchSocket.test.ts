import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BatchSocket } from './batchSocket.ts'

class Counted extends BatchSocket {
  readonly sent: string[] = []
  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.sent.push(chunk.toString())
    super._write(chunk, encoding, done)
  }
}

let server: Server
let heard: Promise<string>
let socket: Counted
beforeEach(async () => {
  server = createServer()
  heard = once(server, 'connection').then(([peer]) => text(peer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  socket = new Counted()
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1') // a TCP server
  await once(socket, 'connect')
})
afterEach(() => {
  socket.destroy()
  server.close()
})

test('what is written in one turn leaves in one call, also by promises that are ready', async () => {
  socket.write(Buffer.from('a'))
  await Promise.resolve().then(() => socket.write(Buffer.from('b')))
  socket.write(Buffer.from('c'))
  await new Promise(setImmediate)
  socket.write(Buffer.from('d'))
  socket.end()
  expect(await heard).toBe('abcd')
  expect(socket.sent).toEqual(['abc', 'd'])
})

test('nothing overtakes: a write that wants to know when it is done leaves after what waited', async () => {
  socket.write(Buffer.from('a'))
  const done = new Promise(resolve => socket.write(Buffer.from('b'), resolve))
  socket.write(Buffer.from('c'))
  await done
  socket.end()
  expect(await heard).toBe('abc')
})
