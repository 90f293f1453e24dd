// What the log says of a request and of a fault: enough to find it again, nothing of what was in it. Query strings
// hold names that people search for, and the database quotes values in its messages and details.

import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { withoutToken } from '#features/link/link.rules.ts'

export const serializers = {
  req: ({ method, url, ip }: Pick<FastifyRequest, 'method' | 'url' | 'ip'>) => ({
    method,
    path: withoutToken(url.split('?')[0] ?? ''),
    ip,
  }),
  err: faultFacts,
}

/** One line a request, when it is answered. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, req: FastifyRequest, res: FastifyReply): void {
    const facts = { req, res, responseTime: res.elapsedTime }
    if (error) res.log.error({ ...facts, err: error }, 'request errored')
    else res.log.info(facts, 'request completed')
  }
}

type Fault = { type: string; message: string; stack: string } & Record<string, unknown>

function faultFacts(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const { name, message, stack = '', cause } = error
  // the first lines of a stack are the message again
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line))
  return {
    type: name,
    message: withoutValues(message),
    stack: frames.join('\n'),
    ...named(error),
    ...(cause instanceof Error && { cause: faultFacts(cause) }),
  }
}

const kept = ['code', 'constraint', 'table', 'column', 'syscall', 'statusCode'] as const

const named = (error: Error): Record<string, unknown> =>
  Object.fromEntries(kept.flatMap(key => (key in error ? [[key, Reflect.get(error, key)]] : [])))

/** `…for type uuid: "what somebody typed"`: names stand before the colon, values behind it. */
const withoutValues = (message: string): string => message.replace(/: ["'«].*$/s, ': …')
