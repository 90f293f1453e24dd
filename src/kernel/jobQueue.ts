// Work for later: a job is one row of pg-boss's tables, written in the transaction that causes it. Its payload is
// ids, because what they name may have changed when it runs.
import type pg from 'pg'
import { type ConstructorOptions, type Job, type JobResult, PgBoss } from 'pg-boss'
import type { Database, Tx } from './db.ts'

export type JobIds = Readonly<Record<string, string>>
/** Once in so many seconds for one key, however many processes ask. */
export type Once = { readonly key: string; readonly seconds: number }
export type JobQueue = {
  /** Takes jobs of this kind; one that throws is tried again. */
  work(kind: string, everySeconds: number, run: (ids: JobIds) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

const queues = new WeakMap<pg.Pool, PgBoss>()
// a full batch means more is waiting: the next is fetched at once
const taking = { batchSize: 10, burstWhenBatchFull: true, perJobResults: true } as const
const keepSeconds = 3600
const patience = 5000

export async function openJobQueue(
  db: Database,
  kinds: readonly string[],
  failed: (error: unknown) => void,
): Promise<JobQueue> {
  const boss = new PgBoss(optionsOf(db))
  boss.on('error', failed)
  await boss.start()
  for (const kind of kinds)
    await boss.createQueue(kind, {
      expireInSeconds: 300,
      retryLimit: 3,
      retryDelay: 5,
      deleteAfterSeconds: keepSeconds,
    })
  queues.set(db.pool, boss)
  return {
    work: async (kind, pollingIntervalSeconds, run) => {
      const settle = async (job: Job<JobIds>): Promise<JobResult> => {
        try {
          await run(job.data)
          return { id: job.id, status: 'completed' }
        } catch (error) {
          failed(error)
          return { id: job.id, status: 'failed', output: { why: String(error) } }
        }
      }
      await boss.work(kind, { ...taking, pollingIntervalSeconds }, async (jobs: Job<JobIds>[]) => {
        const results: JobResult[] = []
        for (const job of jobs) results.push(await settle(job))
        return results
      })
    },
    stop: async () => {
      queues.delete(db.pool)
      await boss.stop({ graceful: true, timeout: patience })
    },
  }
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
  }
}
