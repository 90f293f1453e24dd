import { useSyncExternalStore } from 'react'
import { systemClock } from '#kernel/clock.ts'

let now = systemClock.now()
const waiting = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function watch(change: () => void): () => void {
  waiting.add(change)
  timer ??= setInterval(() => {
    now = systemClock.now()
    for (const one of waiting) one()
  }, 30_000)
  return () => {
    waiting.delete(change)
    if (waiting.size > 0 || timer === undefined) return
    clearInterval(timer)
    timer = undefined
  }
}

/** One clock for the whole page, moving every half minute: a list of 60 relative times runs one timer. */
export const useNow = (): Date => useSyncExternalStore(watch, () => now)
