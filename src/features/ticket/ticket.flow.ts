import type { Flow } from '#kernel/flow.ts'
import { noResolution, returnsOpen, type TicketFacts } from './ticket.rules.ts'
import type { TicketState } from './ticket.schema.ts'

export type TicketMove = 'start' | 'wait' | 'resume' | 'resolve' | 'close' | 'reopen' | 'cancel'
export type TicketEffect = 'taken' | 'clockStops' | 'clockGoesOn' | 'clockStartsAgain'

// prettier-ignore
export const ticketFlow = {
  start:   { from: ['open'],                           to: 'in_progress', may: 'ticket.work',                                      then: ['taken'] },
  wait:    { from: ['in_progress'],                    to: 'waiting',     may: 'ticket.work',                                      then: ['clockStops'] },
  resume:  { from: ['waiting'],                        to: 'in_progress', may: 'ticket.work',                                      then: ['clockGoesOn'] },
  resolve: { from: ['in_progress', 'waiting'],         to: 'resolved',    may: 'ticket.work',  unless: [noResolution, returnsOpen], then: ['clockGoesOn'] },
  close:   { from: ['resolved'],                       to: 'closed',      may: 'ticket.close',                                                                  by: 'journey' },
  reopen:  { from: ['resolved', 'closed'],             to: 'in_progress', may: 'ticket.work',                                      then: ['clockStartsAgain'] },
  cancel:  { from: ['open', 'in_progress', 'waiting'], to: 'cancelled',   may: 'ticket.close', unless: [returnsOpen],               then: ['clockGoesOn'] },
} as const satisfies Flow<TicketState, TicketMove, TicketFacts, 'ticket.work' | 'ticket.close', TicketEffect>
