// Document numbers that may have gaps. A counter row inside the business transaction costs 62 % of the speed at
// eight clients (docs/performance.md), so numbers are taken on a connection of their own and waiting requests
// are served by one `next + k`. An order that is durable has its counter durable: the log is written in order.
import type pg from 'pg'
import { ask } from './asked.ts'
import { type Database, type Db, stmt } from './db.ts'
import { newId } from './ids.ts'
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
/** Who waits, by counter; a counter that nobody waits for has no entry. */
type Queues = Map<string, Waiting[]>
/**
 * Taken for whoever comes next, while several come at once: they would wait for each other's trip (3 % of all creates
 * at eight clients). Soon forgotten, so that numbers stay in the order of time and a quiet counter leaves no gap.
 */
type Ahead = Map<string, { next: number; left: number; readonly until: number }>
const aheadFor = 250
const mostAhead = 8
const queues = new WeakMap<pg.Pool, Queues>()
const aheads = new WeakMap<pg.Pool, Ahead>()

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
  const byCounter: Queues = queues.get(db.pool) ?? new Map()
  queues.set(db.pool, byCounter)
  const ahead: Ahead = aheads.get(db.pool) ?? new Map()
  aheads.set(db.pool, ahead)
  const key = `${orgId}:${counter}`
  const known = ahead.get(key)
  if (known && known.left >= count && performance.now() < known.until) {
    known.next += count
    known.left -= count
    return Promise.resolve(known.next - 1)
  }
  return new Promise((resolve, reject) => {
    const waiting = byCounter.get(key)
    if (waiting) {
      waiting.push({ resolve, reject, count })
      return
    }
    byCounter.set(key, [{ resolve, reject, count }])
    void serve({ waiting: byCounter, ahead, key }, total => advance(db, orgId, counter, total))
  })
}

type Serving = { readonly waiting: Queues; readonly ahead: Ahead; readonly key: string }

async function serve({ waiting, ahead, key }: Serving, advance: (total: number) => Promise<number>): Promise<void> {
  const queue = waiting.get(key) ?? []
  while (queue.length > 0) {
    const batch = queue.splice(0)
    const total = batch.reduce((sum, one) => sum + one.count, 0)
    const more = batch.length > 1 ? Math.min(total, mostAhead) : 0
    try {
      let last = (await advance(total + more)) - total - more
      for (const one of batch) {
        last += one.count
        one.resolve(last)
      }
      ahead.set(key, { next: last + 1, left: more, until: performance.now() + aheadFor })
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }
  waiting.delete(key)
}

// a statement alone is a transaction of its own: what it sets is set before a row reaches the counter and forgotten
// when it ends
const next = stmt(
  'number.next',
  `with mine as materialized (select set_config('app.org_id', $1::uuid::text, true), set_config('synchronous_commit', 'off', true))
   insert into number_counter as c (org_id, kind, period, next) select $1::uuid, $2, $3, $4::bigint from mine
   on conflict (org_id, kind, period) do update set next = c.next + excluded.next returning next`,
)

const last = stmt('number.last', 'select next from number_counter where org_id = $1 and kind = $2 and period = $3')
/** What was given last; another may be given in the next moment. */
export const peekNumber = async (db: Db, kind: string, period: string): Promise<number> =>
  Number((await db.one<{ next: string | number }>(last(db.orgId, kind, period)))?.next ?? 0)

async function advance({ numbers }: Database, orgId: string, counter: string, by: number): Promise<number> {
  const client = await numbers.connect()
  let broken = true
  try {
    const { rows } = await ask(client, next(orgId, ...counter.split(':'), by))
    broken = false
    if (!rows[0]) throw new Error('no number')
    return Number(rows[0].next)
  } finally {
    client.release(broken)
  }
}
