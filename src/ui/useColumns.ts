import { useCallback, useState } from 'react'

/** The columns a person chose for a list stay on the device; an address that names columns wins. */
export function useColumns(
  entity: string,
  usual: readonly string[],
): [readonly string[], (columns: readonly string[]) => void] {
  const key = `baton.columns.${entity}`
  const [kept, setKept] = useState(() => localStorage.getItem(key)?.split(',').filter(Boolean) ?? [])
  const keep = useCallback(
    (columns: readonly string[]) => {
      const same = columns.join() === usual.join()
      if (same) localStorage.removeItem(key)
      else localStorage.setItem(key, columns.join())
      setKept(same ? [] : [...columns])
    },
    [key, usual],
  )
  return [kept.length > 0 ? kept : usual, keep]
}
