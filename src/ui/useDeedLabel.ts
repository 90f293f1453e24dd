import type { Deed } from './bulk.ts'
import { useLabel, useReason } from './useText.tsx'

/** A move has its own sentence; the rest brings its words along. */
export function useDeedLabel(): (deed: Deed) => string {
  const say = useReason()
  const words = useLabel()
  return ({ label }) => ('text' in label ? say({ key: label.text }) : words(label))
}
