// Processor time from /proc: on a machine shared with others it says more than throughput.
import { readdirSync, readFileSync } from 'node:fs'

const tick = 10 // ms; USER_HZ is 100 on every Linux that Node runs on

export type Spent = ReadonlyMap<number, number>

/** Processor time so far of each process, in ms; empty where there is no /proc. */
export const spentBy = (pids: readonly number[]): Spent =>
  new Map(pids.flatMap(pid => (statOf(pid) ? [[pid, ticksOf(pid) * tick] as const] : [])))

/** What those that still live have used since. */
export const since = (before: Spent): number =>
  [...before].reduce((sum, [pid, ms]) => sum + (statOf(pid) ? ticksOf(pid) * tick - ms : 0), 0)

/** A PostgreSQL's backends are the children of its postmaster. */
export function childrenOf(parent: number): number[] {
  try {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .filter(pid => statOf(pid)?.[1] === String(parent))
  } catch {
    return []
  }
}

function ticksOf(pid: number): number {
  const stat = statOf(pid)
  return stat ? Number(stat[11]) + Number(stat[12]) : 0
}

function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
