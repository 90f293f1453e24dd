// What went wrong, told apart once for the whole page: a refusal has reasons, a lost connection has none, the rest is a fault.
import { type Reason, Refusal, type RefusalKind, refusalStatus } from '#kernel/refusal.ts'

/** Thrown by the page's `send` for an answer that is no refusal. */
export class ServerFault extends Error {
  readonly requestId: string
  constructor(requestId: string) {
    super('fault')
    this.name = 'ServerFault'
    this.requestId = requestId
  }
}

/** Thrown by the page's `send` when no answer came. */
export class Offline extends Error {
  constructor() {
    super('offline')
    this.name = 'Offline'
  }
}

export type ProblemKind = RefusalKind | 'offline' | 'fault'

export function problemKind(error: unknown): ProblemKind {
  if (error instanceof Refusal) return error.kind
  if (error instanceof Offline) return 'offline'
  return 'fault'
}

export function reasonsOf(error: unknown): readonly Reason[] {
  if (error instanceof Refusal) return error.reasons
  if (error instanceof Offline) return [{ key: 'problem.offline' }]
  return [{ key: 'problem.faultSay', values: { id: error instanceof ServerFault ? error.requestId : '–' } }]
}

const kindOfStatus = new Map(Object.entries(refusalStatus).map(([kind, status]) => [status, kind as RefusalKind])) // the table's own keys

/** The refusal an HTTP answer carries, or nothing when it is not one. */
export function refusalFrom(status: number, body: unknown): Refusal | undefined {
  const kind = kindOfStatus.get(status as (typeof refusalStatus)[RefusalKind]) // an unknown status finds nothing
  if (!kind || typeof body !== 'object' || body === null || !('reasons' in body) || !Array.isArray(body.reasons))
    return undefined
  const { reasons, ...rest } = body
  const facts = 'facts' in rest && typeof rest.facts === 'object' && rest.facts !== null ? { ...rest.facts } : rest
  return new Refusal(reasons as Reason[], kind, facts) // the server's one error handler wrote them
}
