import type { Flow } from '#kernel/flow.ts'
import { beforeShipped, booksClosed, inFuture, invoicedAbove, moreThanLies, noLines, orderClosed, returnedAbove, type SettlementFacts } from './settlement.rules.ts'
import type { SettlementState } from './settlement.schema.ts'

export type SettlementMove = 'post' | 'unpost' | 'cancel'
export type SettlementEffect = 'settle' | 'unsettle'
type Permission = 'settlement.post' | 'settlement.unpost' | 'settlement.cancel'

// prettier-ignore
export const settlementFlow = {
  post:   { from: ['draft'],  to: 'posted',    may: 'settlement.post',   unless: [noLines, moreThanLies, inFuture, beforeShipped, booksClosed],  then: ['settle'],   by: 'journey' },
  unpost: { from: ['posted'], to: 'draft',     may: 'settlement.unpost', unless: [booksClosed, orderClosed, invoicedAbove, returnedAbove],       then: ['unsettle'], by: 'journey' },
  cancel: { from: ['draft'],  to: 'cancelled', may: 'settlement.cancel' },
} as const satisfies Flow<SettlementState, SettlementMove, SettlementFacts, Permission, SettlementEffect>
