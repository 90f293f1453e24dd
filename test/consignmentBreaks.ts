// How each invariant of consignment is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, insert, level, move, order, orderLine, shipment, stamps, type Values, warehouse } from './rows.ts'

const site = (more: Values = {}): string =>
  warehouse({
    id: id(66),
    code: 'S',
    code_key: 's',
    name: 'Site',
    name_key: 'site',
    customer_id: id(1),
    sellable: false,
    ...more,
  })
const laid = (more: Values = {}): string =>
  order(50, { type: 'consignment', bill_basis: 'delivery', site_id: id(66), ...more }) + orderLine(51, 50)
const there = (more: Values = {}, ofLine: Values = {}): string => shipment({ site_id: id(66), ...more }, ofLine)
const settlement = (more: Values = {}, ofLine: Values = {}): string =>
  insert('settlements', {
    id: id(93),
    number: 'JS93',
    state: 'posted',
    posted_at: '2026-11-03T00:00:00Z',
    customer_id: id(1),
    site_id: id(66),
    date: '2026-11-03',
    ...stamps,
    ...more,
  }) +
  insert('settlement_lines', {
    id: id(94),
    settlement_id: id(93),
    no: 1,
    shipment_line_id: id(71),
    order_id: id(50),
    order_line_id: id(51),
    qty: 2,
    ...ofLine,
  })
const out = {
  warehouse_id: id(66),
  kind: 'settlement',
  entity: 'settlement',
  record_id: id(93),
  paper: 'JS93',
  line_no: 1,
  qty: -2,
  on_hand: 8,
}
const base = (more: string): string => site() + laid() + more

export const consignmentBreaks: readonly Break[] = [
  [
    'consignment.lying',
    `Site product ${id(60)} · on hand 3.000000, lying there 0`,
    site() + level({ warehouse_id: id(66), on_hand: 3, sellable: false }),
  ],
  [
    'consignment.lying',
    `Site product ${id(60)} · on hand 0, lying there 10.000000`,
    base(there({}, { stock_kept: true, warehouse_id: id(61) })),
  ],
  ['consignment.site', 'FH70 · goes to no site, its order SO50 to another', base(shipment())],
  [
    'consignment.site',
    'FH70 · goes to Site, its order SO50 to another',
    site() + order(50) + orderLine(51, 50) + there(),
  ],
  [
    'consignment.settled',
    'FH70 line 1 · delivered 2.000000, its settlements come to 0',
    base(there({}, { delivered: 2 })),
  ],
  [
    'consignment.settled',
    'FH70 line 1 · delivered 0.000000, its settlements come to 2.000000',
    base(there() + settlement()),
  ],
  [
    'consignment.stock',
    'JS93 line 1 · posted, moved 0 of 2.000000',
    base(there({}, { stock_kept: true, warehouse_id: id(61) }) + settlement()),
  ],
  [
    'consignment.stock',
    'JS93 line 1 · draft, moved -2.000000 of 2.000000',
    base(there() + settlement({ state: 'draft', posted_at: null }) + move(out)),
  ],
  [
    'consignment.stock',
    `settlement ${id(93)} · moved -2.000000 for a line that it does not have`,
    base(there() + settlement() + move({ ...out, line_no: 7 })),
  ],
  ['consignment.parties', 'JS93 · settles goods of FH70, or for several payers', base(shipment() + settlement())],
]
