// What forbids the moves of a packet, and the clocks of the hand-off. Pure.
import { type WorkCalendar, workMinutesBetween } from '#kernel/calendar.ts'
import type { Guard } from '#kernel/flow.ts'
import { reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { packetProblems } from './checklist.rules.ts'
import type { Objection, PacketItem } from './checklist.schema.ts'
import type { Clocks, HandoffState } from './handoff.schema.ts'

export type HandoffFacts = {
  readonly state: HandoffState
  readonly items: readonly PacketItem[]
  readonly orderState: string
  readonly isStale: boolean
  /** Undefined where it has not been asked for yet. */
  readonly reason?: string | undefined
  readonly objections?: readonly Objection[]
  /** Items go by the organisation's own words. */
  readonly lang: Lang
}
export const stale: Guard<HandoffFacts> = facts => (facts.isStale ? reason('kernel.stale', 'version') : undefined)
export const orderGone: Guard<HandoffFacts> = facts => (facts.orderState === 'draft' ? undefined : 'handoff.orderGone')
/** About the whole, or with an item. */
export const noReason: Guard<HandoffFacts> = ({ reason: said, objections = [] }) =>
  said === undefined || said.trim() || objections.length > 0 ? undefined : reason('handoff.noReason', 'reason')
export const unknownItem: Guard<HandoffFacts> = ({ items, objections = [] }) => {
  const at = objections.findIndex(one => !items.some(item => item.key === one.key))
  return at < 0 ? undefined : reason('handoff.unknownItem', `objections.${at}.key`)
}
export const incomplete: Guard<HandoffFacts> = ({ items, lang }) => packetProblems(items, lang)[0]

/** In working minutes: a day is nine hours. */
const usualClocks: Clocks = {
  lead: 540,
  deal: 5400,
  quote: 2700,
  contract: 1080,
  signing: 2700,
  wonNoOrder: 540,
  packet: 540,
  submit: 540,
  review: 540,
  supply: 2700,
  shipment: 2700,
  invoice: 1620,
  collection: 2700,
  service: 2700,
  deadDays: 15,
  unfinishedDays: 30,
}

export function clocksOf(settings: Readonly<Record<string, unknown>>): Clocks {
  const own = settings.clocks
  if (typeof own !== 'object' || own === null) return usualClocks
  const kept = Object.entries(usualClocks).map(([key, usual]) => {
    const value: unknown = Reflect.get(own, key)
    return [key, typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : usual]
  })
  return Object.fromEntries(kept) as Clocks // every key of the usual ones
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

const threeYears = 3 * 365 * 86_400_000
/** Working minutes until now; whatever is older than three years is just very late. */
export function minutesSince(since: string, now: string, calendar: WorkCalendar): number {
  const to = new Date(now)
  const from = new Date(Math.max(Date.parse(since), to.getTime() - threeYears))
  return from > to ? 0 : workMinutesBetween(from, to, calendar)
}

/** The last instant since which more than so many working minutes have passed. */
export function lateSince(now: string, allowed: number, calendar: WorkCalendar): string {
  const end = Date.parse(now)
  const isLate = (back: number) => minutesSince(new Date(end - back).toISOString(), now, calendar) > allowed
  let far = (allowed + 1) * 60_000
  while (!isLate(far) && far < threeYears) far *= 2
  if (!isLate(far)) return new Date(0).toISOString()
  let near = 0
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (isLate(middle)) far = middle
    else near = middle
  }
  return new Date(end - far).toISOString()
}
