// Every process asks for the same work at the same times; pg-boss keeps one job a time slot and organisation, so
// two processes share it without knowing of each other.
import { type Database, inOrg } from '#kernel/db.ts'
import { enqueue, type OnFailed, openJobQueue } from '#kernel/jobQueue.ts'
import { shareFreed } from './shareFreed.ts'
import type { Work } from './work.ts'
import { works } from './works.ts'

export type JobParts = {
  readonly db: Database
  /** The organisations, as only the operator's role sees them. */
  readonly orgs: () => Promise<readonly string[]>
  readonly failed: OnFailed
  /** What lives above the jobs' own reach. */
  readonly more?: readonly Work[]
}
export type Jobs = { stop(): Promise<void> }

const tickMs = 10_000
const limit = 200
const rounds = 50

export async function startJobs(parts: JobParts): Promise<Jobs> {
  const { db, failed } = parts
  const all = [...works, ...(parts.more ?? [])]
  const queue = await openJobQueue(db, all, failed)
  const askAgain = asking(parts, all)
  let asked = askAgain()
  await asked
  for (const work of all)
    await queue.work(work.kind, pollOf(work), async ({ orgId }) => {
      if (orgId !== undefined) await runAll(db, orgId, work)
    })
  const freed = shareFreed(db, failed)
  const timer = setInterval(() => {
    asked = asked.then(askAgain)
  }, tickMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all([asked, freed.stop()])
      await queue.stop()
    },
  }
}

const pollOf = ({ everySeconds }: Work): number => Math.min(10, Math.max(2, Math.round(everySeconds / 12)))

async function runAll(db: Database, orgId: string, work: Work): Promise<void> {
  if ('runAlone' in work) {
    await work.runAlone(db, orgId)
    return
  }
  for (let round = 0; round < rounds; round++) {
    const done = await inOrg(db, orgId, { mode: 'write' }, tx => work.run(tx, limit))
    if (done < limit) return
  }
}

function asking({ db, orgs, failed }: JobParts, all: readonly Work[]): () => Promise<void> {
  const next = new Map<string, number>()
  return async () => {
    const now = performance.now()
    const due = all.filter(work => (next.get(work.kind) ?? 0) <= now)
    if (due.length === 0) return
    // asked for more often than it runs: a slot that another clock calls begun is not missed
    for (const work of due) next.set(work.kind, now + Math.max(tickMs / 2, (work.everySeconds * 1000) / 4))
    try {
      for (const orgId of await orgs()) await ask(db, orgId, due)
    } catch (error) {
      failed(error)
    }
  }
}

const ask = (db: Database, orgId: string, due: readonly Work[]): Promise<unknown> =>
  inOrg(db, orgId, { mode: 'write' }, tx =>
    Promise.all(
      due.map(({ kind, everySeconds }) => enqueue(tx, kind, { orgId }, { key: orgId, seconds: everySeconds })),
    ),
  )
