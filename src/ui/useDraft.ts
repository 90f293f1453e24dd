import { useCallback, useEffect, useRef, useState } from 'react'
import { systemClock } from '#kernel/clock.ts'

type Kept<T> = { at: string; value: T }

const place = (key: string): string => `baton.draft.${key}`

function read<T>(key: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(place(key))
    return text ? (JSON.parse(text) as Kept<T>) : undefined // written by this hook only
  } catch {
    return undefined // a full or forbidden store must not stop anyone from typing
  }
}

function write(key: string, kept: Kept<unknown> | undefined): void {
  try {
    if (kept) localStorage.setItem(place(key), JSON.stringify(kept))
    else localStorage.removeItem(place(key))
  } catch {
    // as above
  }
}

/** What was typed survives a closed tab; it goes when it was saved or thrown away. */
export function useDraft<T>(
  key: string,
  start: T,
): { value: T; set: (value: T) => void; foundAt: string | undefined; drop: () => void } {
  const [found] = useState(() => read<T>(key))
  const [value, setValue] = useState<T>(found?.value ?? start)
  const [foundAt, setFoundAt] = useState(found?.at)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef<T>(undefined)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    if (latest.current !== undefined) write(key, { at: systemClock.now().toISOString(), value: latest.current })
    latest.current = undefined
  }, [key])
  useEffect(() => {
    // a closed tab unmounts nothing
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  const set = useCallback(
    (next: T) => {
      setValue(next)
      latest.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, 300)
    },
    [flush],
  )
  const drop = useCallback(() => {
    clearTimeout(timer.current)
    latest.current = undefined
    write(key, undefined)
    setFoundAt(undefined)
    setValue(start)
  }, [key, start])
  return { value, set, foundAt, drop }
}
