// Work for later: a job is one row of pg-boss's tables, written in the transaction that causes it. Its payload is
// ids, because what they name may have changed when it runs.
import type pg from 'pg'
import { type ConstructorOptions, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Database, Tx } from './db.ts'

export type JobIds = Readonly<Record<string, string>>
/** Once in so many seconds for one key, however many processes ask. */
export type Once = { readonly key: string; readonly seconds: number }
export type JobKind = {
  readonly kind: string
  /** How often it comes again; what is done is remembered longer than that. */
  readonly everySeconds: number
}
/** One failed try, as the log tells it. */
export type Failed = { readonly kind: string; readonly ids: JobIds; readonly tries: number; readonly isLast: boolean }
export type OnFailed = (error: unknown, job?: Failed) => void
export type JobQueue = {
  /** Takes jobs of this kind; one that throws is tried again. */
  work(kind: string, everySeconds: number, run: (ids: JobIds) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

/** Where a job goes after its last try: the doctor reads it there. */
export const gaveUp = 'gaveUp'

const queues = new WeakMap<pg.Pool, PgBoss>()
// a full batch means more is waiting: the next is fetched at once
const taking = { batchSize: 10, burstWhenBatchFull: true, perJobResults: true, includeMetadata: true } as const
const hour = 3600
const patience = 5000
// a process that is killed says nothing: its jobs are taken again when they have not been heard of for so long
const policy = {
  expireInSeconds: hour,
  heartbeatSeconds: 30,
  retryLimit: 3,
  retryDelay: 5,
  deadLetter: gaveUp,
} as const

export async function openJobQueue(db: Database, kinds: readonly JobKind[], failed: OnFailed): Promise<JobQueue> {
  const boss = new PgBoss(optionsOf(db))
  boss.on('error', error => failed(error))
  await boss.start()
  await boss.createQueue(gaveUp, { retentionSeconds: 14 * 24 * hour })
  for (const { kind, everySeconds } of kinds) {
    const options = { ...policy, deleteAfterSeconds: hour + 2 * everySeconds }
    await boss.createQueue(kind, options)
    // a queue that an earlier program made keeps what it was made with
    await boss.updateQueue(kind, options)
  }
  queues.set(db.pool, boss)
  return {
    work: (kind, pollingIntervalSeconds, run) => takeJobs(boss, { kind, pollingIntervalSeconds, run, failed }),
    stop: async () => {
      queues.delete(db.pool)
      await boss.stop({ graceful: true, timeout: patience })
    },
  }
}

type Taking = {
  readonly kind: string
  readonly pollingIntervalSeconds: number
  readonly run: (ids: JobIds) => Promise<void>
  readonly failed: OnFailed
}

async function takeJobs(boss: PgBoss, { kind, pollingIntervalSeconds, run, failed }: Taking): Promise<void> {
  const settle = async (job: JobWithMetadata<JobIds>): Promise<JobResult> => {
    try {
      await run(job.data)
      return { id: job.id, status: 'completed' }
    } catch (error) {
      failed(error, { kind, ids: job.data, tries: job.retryCount + 1, isLast: job.retryCount >= job.retryLimit })
      return { id: job.id, status: 'failed', output: { why: String(error).slice(0, 500) } }
    }
  }
  await boss.work(kind, { ...taking, pollingIntervalSeconds }, async (jobs: JobWithMetadata<JobIds>[]) => {
    const results: JobResult[] = []
    for (const job of jobs) results.push(await settle(job))
    return results
  })
}

/** Written by this transaction: a rollback leaves no job. Answers false when `once` was already asked for. */
export async function enqueue(tx: Tx, kind: string, ids: JobIds, once?: Once): Promise<boolean> {
  const boss = queues.get(tx.database.pool)
  if (!boss) throw new Error('no job queue is open on this database')
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => ({ rows: await tx.query({ text, values }) }),
  }
  const slot = once && { singletonKey: once.key, singletonSeconds: once.seconds }
  return (await boss.send(kind, { ...ids }, { db, ...slot })) !== null
}

// the tables are the migrator's: nothing here may create, alter or rebuild them
function optionsOf({ pool, stepDown }: Database): ConstructorOptions {
  const { connectionString } = pool.options
  return {
    ...(connectionString !== undefined && { connectionString }),
    ...(stepDown && { options: '-c role=baton_app' }),
    max: 2,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: false,
    registerInstance: false,
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
    maintenanceIntervalSeconds: 900,
  }
}
