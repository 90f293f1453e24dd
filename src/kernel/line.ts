// One transaction on its connection: what is read goes out at once, what is written is held back until it must leave.
import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'
import { type Answered, ask, leave } from './asked.ts'
import type { Bound, Database, Plan, Row, Session, Tx } from './db.ts'
import { asRefusal, firstCause, isRetryable } from './dbErrors.ts'

const planned = (cache: string | null, collapse: string | null): Bound => ({
  name: 'plan',
  text: "select set_config('plan_cache_mode', $1, true), set_config('join_collapse_limit', $2, true)",
  values: [cache, collapse],
})
// without a value a setting is the server's own again
const plans: Readonly<Record<Plan, Bound>> = {
  // planned once, for any values: for what has one shape
  fixed: planned('force_generic_plan', null),
  // as PostgreSQL sees fit
  free: planned(null, null),
  // for these very values: when some are rare and some are not
  own: planned('force_custom_plan', null),
  // the same, joined in the order in which it is written: planning takes a quarter of the time
  straight: planned('force_custom_plan', '1'),
}
const commit: Bound = { name: 'commit', text: 'commit', values: [] }

/** What `inOrg` gives to a command; nobody else makes one. */
export class Line implements Tx {
  readonly mode = 'write' as const
  readonly orgId: string
  readonly now: string
  readonly bag = new Map<string, unknown>()
  readonly failures: unknown[] = []
  guarded: Promise<void> = Promise.resolve()
  readonly #client: pg.PoolClient
  #pending: Bound[] = []
  #sent: Promise<unknown>[] = []
  #asked = 0
  #level = 0
  #failed = false
  #before: (() => Bound[] | Promise<Bound[]>)[] = []
  #after: (() => void)[] = []

  readonly database: Database
  readonly rehearsal: boolean
  readonly #usual: Plan
  #plan: Plan

  constructor(client: pg.PoolClient, database: Database, orgId: string, session: Session) {
    this.#client = client
    this.database = database
    this.orgId = orgId
    this.rehearsal = session.rehearsal ?? false
    this.#usual = session.plan ?? 'fixed'
    this.#plan = this.#usual
    this.now = database.clock.now().toISOString()
  }

  send(bound: Bound): Promise<Answered> {
    const sent = ask(this.#client, bound)
    this.#asked++
    sent.catch((error: unknown) => this.failures.push(error))
    return sent
  }

  guardWith(bound: Bound, check: (rows: Row[]) => void): void {
    this.guarded = this.query(bound).then(check)
    this.guarded.catch(() => undefined)
  }

  async query<R = Row>(bound: Bound): Promise<R[]> {
    this.#flush()
    const { rows } = await this.#planned(bound)
    // the caller states the row type that its SQL returns; this is the one place where text becomes type
    return rows as R[]
  }

  /** The setting before it costs less than one plan. */
  #planned(bound: Bound): Promise<Answered> {
    const { plan = this.#usual } = bound
    if (plan !== this.#plan) {
      this.#plan = plan
      void this.send(plans[plan])
    }
    return this.send(bound)
  }

  async one<R = Row>(bound: Bound): Promise<R | undefined> {
    return (await this.query<R>(bound))[0]
  }

  write(...bounds: Bound[]): void {
    for (const bound of bounds) {
      if (bound.instead) this.#pending = this.#pending.filter(one => one.instead !== bound.instead)
      this.#pending.push(bound)
    }
  }

  level(level: number): void {
    if (level < this.#level) throw new Error(`lock order: level ${level} asked for after ${this.#level}`)
    this.#level = level
  }

  async attempt<T>(verb: () => Promise<T>): Promise<T> {
    const known = this.failures.length
    const plan = this.#plan
    this.#flush()
    this.#sent.push(this.send({ text: 'savepoint verb', values: [] }))
    this.#level = 0
    try {
      const answer = await verb()
      this.#flush()
      this.#sent.push(this.send({ text: 'release savepoint verb', values: [] }))
      await Promise.all(this.#sent)
      this.#sent = []
      return answer
    } catch (error) {
      this.#failed = true
      await this.#takeBack()
      // what was set since the savepoint is unset
      this.#plan = plan
      const cause = firstCause(error, this.failures.splice(known))
      throw isRetryable(cause) ? cause : asRefusal(cause)
    }
  }

  /**
   * A branch of the verb that was still asking when another one refused ends before the next verb begins. What it
   * asked behind the way back stands, even if it is answered by now: so there is another way back behind that.
   */
  async #takeBack(): Promise<void> {
    let asked = 0
    do {
      this.#pending = []
      this.#sent = []
      leave(this.#client)
      const back = this.send({ text: 'rollback to savepoint verb', values: [] })
      asked = this.#asked
      await back
      await turn()
    } while (this.#asked > asked || this.#pending.length > 0)
  }

  beforeCommit(hook: () => Bound[] | Promise<Bound[]>): void {
    this.#before.push(hook)
  }

  afterCommit(hook: () => void): void {
    this.#after.push(hook)
  }

  #flush(): void {
    const going = this.#pending
    this.#pending = []
    for (const bound of going) this.#sent.push(this.#planned(bound))
  }

  async close(): Promise<void> {
    if (this.#failed) throw new Error('a verb failed and its transaction was not refused')
    for (let i = 0; i < this.#before.length; i++) {
      const hook = this.#before[i]
      if (hook) this.write(...(await hook()))
    }
    this.#flush()
    if (this.rehearsal) return this.#endRehearsal()
    const ending = this.send(commit)
    await Promise.all(this.#sent)
    const done = await ending
    // a failed statement turns COMMIT into ROLLBACK without an error (write-path trap E)
    if (done.command !== 'COMMIT') throw new Error('not committed')
    for (const hook of this.#after) hook()
  }

  /** What COMMIT would have judged last is judged as well. */
  async #endRehearsal(): Promise<void> {
    const judged = this.send({ text: 'set constraints all immediate', values: [] })
    await Promise.all(this.#sent)
    await judged
    await this.rollback()
  }

  async rollback(): Promise<void> {
    // behind a statement that fails it would be skipped
    leave(this.#client)
    await ask(this.#client, { text: 'rollback', values: [] })
  }
}
