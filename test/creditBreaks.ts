// How each invariant of special releases is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { customer, id, insert, now, order, request, stamps, type Values } from './rows.ts'

const release = (more: Values = {}): string =>
  insert('credit_releases', {
    id: id(87),
    number: 'TP87',
    state: 'granted',
    order_id: id(50),
    customer_id: id(1),
    amount: 30,
    until: '2090-01-01',
    reason: 'x',
    decided_at: now,
    ...stamps,
    ...more,
  })
const carried = (more: Values = {}): string =>
  JSON.stringify({ id: id(87), number: 'TP87', amount: '30', until: '2090-01-01', by: 'Fay', ...more })

const credit = (n: number, more: Values = {}): string => insert('customer_credit', { customer_id: id(n), ...more })

export const creditBreaks: readonly Break[] = [
  [
    'credit.shared',
    'its head does not know',
    customer(1) + customer(2, { parent_id: id(1) }) + credit(1) + credit(2, { head_id: id(1) }),
  ],
  [
    'credit.shared',
    'its head does not stand above it',
    customer(1) + customer(2) + credit(1, { shared: true }) + credit(2, { head_id: id(1) }),
  ],
  ['credit.shared', 'is marked as a head, and nobody shares its limit', customer(1) + credit(1, { shared: true })],
  ['credit.released', 'SO50 · carries no release, granted is TP87', customer(1) + order(50) + release()],
  ['credit.released', 'SO50 · carries TP87, granted is none', customer(1) + order(50, { release: carried() })],
  [
    'credit.released',
    'SO50 · carries TP87, granted is TP87',
    customer(1) + order(50, { release: carried({ amount: '31' }) }) + release(),
  ],
  [
    'credit.released',
    'SO50 · carries TP87, granted is TP87, of another payer',
    customer(1) + customer(2) + order(50, { release: carried() }) + release({ customer_id: id(2) }),
  ],
  [
    'credit.releaseWaits',
    'TP87 · asked of an order that is cancelled',
    customer(1) + order(50, { state: 'cancelled', cancelled_at: now }) + release({ state: 'asked', decided_at: null }),
  ],
  [
    'credit.releaseWaits',
    'SO50 · a request is running, and no release is asked for',
    customer(1) + order(50) + request(88, { purpose: 'creditRelease' }),
  ],
]
