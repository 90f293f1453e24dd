// What a move changes in the lead itself: pure, facts to columns.
import type { LeadEffect } from '../lead.flow.ts'
import type { LeadRow } from './lead.table.ts'

export type MoveFacts = {
  readonly now: string
  readonly to?: { readonly id: string; readonly deptId: string | null } | undefined
  readonly reason?: string | undefined
}

const given = ({ to, now }: MoveFacts): Partial<LeadRow> =>
  to ? { ownerId: to.id, deptId: to.deptId, assignedAt: now, poolId: null, pooledAt: null } : {}

export const leadEffects: Record<LeadEffect, (row: LeadRow, facts: MoveFacts) => Partial<LeadRow>> = {
  giveOwner: (_, facts) => given(facts),
  stampFirst: (row, { now }) => ({ firstFollowupAt: row.firstFollowupAt ?? now }),
  // the department stays, so that its manager sees the lead and gives it to someone else
  dropOwner: () => ({ ownerId: null, assignedAt: null, poolLocked: false, nextStep: null, nextStepAt: null }),
  keepReason: (_, { reason }) => ({
    invalidReason: reason ?? null,
    poolId: null,
    pooledAt: null,
    poolLocked: false,
    nextStep: null,
    nextStepAt: null,
  }),
  keepOwner: (_, facts) => ({ ...given(facts), invalidReason: null }),
}
