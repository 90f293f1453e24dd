import { client } from '#kernel/api.ts'
import { addDays, addMonths, type Day, endOfMonth, startOfMonth, weekday } from '#kernel/clock.ts'
import { usePlace } from '#ui/Link.tsx'
import { send } from '#ui/send.ts'
import { useToday } from '#ui/useToday.ts'
import { teamBoardApi } from '../team.api.ts'

export const teamCalls = client(teamBoardApi, send)

export type Wish = { readonly from: Day; readonly to: Day; readonly deptId: string | null }
type Change = Partial<Wish>

const isDay = (text: string | null): text is Day => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What one looks at stands in the address; without a word of it, this week and everybody. */
export function useTeamWish(): { wish: Wish; put: (change: Change) => void } {
  const { path, search, go } = usePlace()
  const today = useToday()
  const params = new URLSearchParams(search)
  const [from, to] = [params.get('from'), params.get('to')]
  const week = spansOf(today).thisWeek
  const wish = {
    from: isDay(from) ? from : week.from,
    to: isDay(to) ? to : week.to,
    deptId: params.get('dept'),
  }
  const put = (change: Change) => {
    const next = { ...wish, ...change }
    const said = new URLSearchParams({ from: next.from, to: next.to, ...(next.deptId && { dept: next.deptId }) })
    go(`${path}?${said}`, { replace: true })
  }
  return { wish, put }
}

export const spanKeys = ['thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const
type Days = { readonly from: Day; readonly to: Day }
export function spansOf(today: Day): Record<(typeof spanKeys)[number], Days> {
  const monday = addDays(today, 1 - weekday(today))
  const first = startOfMonth(today)
  const before = addMonths(first, -1)
  return {
    thisWeek: { from: monday, to: addDays(monday, 6) },
    lastWeek: { from: addDays(monday, -7), to: addDays(monday, -1) },
    thisMonth: { from: first, to: endOfMonth(first) },
    lastMonth: { from: before, to: endOfMonth(before) },
  }
}
