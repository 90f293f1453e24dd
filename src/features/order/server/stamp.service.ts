// What each move stamps on an order, and what its event is called.
import type { OrderMove } from '../order.flow.ts'
import type { OrderRow } from './order.table.ts'

// prettier-ignore
export const stamps: Record<OrderMove, (now: string) => Partial<OrderRow>> = {
  submit: now => ({ submittedAt: now }),
  sendBack: () => ({}),
  confirm: now => ({ confirmedAt: now }),
  hold: () => ({}),
  resume: () => ({}),
  reserve: () => ({}),
  close: now => ({ closedAt: now }),
  reopen: () => ({ closedAt: null }),
  cancel: now => ({ cancelledAt: now }),
}
// prettier-ignore
export const told: Record<OrderMove, string> = {
  submit: 'submitted',
  sendBack: 'sentBack',
  confirm: 'confirmed',
  hold: 'held',
  resume: 'resumed',
  reserve: 'reserved',
  close: 'closed',
  reopen: 'reopened',
  cancel: 'cancelled',
}
