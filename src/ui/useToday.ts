import { useNow } from './useNow.ts'
import { useLang } from './useText.tsx'
import { dayOf } from './when.ts'

/** Today where the organisation is. */
export function useToday(): string {
  const { zone } = useLang()
  return dayOf(useNow(), zone)
}
