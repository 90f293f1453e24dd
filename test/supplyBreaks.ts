// How each invariant of supply is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, insert, now, order, orderLine, stamps, type Values } from './rows.ts'

const supply = (more: Values = {}): string =>
  insert('supplies', {
    id: id(90),
    number: 'BH90',
    kind: 'buy',
    state: 'planned',
    product_id: id(60),
    unit: 'pc',
    qty: 5,
    warehouse_id: id(61),
    ...stamps,
    ...more,
  })
const begun = { state: 'in_progress', started_at: now }
const receipt = (more: Values = {}): string =>
  insert('supply_receipts', {
    id: id(91),
    supply_id: id(90),
    no: 1,
    date: '2026-11-02',
    qty: 2,
    warehouse_id: id(61),
    made_at: now,
    ...more,
  })
const moved = (qty: number): string =>
  insert('stock_moves', {
    id: id(92),
    at: now,
    date: '2026-11-02',
    product_id: id(60),
    warehouse_id: id(61),
    qty,
    on_hand: qty,
    kind: 'receipt',
    entity: 'supply',
    record_id: id(90),
    paper: 'BH90',
    line_no: 1,
  })
const want = (more: Values = {}): string =>
  insert('supply_wants', { supply_id: id(90), order_line_id: id(51), order_id: id(50), qty: 2, ...more })
const allot = (qty: number): string =>
  insert('supply_allots', { receipt_id: id(91), order_line_id: id(51), order_id: id(50), qty })
const waiting = (more: Values = {}): string => order(50, more) + orderLine(51, 50, { product_id: id(60) })

export const supplyBreaks: readonly Break[] = [
  ['supply.received', 'BH90 · received 2.000000, its receipts come to 0', supply({ ...begun, received: 2 })],
  [
    'supply.received',
    'BH90 · received 2.000000, its receipts come to 0',
    supply({ ...begun, received: 2 }) + receipt({ reversed_at: now }),
  ],
  [
    'supply.direct',
    'BH90 receipt 1 · of no shipment',
    order(50, { type: 'direct' }) + supply({ ...begun, direct: true, order_id: id(50), received: 2 }) + receipt(),
  ],
  ['supply.stock', 'BH90 receipt 1 · received 2.000000, moved 0', supply({ ...begun, received: 2 }) + receipt()],
  [
    'supply.stock',
    'BH90 receipt 1 · received 0, moved 2.000000',
    supply(begun) + receipt({ reversed_at: now }) + moved(2),
  ],
  ['supply.stock', 'stock move · of receipt 1 of a supply that has none', supply() + moved(2)],
  [
    'supply.allots',
    'BH90 receipt 1 · of 2.000000 held 3.000000',
    waiting() + supply({ ...begun, received: 2 }) + receipt() + allot(3),
  ],
  ['supply.wants', 'BH90 · of 5.000000 wanted 6.000000', waiting() + supply() + want({ qty: 6 })],
  [
    'supply.wants',
    'wanted 2.000000, for other products',
    order(50) + orderLine(51, 50, { product_id: id(63) }) + supply() + want(),
  ],
  ['supply.freed', 'BH90 · for SO50, which is closed', waiting({ state: 'closed' }) + supply() + want()],
  [
    'supply.thread',
    'BH90 · its order SO50 is of another thread',
    waiting() + supply({ order_id: id(50), thread_id: id(999) }),
  ],
]
