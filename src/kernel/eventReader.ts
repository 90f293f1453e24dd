// Reading events in the order in which they became visible for good: a cursor over ids would skip what commits
// late, one over (xid, seq) below the oldest running transaction cannot.
import pg from 'pg'
import { type Database, type Db, inOrg, stmt } from './db.ts'

export type Cursor = { readonly xid: string; readonly seq: string }
type Ref = { readonly entity: string; readonly recordId: string }
/** Where the record belonged, as far as the event changed it. */
export type Belonging = {
  readonly ownerId?: string | null
  readonly deptId?: string | null
  readonly poolId?: string | null
}
export type SeenEvent = Cursor &
  Ref & {
    readonly kind: string
    readonly version: number | null
    readonly was: Belonging | null
    readonly became: Belonging | null
    /** The records on whose timelines it shows too. */
    readonly about: readonly Ref[] | null
  }
/** `cursor`: everything up to it has been read. */
export type News = { readonly events: readonly SeenEvent[]; readonly cursor: Cursor }

const belonging = (detail: string): string =>
  `(select jsonb_object_agg(d.key, d.value) from jsonb_each(${detail}) d where d.key in ('ownerId', 'deptId', 'poolId'))`

// the snapshot of one statement: what it does not show below its own horizon will never come
const after = stmt(
  'event.after',
  `select h.xid::text as horizon, e.xid::text as xid, e.seq::text as seq, e.entity, e.record_id, e.kind, e.version, e.about,
     ${belonging('e.before')} as was, ${belonging('e.after')} as became
   from (select pg_snapshot_xmin(pg_current_snapshot()) as xid) h
   left join lateral (
     select v.* from event v where v.org_id = $1 and (v.xid, v.seq) > ($2::text::xid8, $3::text::bigint) and v.xid < pg_snapshot_xmin(pg_current_snapshot())
     order by v.xid, v.seq limit $4) e on true
   order by e.xid, e.seq`,
)
type AfterRow = SeenEvent & { readonly horizon: string; readonly xid: string | null }

export async function eventsAfter(db: Db, cursor: Cursor, limit = 500): Promise<News> {
  const rows = await db.query<AfterRow>(after(db.orgId, cursor.xid, cursor.seq, limit))
  const events = rows.filter(row => row.xid !== null)
  const last = events.length >= limit ? events.at(-1) : undefined
  // an organisation in which nothing happens does not read the others' events again and again
  return { events, cursor: last ?? { xid: rows[0]?.horizon ?? cursor.xid, seq: '-1' } }
}

const atNow = stmt(
  'event.now',
  `select pg_snapshot_xmin(pg_current_snapshot())::text as xid, '-1' as seq where $1::uuid is not null`,
)
/** Everything after this is news; a transaction that still runs will be. */
export async function cursorNow(db: Db): Promise<Cursor> {
  const row = await db.one<Cursor>(atNow(db.orgId))
  if (!row) throw new Error('no snapshot')
  return row
}

/** A place that is ahead of now comes from another database, as after a restore. */
export function isAhead(one: Cursor, other: Cursor): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a === b ? BigInt(one.seq) > BigInt(other.seq) : a > b
}

/** `xid.seq`, as it travels to the browser and back. */
export const cursorText = ({ xid, seq }: Cursor): string => `${xid}.${seq}`
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, xid, seq] = /^(\d{1,19})\.(-?\d{1,18})$/.exec(text ?? '') ?? []
  return xid && seq ? { xid, seq } : undefined
}

const channel = 'baton_event'
const every = 50

export type Waker = { wake(orgId: string): void; stop(): Promise<void> }

/** Carries "there is something to read" between processes: at most one NOTIFY every 50 ms, heard on a line of its own. */
export function startWaker(db: Database, url: string, hear: (orgId: string) => void): Waker {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    const payload = [...waiting].slice(0, 150).join(',')
    waiting.clear()
    // a hint that is lost is made good by the poll
    db.pool.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined)
  }
  const ear = new Ear(url, payload => payload.split(',').forEach(hear))
  return {
    wake(orgId) {
      waiting.add(orgId)
      timer ??= setTimeout(flush, every)
    },
    stop() {
      clearTimeout(timer)
      return ear.stop()
    },
  }
}

class Ear {
  #client: pg.Client | undefined
  #stopped = false
  #timer: NodeJS.Timeout | undefined
  readonly #url: string
  readonly #hear: (payload: string) => void

  constructor(url: string, hear: (payload: string) => void) {
    this.#url = url
    this.#hear = hear
    void this.#listen()
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5000 })
    this.#client = client
    client.on('error', () => this.#again(client))
    client.on('end', () => this.#again(client))
    client.on('notification', ({ payload }) => payload && this.#hear(payload))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch {
      this.#again(client)
    }
  }

  #again(client: pg.Client): void {
    if (this.#stopped || this.#client !== client) return
    this.#client = undefined
    client.end().catch(() => undefined)
    this.#timer = setTimeout(() => void this.#listen(), 5000)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }
}

/** One look at an organisation's news, in a transaction of its own. */
export const readNews = (db: Database, orgId: string, cursor: Cursor, limit?: number): Promise<News> =>
  inOrg(db, orgId, { mode: 'read' }, tx => eventsAfter(tx, cursor, limit))
