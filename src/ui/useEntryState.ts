import { useCallback, useRef, useState } from 'react'
import { usePlace } from './Link.tsx'

// What a page looked like at an entry of the history; the oldest go, so that a long day does not fill the memory.
const kept = new Map<string, unknown>()
const most = 200

function keep(key: string, value: unknown): void {
  kept.delete(key)
  kept.set(key, value)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}

/** Comes back with the browser's back button, and begins anew when the page is opened afresh. Writing draws nothing. */
export function useEntryMemory<T>(name: string): { found: T | undefined; remember: (value: T) => void } {
  const { entry } = usePlace()
  const place = useRef(entry)
  place.current = entry
  const [found] = useState(() => (entry ? (kept.get(`${entry} ${name}`) as T | undefined) : undefined)) // written below under the same name
  const remember = useCallback(
    (value: T) => {
      if (place.current) keep(`${place.current} ${name}`, value)
    },
    [name],
  )
  return { found, remember }
}

/** As `useState`, for what belongs to an entry of the history. */
export function useEntryState<T>(name: string, start: T): [T, (value: T) => void] {
  const { found, remember } = useEntryMemory<T>(name)
  const [value, setValue] = useState(found ?? start)
  const set = useCallback(
    (next: T) => {
      remember(next)
      setValue(next)
    },
    [remember],
  )
  return [value, set]
}
