// What can be done on the page that is open: its move bars say so, the palette offers it by name.
import { useEffect, useId, useRef, useSyncExternalStore } from 'react'

export type PageMove = { readonly key: string; readonly label: string; readonly run: () => void }

const none: readonly PageMove[] = []
/** One entry a bar: a record and the pool it lies in have one each. */
const bars = new Set<readonly PageMove[]>()
let moves = none
const listeners = new Set<() => void>()

function tell(): void {
  moves = bars.size === 0 ? none : [...bars].flat()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** By the move bar: what stands there and can be pressed now. */
export function useOffering(offered: readonly PageMove[]): void {
  const bar = useId()
  const latest = useRef(offered)
  latest.current = offered
  const signature = offered.map(move => `${move.key}\n${move.label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same moves by new functions are the same moves
  useEffect(() => {
    const own = latest.current.map(({ key, label }) => ({
      key: `${bar}.${key}`,
      label,
      run: () => latest.current.find(move => move.key === key)?.run(),
    }))
    bars.add(own)
    tell()
    return () => {
      bars.delete(own)
      tell()
    }
  }, [signature])
}

export const usePageMoves = (): readonly PageMove[] => useSyncExternalStore(subscribe, () => moves)
