// The lists behind the figures, and how unevenly leads are given. Pure.
import { addDays, type Day, startOfMonth } from '#kernel/clock.ts'
import { type Decimal, div, mul, roundMoney } from '#kernel/money.ts'
import type { TeamRow } from './team.api.ts'

export const mostDays = 62

const list = (path: string, ...all: readonly object[]): string =>
  `${path}?${new URLSearchParams({ filter: JSON.stringify({ all }) })}`
const owner = (userId: string) => ({ field: 'ownerId', op: 'in', value: [userId] })
const open = { field: 'state', op: 'in', value: ['open'] }
const following = { field: 'state', op: 'in', value: ['assigned', 'following'] }
export const spoken = ['call', 'wechat', 'email', 'visit', 'meeting'] as const
const between = (field: string, from: Day, to: Day) => ({ field, op: 'between', value: [from, to] })

/** Exactly what the figure counts. */
export const behind = {
  contacts: (userId: string, from: Day, to: Day) =>
    list('/followups', owner(userId), { field: 'kind', op: 'in', value: spoken }, between('at', from, to)),
  converted: (userId: string, from: Day, to: Day) =>
    list('/leads', owner(userId), { field: 'state', op: 'in', value: ['converted'] }, between('convertedAt', from, to)),
  noStep: (userId: string) => list('/deals/list', owner(userId), open, { field: 'nextStepAt', op: 'empty' }),
  lateDeals: (userId: string, at: string) =>
    list('/deals/list', owner(userId), open, { field: 'nextStepAt', op: 'lt', value: at }),
  lateLeads: (userId: string, at: string) =>
    list('/leads', owner(userId), following, { field: 'nextStepAt', op: 'lt', value: at }),
  won: (userId: string, from: Day, to: Day) =>
    list('/deals/list', owner(userId), { field: 'state', op: 'in', value: ['won'] }, between('wonAt', from, to)),
  forecast: (userId: string, from: Day, to: Day) =>
    list('/deals/list', owner(userId), open, between('expectedClose', from, to)),
} as const

export const daysOf = (from: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let day = from; day <= to && days.length < mostDays; day = addDays(day, 1)) days.push(day)
  return days
}

/** The first day of every month that the span touches. */
export const monthsOf = (from: Day, to: Day): Day[] => [...new Set(daysOf(from, to).map(startOfMonth))]

type Given = Pick<TeamRow, 'given' | 'taken'>
/** A person's part of all that was given or taken; null where there was nothing. */
export function shareOf({ given, taken }: Given, all: readonly Given[]): number | null {
  const whole = all.reduce((sum, one) => sum + one.given + one.taken, 0)
  return whole === 0 ? null : Math.round(((given + taken) * 100) / whole)
}

/** Somebody has more than twice an even part: worth a look. */
export const isUneven = (one: Given, all: readonly Given[]): boolean => {
  const share = shareOf(one, all)
  return share !== null && all.length > 1 && share * all.length > 200
}

export type Period = 'thisMonth' | 'thisQuarter'

export type Whose = 'mine' | 'team'
/** A manager’s are those of whoever they reach. */
const of = (whose: Whose): object[] => (whose === 'mine' ? [{ field: 'ownerId', op: 'in', value: ['me'] }] : [])
/** One's own numbers: what is counted, and what the page opens. */
export const mineFilters = {
  won: (period: Period, whose: Whose) => [
    ...of(whose),
    { field: 'state', op: 'in', value: ['won'] },
    { field: 'wonAt', op: 'within', value: period },
  ],
  received: (period: Period, whose: Whose) => [
    ...of(whose),
    { field: 'state', op: 'in', value: ['received'] },
    { field: 'date', op: 'within', value: period },
  ],
  pipeline: (period: Period, whose: Whose) => [
    ...of(whose),
    { field: 'state', op: 'in', value: ['open'] },
    { field: 'expectedClose', op: 'within', value: period },
  ],
  followups: (period: Period, whose: Whose) => [
    ...of(whose),
    { field: 'kind', op: 'in', value: spoken },
    { field: 'at', op: 'within', value: period },
  ],
  newCustomers: (period: Period, whose: Whose) => [...of(whose), { field: 'createdAt', op: 'within', value: period }],
} as const

export type Days = { readonly total: number; readonly left: number }
/** What the month comes to at its end, did it go on as it did until today; nothing can be said on its first workday. */
export function paceOf(won: Decimal, { total, left }: Days, currency: string): Decimal | null {
  const gone = total - left
  return gone < 2 || left === 0 ? null : roundMoney(div(mul(won, String(total)), String(gone)), currency)
}
