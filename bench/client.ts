// The caller's own process: keep-alive HTTP, each client sends its next request when the last is answered.
import { Agent, request } from 'node:http'
import type { Facts } from './fill.ts'
import { type Asked, requestOf } from './request.ts'
import { type Order, type Slice, serve, turns } from './worker.ts'

type Start = { readonly facts: Facts; readonly url: string }

serve<Start>(async ({ facts, url }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return async (order: Order): Promise<Slice> => {
    const { measure, first, step } = order
    return turns(order, i => send(agent, url, requestOf(facts, measure, first + i * step)))
  }
})

function send(agent: Agent, url: string, { method, path, key, body }: Asked): Promise<boolean> {
  const text = body && JSON.stringify(body)
  const headers = {
    authorization: `Bearer ${key}`,
    ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, method, headers }, answer => {
      const right = (answer.statusCode ?? 500) < 300
      if (right) answer.resume()
      else
        answer.on('data', (part: Buffer) =>
          process.stderr.write(`${answer.statusCode} ${part.toString().slice(0, 300)}\n`),
        )
      answer.once('end', () => resolve(right))
    })
    sent.once('error', reject)
    sent.end(text)
  })
}
