// A calendar day as people write it, pure: today, zone and language come from outside.

const made = new Map<string, Intl.DateTimeFormat>()

/** English dates have the day first, everywhere: `25 Jun` in a list and `Jun 25, 2026` beside it read as two products. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const found = made.get(key) ?? new Intl.DateTimeFormat(locale === 'en-US' ? 'en-GB' : locale, options)
  made.set(key, found)
  return found
}

export const withZone = (zone: string | undefined): Intl.DateTimeFormatOptions => (zone ? { timeZone: zone } : {})

/** `2026-06-11` as seen in the zone: en-CA happens to write ISO dates. */
export const dayOf = (at: Date, zone: string | undefined): string =>
  dateFormat('en-CA', { ...withZone(zone), year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** `6月25日` / `25 Jun`, with the year when it is another one. */
export function shortDay(day: string, today: string, locale: string): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  const style: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    month: locale === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
    ...(!sameYear && { year: 'numeric' }),
  }
  return dateFormat(locale, style).format(new Date(`${day}T00:00:00Z`))
}
