import { shortDay } from './day.ts'
import { useLang } from './useText.tsx'
import { useToday } from './useToday.ts'

/** A calendar day inside a sentence, as it is written in the reader's language. */
export function useDay(): (day: string) => string {
  const { locale } = useLang()
  const today = useToday()
  return day => shortDay(day, today, locale)
}
