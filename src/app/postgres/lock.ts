import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../problem.ts'
import { reasonOf } from './place.ts'

// One Baton per data folder. The file names the process and the moment it began, so that a number
// given to another process later (a container's process 1, a reboot) is not taken for a twin.
export type Holder = { pid: number; born: string; task?: Task }
/** A command (backup, doctor, import) is soon done with the folder, a server is not. */
export type Task = 'server' | 'command'

export function lockFolder(folder: string, task: Task = 'server'): () => void {
  const file = join(folder, 'baton.lock')
  for (let attempt = 0; attempt < 5; attempt++) {
    if (takeFree(file, task)) return () => release(file)
    const holder = readHolder(folder)
    if (holder && isAlive(holder)) throw heldBy(holder, folder)
    clearStale(file, holder)
  }
  throw new Problem('postgres.folder', { folder, why: 'baton.lock' })
}

// Written aside and linked into place, so that nobody ever reads half a lock.
function takeFree(file: string, task: Task): boolean {
  const draft = `${file}.${process.pid}.new`
  try {
    writeFileSync(draft, JSON.stringify({ pid: process.pid, born: bornOf(process.pid), task }))
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false // as: fs throws nothing else
    throw new Problem('postgres.folder', { folder: dirname(file), why: reasonOf(error) })
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The living holder of a data folder, if any. */
export function findHolder(folder: string): Holder | undefined {
  const holder = readHolder(folder)
  return holder && isAlive(holder) ? holder : undefined
}

export function heldBy({ pid, task }: Holder, folder: string): Problem {
  return new Problem(task === 'command' ? 'postgres.command' : 'postgres.twin', { folder, pid: String(pid) })
}

const patience = 15_000

/** Who holds a folder when the command that does has had its time; `waits` is told once. */
export async function outlast(folder: string, waits: (holder: Holder) => void): Promise<Holder | undefined> {
  const end = performance.now() + patience
  for (let told = false; ; told = true) {
    const holder = findHolder(folder)
    if (holder?.task !== 'command' || performance.now() > end) return holder
    if (!told) waits(holder)
    await sleep(100)
  }
}

function readHolder(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'baton.lock'), 'utf8')) as Holder // as: only we write it
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  return pidLives(holder.pid) && bornOf(holder.pid) === holder.born
}

export function pidLives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // as: kill throws nothing else
  }
}

function bornOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

// Renamed first and looked at again: of two starters that find the same dead lock, the slower must not remove the faster one's new lock.
function clearStale(file: string, seen: Holder | undefined): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    const moved = JSON.parse(readFileSync(aside, 'utf8')) as Holder // as: only we write it
    if (seen?.pid !== moved.pid || seen.born !== moved.born) renameSync(aside, file)
  } catch {
    // gone already
  }
  rmSync(aside, { force: true })
}

function release(file: string): void {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder // as: we wrote it
    if (holder.pid === process.pid) rmSync(file, { force: true })
  } catch {
    // someone took the folder away: nothing left to release
  }
}
