import type { Break } from './breaks.ts'
import { id, insert, now, order, orderLine } from './rows.ts'

export const priceBreaks: readonly Break[] = [
  [
    'price.last',
    'the last price is of never',
    order(50, { state: 'confirmed', confirmed_at: now }) + orderLine(51, 50),
  ],
  [
    'price.last',
    'says 9.000000 of SO50, no such line was confirmed',
    order(50, { state: 'confirmed', confirmed_at: now }) +
      orderLine(51, 50) +
      insert('customer_prices', {
        customer_id: id(1),
        product_id: id(60),
        entity: 'order',
        record_id: id(50),
        number: 'SO50',
        unit: 'pc',
        unit_qty: 10,
        price: 9,
        currency: 'CNY',
        tax_mode: 'inclusive',
        at: now,
      }),
  ],
  [
    'order.kit',
    'SO50 line 51 · shipped 2.000000 of 10.000000, its parts make 0 of 10',
    order(50) +
      orderLine(51, 50, { stock_kept: false, shipped: 2, parts: '[{}]' }) +
      orderLine(52, 50, {
        kit_line_id: id(51),
        per_kit: 1,
        kit_share: 113,
        price: 0,
        base: 0,
        amount: 0,
        net: 0,
        tax: 0,
        gross: 0,
      }),
  ],
]
