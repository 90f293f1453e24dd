import { useEffect, useState } from 'react'

/** The value once nobody has changed it for a moment: what is asked of the server while somebody types. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  const now = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal value is the same value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [now, ms])
  return settled
}
