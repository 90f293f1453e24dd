// How what a type of order says is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, now, order, orderLine, without } from './rows.ts'

export const orderTypeBreaks: readonly Break[] = [
  [
    'order.type',
    'SO50 · a sample, total 113.0000, invoiced by order, exposure 0.0000',
    without('orders', 'orders_free') + order(50, { type: 'sample' }),
  ],
  [
    'order.type',
    'SO50 line 51 · direct, and is kept in stock',
    order(50, { type: 'direct' }) + orderLine(51, 50, { stock_kept: true }),
  ],
  [
    'order.type',
    'SO50 line 51 · service, and is shipped',
    order(50, { type: 'service', state: 'in_review' }) + orderLine(51, 50, { stock_kept: false }),
  ],
  [
    'order.sample',
    'SO50 · confirmed, and nobody said when it is to be back',
    order(50, {
      type: 'sample',
      state: 'confirmed',
      confirmed_at: now,
      gross: 0,
      net: 0,
      tax: 0,
      base_gross: 0,
      bill_basis: 'none',
    }),
  ],
  ['order.sample', 'SO51 · sells a sample that is none', order(50) + order(51, { sample_id: id(50) })],
  [
    'order.sample',
    'SO51 · its sample is sold 2 times',
    order(50) + order(51, { sample_id: id(50) }) + order(52, { sample_id: id(50) }),
  ],
]
