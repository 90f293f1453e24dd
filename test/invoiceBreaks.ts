// How each invariant of invoices is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { customer, id, insert, instalment, invoice, order, orderLine, redLetter, shipment, stamps } from './rows.ts'

export const invoiceBreaks: readonly Break[] = [
  [
    'customer.billing',
    '0 defaults of 1 billing profiles',
    insert('billing_profiles', {
      id: id(6),
      customer_id: id(1),
      kind: 'company',
      name: 'X',
      tax_kind: 'plain',
      is_default: false,
      ...stamps,
    }),
  ],
  [
    'invoice.counters',
    'SO50 line 51 · says 0 0 0 0, its invoices come to 10 0 113 0',
    order(50) + orderLine(51, 50) + invoice(),
  ],
  ['invoice.advances', 'SO50 · advance 20.0000, its invoices come to 0', order(50, { advance_invoiced: 20 })],
  [
    'invoice.shipments',
    'FH70 line 1 · invoiced 4.000000, its invoices come to 0',
    order(50) + orderLine(51, 50) + shipment({}, { invoiced: 4 }),
  ],
  ['invoice.register', 'register · last 0, highest 1 of 1', order(50) + orderLine(51, 50) + invoice()],
  [
    'invoice.register',
    'register · last 2, highest 2 of 1',
    order(50) + orderLine(51, 50) + invoice({ register_no: 2 }) + insert('invoice_register', { last: 2 }),
  ],
  [
    'invoice.reversed',
    'KP75 · reversed 50.0000 of 113.0000, its red letters come to 0',
    order(50) + orderLine(51, 50) + invoice({ reversed: 50 }),
  ],
  [
    'invoice.redLines',
    'KP75 line 1 · says 10 and 113.0000, taken back 12 and 113.0000',
    order(50) + orderLine(51, 50) + invoice() + redLetter({}, { qty: -12 }),
  ],
  ['invoice.issuing', 'SO50 · issuing 1, there are 0', order(50, { issuing_invoices: 1 })],
  [
    'invoice.sums',
    'KP75 · net 100.0000 tax 13.0000, its lines come to 90.0000 and 11.7000',
    order(50) + orderLine(51, 50) + invoice({}, { net: 90, tax: 11.7, gross: 101.7 }),
  ],
  [
    'invoice.orders',
    'KP75 · its order SO50 is of another payer or currency',
    order(50) + orderLine(51, 50) + invoice({ currency: 'USD' }),
  ],
  [
    'collection.alone',
    'KP75 · settled 20.0000, its allocations come to 0, lines of orders 1',
    customer(1) +
      order(50) +
      orderLine(51, 50) +
      invoice({ alone: true, is_opening: true, register_no: null, settled: 20 }),
  ],
  [
    'collection.whose',
    'SO50 · its plan is of another payer or rate',
    customer(1) + order(50) + instalment({ rate: 2 }),
  ],
]
