// An address that keeps sending keys that open nothing waits a minute. In memory: it only spares the database.
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'

const most = 60
const period = 60_000

export function limitBadKeys(app: FastifyInstance): void {
  const failures = new Map<string, { count: number; until: number }>()
  app.addHook('onRequest', async request => {
    const seen = request.headers.authorization ? failures.get(request.ip) : undefined
    if (!seen || seen.count < most) return
    const left = seen.until - performance.now()
    if (left > 0) throw new Refusal({ key: 'kernel.tooMany', values: { seconds: Math.ceil(left / 1000) } }, 'tooMany')
    failures.delete(request.ip)
  })
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 401 || !request.headers.authorization) return
    const seen = failures.get(request.ip)
    if (seen && seen.until > performance.now()) seen.count++
    else failures.set(request.ip, { count: 1, until: performance.now() + period })
    if (failures.size > 10_000) failures.clear()
  })
}
