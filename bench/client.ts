// The caller's own process: each client sends its next request when the last is answered.
import { openConnection } from './connection.ts'
import type { Facts } from './fill.ts'
import { requestOf } from './request.ts'
import { mostClients, type Order, type Slice, serve, turns } from './worker.ts'

type Start = { readonly facts: Facts; readonly url: string }

serve<Start>(async ({ facts, url }) => {
  const { host, port } = new URL(url)
  const connections = await Promise.all(Array.from({ length: mostClients }, () => openConnection(Number(port))))
  return async (order: Order): Promise<Slice> => {
    const { measure, first, step } = order
    return turns(order, async (i, who) => {
      const { method, path, key, body } = requestOf(facts, measure, first + i * step)
      const type = body ? 'content-type: application/json\r\n' : ''
      const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n${type}`
      const answer = await connections[who]?.(head, body ? JSON.stringify(body) : '')
      if (answer && answer.status >= 300) process.stderr.write(`${answer.status} ${answer.body.slice(0, 300)}\n`)
      return answer !== undefined && answer.status < 300
    })
  }
})
