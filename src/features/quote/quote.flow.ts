import type { Flow } from '#kernel/flow.ts'
import { approvedOtherwise, belowFloor, dealClosed, nobodyAsked, noDeclineReason, noLines, notApproved, notCurrent, notPast, ordersLive, otherAccepted, past, type QuoteFacts, termsOpen } from './quote.rules.ts'
import type { QuoteState } from './quote.schema.ts'

export type QuoteMove = 'submit' | 'approve' | 'sendBack' | 'send' | 'accept' | 'decline' | 'expire' | 'supersede' | 'cancel'

/** `approve` and `sendBack` are the approval's, as principal; `expire` is the clock's, `supersede` the next version's. */
export const quoteFlow = {
  submit:    { from: ['draft'],                        to: 'in_approval', may: 'quote.send',    unless: [noLines, notCurrent, dealClosed, termsOpen, past, nobodyAsked] },
  approve:   { from: ['in_approval'],                  to: 'approved',    may: 'quote.approve' },
  sendBack:  { from: ['in_approval'],                  to: 'draft',       may: 'quote.approve' },
  send:      { from: ['draft', 'approved'],            to: 'sent',        may: 'quote.send',    unless: [noLines, notCurrent, dealClosed, termsOpen, past, notApproved, belowFloor, approvedOtherwise] },
  accept:    { from: ['sent'],                         to: 'accepted',    may: 'quote.accept',  unless: [notCurrent, past, dealClosed, otherAccepted] },
  decline:   { from: ['sent'],                         to: 'declined',    may: 'quote.accept',  unless: [notCurrent, noDeclineReason] },
  expire:    { from: ['sent'],                         to: 'expired',     may: 'quote.accept',  unless: [notPast] },
  supersede: { from: ['approved', 'sent', 'accepted'], to: 'superseded',  may: 'quote.edit',    unless: [notCurrent, dealClosed, ordersLive] },
  cancel:    { from: ['draft', 'approved', 'sent'],    to: 'cancelled',   may: 'quote.edit' },
} as const satisfies Flow<QuoteState, QuoteMove, QuoteFacts>
