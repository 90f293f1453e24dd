// One transaction per request, two round trips per command: everything that is read goes out unawaited in
// the first, everything that is written leaves with COMMIT in the second. Measured: docs/performance.md.
import pg from 'pg'
import { BatchSocket } from './batchSocket.ts'
import { type Clock, systemClock } from './clock.ts'
import { asRefusal, firstCause, isRetryable } from './dbErrors.ts'
import { isUuid } from './ids.ts'
import { Line } from './line.ts'
import { pgTypes } from './pgTypes.ts'

export type Bound = {
  readonly name?: string
  readonly text: string
  readonly values: readonly unknown[]
  /** Otherwise as its transaction's. */
  readonly plan?: Plan
  /** A write that says all an earlier one under this key says: that one need not leave if it has not yet. */
  readonly instead?: string
}
/** Fixed text under a fixed name: parsed once per connection. The first value is always the organisation. */
export type Stmt = (...values: unknown[]) => Bound

export function stmt(name: string, text: string): Stmt {
  return (...values) => ({ name, text, values })
}

export type Mode = 'read' | 'write'
/** How a statement is planned: see `plans` in `line.ts`. */
export type Plan = 'fixed' | 'free' | 'own' | 'straight'
export type Row = Record<string, unknown>

/** May read. Statements are pipelined: start several before awaiting the first. */
export type Db = {
  readonly orgId: string
  /** The transaction's one instant, ISO 8601 UTC. */
  readonly now: string
  /** Only for what must not be part of the transaction: document numbers. */
  readonly database: Database
  /** All of it will be taken back: what lies outside the transaction (document numbers) stays untouched. */
  readonly rehearsal?: boolean
  query<R = Row>(bound: Bound): Promise<R[]>
  one<R = Row>(bound: Bound): Promise<R | undefined>
}

/** May also lock and write. */
export type Tx = Db & {
  readonly mode: 'write'
  /** Collects writes; they leave before the next read or with COMMIT. */
  write(...bounds: Bound[]): void
  /** Declares the lock level about to be taken; a lower one than before is a fault. */
  level(level: number): void
  /**
   * One of several verbs in this transaction: its writes are sent before it ends, its failure is taken back so that
   * the next one can still be judged, and its locks begin at the lowest level again (ADR 0018). After a failure the
   * transaction as a whole can only be refused.
   */
  attempt<T>(verb: () => Promise<T>): Promise<T>
  /** Runs before the last writes leave: events and jobs are gathered here. */
  beforeCommit(hook: () => Bound[] | Promise<Bound[]>): void
  /** Runs once the answer of COMMIT is in. */
  afterCommit(hook: () => void): void
  /** Shared scratch of this transaction (event buffer, caches). */
  readonly bag: Map<string, unknown>
}

export type Database = {
  readonly pool: pg.Pool
  /** For document numbers alone. */
  readonly numbers: pg.Pool
  readonly clock: Clock
  /** True when the connection's own role is not `baton_app` and has to step down in every transaction. */
  readonly stepDown: boolean
  readonly counters: { retries: number }
}

export type OpenOptions = {
  readonly url: string
  readonly max?: number
  readonly clock?: Clock
  readonly stepDown?: boolean
}

export function openDatabase({ url, max = 10, clock = systemClock, stepDown = false }: OpenOptions): Database {
  const pool = new pg.Pool({ ...connection(url), max })
  // an idle connection that breaks (database restarted) is dropped by the pool; without a listener it would end the process
  pool.on('error', () => undefined)
  // the same for one that breaks in a transaction between two statements: its next statement says so
  pool.on('connect', client => {
    client.on('error', () => undefined)
  })
  return { pool, numbers: besides(pool, url), clock, stepDown, counters: { retries: 0 } }
}

const connection = (url: string): pg.PoolConfig => ({
  connectionString: url,
  pipeline: true,
  stream: () => new BatchSocket(),
  types: pgTypes,
  connectionTimeoutMillis: 5000,
})

/**
 * Whoever waits for a document number holds a connection of the pool: were numbers to come from there too, a pool of
 * such waiters would wait for itself. It ends with the pool.
 */
function besides(pool: pg.Pool, url: string): pg.Pool {
  const own = new pg.Pool({ ...connection(url), max: 1 })
  own.on('error', () => undefined)
  own.on('connect', client => {
    client.on('error', () => undefined)
  })
  const end = pool.end.bind(pool)
  Object.assign(pool, { end: async () => void (await Promise.all([end(), own.end()])) })
  return own
}

export type Session = {
  readonly mode: Mode
  /** Generic plans pay for fixed-shape statements and hurt dynamic filters. */
  readonly plan?: 'fixed' | 'free'
  /** Everything is read as it was at its first statement, however long it takes. */
  readonly snapshot?: true
  /** A dry run: every write is sent and judged by the database, then taken back. */
  readonly rehearsal?: true
  /** Read in the first trip beside the verb's own reads; must throw to refuse. */
  readonly guard?: { readonly bound: Bound; readonly check: (rows: Row[]) => void }
  /** How often a deadlock is tried again. */
  readonly retries?: number
}

const begins = {
  read: { name: 'begin.read', text: 'begin read only', values: [] },
  write: { name: 'begin.write', text: 'begin', values: [] },
  snapshot: { name: 'begin.snapshot', text: 'begin isolation level repeatable read read only', values: [] },
} as const
const settle = stmt(
  'begin.settle',
  "select set_config('app.org_id', $1::uuid::text, true), set_config('plan_cache_mode', $2, true)",
)
const stepDown: Bound = { name: 'begin.role', text: 'set local role baton_app', values: [] }

/** The first statements of a transaction. */
export function head(db: Database, orgId: string, session: Session): Bound[] {
  if (!isUuid(orgId)) throw new RangeError('organisation id')
  const begin = session.snapshot ? begins.snapshot : begins[session.mode]
  const plan = session.plan === 'free' ? 'auto' : 'force_generic_plan'
  return [begin, ...(db.stepDown ? [stepDown] : []), settle(orgId, plan)]
}

/** Opens the only kind of transaction there is; the kernel offers no query outside it. Retries deadlocks. */
export async function inOrg<T>(db: Database, orgId: string, session: Session, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const { retries = 3 } = session
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(db, orgId, session, fn)
    } catch (error) {
      if (attempt >= retries || !isRetryable(error)) throw asRefusal(error)
      db.counters.retries++
    }
  }
}

async function once<T>(db: Database, orgId: string, session: Session, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  const line = new Line(client, db, orgId, session)
  let broken = false
  try {
    for (const bound of head(db, orgId, session)) void line.send(bound)
    if (session.guard) line.guardWith(session.guard.bound, session.guard.check)
    const answer = await settleGuard(line, fn)
    await line.close()
    return answer
  } catch (error) {
    await line.rollback().catch(() => {
      broken = true
    })
    throw firstCause(error, line.failures)
  } finally {
    client.release(broken)
  }
}

/** A stale principal must win over whatever its stale rights led to. */
async function settleGuard<T>(line: Line, fn: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    const answer = await fn(line)
    await line.guarded
    return answer
  } catch (error) {
    await line.guarded
    throw error
  }
}
