import { useCallback } from 'react'
import { client } from '#kernel/api.ts'
import { addMonths, startOfMonth } from '#kernel/clock.ts'
import { usePlace } from '#ui/Link.tsx'
import { send } from '#ui/send.ts'
import { useLang } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { forecastApi } from '../forecast.api.ts'

export const forecastCalls = client(forecastApi, send)

export const cuts = ['person', 'dept', 'month'] as const
export type Cut = (typeof cuts)[number]
export type Wish = { readonly from: string; readonly to: string; readonly by: Cut }

/** What one looks at stands in the address; without a word of it, this quarter by people. */
export function useWish(): { wish: Wish; put: (change: Partial<Wish>) => void } {
  const { path, search, go } = usePlace()
  const today = useToday()
  const params = new URLSearchParams(search)
  const quarter = addMonths(startOfMonth(today), -((Number(today.slice(5, 7)) - 1) % 3))
  const dayOf = (key: 'from' | 'to', usual: string): string => {
    const month = params.get(key)
    return month && /^\d{4}-\d{2}$/.test(month) ? `${month}-01` : usual
  }
  const wish: Wish = {
    from: dayOf('from', quarter),
    to: dayOf('to', addMonths(quarter, 2)),
    by: cuts.find(one => one === params.get('by')) ?? 'person',
  }
  const put = (change: Partial<Wish>) => {
    const { from, to, by } = { ...wish, ...change }
    const next = new URLSearchParams({ from: from.slice(0, 7), to: to.slice(0, 7), by })
    go(`${path}?${next}`, { replace: true })
  }
  return { wish, put }
}

/** A month by any of its days, as the language writes it. */
export function useMonth(width: 'long' | 'short' = 'long'): (day: string) => string {
  const { locale } = useLang()
  return useCallback(
    day => {
      const year = width === 'long' && { year: 'numeric' as const }
      return new Intl.DateTimeFormat(locale, { ...year, month: 'short', timeZone: 'UTC' }).format(new Date(day))
    },
    [locale, width],
  )
}
