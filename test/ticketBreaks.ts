// How each invariant of after-sales is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { cameIn, goodsReturn, id, insert, now, order, orderLine, receipt, refund, ticket } from './rows.ts'

export const ticketBreaks: readonly Break[] = [
  [
    'ticket.customer',
    'SH77 · its order SO50 is of another customer',
    order(50) + ticket({ customer_id: id(2), order_id: id(50) }),
  ],
  ['ticket.clock', 'SH77 · opened 2026-11-01', ticket({ due_at: '2026-10-01T00:00:00Z' })],
  [
    'ticket.over',
    'SH77 · is closed, its return TH75 is requested',
    order(50) +
      orderLine(51, 50) +
      ticket({ state: 'closed', closed_at: now, resolved_at: now, resolution: 'done' }) +
      goodsReturn({ ticket_id: id(77) }),
  ],
  [
    'goodsReturn.returned',
    'SO50 line 51 · returned 0.000000, its returns come to 2.000000',
    order(50) + orderLine(51, 50) + goodsReturn(cameIn, { good: 2 }),
  ],
  [
    'goodsReturn.again',
    'SO50 line 51 · to send again 0.000000, decided 2.000000',
    order(50) +
      orderLine(51, 50) +
      goodsReturn(
        { ...cameIn, state: 'inspected', inspected_at: now },
        { good: 2, decision: 'send_again', decided_qty: 2 },
      ),
  ],
  [
    'goodsReturn.live',
    'SO50 line 51 · delivered 0.000000, its returns come to 2.000000',
    order(50) + orderLine(51, 50) + goodsReturn(),
  ],
  ['goodsReturn.count', 'SO50 · says 1 live returns, there are 0', order(50, { live_returns: 1 })],
  [
    'goodsReturn.stock',
    'TH75 line 1 · received, moved 0, good 2.000000, damaged 0.000000',
    order(50) + orderLine(51, 50) + goodsReturn(cameIn, { good: 2, stock_kept: true }),
  ],
  [
    'goodsReturn.split',
    'TH75 line 1 · received, of 2.000000 told 0.000000, decided nothing',
    order(50) + orderLine(51, 50) + goodsReturn(cameIn),
  ],
  [
    'goodsReturn.order',
    'TH75 · is of another customer than SO50',
    order(50) + orderLine(51, 50) + goodsReturn({ customer_id: id(2) }),
  ],
  [
    'goodsReturn.refunds',
    'TH75 · worth 20.0000, refunds 30.0000',
    order(50) +
      orderLine(51, 50) +
      receipt() +
      refund() +
      goodsReturn(
        { ...cameIn, state: 'inspected', inspected_at: now },
        { good: 2, decision: 'refund', decided_qty: 2, amount: 20 },
      ) +
      insert('goods_return_outcomes', { return_id: id(75), entity: 'refund', record_id: id(86), at: now }),
  ],
]
