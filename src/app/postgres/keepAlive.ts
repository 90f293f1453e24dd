import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'
import { findPostmaster, startServer } from './server.ts'

/** Starts our server again on its port when something else ended it; answers how to give that up. */
export function keepAlive(place: Place, port: number, durable: boolean): () => Promise<void> {
  const over = new AbortController()
  const watching = watch(place, over.signal, () => startServer(place, durable, port))
  return async () => {
    over.abort()
    await watching
  }
}

async function watch(place: Place, over: AbortSignal, revive: () => Promise<number>): Promise<void> {
  // the wait itself must not keep a process alive that has nothing else to do
  const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal: over, ref: false }).catch(() => {})
  while (!over.aborted) {
    await wait(1000)
    if (over.aborted || findPostmaster(place)) continue
    await revive().catch(() => wait(4000)) // tried again for as long as the server runs; /readyz says so meanwhile
  }
}
