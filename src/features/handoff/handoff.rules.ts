// What a packet must hold, and what forbids its moves. Pure.
import { type WorkCalendar, workMinutesBetween } from '#kernel/calendar.ts'
import type { Guard } from '#kernel/flow.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Clocks, HandoffState, PacketItem, PacketNeed, PacketPromise } from './handoff.schema.ts'

export type PacketFacts = {
  readonly quoteNumber: string | null
  readonly contactName: string | null
  readonly address: string | null
  readonly promisedDate: string | null
  readonly instalments: number
  /** Something has to be brought somewhere. */
  readonly ships: boolean
  readonly needs: readonly PacketNeed[]
  readonly promises: readonly PacketPromise[]
}

export function packetItems(facts: PacketFacts): PacketItem[] {
  const given = (key: PacketItem['key'], say: string | null, required: boolean): PacketItem => ({
    key,
    required,
    ok: say !== null && say.trim() !== '',
    say: say?.trim() || null,
  })
  const counted = (key: PacketItem['key'], count: number): PacketItem => ({
    key,
    required: false,
    ok: true,
    say: String(count),
  })
  return [
    given('quote', facts.quoteNumber, true),
    given('contact', facts.contactName, true),
    given('address', facts.address, facts.ships),
    given('promisedDate', facts.promisedDate, facts.ships),
    counted('terms', facts.instalments),
    counted('needs', facts.needs.length),
    counted('promises', facts.promises.length),
  ]
}

const paths: Partial<Record<PacketItem['key'], string>> = {
  contact: 'contactId',
  address: 'address',
  promisedDate: 'promisedDate',
}

/** Everything that is missing, as one list. */
export const packetProblems = (items: readonly PacketItem[]): Reason[] =>
  items.filter(item => item.required && !item.ok).map(item => reason(`handoff.missing.${item.key}`, paths[item.key]))

export type HandoffFacts = {
  readonly state: HandoffState
  readonly items: readonly PacketItem[]
  readonly orderState: string
  readonly isStale: boolean
  /** Undefined where it has not been asked for yet. */
  readonly reason?: string | undefined
}
export const stale: Guard<HandoffFacts> = facts => (facts.isStale ? reason('kernel.stale', 'version') : undefined)
export const orderGone: Guard<HandoffFacts> = facts => (facts.orderState === 'draft' ? undefined : 'handoff.orderGone')
export const noReason: Guard<HandoffFacts> = facts =>
  facts.reason === undefined || facts.reason.trim() ? undefined : reason('handoff.noReason', 'reason')
export const incomplete: Guard<HandoffFacts> = facts => packetProblems(facts.items)[0]

/** In working minutes: a day is nine hours. */
const usualClocks: Clocks = {
  lead: 540,
  deal: 5400,
  quote: 2700,
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
