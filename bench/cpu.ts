// Processor time from /proc: on a machine shared with others it says more than throughput.
import { readdirSync, readFileSync } from 'node:fs'

export type Spent = ReadonlyMap<number, number>

/** Processor time so far of each process, in ms; empty where there is no /proc. */
export const spentBy = (pids: readonly number[]): Spent =>
  new Map(
    pids.flatMap(pid => {
      const ms = spent(pid)
      return ms === undefined ? [] : [[pid, ms] as const]
    }),
  )

/** What those that still live have used since. */
export const since = (before: Spent): number =>
  [...before].reduce((sum, [pid, ms]) => sum + Math.max((spent(pid) ?? ms) - ms, 0), 0)

/** A PostgreSQL's backends are the children of its postmaster. */
export function childrenOf(parent: number): number[] {
  try {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .filter(pid => parentOf(pid) === parent)
  } catch {
    return []
  }
}

/** Of all threads, by the scheduler's own count: the ticks of `stat` miss half of what is this short. */
function spent(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return threads.reduce((sum, thread) => sum + spentByThread(pid, thread), 0)
  } catch {
    return undefined
  }
}

function spentByThread(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return 0
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
