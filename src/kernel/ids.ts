// UUID v7 (RFC 9562): sorted by time, so new rows land at the end of every index.
import { type Clock, systemClock } from './clock.ts'

export type IdSource = { clock: Clock; random(bytes: Uint8Array<ArrayBuffer>): void }

// one call to the system for 256 ids: a call each was a tenth of an order's time
const pool = new Uint8Array(4096)
let used = pool.length

function pooled(bytes: Uint8Array): void {
  if (used + bytes.length > pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  bytes.set(pool.subarray(used, used + bytes.length))
  pool.fill(0, used, used + bytes.length)
  used += bytes.length
}

const system: IdSource = { clock: systemClock, random: pooled }

/**
 * Ids of one maker only grow: within a millisecond the 12 bits after the time count up from a random
 * start, a full counter borrows the next millisecond, and a clock set back is waited out by counting.
 */
export function idMaker(source: IdSource = system): () => string {
  let last = -1
  let counter = 0
  return () => {
    const bytes = new Uint8Array(16)
    source.random(bytes)
    const now = source.clock.now().getTime()
    if (now > last) {
      last = now
      // the top bit stays free, so that at least 2,048 ids fit into any millisecond
      counter = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & 0x7ff
    } else if (++counter > 0xfff) {
      last++
      counter = 0
    }
    return format(bytes, last, counter)
  }
}

export const newId: () => string = idMaker()

/** The same of the same seed (UUID v8): for what may be made once only. */
export function idFrom(seed: Uint8Array): string {
  const bytes = [...seed.subarray(0, 16)]
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes
    .map(byte => hex[byte])
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Any UUID: ids that came from elsewhere need not be version 7. */
export const isUuid = (text: string): boolean => UUID.test(text)

export function idTime(id: string): Date | undefined {
  if (!isUuid(id) || id[14] !== '7') return undefined
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function format(bytes: Uint8Array, time: number, counter: number): string {
  const head = time.toString(16).padStart(12, '0')
  let tail = hex[((bytes[8] ?? 0) & 0x3f) | 0x80] ?? ''
  for (let i = 9; i < 16; i++) tail += hex[bytes[i] ?? 0]
  return `${head.slice(0, 8)}-${head.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
