import { dayOf } from './day.ts'
import { useNow } from './useNow.ts'
import { useLang } from './useText.tsx'

/** Today where the organisation is. */
export function useToday(): string {
  const { zone } = useLang()
  return dayOf(useNow(), zone)
}
