// What can be done on the page that is open: its move bar says so, the palette offers it by name.
import { useEffect, useRef, useSyncExternalStore } from 'react'

export type PageMove = { readonly key: string; readonly label: string; readonly run: () => void }

const none: readonly PageMove[] = []
let moves = none
const listeners = new Set<() => void>()

function put(next: readonly PageMove[]): void {
  moves = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** By the move bar: what stands there and can be pressed now. */
export function useOffering(offered: readonly PageMove[]): void {
  const latest = useRef(offered)
  latest.current = offered
  const signature = offered.map(move => `${move.key}\n${move.label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same moves by new functions are the same moves
  useEffect(() => {
    const own = latest.current.map(({ key, label }) => ({
      key,
      label,
      run: () => latest.current.find(move => move.key === key)?.run(),
    }))
    put(own)
    return () => {
      if (moves === own) put(none)
    }
  }, [signature])
}

export const usePageMoves = (): readonly PageMove[] => useSyncExternalStore(subscribe, () => moves)
