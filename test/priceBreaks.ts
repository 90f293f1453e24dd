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
]
