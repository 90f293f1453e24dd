// Processor time from /proc: on a machine shared with others it says more than throughput.
import { readdirSync, readFileSync } from 'node:fs'

const tick = 10 // ms; USER_HZ is 100 on every Linux that Node runs on

/** ms of processor time used so far by the process and its children's own; 0 where there is no /proc. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * tick
}

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
