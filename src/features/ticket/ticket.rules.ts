// Guards of a ticket and its clock: targets by priority in working hours, stopped while the customer has the ball. Pure.
import { addWorkMinutes, type WorkCalendar, workMinutesBetween } from '#kernel/calendar.ts'
import type { Guard } from '#kernel/flow.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { type Priority, priorities, type TicketState, type TicketTargets } from './ticket.schema.ts'

export type TicketFacts = {
  readonly state: TicketState
  readonly resolution: string | null
  /** Numbers of its returns that are not done. */
  readonly openReturns: readonly string[]
}

export const noResolution: Guard<TicketFacts> = ({ resolution }) =>
  resolution?.trim() ? undefined : reason('ticket.noResolution', 'resolution')
export const returnsOpen: Guard<TicketFacts> = ({ openReturns }) =>
  openReturns.length > 0 ? reason('ticket.returnsOpen', undefined, { numbers: openReturns.join(', ') }) : undefined

type Asked = { readonly number: string; readonly state: TicketState; readonly customerId: string }
/** Goods come back for a ticket that is worked on: what is resolved is opened again first. */
export const ticketProblems = ({ number, state, customerId }: Asked, buyerId: string): Reason[] => [
  ...(customerId === buyerId ? [] : [reason('ticket.otherCustomer', 'ticketId')]),
  ...(isOver[state] ? [reason('ticket.over', 'ticketId', { number })] : []),
]
// prettier-ignore
const isOver: Record<TicketState, boolean> = {
  open: false,
  in_progress: false,
  waiting: false,
  resolved: true,
  closed: true,
  cancelled: true,
}

const usualTargets: TicketTargets = {
  urgent: { respond: 30, resolve: 240 },
  high: { respond: 60, resolve: 540 },
  normal: { respond: 240, resolve: 1620 },
  low: { respond: 540, resolve: 2700 },
}

/** An organisation's own targets as its setting keeps them; what is not there is usual. */
export function targetsOf(settings: Readonly<Record<string, unknown>>): TicketTargets {
  const own = settings.ticketTargets
  return typeof own === 'object' && own !== null ? { ...usualTargets, ...own } : usualTargets
}

/** A customer is answered before the matter is settled. */
export const targetProblems = (targets: TicketTargets) =>
  priorities.flatMap(key =>
    targets[key].respond > targets[key].resolve ? [reason('ticket.targetTurned', `${key}.respond`)] : [],
  )

type Clock = { readonly clockFrom: string; readonly waited: number; readonly priority: Priority }
export type Due = { readonly responseDueAt: string; readonly dueAt: string }

export function dueOf({ clockFrom, waited, priority }: Clock, targets: TicketTargets, calendar: WorkCalendar): Due {
  const { respond, resolve } = targets[priority]
  const after = (minutes: number) => addWorkMinutes(new Date(clockFrom), minutes, calendar).toISOString()
  return { responseDueAt: after(respond), dueAt: after(resolve + waited) }
}

export const waitedBetween = (from: string, to: string, calendar: WorkCalendar): number =>
  Math.max(0, workMinutesBetween(new Date(from), new Date(to), calendar))
