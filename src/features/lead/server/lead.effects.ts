// What a move changes in the lead itself: pure, facts to columns.
import type { LeadEffect } from '../lead.flow.ts'
import type { LeadRow } from './lead.table.ts'

export type MoveFacts = {
  readonly now: string
  readonly to?: { readonly id: string; readonly deptId: string | null } | undefined
  readonly reason?: string | undefined
  /** Until when whoever is given it now is to have answered. */
  readonly respondBy?: string | null
}

const given = ({ to, now, respondBy = null }: MoveFacts): Partial<LeadRow> =>
  to ? { ownerId: to.id, deptId: to.deptId, assignedAt: now, respondBy, poolId: null, pooledAt: null } : {}

export const leadEffects: Record<LeadEffect, (row: LeadRow, facts: MoveFacts) => Partial<LeadRow>> = {
  giveOwner: (_, facts) => given(facts),
  stampFirst: (row, { now }) => ({ firstFollowupAt: row.firstFollowupAt ?? now }),
  // the department stays, so that its manager sees the lead and gives it to someone else
  dropOwner: () => ({
    ownerId: null,
    assignedAt: null,
    respondBy: null,
    poolLocked: false,
    nextStep: null,
    nextStepAt: null,
  }),
  keepReason: (_, { reason }) => ({
    invalidReason: reason ?? null,
    respondBy: null,
    poolId: null,
    pooledAt: null,
    poolLocked: false,
    nextStep: null,
    nextStepAt: null,
  }),
  keepOwner: (_, facts) => ({ ...given(facts), invalidReason: null }),
}
