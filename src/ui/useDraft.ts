import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
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
  const keep = useKeeping(key)
  const set = useCallback(
    (next: T) => {
      setValue(next)
      keep.soon(next)
    },
    [keep],
  )
  const drop = useCallback(() => {
    keep.never()
    setFoundAt(undefined)
    setValue(start)
  }, [keep, start])
  return { value, set, foundAt, drop }
}

/** Written a moment after the last key, and at once when the page goes. */
function useKeeping(key: string) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef<{ value: unknown }>(undefined)
  const keep = useMemo(() => {
    const now = () => {
      clearTimeout(timer.current)
      if (latest.current) write(key, { at: systemClock.now().toISOString(), value: latest.current.value })
      latest.current = undefined
    }
    const soon = (value: unknown) => {
      latest.current = { value }
      clearTimeout(timer.current)
      timer.current = setTimeout(now, 300)
    }
    const never = () => {
      clearTimeout(timer.current)
      latest.current = undefined
      write(key, undefined)
    }
    return { now, soon, never }
  }, [key])
  useEffect(() => {
    // a closed tab unmounts nothing
    addEventListener('pagehide', keep.now)
    return () => {
      removeEventListener('pagehide', keep.now)
      keep.now()
    }
  }, [keep])
  return keep
}
