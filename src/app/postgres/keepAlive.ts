import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../problem.ts'
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
  while (!over.aborted) {
    // the wait itself must not keep a process alive that has nothing else to do
    await sleep(1000, undefined, { signal: over, ref: false }).catch(() => {})
    if (over.aborted || findPostmaster(place)) continue
    await revive().catch(async error => {
      if (!(error instanceof Problem)) throw error
      await sleep(4000, undefined, { signal: over, ref: false }).catch(() => {})
    })
  }
}
