import { useSyncExternalStore } from 'react'

const query = '(max-width: 720px)'

function watch(change: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', change)
  return () => media.removeEventListener('change', change)
}

/** For what cannot be said in CSS: another structure on a phone (bottom sheet, cards). */
export const usePhone = (): boolean => useSyncExternalStore(watch, () => matchMedia(query).matches)
