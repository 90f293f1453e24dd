// Document numbers that may have gaps. A counter row inside the business transaction costs 62 % of the speed at
// eight clients (docs/performance.md), so numbers are taken on a connection of their own and waiting requests
// are served by one `next + k`. An order that is durable has its counter durable: the log is written in order.
import type pg from 'pg'
import type { Database, Db } from './db.ts'
import { isUuid, newId } from './ids.ts'
import { formatNumber, parsePattern, periodKey } from './numbering.ts'

/** Verbs hold a transaction, not the database: the counters lie outside it. */
export function numbersOf(tx: Db): (kind: string, pattern: string, date: string) => Promise<string> {
  const database = tx.database
  // a dry run of ten thousand rows would leave as wide a gap
  if (tx.rehearsal) return async () => `?${newId()}`
  return (kind, pattern, date) => {
    const number = nextNumber(database, tx.orgId, { kind, pattern }, date)
    // a verb that refuses before it needs its number never asks how this ended
    number.catch(() => undefined)
    return number
  }
}

type Waiting = {
  readonly resolve: (n: number) => void
  readonly reject: (error: unknown) => void
  readonly count: number
}
type Queue = { waiting: Waiting[]; busy: boolean }

const queues = new WeakMap<pg.Pool, Map<string, Queue>>()

export type NumberKind = { readonly kind: string; readonly pattern: string }

/** The next number of the kind on that date, e.g. `SO20261125-0007`. */
async function nextNumber(db: Database, orgId: string, { kind, pattern }: NumberKind, date: string): Promise<string> {
  const [number] = await nextNumbers(db, orgId, { kind, pattern }, { date, count: 1 })
  if (!number) throw new Error('no number')
  return number
}

/** A block of numbers in one step: what imports take. */
export async function nextNumbers(
  db: Database,
  orgId: string,
  { kind, pattern }: NumberKind,
  { date, count }: { readonly date: string; readonly count: number },
): Promise<string[]> {
  const parsed = parsePattern(pattern)
  if (!('pattern' in parsed)) throw new Error(`number pattern of ${kind}`)
  const last = await take(db, orgId, `${kind}:${periodKey(parsed.pattern, date)}`, count)
  return Array.from({ length: count }, (_, i) => formatNumber(parsed.pattern, date, last - count + 1 + i))
}

function take(db: Database, orgId: string, counter: string, count: number): Promise<number> {
  const byCounter = queues.get(db.pool) ?? new Map<string, Queue>()
  queues.set(db.pool, byCounter)
  const key = `${orgId}:${counter}`
  const queue = byCounter.get(key) ?? { waiting: [], busy: false }
  byCounter.set(key, queue)
  return new Promise((resolve, reject) => {
    queue.waiting.push({ resolve, reject, count })
    if (!queue.busy) void serve(db, orgId, counter, queue)
  })
}

async function serve(db: Database, orgId: string, counter: string, queue: Queue): Promise<void> {
  queue.busy = true
  while (queue.waiting.length > 0) {
    const batch = queue.waiting
    queue.waiting = []
    const total = batch.reduce((sum, one) => sum + one.count, 0)
    try {
      let last = (await advance(db, orgId, counter, total)) - total
      for (const one of batch) {
        last += one.count
        one.resolve(last)
      }
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }
  queue.busy = false
}

/** One simple query, one round trip, its own commit. Parameters are impossible there, so both texts are checked. */
async function advance(db: Database, orgId: string, counter: string, by: number): Promise<number> {
  const [kind, period] = counter.split(':')
  if (!isUuid(orgId) || !/^[a-zA-Z]+:\d*$/.test(counter) || !Number.isSafeInteger(by)) throw new RangeError('counter')
  const role = db.stepDown ? 'set local role baton_app;' : ''
  const text = `begin;${role}set local app.org_id='${orgId}';set local synchronous_commit=off;
    insert into number_counter as c (org_id, kind, period, next) values ('${orgId}', '${kind}', '${period}', ${by})
    on conflict (org_id, kind, period) do update set next = c.next + ${by} returning next;commit`
  const client = await db.pool.connect()
  try {
    // several statements in one simple query answer with a list of results, which pg's types do not say
    const results = (await client.query(text)) as unknown as pg.QueryResult<{ next: number }>[]
    const next = results.find(result => result.rows.length > 0)?.rows[0]?.next
    if (next === undefined) throw new Error('no number')
    client.release()
    return Number(next)
  } catch (error) {
    client.release(true)
    throw error
  }
}
