// How each invariant of order changes is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { customer, id, insert, now, order, stamps } from './rows.ts'

type Values = Parameters<typeof insert>[1]

const change = (more: Values = {}): string =>
  insert('changes', {
    id: id(87),
    number: 'BG87',
    state: 'draft',
    order_id: id(50),
    customer_id: id(1),
    thread_id: id(50),
    reason: 'x',
    actions: '[]',
    base_revision: 1,
    currency: 'CNY',
    gross_before: 100,
    gross_after: 100,
    base_difference: 0,
    content_hash: 'x',
    date: '2026-11-02',
    ...stamps,
    ...more,
  })

const kept = (gross: number): string => JSON.stringify({ gross: String(gross), lines: [] })
const applied = { state: 'applied', revision: 2, applied_at: now, before: kept(0), after: kept(0), gross_after: 113 }
const confirmed = { state: 'confirmed', confirmed_at: now }

// biome-ignore format: a table
export const changeBreaks: readonly Break[] = [
  ['change.live', 'SO50 · confirmed, counts 0, has 1', customer(1) + order(50, confirmed) + change()],
  ['change.live', 'SO50 · draft, counts 1, has 1', customer(1) + order(50, { live_changes: 1 }) + change()],
  ['change.versions', 'SO50 · version 2 of 113.0000, its changes made 1', customer(1) + order(50, { revision: 2 })],
  ['change.versions', 'SO50 · version 2 of 113.0000, its changes made 2 of 90.0000', customer(1) + order(50, { ...confirmed, revision: 2 }) + change({ ...applied, gross_after: 90 })],
  ['change.waits', 'BG87 · in_approval, and nobody is asked', customer(1) + order(50, { ...confirmed, live_changes: 1 }) + change({ state: 'in_approval' })],
  ['change.kept', 'BG87 · after 100, its lines come to 0', customer(1) + order(50, { ...confirmed, revision: 2 }) + change({ ...applied, after: kept(100) })],
]
