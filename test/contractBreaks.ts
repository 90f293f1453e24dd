// How each invariant of contracts is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, insert, money, now, order, orderLine, stamps } from './rows.ts'

type Values = Parameters<typeof insert>[1]

const contract = (n: number, more: Values = {}): string =>
  insert('contracts', {
    id: id(n),
    number: `HT${n}`,
    version_no: 1,
    kind: 'framework',
    title: 'T',
    state: 'draft',
    customer_id: id(1),
    payer_id: id(1),
    lang: 'zh',
    terms: '[]',
    thread_id: id(900 + n),
    ...money,
    net: 0,
    tax: 0,
    gross: 0,
    ...stamps,
    ...more,
  })
const contractLine = (n: number, of: number, more: Values = {}): string =>
  insert('contract_lines', {
    id: id(n),
    contract_id: id(of),
    no: n,
    kind: 'fee',
    fulfil: 'none',
    name: 'L',
    unit: '项',
    unit_qty: 10,
    factor: 1,
    qty: 10,
    as_needed: true,
    price: 1,
    tax_rate: 0,
    base: 10,
    line_discount: 0,
    share: 0,
    amount: 10,
    net: 10,
    tax: 0,
    gross: 10,
    ...more,
  })
const inForce = {
  state: 'effective',
  content_hash: 'h',
  approved_hash: 'h',
  signed_on: '2026-11-01',
  effective_at: now,
}
const signature = (of: number): string =>
  insert('contract_signatures', {
    id: id(860),
    contract_id: id(of),
    way: 'esign',
    at: now,
    signed_on: '2026-11-01',
    provider_ref: 'r',
    content: 'c',
    content_hash: 'h',
  })

export const contractBreaks: readonly Break[] = [
  ['contract.calledOff', 'HT80 · says 5.0000, its orders come to 0', contract(80, { called_off: 5 })],
  [
    'contract.calledOff',
    'HT80 line 81 · says 5.000000, its orders come to 0',
    contract(80) + contractLine(81, 80, { called_qty: 5 }),
  ],
  [
    'contract.called',
    'SO50 · counts 5.0000 while draft',
    contract(80, { called_off: 5 }) + order(50, { contract_id: id(80), called_amount: 5 }),
  ],
  [
    'contract.called',
    'SO50 · counts nothing, though confirmed',
    contract(80) + order(50, { contract_id: id(80), state: 'confirmed', confirmed_at: now }) + orderLine(51, 50),
  ],
  [
    'contract.called',
    'SO50 · is of another customer than contract HT80',
    contract(80, { customer_id: id(2) }) + order(50, { contract_id: id(80) }),
  ],
  [
    'contract.called',
    'SO50 line 51 · is of a line of another contract',
    contract(80) + contractLine(81, 80) + order(50) + orderLine(51, 50, { contract_line_id: id(81) }),
  ],
  ['contract.sum', 'HT80 · says 113.0000, its lines come to 0', contract(80, money)],
  ['contract.signed', 'HT80 · in force, and nobody signed', contract(80, inForce)],
  ['contract.signed', 'HT80 · signed, and not in force', contract(80) + signature(80)],
  [
    'contract.signed',
    'HT80 · is not what was approved',
    contract(80, { ...inForce, approved_hash: 'x' }) + signature(80),
  ],
  ['contract.amended', 'HT80 · is version 2, 0 before it are kept', contract(80, { version_no: 2 })],
  [
    'contract.amended',
    'HT82 · ended a version of another contract',
    contract(80, { version_no: 2 }) +
      contract(82) +
      insert('contract_versions', {
        id: id(861),
        contract_id: id(80),
        version_no: 1,
        amended_by: id(82),
        at: now,
        content: 'c',
        content_hash: 'h',
        differences: '[]',
      }),
  ],
]
