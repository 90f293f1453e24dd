// How each invariant of a deal's parts is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { deal, id, insert, now, owner, stage } from './rows.ts'

const stay = (n: number, more: Parameters<typeof insert>[1]): string =>
  insert('deal_stage_log', { id: id(n), deal_id: id(30), stage_id: id(71), entered_at: now, ...more })
const member = (share: number): string =>
  insert('deal_members', { deal_id: id(30), user_id: owner, role: 'seller', share })
const reads = insert('record_reader', { entity: 'deal', record_id: id(30), user_id: owner, why: 'team' })
const later = '2026-11-02T00:00:00Z'
const latest = '2026-11-03T00:00:00Z'

export const dealBreaks: readonly Break[] = [
  [
    'deal.stays',
    'SJ30 · a gap in its stage log',
    deal(30) + stay(31, { left_at: later }) + stay(32, { entered_at: latest }),
  ],
  [
    'deal.stays',
    'SJ30 · an overlap in its stage log',
    deal(30) + stay(31, { left_at: latest }) + stay(32, { entered_at: later }),
  ],
  ['deal.team', 'SJ30 · a member may not read it', deal(30) + member(50)],
  ['deal.team', 'SJ30 · its owner is a member too', deal(30, { owner_id: owner }) + member(50) + reads],
  ['deal.amount', 'SJ30 · says 5, its products come to 0', deal(30, { amount: 5, amount_from: 'products' })],
  [
    'deal.waiting',
    'SJ30 · waits for a stage, no approval runs',
    stage(75, 'open') + deal(30, { waiting_stage_id: id(75) }),
  ],
]
