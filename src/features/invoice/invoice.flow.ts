import type { Flow } from '#kernel/flow.ts'
import { answerOpen, beforeOriginal, type InvoiceFacts, inFuture, isRed, isRequest, nothingOn, orderNotLive, overBasis, overIssued, periodClosed, shipmentOpen } from './invoice.rules.ts'
import type { InvoiceState } from './invoice.schema.ts'
import { preflight } from './preflight.rules.ts'

export type InvoiceMove = 'issue' | 'record' | 'fail' | 'retry' | 'again' | 'withdraw' | 'refuse' | 'ask' | 'confirm' | 'reject' | 'lapse'
export type InvoiceEffect = 'sent' | 'issued' | 'notIssued'
type InvoicePermission = 'invoice.issue' | 'invoice.record' | 'invoice.edit' | 'invoice.withdraw' | 'invoice.refuse' | 'invoice.credit' | 'invoice.confirm'

export const invoiceFlow = {
  issue:    { from: ['requested', 'confirmed'],                                to: 'issuing',   may: 'invoice.issue',    unless: [nothingOn, orderNotLive, shipmentOpen, overBasis, overIssued, ...preflight], then: ['sent'] },
  record:   { from: ['issuing'],                                               to: 'issued',    may: 'invoice.record',   unless: [inFuture, periodClosed, beforeOriginal], then: ['issued'], by: 'journey' },
  fail:     { from: ['issuing'],                                               to: 'failed',    may: 'invoice.record',   unless: [answerOpen], then: ['notIssued'] },
  retry:    { from: ['failed'],                                                to: 'requested', may: 'invoice.edit',     unless: [isRed] },
  again:    { from: ['failed'],                                                to: 'confirmed', may: 'invoice.credit',   unless: [isRequest] },
  withdraw: { from: ['requested', 'failed', 'draft', 'awaiting', 'confirmed'], to: 'withdrawn', may: 'invoice.withdraw' },
  refuse:   { from: ['requested'],                                             to: 'refused',   may: 'invoice.refuse' },
  ask:      { from: ['draft'],                                                 to: 'awaiting',  may: 'invoice.credit',   unless: [nothingOn, overIssued] },
  confirm:  { from: ['awaiting'],                                              to: 'confirmed', may: 'invoice.confirm' },
  reject:   { from: ['awaiting'],                                              to: 'rejected',  may: 'invoice.confirm' },
  lapse:    { from: ['awaiting'],                                              to: 'lapsed',    may: 'invoice.confirm' },
} as const satisfies Flow<InvoiceState, InvoiceMove, InvoiceFacts, InvoicePermission, InvoiceEffect>
