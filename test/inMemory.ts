import { accessSync, constants, readFileSync, statfsSync } from 'node:fs'

// A clone of a database is two thousand files, dropped again a few seconds later. ext4 avoids the numbers of files that
// were deleted within the last minute, one by one: by the hundredth clone that search takes twice the processor time of
// all the SQL. In memory there is nothing to search, and what a test makes is gone with the machine at the latest.
const shared = '/dev/shm'
const gib = 2 ** 30

/** The folder for what tests leave nothing of; undefined where there is none, or too little of it (a container's 64 MiB). */
export function inMemory(): string | undefined {
  try {
    accessSync(shared, constants.W_OK)
    const { bavail, bsize } = statfsSync(shared)
    const free = Number(/^MemAvailable: +(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024
    return bavail * bsize > 2 * gib && free > 4 * gib ? shared : undefined
  } catch {
    return undefined
  }
}
